"use client";

import { Skeleton } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useId } from "react";
import { AskSecond } from "@/components/review/ask-second";
import { Decision } from "@/components/review/decision";
import { CitationList } from "@/components/source/citation-list";
import { Unreadable } from "@/components/ui/unreadable";
import type { ClaimSummary, OccurrenceChange } from "@/lib/claim/schema-summary";
import { CameBack } from "./came-back";
import { CheckSection } from "./check-section";
import styles from "./claim.module.css";
import { ClaimHistory } from "./history";
import { LeaveUnchecked } from "./leave-unchecked";
import { ReportLinks } from "./links";
import { OtherOccurrences } from "./occurrences";
import { PlanSection } from "./plan";
import { EarlierRounds } from "./rounds";
import { type ClaimSetting, ClaimSettingProvider } from "./setting";
import { SourcingSection } from "./sourcing-section";
import { Statement } from "./statement";
import { ClaimProvider, type KnownClaim, useClaim } from "./use-claim";

export interface ClaimPanelProps {
  setting: ClaimSetting;
  claimId: string;
  articleId: string;
  annotationId: string;
  /** The annotation's, as the page has it: the claim is read anew where it knows an older one. */
  revision: number;
  /** The claim's row as the page has it: shown at once, and read anew when it changes. */
  summary?: KnownClaim | undefined;
  /** The server does not know of the claim yet: what is done meanwhile waits for it. */
  pending?: boolean;
  /** Told what every command answered, so that the page's rows follow. */
  onChanged: (change: { claim: ClaimSummary; occurrences?: OccurrenceChange[] }) => void;
}

/**
 * The claim of an open occurrence: what it says, what is cited, whether that carries it, and its
 * check. Offers the commands cite, cite_last, verdict_1 to verdict_9, approve and request_changes
 * while it is there.
 */
export function ClaimPanel(props: ClaimPanelProps) {
  const { setting, claimId, articleId, annotationId, revision } = props;
  const { summary, pending, onChanged } = props;
  return (
    <ClaimSettingProvider setting={setting}>
      <ClaimProvider
        claimId={claimId}
        place={{ articleId, annotationId }}
        summary={summary}
        pending={pending}
        onChanged={onChanged}
        fallback={(refusal, retry) =>
          refusal ? <Unreadable refusal={refusal} onRetry={retry} /> : <Skeleton height={180} />
        }
      >
        <PanelBody revision={revision} />
      </ClaimProvider>
    </ClaimSettingProvider>
  );
}

function PanelBody({ revision }: { revision: number }) {
  const t = useTranslations("claim.panel");
  const { detail, whole, place, reload } = useClaim();
  const heading = useId();
  const shown = detail.occurrences.filter(
    ({ annotationId }) => annotationId === place?.annotationId,
  );
  const isBehind = shown.some((occurrence) => occurrence.revision < revision);
  useEffect(() => {
    if (isBehind) void reload();
  }, [isBehind, reload]);
  return (
    <div className={styles.panel}>
      <CameBack />
      <div className={styles.stackTight}>
        <Statement />
        <ReportLinks />
      </div>
      {!detail.isBlind && (
        <>
          <section className={styles.section} aria-labelledby={heading}>
            <h4 className={styles.heading} id={heading}>
              {t("evidence")}
            </h4>
            <SourcingSection />
            <CitationList />
          </section>
          <CheckSection />
        </>
      )}
      {whole && <Decision shown={shown} />}
      {whole && <AskSecond />}
      <LeaveUnchecked />
      {whole && (
        <div>
          <PlanSection />
          <OtherOccurrences />
          <EarlierRounds />
          {!detail.isBlind && <ClaimHistory />}
        </div>
      )}
    </div>
  );
}
