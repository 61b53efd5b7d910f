import { z } from "zod";
import { stateOf } from "@/components/article/page/highlights";
import { targetRoleSchema } from "@/lib/annotation/schema-enums";
import { HIGHLIGHT_STATES } from "@/lib/annotation/state";
import type { ArticlePageView } from "@/lib/article/schema";

/** What is known of a target's words, so that they are found again where they went. */
export const editTargetSchema = z.object({
  id: z.string(),
  role: targetRoleSchema,
  start: z.int(),
  end: z.int(),
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
});
export type EditTarget = z.infer<typeof editTargetSchema>;

/** An annotation as the editor draws it. Kept with a draft, whose version may be an older one. */
export const editHighlightSchema = z.object({
  state: z.enum(HIGHLIGHT_STATES),
  targets: z.array(editTargetSchema),
});
export type EditHighlight = z.infer<typeof editHighlightSchema>;

/** As the server keeps them beside a target's words. */
const CONTEXT = 32;

/** The highlights of the article's current version. */
export function editHighlights({
  annotations,
  claims,
  version: { text },
}: Pick<ArticlePageView, "annotations" | "claims" | "version">): EditHighlight[] {
  const claimOf = new Map(claims.map((claim) => [claim.id, claim]));
  return annotations.map((annotation) => ({
    state: stateOf(annotation, claimOf.get(annotation.occurrence?.claimId ?? "")),
    targets: annotation.targets
      .filter(({ state }) => state !== "orphaned")
      .map(({ id, role, start, end, exact }) => ({
        id,
        role,
        start,
        end,
        exact,
        prefix: text.slice(Math.max(0, start - CONTEXT), start),
        suffix: text.slice(end, end + CONTEXT),
      })),
  }));
}
