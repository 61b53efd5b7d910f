"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const editClaim = memberAction(schema.editClaimInput, commands.editClaim);
export const planClaim = memberAction(schema.planClaimInput, commands.planClaim);
export const markUnsourced = memberAction(schema.markUnsourcedInput, commands.markUnsourced);
export const clearUnsourced = memberAction(schema.clearUnsourcedInput, commands.clearUnsourced);
export const leaveUnchecked = memberAction(schema.leaveUncheckedInput, commands.leaveUnchecked);
export const setReports = memberAction(schema.setReportsInput, commands.setReports);
export const claimDetail = memberAction(schema.claimDetailInput, queries.claimDetail);
export const claimHistory = memberAction(schema.claimHistoryInput, queries.claimHistory);
export const searchClaims = memberAction(schema.searchClaimsInput, queries.searchClaims);
export const likelyClaims = memberAction(schema.likelyClaimsInput, queries.likelyClaims);
