"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as schema from "./schema";

export const createSource = memberAction(schema.createSourceInput, commands.createSource);
export const editSource = memberAction(schema.editSourceInput, commands.editSource);
