"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const notifications = memberAction(schema.notificationsInput, queries.notifications);
export const markRead = memberAction(schema.markReadInput, commands.markRead);
export const setPreferences = memberAction(schema.setPreferencesInput, commands.setPreferences);
