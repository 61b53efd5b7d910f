"use client";

import type { Node } from "@tiptap/pm/model";
import { useMemo } from "react";
import {
  ComparisonText,
  type ComparisonTextProps,
} from "@/components/article/versions/comparison-text";
import { diffTexts } from "@/lib/anchoring/diff-texts";
import { canonicalText } from "@/lib/document/canonical";
import { compareBlocks } from "@/lib/version/comparison";

interface ComparedProps extends Omit<ComparisonTextProps, "rows"> {
  older: Node;
  newer: Node;
}

/** Longer than so, in milliseconds, nobody waits: what changed in a sentence is then not looked into. */
const PATIENCE = 2_000;

/** Two texts that are in the browser, compared as two versions are. */
export function Compared({ older, newer, ...text }: ComparedProps) {
  const { language } = text;
  const rows = useMemo(() => {
    const until = performance.now() + PATIENCE;
    const limit = { now: () => performance.now(), until };
    const { changes } = diffTexts(canonicalText(older), canonicalText(newer), { language, limit });
    return compareBlocks(older, newer, changes);
  }, [older, newer, language]);
  return <ComparisonText rows={rows} {...text} />;
}
