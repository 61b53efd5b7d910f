"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as schema from "./schema";

export const addCitation = memberAction(schema.addCitationInput, commands.addCitation);
export const editCitation = memberAction(schema.editCitationInput, commands.editCitation);
export const removeCitation = memberAction(schema.removeCitationInput, commands.removeCitation);
export const restoreCitation = memberAction(schema.restoreCitationInput, commands.restoreCitation);
export const markSeen = memberAction(schema.markSeenInput, commands.markSeen);
