"use client";

import { VisuallyHidden } from "@mantine/core";
import { IconMessage2, IconMessage2Exclamation } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import styles from "@/components/comment/comment.module.css";
import type { AnnotationView } from "@/lib/annotation/schema";
import { openThreads } from "./state";
import { usePage } from "./store-context";

/** How many threads are open on an annotation, its claim and that one's citations. */
export function ThreadMark({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("comment");
  const count = usePage((state) => openThreads(state, annotation).open);
  const blocking = usePage((state) => openThreads(state, annotation).blocking);
  if (count === 0) return null;
  const Icon = blocking > 0 ? IconMessage2Exclamation : IconMessage2;
  return (
    <span className={styles.open} data-alert={blocking > 0 || undefined}>
      <Icon size={14} aria-hidden="true" />
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>
        {t("openThreads", { count })}
        {blocking > 0 && `, ${t("blocks")}`}
      </VisuallyHidden>
    </span>
  );
}
