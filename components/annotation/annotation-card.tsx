"use client";

import { UnstyledButton } from "@mantine/core";
import {
  IconAlertCircle,
  IconArrowsSplit2,
  IconEyeOff,
  IconMapPinOff,
  IconPencil,
  IconQuote,
  IconQuoteOff,
  IconRefreshAlert,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { stateOf } from "@/components/article/page/highlights";
import {
  useAnnotation,
  useClaimOf,
  useMemberName,
  usePage,
} from "@/components/article/page/store-context";
import { ThreadMark } from "@/components/article/page/thread-mark";
import { StuckMark } from "@/components/assignment/stuck-mark";
import { FlagMarks } from "@/components/flag/flag-mark";
import { QueryMark } from "@/components/query/query-mark";
import { lostTargets } from "@/lib/annotation/lost";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { ArticleClaim } from "@/lib/article/schema";
import styles from "./annotation-card.module.css";
import { Initials } from "./initials";
import { StateWord } from "./state-mark";
import { VerdictBadge } from "./verdict-badge";

export interface AnnotationCardProps {
  id: string;
  active: boolean;
  onOpen: (id: string) => void;
}

/** An annotation in brief, beside its line. */
export const AnnotationCard = memo(function AnnotationCard(props: AnnotationCardProps) {
  const { id, active, onOpen } = props;
  const t = useTranslations("annotation");
  const annotation = useAnnotation(id);
  const claim = useClaimOf(annotation);
  const unsaved = usePage((state) => state.unsaved.has(id));
  const direction = usePage((state) => state.article.direction);
  const language = usePage((state) => state.article.language);
  if (!annotation) return null;
  const state = stateOf(annotation, claim);
  const isLost = lostTargets(annotation).length > 0;
  return (
    <UnstyledButton
      className={styles.card}
      data-active={active || undefined}
      data-state={state}
      data-key-scope="list"
      aria-current={active || undefined}
      onClick={() => onOpen(id)}
    >
      <span className={styles.head}>
        {claim?.isBlind ? (
          <span className={styles.blind}>
            <IconEyeOff size={14} aria-hidden="true" />
            {t("card.secondCheck")}
          </span>
        ) : (
          <StateWord state={state} />
        )}
        <Kind annotation={annotation} claim={claim} />
        {isLost && (
          <span className={styles.lost}>
            <IconMapPinOff size={13} aria-hidden="true" />
            {t("card.orphaned")}
          </span>
        )}
        <FlagMarks annotation={annotation} />
        <QueryMark annotationId={id} />
        <ThreadMark annotation={annotation} />
        {unsaved && <span className={styles.unsaved}>{t("card.unsaved")}</span>}
      </span>
      <span className={styles.text} dir={direction} lang={language}>
        <CardText annotation={annotation} claim={claim} />
      </span>
      {claim && annotation.occurrence && <Foot annotation={annotation} claim={claim} />}
      {!claim && <Author annotation={annotation} />}
    </UnstyledButton>
  );
});

function Kind({
  annotation,
  claim,
}: {
  annotation: AnnotationView;
  claim?: ArticleClaim | undefined;
}) {
  const t = useTranslations("annotation");
  if (annotation.kind === "nothing" && annotation.nothingReason) {
    return <span className={styles.kind}>{t(`reasons.${annotation.nothingReason}`)}</span>;
  }
  if (!claim) return null;
  return (
    <span className={styles.kind}>
      {t(`claimKinds.${claim.kind}`)}
      {claim.number > 0 && <span className={styles.number}>#{claim.number}</span>}
    </span>
  );
}

function CardText({
  annotation,
  claim,
}: {
  annotation: AnnotationView;
  claim?: ArticleClaim | undefined;
}) {
  const t = useTranslations("annotation.card");
  if (claim) return claim.statement;
  if (annotation.body !== "") return annotation.body;
  const words = annotation.targets.find(({ role }) => role === "words")?.exact.trim() ?? "";
  if (words === "\uFFFC") return t("picture");
  return words === "" ? t("empty") : words;
}

function Foot({ annotation, claim }: { annotation: AnnotationView; claim: ArticleClaim }) {
  const t = useTranslations("annotation");
  const scale = usePage((state) => state.ratingScale);
  const { check } = claim;
  const { fit, stillFitsById, remedy, remedyDoneAt } = annotation.occurrence ?? {};
  const assignee = useMemberName(claim.assigneeId);
  return (
    <span className={styles.foot}>
      {check?.verdict && <VerdictBadge scale={scale} verdict={check.verdict} />}
      {!claim.isBlind && (
        <span className={styles.mark} data-sourcing={claim.sourcing}>
          <SourcingIcon sourcing={claim.sourcing} />
          {t(`sourcing.${claim.sourcing}`)}
        </span>
      )}
      {claim.stuckSince !== null && <StuckMark />}
      {claim.unchecked !== null && <span className={styles.mark}>{t("card.leftUnchecked")}</span>}
      {fit === "recheck" && (
        <span className={styles.mark} data-alert="">
          <IconRefreshAlert size={13} aria-hidden="true" />
          {stillFitsById ? t("card.stillFits") : t("card.recheck")}
        </span>
      )}
      {fit === "unconfirmed" && check?.status === "approved" && (
        <span className={styles.mark} data-alert="">
          <IconAlertCircle size={13} aria-hidden="true" />
          {t("fits.unconfirmed")}
        </span>
      )}
      {remedy && remedy !== "none" && (
        <span className={styles.mark} data-alert={remedyDoneAt === null || undefined}>
          <IconPencil size={13} aria-hidden="true" />
          {t("card.remedy", {
            remedy: t(`remedies.${remedy}`),
            done: remedyDoneAt === null ? "false" : "true",
          })}
        </span>
      )}
      <span className={styles.people}>
        {check?.checker ? (
          <Initials
            name={check.checker.name}
            label={t("card.checker", { name: check.checker.name })}
          />
        ) : (
          assignee && <Initials name={assignee} label={t("card.assignee", { name: assignee })} />
        )}
      </span>
    </span>
  );
}

function Author({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("annotation.card");
  const name = useMemberName(annotation.createdById);
  return (
    <span className={styles.foot}>
      <span className={styles.mark}>
        {annotation.importedFrom !== null
          ? t("from", { name: annotation.importedFrom })
          : t("by", { name })}
      </span>
    </span>
  );
}

/** Beside its word, so that none is told by colour alone. */
export function SourcingIcon({ sourcing }: { sourcing: ArticleClaim["sourcing"] }) {
  const size = 13;
  switch (sourcing) {
    case "sourced":
      return <IconQuote size={size} aria-hidden="true" />;
    case "split":
      return <IconArrowsSplit2 size={size} aria-hidden="true" />;
    case "contradicted":
      return <IconAlertCircle size={size} aria-hidden="true" />;
    case "unsourced":
      return <IconQuoteOff size={size} aria-hidden="true" />;
  }
}
