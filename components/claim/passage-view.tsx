import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Passage } from "@/lib/claim/schema";
import styles from "./claim.module.css";
import { partsOf } from "./passage-parts";

interface PassageViewProps {
  /** Null where the words lost their place. */
  passage: Passage | null;
  /** The words as they were marked. */
  words: readonly string[];
}

/** The words in their place: marked, their context lighter, the text around them lighter still. */
export function PassageView({ passage, words }: PassageViewProps) {
  const t = useTranslations("claim.passage");
  if (!passage) {
    return (
      <div className={styles.passage}>
        <p dir="auto">
          <mark className={styles.words}>{words.join(" … ")}</mark>
        </p>
        <p className={styles.lost}>{t("lost")}</p>
      </div>
    );
  }
  return (
    <div className={styles.passage}>
      {partsOf(passage).map(({ start, parts }) => (
        <p key={start} dir="auto">
          {parts.map((part) => {
            const text = part.text.replaceAll("\uFFFC", t("picture"));
            if (part.role === "words") {
              return (
                <mark key={part.start} className={styles.words}>
                  {text}
                </mark>
              );
            }
            if (part.role === "context") {
              return (
                <span key={part.start} className={styles.context}>
                  {text}
                </span>
              );
            }
            return <Fragment key={part.start}>{text}</Fragment>;
          })}
        </p>
      ))}
    </div>
  );
}
