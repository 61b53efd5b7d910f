"use server";

import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import { placeTargetInput } from "./schema";

export const placeTarget = memberAction(placeTargetInput, commands.placeTarget);
