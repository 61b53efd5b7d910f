"use client";

import { IconFlag, IconFlagOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { flagsOn } from "@/components/article/page/queries-on";
import { usePage } from "@/components/article/page/store-context";
import type { AnnotationView } from "@/lib/annotation/schema";
import { FLAG_KINDS, type FlagKind } from "@/lib/flag/schema";
import styles from "./flag.module.css";

/** The kinds of open flags on an annotation and its claim, each by its word. */
export function FlagMarks({ annotation }: { annotation: AnnotationView }) {
  const flags = usePage((state) => flagsOn(state, annotation));
  const kinds = FLAG_KINDS.filter((kind) =>
    flags.some((flag) => flag.kind === kind && !flag.cleared),
  );
  return kinds.map((kind) => <FlagMark key={kind} kind={kind} />);
}

export function FlagMark({ kind, cleared = false }: { kind: FlagKind; cleared?: boolean }) {
  const t = useTranslations("flag");
  const Icon = cleared ? IconFlagOff : IconFlag;
  return (
    <span className={styles.mark} data-cleared={cleared || undefined}>
      <Icon size={13} aria-hidden="true" />
      {t(`kinds.${kind}`)}
      {cleared && ` · ${t("cleared")}`}
    </span>
  );
}
