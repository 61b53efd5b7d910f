"use client";

import { Button } from "@mantine/core";
import { IconFlagPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useId, useMemo } from "react";
import { usePageControl } from "@/components/article/page/control";
import { flagsOn } from "@/components/article/page/queries-on";
import { usePage } from "@/components/article/page/store-context";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { FlagView } from "@/lib/flag/schema";
import styles from "./flag.module.css";
import { FlagCard } from "./flag-card";

/** The flags on an annotation and on its claim. */
export function AnnotationFlags({ annotation }: { annotation: AnnotationView }) {
  const flags = usePage((state) => flagsOn(state, annotation));
  return <Flags flags={flags} annotationId={annotation.id} />;
}

/** The flags on the article as a whole. */
export function ArticleFlags() {
  const all = usePage((state) => state.flags);
  const flags = useMemo(
    () => [...all.values()].filter(({ subject }) => subject.kind === "article"),
    [all],
  );
  return <Flags flags={flags} annotationId={null} />;
}

/** Every flag of the article, its annotations and claims. */
export function AllFlags({ onShow }: { onShow: (annotationId: string) => void }) {
  const all = usePage((state) => state.flags);
  const flags = useMemo(() => [...all.values()], [all]);
  return <Flags flags={flags} annotationId={null} onShow={onShow} />;
}

interface FlagsProps {
  flags: readonly FlagView[];
  annotationId: string | null;
  onShow?: (annotationId: string) => void;
}

function Flags({ flags, annotationId, onShow }: FlagsProps) {
  const t = useTranslations("flag");
  const heading = useId();
  const mayFlag = usePage((state) => state.article.can.flag);
  const isUnsaved = usePage((state) => annotationId !== null && state.unsaved.has(annotationId));
  const { setTask } = usePageControl();
  const shortcuts = useKeyShortcuts("flag");
  if (flags.length === 0 && !mayFlag) return null;
  const ordered = [...flags].sort(
    (a, b) => Number(a.cleared !== null) - Number(b.cleared !== null),
  );
  return (
    <section className={styles.list} aria-labelledby={heading}>
      <h3 className={styles.heading} id={heading}>
        {t("title")}
      </h3>
      {flags.length === 0 && onShow && <p className={styles.none}>{t("none")}</p>}
      {ordered.map((flag) => (
        <FlagCard key={flag.id} flag={flag} {...(onShow && { onShow })} />
      ))}
      {mayFlag && (
        <div className={styles.buttons}>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={isUnsaved}
            leftSection={<IconFlagPlus size={15} aria-hidden="true" />}
            rightSection={annotationId !== null && <CommandKey command="flag" />}
            aria-keyshortcuts={annotationId === null ? undefined : shortcuts}
            onClick={() => setTask({ kind: "flag", annotationId })}
          >
            {t("raise")}
          </Button>
        </div>
      )}
    </section>
  );
}
