"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const askQuery = memberAction(schema.askQueryInput, commands.askQuery);
export const changeQuery = memberAction(schema.changeQueryInput, commands.changeQuery);
export const answerQuery = memberAction(schema.answerQueryInput, commands.answerQuery);
export const giveUpQuery = memberAction(schema.giveUpQueryInput, commands.giveUpQuery);
export const waitOnQuery = memberAction(schema.giveUpQueryInput, commands.waitOnQuery);
export const ruleQuery = memberAction(schema.ruleQueryInput, commands.ruleQuery);
export const reopenQuery = memberAction(schema.reopenQueryInput, commands.reopenQuery);
export const withdrawQuery = memberAction(schema.withdrawQueryInput, commands.withdrawQuery);
export const restoreQuery = memberAction(schema.restoreQueryInput, commands.restoreQuery);
export const claimQueries = memberAction(schema.claimQueriesInput, queries.claimQueries);
