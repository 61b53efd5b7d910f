"use server";

import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import { applyRemedyInput, restoreVersionInput } from "./schema";

export const restoreVersion = memberAction(restoreVersionInput, commands.restoreVersion);
export const applyRemedy = memberAction(applyRemedyInput, commands.applyRemedy);
