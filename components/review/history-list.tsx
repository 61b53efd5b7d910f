"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Reasons } from "@/components/claim/review-line";
import { Time } from "@/components/ui/time";
import { FITS, REMEDIES, VOICES } from "@/lib/annotation/schema";
import { CLAIM_KINDS } from "@/lib/claim/schema-enums";
import type { HistoryEntry } from "@/lib/event/schema";
import { CSL_VARIABLES } from "@/lib/source/csl-text";
import { locatorSchema } from "@/lib/source/locator";
import { CITATION_RELATIONS, PRIMACIES, STANCES } from "@/lib/source/schema-enums";
import { SOURCE_TYPES } from "@/lib/source/source-type";
import { SOURCINGS } from "@/lib/source/sourcing";
import { findVerdict, type RatingScale } from "@/lib/workspace/rating-scale";
import type { ReviewReason } from "@/lib/workspace/settings";
import styles from "./history-list.module.css";
import { byCommand, type Change, partsOf } from "./history-parts";

interface HistoryListProps {
  /** Newest first. */
  entries: readonly HistoryEntry[];
  /** The workspace's words for verdicts, reasons and people; without them their keys. */
  scale?: RatingScale;
  reasons?: readonly ReviewReason[];
  members?: readonly { id: string; name: string }[];
}

/** What was done, in words; what one command did stands together. */
export function HistoryList({ entries, scale, reasons = [], members = [] }: HistoryListProps) {
  const t = useTranslations("review.history");
  return (
    <ol className={styles.list}>
      {byCommand(entries).map((group) => {
        const [first] = group;
        if (!first) return null;
        return (
          <li key={first.id} className={styles.group}>
            <p className={styles.head}>
              <strong>{first.actor.name ?? t(`actors.${first.actor.kind}`)}</strong>
              <Time at={first.at} />
            </p>
            <ul className={styles.lines}>
              {group.toReversed().map((entry) => (
                <Line
                  key={entry.id}
                  entry={entry}
                  scale={scale}
                  reasons={reasons}
                  members={members}
                />
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}

interface LineProps {
  entry: HistoryEntry;
  scale: RatingScale | undefined;
  reasons: readonly ReviewReason[];
  members: readonly { id: string; name: string }[];
}

function Line({ entry, scale, reasons, members }: LineProps) {
  const t = useTranslations("review.history");
  const parts = partsOf(entry);
  const label = useValueLabel({ scale, members });
  const values = Object.fromEntries(
    Object.entries(parts.values).map(([name, value]) => [
      name,
      typeof value === "string" ? label(name, value) : value,
    ]),
  );
  return (
    <li className={styles.line}>
      <p>{t(`events.${entry.type}`, { to: "nothing", from: "nothing", ...values })}</p>
      {entry.erased ? (
        <p className={styles.erased}>{t("erased", { reason: entry.erased.reason || "–" })}</p>
      ) : (
        <>
          <Reasons keys={parts.reasons} reasons={reasons} />
          {parts.texts.map((text) => (
            <p key={text} className={styles.text} dir="auto">
              {text}
            </p>
          ))}
          {parts.changes.length > 0 && (
            <dl className={styles.changes}>
              {parts.changes.map((change) => (
                <ChangeLine key={change.field} change={change} label={label} />
              ))}
            </dl>
          )}
        </>
      )}
    </li>
  );
}

const FIELDS = [
  "statement",
  "kind",
  "asOf",
  "reportsId",
  "unchecked",
  "words",
  "body",
  "nothingReason",
  "question",
  "wantedBy",
  "speaker",
  "saidOn",
  "voice",
  "fit",
  "remedy",
  "remedyWording",
  "remedyDone",
  "remedyDoneAt",
  "claim",
  "claimId",
  "priority",
  "deadline",
  "stance",
  "relation",
  "quote",
  "locator",
  "comment",
  "source",
  "type",
  "title",
  "url",
  "publisher",
  "primacy",
  "encyclopaedia",
  "originId",
  "notes",
  "headline",
  "byline",
  "publishedOn",
  "sourceUrl",
  "language",
  "direction",
  "name",
  "ratingScale",
  "settings",
] as const;

/** Values of these are ids, or too much to print: that they changed is told, not how. */
const UNTOLD = new Set(["reportsId", "claimId", "claim", "originId", "ratingScale", "settings"]);

function ChangeLine({ change, label }: { change: Change; label: ValueLabel }) {
  const t = useTranslations("review.history");
  const source = useTranslations("source");
  const known = FIELDS.find((field) => field === change.field);
  const variable = CSL_VARIABLES.find((each) => each === change.field);
  return (
    <div>
      <dt>{known ? t(`fields.${known}`) : variable ? source(`csl.${variable}`) : change.field}</dt>
      <dd dir="auto">
        {UNTOLD.has(change.field) ? (
          t("changed")
        ) : (
          <>
            <del>{label(change.field, change.from)}</del> → {label(change.field, change.to)}
          </>
        )}
      </dd>
    </div>
  );
}

type ValueLabel = (field: string, value: unknown) => string;

/** A stored value in the words of the interface. */
function useValueLabel(known: {
  scale: RatingScale | undefined;
  members: readonly { id: string; name: string }[];
}): ValueLabel {
  const t = useTranslations("review.history");
  const annotation = useTranslations("annotation");
  const source = useTranslations("source");
  const format = useFormatter();
  return (field, value) => {
    const of = <T extends string>(list: readonly T[]) => list.find((each) => each === value);
    if (value === null || value === undefined || value === "") return t("nothing");
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (field === "locator") {
      const locator = locatorSchema.safeParse(value);
      if (!locator.success) return t("changed");
      return source(`locators.${locator.data.type}`, { value: locator.data.value });
    }
    if (typeof value === "number") return String(value);
    if (typeof value !== "string") return t("changed");
    if (field === "wantedBy" || field === "deadline") {
      return format.dateTime(new Date(value), { dateStyle: "medium", timeStyle: "short" });
    }
    if (field === "verdict")
      return (known.scale && findVerdict(known.scale, value)?.label) ?? value;
    const member = known.members.find(({ id }) => id === value);
    if (member) return member.name;
    const kind = field === "kind" ? of(CLAIM_KINDS) : undefined;
    if (kind) return annotation(`claimKinds.${kind}`);
    const voice = field === "voice" ? of(VOICES) : undefined;
    if (voice) return annotation(`voices.${voice}`);
    const fit = field === "fit" ? of(FITS) : undefined;
    if (fit) return annotation(`fits.${fit}`);
    const remedy = field === "remedy" ? of(REMEDIES) : undefined;
    if (remedy) return annotation(`remedies.${remedy}`);
    const stance = field === "stance" ? of(STANCES) : undefined;
    if (stance) return source(`stances.${stance}`);
    const relation = field === "relation" ? of(CITATION_RELATIONS) : undefined;
    if (relation) return source(`relations.${relation}`);
    const primacy = field === "primacy" ? of(PRIMACIES) : undefined;
    if (primacy) return source(`primacies.${primacy}`);
    const type = field === "type" ? of(SOURCE_TYPES) : undefined;
    if (type) return source(`types.${type}`);
    const sourcing = field === "from" || field === "to" ? of(SOURCINGS) : undefined;
    if (sourcing) return annotation(`sourcing.${sourcing}`);
    return value;
  };
}
