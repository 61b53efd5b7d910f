"use client";

import { VisuallyHidden } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Fragment, useMemo } from "react";
import { type DifferencePart, differenceParts } from "./difference-parts";
import styles from "./text-difference.module.css";

interface TextDifferenceProps {
  before: string;
  after: string;
  /** What the two are, where it is not "before" and "now". */
  labels?: { before: string; after: string };
  /** Instead of an empty side. */
  nothing?: string;
  language?: string;
  direction?: "ltr" | "rtl" | "auto";
}

/** Two texts side by side, what differs marked in each by line and by colour. */
export function TextDifference(props: TextDifferenceProps) {
  const { before, after, labels, nothing, language, direction = "auto" } = props;
  const t = useTranslations("annotation.difference");
  const parts = useMemo(() => differenceParts(before, after, language), [before, after, language]);
  const side = (text: string, list: readonly DifferencePart[], kind: "taken" | "added") =>
    text === "" ? (
      <span className={styles.nothing}>{nothing ?? t("nothing")}</span>
    ) : (
      <Parts parts={list} kind={kind} />
    );
  return (
    <dl className={styles.sides}>
      <div>
        <dt>{labels?.before ?? t("before")}</dt>
        <dd dir={direction} lang={language}>
          {side(before, parts.before, "taken")}
        </dd>
      </div>
      <div>
        <dt>{labels?.after ?? t("after")}</dt>
        <dd dir={direction} lang={language}>
          {side(after, parts.after, "added")}
        </dd>
      </div>
    </dl>
  );
}

function Parts({ parts, kind }: { parts: readonly DifferencePart[]; kind: "taken" | "added" }) {
  const t = useTranslations("annotation.difference");
  const Mark = kind === "taken" ? "del" : "ins";
  return parts.map(({ text, start, differs }) =>
    differs ? (
      <Mark key={start} className={styles[kind]}>
        <VisuallyHidden>{t(kind)} </VisuallyHidden>
        {text}
      </Mark>
    ) : (
      <Fragment key={start}>{text}</Fragment>
    ),
  );
}
