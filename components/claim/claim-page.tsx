"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import "@/components/article/reading/state-colours.css";
import { spokenOf } from "@/components/comment/claim-threads";
import { ThreadList } from "@/components/comment/thread-list";
import { ThreadsProvider } from "@/components/comment/threads";
import { Decision } from "@/components/review/decision";
import { CitationList } from "@/components/source/citation-list";
import { Time } from "@/components/ui/time";
import type { ClaimDetail } from "@/lib/claim/schema";
import { CameBack } from "./came-back";
import { CheckSection } from "./check-section";
import styles from "./claim.module.css";
import pageStyles from "./claim-page.module.css";
import { ClaimHistory } from "./history";
import { LeaveUnchecked } from "./leave-unchecked";
import { ReportLinks } from "./links";
import { ClaimMatters } from "./matters";
import { OccurrenceItem } from "./occurrence-item";
import { EarlierRounds } from "./rounds";
import { type ClaimSetting, ClaimSettingProvider, useClaimSetting } from "./setting";
import { SourcingSection } from "./sourcing-section";
import { Statement } from "./statement";
import { ClaimProvider, useClaim } from "./use-claim";

interface ClaimPageProps {
  setting: ClaimSetting;
  claim: ClaimDetail;
  /** Where the workspace's log stood before the claim was read. */
  position: string;
}

/** A claim alone, with every place where it is stated. */
export function ClaimPage({ setting, claim, position }: ClaimPageProps) {
  const spoken = spokenOf(claim);
  return (
    <ClaimSettingProvider setting={setting}>
      <ClaimProvider claimId={claim.id} initial={claim} position={position} fallback={() => null}>
        <ThreadsProvider subjects={[spoken.claim, ...spoken.passages]} articleId={null}>
          <PageBody />
        </ThreadsProvider>
      </ClaimProvider>
    </ClaimSettingProvider>
  );
}

function PageBody() {
  const t = useTranslations("claim.page");
  const comment = useTranslations("comment");
  const { workspace } = useClaimSetting();
  const { detail } = useClaim();
  const root = useRef<HTMLDivElement>(null);
  const evidence = useId();
  const places = useId();
  const talk = useId();
  const spoken = spokenOf(detail);
  useEffect(() => root.current?.focus({ preventScroll: true }), []);
  return (
    <div ref={root} className={pageStyles.page} data-key-scope="panel" tabIndex={-1}>
      <header className={pageStyles.head}>
        <p className={styles.facts}>
          <Anchor component={Link} size="sm" href={`/w/${workspace}/claims`}>
            {t("all")}
          </Anchor>
          <span>{t("number", { number: detail.number })}</span>
          <span>
            {t.rich("made", {
              name: detail.createdBy.name,
              time: () => <Time at={detail.createdAt} />,
            })}
          </span>
        </p>
        <Statement order={1} />
        <ReportLinks />
        <ClaimMatters />
      </header>
      <div className={pageStyles.columns}>
        <div className={styles.panel}>
          <CameBack />
          <CheckSection />
          <Decision shown={detail.occurrences} />
          <LeaveUnchecked />
          <section className={styles.section} aria-labelledby={places}>
            <h2 className={styles.heading} id={places}>
              {t("occurrences", { count: detail.occurrences.length })}
            </h2>
            <div className={styles.stack}>
              {detail.occurrences.map((occurrence) => (
                <OccurrenceItem
                  key={occurrence.annotationId}
                  workspace={workspace}
                  occurrence={occurrence}
                />
              ))}
            </div>
          </section>
        </div>
        <div className={styles.panel}>
          <section className={styles.section} aria-labelledby={evidence}>
            <h2 className={styles.heading} id={evidence}>
              {t("evidence")}
            </h2>
            <SourcingSection />
            <CitationList />
          </section>
          <section className={styles.section} aria-labelledby={talk}>
            <h2 className={styles.heading} id={talk}>
              {comment("title")}
            </h2>
            <ThreadList subjects={[spoken.claim]} beside={spoken.passages} keyed="here" />
          </section>
          <div>
            <EarlierRounds open />
            <ClaimHistory />
          </div>
        </div>
      </div>
    </div>
  );
}
