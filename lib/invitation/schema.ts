import { z } from "zod";
import {
  emailSchema,
  newPasswordSchema,
  personNameSchema,
  tokenSchema,
} from "@/lib/account/schema";
import { roleSchema } from "@/lib/workspace/role";

/** How long an invitation can be accepted. */
export const INVITATION_DAYS = 7;

export const inviteInput = z.object({ email: emailSchema, role: roleSchema });
export type Invite = z.infer<typeof inviteInput>;

export const revokeInvitationInput = z.object({ invitationId: z.uuid() });
export type RevokeInvitation = z.infer<typeof revokeInvitationInput>;

/** By somebody who already has an account and is signed in to it. */
export const acceptInvitationInput = z.object({ token: tokenSchema });
export type AcceptInvitation = z.infer<typeof acceptInvitationInput>;

/** By somebody who gets their account with it; the address is the invitation's. */
export const joinInput = z.object({
  token: tokenSchema,
  name: personNameSchema,
  password: newPasswordSchema,
});
export type Join = z.infer<typeof joinInput>;
