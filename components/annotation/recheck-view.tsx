"use client";

import { IconRefreshAlert } from "@tabler/icons-react";
import { useFormatter, useTranslations } from "next-intl";
import { Time } from "@/components/ui/time";
import type { Reading, Recheck } from "@/lib/annotation/recheck";
import styles from "./recheck-view.module.css";
import { TextDifference } from "./text-difference";

interface RecheckViewProps {
  recheck: Recheck;
  language?: string;
  direction?: "ltr" | "rtl";
  /** Who says that the words still fit. */
  stillFits?: { name: string; at: string; reason: string; isOwn: boolean } | null;
}

/** Why an occurrence wants a recheck: what stood there when it was judged, and what stands there now. */
export function RecheckView({ recheck, language, direction, stillFits }: RecheckViewProps) {
  const t = useTranslations("annotation.recheck");
  const format = useFormatter();
  const { cause, from, to, version, date } = recheck;
  const dayOf = (day: string | null) =>
    day === null
      ? t("noDate")
      : format.dateTime(new Date(day), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <div className={styles.recheck}>
      <p className={styles.title}>
        <IconRefreshAlert size={16} aria-hidden="true" />
        <span>
          <strong>{t(`causes.${cause}`)}</strong>{" "}
          {version !== null && <span className={styles.when}>{t("version", { version })}</span>}
        </span>
      </p>
      {pairsOf(from, to).map(({ of, before, after }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no names and never change places
          key={index}
        >
          {of === "around" && <p className={styles.of}>{t("around")}</p>}
          <TextDifference
            before={before}
            after={after}
            nothing={of === "words" ? t("noWords") : t("nothing")}
            {...(language && { language })}
            {...(direction && { direction })}
          />
        </div>
      ))}
      {date && (
        <div>
          <p className={styles.of}>{t("date")}</p>
          <p>{t("dates", { from: dayOf(date.from), to: dayOf(date.to) })}</p>
        </div>
      )}
      {stillFits && (
        <div className={styles.said}>
          <p>
            {t.rich("stillFits", {
              name: stillFits.name,
              time: () => <Time at={stillFits.at} />,
            })}
          </p>
          <p className={styles.reason} dir="auto">
            {stillFits.reason}
          </p>
          <p className={styles.when}>{stillFits.isOwn ? t("waitsOwn") : t("waits")}</p>
        </div>
      )}
    </div>
  );
}

interface Pair {
  of: "words" | "around";
  before: string;
  after: string;
}

/** What differs between two readings: the words in one, and each part of what stands around them. */
function pairsOf(from: Reading, to: Reading): Pair[] {
  const pairs: Pair[] = [];
  const words = (reading: Reading) => reading.words.filter((each) => each !== "").join(" … ");
  if (words(from) !== words(to)) {
    pairs.push({ of: "words", before: words(from), after: words(to) });
  }
  const haveWordsChanged = pairs.length > 0;
  const isComparable = from.around.length === to.around.length;
  for (const [index, before] of isComparable ? from.around.entries() : []) {
    const after = to.around[index] ?? "";
    // Beside other words stand other words; only what was context is worth telling then.
    const isTold = !haveWordsChanged || /\s/u.test(`${before}${after}`);
    if (before !== after && isTold) pairs.push({ of: "around", before, after });
  }
  return pairs;
}
