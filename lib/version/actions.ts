"use server";

import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import { applyRemedyInput, lostPlacesInput, restoreVersionInput } from "./schema";

export const restoreVersion = memberAction(restoreVersionInput, commands.restoreVersion);
export const applyRemedy = memberAction(applyRemedyInput, commands.applyRemedy);
export const lostPlaces = memberAction(lostPlacesInput, queries.lostPlaces);
