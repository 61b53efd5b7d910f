"use client";

import { useTranslations } from "next-intl";
import { Initials } from "@/components/annotation/initials";
import type { Looker } from "@/lib/live/schema";
import { useLookers } from "./live-provider";
import styles from "./lookers.module.css";

/** More would take the room of what the bar is for. */
const SHOWN = 4;

interface LookersProps {
  articleId: string;
  /** The claim, where only those who have it open are meant. */
  claimId?: string;
  /** Whoever looks is not told of themselves. */
  meId: string;
}

/** Who else has the article, or the claim, before them at this moment. */
export function Lookers({ articleId, claimId, meId }: LookersProps) {
  const t = useTranslations("live.lookers");
  const lookers = useLookers();
  const others = new Map<string, Looker>();
  for (const looker of lookers) {
    const isHere =
      looker.articleId === articleId && (claimId === undefined || looker.claimId === claimId);
    if (isHere && looker.memberId !== meId) others.set(looker.memberId, looker);
  }
  if (others.size === 0) return null;
  const people = [...others.values()].sort((a, b) => a.name.localeCompare(b.name));
  const more = people.slice(SHOWN);
  return (
    <ul
      className={styles.lookers}
      aria-label={claimId === undefined ? t("article") : t("claim")}
      data-live-lookers=""
    >
      {people.slice(0, SHOWN).map(({ memberId, name }) => (
        <li key={memberId}>
          <Initials name={name} label={name} />
        </li>
      ))}
      {more.length > 0 && (
        <li className={styles.more} title={more.map(({ name }) => name).join(", ")}>
          {t("more", { count: more.length })}
        </li>
      )}
    </ul>
  );
}
