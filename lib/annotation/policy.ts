import type { ArticleTies } from "@/lib/article/policy";
import { type Rule, staff } from "@/lib/auth/rule";

/** Annotating needs no right to edit the text, and no tie to the article. */
export const annotationPolicy = {
  "annotation:create": { ...staff },
  "annotation:edit": { ...staff },
  "annotation:delete": { ...staff },
} as const satisfies Record<string, Rule<ArticleTies>>;
