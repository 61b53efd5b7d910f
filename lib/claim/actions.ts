"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as schema from "./schema";

export const editClaim = memberAction(schema.editClaimInput, commands.editClaim);
export const assignClaim = memberAction(schema.assignClaimInput, commands.assignClaim);
export const planClaim = memberAction(schema.planClaimInput, commands.planClaim);
export const markUnsourced = memberAction(schema.markUnsourcedInput, commands.markUnsourced);
export const clearUnsourced = memberAction(schema.clearUnsourcedInput, commands.clearUnsourced);
export const leaveUnchecked = memberAction(schema.leaveUncheckedInput, commands.leaveUnchecked);
export const setReports = memberAction(schema.setReportsInput, commands.setReports);
