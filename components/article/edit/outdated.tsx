"use client";

import { Button, CopyButton, Group, Title } from "@mantine/core";
import type { Node } from "@tiptap/pm/model";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { canonicalText } from "@/lib/document/canonical";
import { parseDocument } from "@/lib/document/schema";
import type { EditArticle } from "./article";
import { Compared } from "./compared";
import styles from "./edit-page.module.css";
import type { Clash } from "./use-save-version";

interface OutdatedProps {
  workspace: string;
  article: EditArticle;
  clash: Clash;
  busy: boolean;
  onSaveMerged: (merged: Node) => void;
  onTakeTheirs: () => void;
  onGoOn: () => void;
}

const PROBLEMS = ["same_block", "step_lost", "no_steps"] as const;

/** Another version was saved meanwhile: what both make, or both texts; and the ways on. */
export function OutdatedText({ clash, ...props }: OutdatedProps) {
  const { workspace, article, busy } = props;
  const { mine, outdated } = clash;
  const { currentVersion: number, current, merge } = outdated;
  const t = useTranslations("article.edit.outdated");
  const theirs = useMemo(() => parseDocument(current), [current]);
  const merged = useMemo(() => (merge.clean ? parseDocument(merge.document) : null), [merge]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo({ top: 0, behavior: "instant" });
    title.current?.focus();
  }, []);
  const problem = merge.clean ? null : PROBLEMS.find((known) => known === merge.problem);
  const frame = { workspace, language: article.language, direction: article.direction };
  return (
    <section className={styles.outdated}>
      <Title ref={title} tabIndex={-1} order={2} size="h3">
        {t(merged ? "mergeTitle" : "clashTitle", { number })}
      </Title>
      <p className={styles.lead}>{merged ? t("mergeLead") : t(problem ?? "document")}</p>
      <Group gap="xs" my="md">
        {merged ? (
          <Button onClick={() => props.onSaveMerged(merged)} loading={busy}>
            {t("saveMerged")}
          </Button>
        ) : (
          <>
            <CopyButton value={canonicalText(mine)}>
              {({ copy, copied }) => (
                <Button onClick={copy}>{t(copied ? "copied" : "copyMine")}</Button>
              )}
            </CopyButton>
            <Button variant="default" onClick={props.onTakeTheirs}>
              {t("takeTheirs")}
            </Button>
          </>
        )}
        <Button variant={merged ? "default" : "subtle"} onClick={props.onGoOn} disabled={busy}>
          {t("goOn")}
        </Button>
      </Group>
      {merged ? (
        <Compared
          {...frame}
          older={mine}
          newer={merged}
          view="inline"
          names={{ older: t("mine"), newer: t("merged") }}
        />
      ) : (
        <Compared
          {...frame}
          older={theirs}
          newer={mine}
          view="side"
          names={{ older: t("theirs", { number }), newer: t("mine") }}
        />
      )}
    </section>
  );
}
