import { z } from "zod";
import { isCommonPassword } from "./common-password";

/** An e-mail address as it is stored and compared: trimmed, in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "email_invalid" }).max(254, { error: "email_invalid" }));

export const personNameSchema = z
  .string()
  .trim()
  .min(1, { error: "required" })
  .max(100, { error: "too_long" });

/** Long rather than intricate: at least ten characters, and none of those everybody tries. */
export const newPasswordSchema = z
  .string()
  .min(10, { error: "password_too_short" })
  .max(200, { error: "password_too_long" })
  .refine((password) => !isCommonPassword(password), { error: "password_too_common" });

export const tokenSchema = z.string().min(1).max(200);

export const changeNameInput = z.object({ name: personNameSchema });
export type ChangeName = z.infer<typeof changeNameInput>;

export const changePasswordInput = z.object({
  current: z.string().min(1, { error: "required" }).max(1000),
  password: newPasswordSchema,
});
export type ChangePassword = z.infer<typeof changePasswordInput>;

export const endSessionInput = z.object({ sessionId: z.uuid() });
export type EndSession = z.infer<typeof endSessionInput>;

export const endSessionsInput = z.object({
  /** Whether the browser that asks is signed out as well. */
  thisToo: z.boolean(),
});
export type EndSessions = z.infer<typeof endSessionsInput>;

export const makePasswordResetInput = z.object({ userId: z.uuid() });
export type MakePasswordReset = z.infer<typeof makePasswordResetInput>;

export const makeMemberPasswordResetInput = z.object({ memberId: z.uuid() });
export type MakeMemberPasswordReset = z.infer<typeof makeMemberPasswordResetInput>;

export const resetPasswordInput = z.object({ token: tokenSchema, password: newPasswordSchema });
export type ResetPassword = z.infer<typeof resetPasswordInput>;
