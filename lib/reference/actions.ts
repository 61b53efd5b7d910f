"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const readReferences = memberAction(schema.readReferencesInput, queries.readReferences);
export const importReferences = memberAction(
  schema.importReferencesInput,
  commands.importReferences,
);
