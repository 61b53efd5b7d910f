"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const closing = memberAction(schema.closingInput, queries.closing);
export const signOff = memberAction(schema.signOffInput, commands.signOff);
export const withdrawSignOff = memberAction(schema.withdrawSignOffInput, commands.withdrawSignOff);
