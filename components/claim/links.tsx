"use client";

import { Anchor, Button, VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { StateMark } from "@/components/annotation/state-mark";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import { setReports } from "@/lib/claim/actions";
import type { ClaimLink } from "@/lib/claim/schema";
import styles from "./claim.module.css";
import { ClaimPicker } from "./claim-picker";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";
import { useTell } from "./use-tell";

/** The claim that this one reports, and those that report it. */
export function ReportLinks() {
  const t = useTranslations("claim.reports");
  const { workspace } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const tell = useTell();
  const [picking, setPicking] = useState(false);
  const { reports, reportedBy, can } = detail;
  const isReport = detail.kind === "attribution" || detail.kind === "quotation";
  const mayLink = can.edit && reports === null && isReport;
  if (!reports && reportedBy.length === 0 && !mayLink) return null;

  const set = async (reportsId: string | null) => {
    setPicking(false);
    tell(
      await perform(
        () =>
          setReports(workspace, {
            claimId: detail.id,
            reportsId,
            seenReportsId: detail.reportsId,
          }),
        (claim) => ({ claim }),
      ),
    );
  };
  return (
    <div className={styles.links}>
      {reports && (
        <div className={styles.link}>
          <span className={styles.linkLabel}>{t("reports")}</span>
          <LinkedClaim claim={reports} />
          {can.edit && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              disabled={busy}
              onClick={() => void set(null)}
            >
              {t("unlink")}
            </Button>
          )}
        </div>
      )}
      {reportedBy.map((claim) => (
        <div key={claim.id} className={styles.link}>
          <span className={styles.linkLabel}>{t("reportedBy")}</span>
          <LinkedClaim claim={claim} />
        </div>
      ))}
      {mayLink &&
        (picking ? (
          <ClaimPicker
            label={t("pick")}
            exceptId={detail.id}
            onPick={(id) => void set(id)}
            onLeave={() => setPicking(false)}
          />
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            className={styles.quietButton}
            fw={500}
            onClick={() => setPicking(true)}
          >
            {t("link")}
          </Button>
        ))}
    </div>
  );
}

function LinkedClaim({ claim }: { claim: ClaimLink }) {
  const { workspace, ratingScale } = useClaimSetting();
  const states = useTranslations("annotation.states");
  return (
    <span className={styles.linked}>
      <span className={styles.linkedState} title={states(claim.status)}>
        <StateMark state={claim.status} />
        <VisuallyHidden>{states(claim.status)}</VisuallyHidden>
      </span>
      <Anchor
        component={Link}
        size="sm"
        c="inherit"
        underline="hover"
        href={`/w/${workspace}/claims/${claim.id}`}
      >
        {claim.statement}
      </Anchor>
      {claim.verdict && <VerdictBadge scale={ratingScale} verdict={claim.verdict} />}
    </span>
  );
}
