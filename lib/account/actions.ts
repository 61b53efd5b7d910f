"use server";

import { memberAction, personAction, publicAction } from "@/lib/action";
import * as commands from "./commands";
import { changePreferencesInput } from "./preferences";
import {
  changeNameInput,
  changePasswordInput,
  endSessionInput,
  endSessionsInput,
  makeMemberPasswordResetInput,
  makePasswordResetInput,
  resetPasswordInput,
} from "./schema";

export const changeName = personAction(changeNameInput, commands.changeName);
export const changePreferences = personAction(changePreferencesInput, commands.changePreferences);
export const changePassword = personAction(changePasswordInput, commands.changePassword);
export const endSession = personAction(endSessionInput, commands.endSession);
export const endSessions = personAction(endSessionsInput, commands.endSessions);
export const makePasswordReset = personAction(makePasswordResetInput, commands.makePasswordReset);
export const makeMemberPasswordReset = memberAction(
  makeMemberPasswordResetInput,
  commands.makeMemberPasswordReset,
);
export const resetPassword = publicAction(resetPasswordInput, commands.resetPassword);
