"use client";

import { z } from "zod";
import { callAction } from "@/components/ui/use-action";
import { searchSources } from "@/lib/source/actions";
import { locatorSchema } from "@/lib/source/locator";
import { citationRelationSchema } from "@/lib/source/schema-enums";
import { knownSource, sourceChoiceSchema } from "./source-choice";

const knownSchema = sourceChoiceSchema.options[0].shape.source;
const lastCitationSchema = z.object({
  source: knownSchema,
  locator: locatorSchema.nullable(),
  relation: citationRelationSchema,
});

/** The source that this person cited last here, and how. */
export type LastCitation = z.infer<typeof lastCitationSchema>;

const keyOf = (workspace: string, memberId: string) =>
  `stet:last-citation:${workspace}:${memberId}`;

export function rememberCitation(workspace: string, memberId: string, last: LastCitation): void {
  try {
    window.localStorage.setItem(keyOf(workspace, memberId), JSON.stringify(last));
  } catch {
    // A browser that keeps nothing offers the workspace's last source instead.
  }
}

/** Null where the workspace has no source yet. */
export async function lastCitation(
  workspace: string,
  memberId: string,
): Promise<LastCitation | null> {
  const kept = remembered(workspace, memberId);
  if (kept) return kept;
  const outcome = await callAction(searchSources, workspace, { query: "", limit: 1 });
  const source = outcome.ok ? outcome.data[0] : undefined;
  return source ? { source: knownSource(source), locator: null, relation: "independent" } : null;
}

function remembered(workspace: string, memberId: string): LastCitation | null {
  try {
    const raw = window.localStorage.getItem(keyOf(workspace, memberId));
    const parsed = lastCitationSchema.safeParse(JSON.parse(raw ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
