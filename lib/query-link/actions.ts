"use server";
import { memberAction, visitorAction } from "@/lib/action";
import * as commands from "./commands";
import * as schema from "./schema";

export const makeQueryLink = memberAction(schema.makeQueryLinkInput, commands.makeQueryLink);
export const revokeQueryLink = memberAction(schema.revokeQueryLinkInput, commands.revokeQueryLink);
export const answerByLink = visitorAction(schema.answerByLinkInput, commands.answerByLink);
