"use server";

import { memberAction, personAction, publicAction } from "@/lib/action";
import * as commands from "./commands";
import { acceptInvitationInput, inviteInput, joinInput, revokeInvitationInput } from "./schema";

export const invite = memberAction(inviteInput, commands.invite);
export const revokeInvitation = memberAction(revokeInvitationInput, commands.revokeInvitation);
export const join = publicAction(joinInput, commands.join);
export const acceptInvitation = personAction(acceptInvitationInput, commands.acceptInvitation);
