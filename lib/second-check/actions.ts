"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const askSecondCheck = memberAction(schema.askSecondInput, commands.askSecondCheck);
export const callOffSecondCheck = memberAction(
  schema.callOffSecondInput,
  commands.callOffSecondCheck,
);
export const submitSecondCheck = memberAction(schema.submitSecondInput, commands.submitSecondCheck);
export const ableSecondCheckers = memberAction(
  schema.secondCheckersInput,
  queries.ableSecondCheckers,
);
