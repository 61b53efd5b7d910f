"use server";
import { memberAction } from "@/lib/action";
import * as queries from "./queries";
import * as schema from "./schema";

export const searchSources = memberAction(schema.searchSourcesInput, queries.searchSources);
export const suggestForAddress = memberAction(schema.suggestForAddressInput, queries.suggestFor);
