"use client";

import { Anchor, Button } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { StateWord } from "@/components/annotation/state-mark";
import { CheckStanding } from "@/components/claim/check-section";
import claimStyles from "@/components/claim/claim.module.css";
import { ClaimHistory } from "@/components/claim/history";
import { ClaimMatters } from "@/components/claim/matters";
import { OccurrenceItem } from "@/components/claim/occurrence-item";
import { EarlierRounds } from "@/components/claim/rounds";
import { useClaimSetting } from "@/components/claim/setting";
import { Statement } from "@/components/claim/statement";
import { useClaim } from "@/components/claim/use-claim";
import { useReasonWords } from "@/components/claim/use-claim-refusal";
import { ClaimThreads } from "@/components/comment/claim-threads";
import { CommandKey } from "@/components/keys/key-caps";
import { CitationBody } from "@/components/source/citation-body";
import sourceStyles from "@/components/source/source.module.css";
import { SourcingLine } from "@/components/source/sourcing-line";
import type { QueueItem } from "@/lib/review/schema";
import { Decision } from "./decision";
import styles from "./desk.module.css";
import { FitsDecision } from "./fits-decision";
import { StillHoldsDecision } from "./still-holds-decision";
import type { Decided } from "./use-decide";

interface DeskClaimProps {
  /** Absent where the claim does not, or no longer, wait for this member. */
  item: QueueItem | undefined;
  onDecided: (number: number, what: Decided) => void;
  onNext: (() => void) | null;
}

/** Everything that a reviewer judges by: the words, the claim, the verdict, the evidence. */
export function DeskClaim({ item, onDecided, onNext }: DeskClaimProps) {
  const t = useTranslations("review.desk");
  const { workspace } = useClaimSetting();
  const { detail } = useClaim();
  const status = detail.check?.status;
  const { moves } = detail.can;
  const decided = (what: Decided) => onDecided(detail.number, what);
  const toConfirm = detail.occurrences.filter(({ can }) => can.confirmFit.ok);
  const isFits = status === "approved" && toConfirm.length > 0;
  return (
    <article className={styles.claim} aria-label={t("label", { number: detail.number })}>
      <div className={styles.words}>
        {!isFits && (
          <section className={styles.passages} aria-label={t("passages", { count: 1 })}>
            {detail.occurrences.map((occurrence) => (
              <OccurrenceItem
                key={occurrence.annotationId}
                workspace={workspace}
                occurrence={occurrence}
              />
            ))}
          </section>
        )}
        <section className={styles.statement}>
          <p className={styles.kicker}>
            {!detail.isBlind && <StateWord state={status ?? "unchecked"} />}
            <Anchor component={Link} size="xs" href={`/w/${workspace}/claims/${detail.id}`}>
              {t("claimPage")} #{detail.number}
            </Anchor>
          </p>
          <Statement order={1} readOnly />
          <CheckStanding />
          {!detail.isBlind && <ClaimMatters />}
        </section>
        {isFits && <FitsDecision occurrences={toConfirm} onDecided={decided} />}
      </div>
      {detail.isBlind ? null : (
        <section className={styles.evidence} aria-labelledby="evidence">
          <h2 id="evidence" className={claimStyles.heading}>
            {t("evidence")}
          </h2>
          <SourcingLine sourcing={detail.sourcing} reason={detail.sourcingReason} />
          {detail.unsourcedMark && (
            <p className={claimStyles.said}>{detail.unsourcedMark.reason}</p>
          )}
          {detail.citations.length === 0 ? (
            <p className={styles.none}>{t("noCitations")}</p>
          ) : (
            <ul className={sourceStyles.items}>
              {detail.citations.map((citation) => (
                <li key={citation.id} className={sourceStyles.item}>
                  <CitationBody citation={citation} />
                </li>
              ))}
            </ul>
          )}
          <ClaimThreads />
          <div className={styles.folds}>
            <EarlierRounds />
            <ClaimHistory />
          </div>
        </section>
      )}
      {!isFits && (
        <footer className={styles.decision}>
          {moves.confirm_still_holds.ok ? (
            <StillHoldsDecision onDecided={decided} />
          ) : detail.isBlind ||
            (status === "in_review" && moves.approve.ok) ||
            (status === "disputed" && moves.adjudicate.ok) ? (
            <Decision shown={detail.occurrences} onDecided={decided} />
          ) : (
            <Waits waits={item !== undefined} onNext={onNext} />
          )}
        </footer>
      )}
    </article>
  );
}

/** Where there is nothing to decide, why, and the way on. */
function Waits({ waits, onNext }: { waits: boolean; onNext: (() => void) | null }) {
  const t = useTranslations("review.desk");
  const words = useReasonWords();
  const { detail } = useClaim();
  const { approve } = detail.can.moves;
  const isInReview = detail.check?.status === "in_review";
  return (
    <div className={styles.gone}>
      <p>
        <strong>{t("gone")}</strong>{" "}
        {isInReview && !approve.ok ? words(approve.reason) : waits ? t("goneText") : null}
      </p>
      {onNext && (
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          rightSection={<CommandKey command="next_annotation" />}
          onClick={onNext}
        >
          {t("nextOne")}
        </Button>
      )}
    </div>
  );
}
