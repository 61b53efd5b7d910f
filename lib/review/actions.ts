"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const approve = memberAction(schema.approveInput, commands.approve);
export const requestChanges = memberAction(schema.requestChangesInput, commands.requestChanges);
export const dispute = memberAction(schema.disputeInput, commands.dispute);
export const adjudicate = memberAction(schema.adjudicateInput, commands.adjudicate);
export const confirmFits = memberAction(schema.confirmFitsInput, commands.confirmFits);
export const sayStillFits = memberAction(schema.sayStillFitsInput, commands.sayStillFits);
export const reviewQueue = memberAction(schema.reviewQueueInput, queries.reviewQueue);
