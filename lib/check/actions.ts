"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as schema from "./schema";

export const startCheck = memberAction(schema.startCheckInput, commands.startCheck);
export const submitCheck = memberAction(schema.submitCheckInput, commands.submitCheck);
export const withdrawSubmission = memberAction(
  schema.withdrawSubmissionInput,
  commands.withdrawSubmission,
);
export const reopenCheck = memberAction(schema.reopenCheckInput, commands.reopenCheck);
export const sayStillHolds = memberAction(schema.stillHoldsInput, commands.sayStillHolds);
export const confirmStillHolds = memberAction(
  schema.confirmStillHoldsInput,
  commands.confirmStillHolds,
);
