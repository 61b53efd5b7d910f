"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const raiseFlag = memberAction(schema.raiseFlagInput, commands.raiseFlag);
export const clearFlag = memberAction(schema.clearFlagInput, commands.clearFlag);
export const reopenFlag = memberAction(schema.clearFlagInput, commands.reopenFlag);
export const claimFlags = memberAction(schema.claimFlagsInput, queries.claimFlags);
