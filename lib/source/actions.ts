"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";
import * as library from "./schema-library";

export const editSource = memberAction(schema.editSourceInput, commands.editSource);
export const sourceDetail = memberAction(schema.sourceDetailInput, queries.sourceDetail);
export const searchSources = memberAction(schema.searchSourcesInput, queries.searchSources);
export const suggestForAddress = memberAction(schema.suggestForAddressInput, queries.suggestFor);
export const createSource = memberAction(schema.createSourceInput, commands.createSource);
export const mergePreview = memberAction(library.mergePreviewInput, queries.mergePreview);
export const mergeSources = memberAction(library.mergeSourcesInput, commands.mergeSources);
export const sourceHistory = memberAction(library.sourceHistoryInput, queries.sourceHistory);
