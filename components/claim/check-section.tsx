"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { StateWord } from "@/components/annotation/state-mark";
import { DisputeView } from "@/components/review/dispute-view";
import { disputeOf } from "@/components/review/sides";
import { Time } from "@/components/ui/time";
import {
  confirmStillHolds,
  reopenCheck,
  sayStillHolds,
  startCheck,
  withdrawSubmission,
} from "@/lib/check/actions";
import type { CheckView } from "@/lib/check/schema";
import type { ClaimChange } from "@/lib/claim/schema-summary";
import { newId } from "@/lib/id";
import { CheckForm } from "./check-form";
import styles from "./claim.module.css";
import { ReasonForm } from "./reason-form";
import { useClaimSetting } from "./setting";
import { Submission } from "./submission";
import { useClaim } from "./use-claim";
import { useTell } from "./use-tell";

const patchOf = ({ claim, occurrences }: ClaimChange) => ({ claim, occurrences });

/** Where the claim's check stands, and what this member may do with it. */
export function CheckSection() {
  const t = useTranslations("claim.check");
  const { detail } = useClaim();
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h4 className={styles.heading} id={id}>
        {t("title")}
      </h4>
      <StatusLine />
      <CheckStanding />
      {detail.can.moves.submit.ok && <CheckForm />}
      <Moves />
    </section>
  );
}

/** The submission that stands, and why it no longer holds where it is stale. */
export function CheckStanding() {
  const { ratingScale, settings } = useClaimSetting();
  const { detail } = useClaim();
  const check = currentCheck(detail);
  const standing = check?.submissions.find(({ id }) => id === detail.check?.submissionId);
  const dispute = check && disputeOf(check);
  if (dispute) return <DisputeView dispute={dispute} />;
  return (
    <>
      {detail.check?.status === "stale" && <StaleCause />}
      {standing && (
        <Submission
          submission={standing}
          scale={ratingScale}
          reasons={settings.reviewReasons}
          citations={detail.citations}
        />
      )}
    </>
  );
}

function currentCheck(detail: { check: { id: string } | null; checks: CheckView[] }) {
  return detail.checks.find(({ id }) => id === detail.check?.id);
}

function StatusLine() {
  const t = useTranslations("claim.check");
  const { detail } = useClaim();
  const { check, unchecked } = detail;
  if (!check) {
    return (
      <p className={styles.facts}>
        <StateWord state="unchecked" />
        {unchecked !== null && <span>{t("leftUnchecked", { reason: unchecked })}</span>}
      </p>
    );
  }
  const { checker, status, statusAt, round, approvals, approvalsNeeded } = check;
  return (
    <p className={styles.facts}>
      <StateWord state={status} />
      {checker && <span>{t("checker", { name: checker.name })}</span>}
      <span>{t.rich("since", { time: () => <Time at={statusAt} /> })}</span>
      {round > 1 && <span>{t("round", { round })}</span>}
      {status === "in_review" && approvalsNeeded > 1 && (
        <span>{t("approvals", { approvals, needed: approvalsNeeded })}</span>
      )}
    </p>
  );
}

function StaleCause() {
  const t = useTranslations("claim.stale");
  const { detail } = useClaim();
  const { stale, stillHolds } = detail.check ?? {};
  return (
    <div className={styles.alert}>
      {stale && (
        <p>
          {stale.cause === "reopen" ? t("reopened", { reason: stale.reason ?? "" }) : null}
          {stale.cause !== "reopen" && <StaleWords cause={stale.cause} />}
        </p>
      )}
      {stillHolds && (
        <p>
          {t.rich("stillHolds", {
            name: stillHolds.by.name,
            reason: stillHolds.reason,
            time: () => <Time at={stillHolds.at} />,
          })}
        </p>
      )}
    </div>
  );
}

const STALE_CAUSES = [
  "statement_changed",
  "citation_added_other",
  "citation_changed",
  "citation_removed",
  "source_drifted",
] as const;

function StaleWords({ cause }: { cause: string }) {
  const t = useTranslations("claim.stale.causes");
  const known = STALE_CAUSES.find((each) => each === cause);
  return t(known ?? "other");
}

/** Moves that are not the verdict's: taking it, taking it back, opening it again. */
function Moves() {
  const t = useTranslations("claim.check");
  const { workspace, me } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const tell = useTell();
  const [asking, setAsking] = useState<"reopen" | "still_holds" | null>(null);
  const { moves } = detail.can;
  const { id: claimId } = detail;
  const checkId = detail.check?.id;

  const start = async () => {
    const id = newId();
    tell(await perform(() => startCheck(workspace, { id, claimId }), patchOf));
  };
  const withdraw = async () => {
    if (!checkId) return;
    tell(await perform(() => withdrawSubmission(workspace, { claimId, checkId }), patchOf));
  };
  const confirm = async () => {
    if (!checkId) return;
    tell(
      await perform(
        ({ revision: claimRevision }) =>
          confirmStillHolds(workspace, { claimId, checkId, claimRevision }),
        patchOf,
      ),
    );
  };
  if (asking && checkId) {
    return (
      <ReasonForm
        name={`${me.memberId}:${claimId}:${asking}`}
        label={asking === "reopen" ? t("reopenReason") : t("stillHoldsReason")}
        description={asking === "reopen" ? t("reopenHelp") : t("stillHoldsHelp")}
        submitLabel={asking === "reopen" ? t("reopen") : t("stillHolds")}
        busy={busy}
        onLeave={() => setAsking(null)}
        onSubmit={(reason) =>
          perform(
            ({ revision: claimRevision }) =>
              asking === "reopen"
                ? reopenCheck(workspace, { claimId, checkId, reason })
                : sayStillHolds(workspace, { claimId, checkId, claimRevision, reason }),
            patchOf,
          )
        }
      />
    );
  }
  const isStale = detail.check?.status === "stale";
  return (
    <div className={styles.buttons}>
      {moves.confirm_still_holds.ok && (
        <Button size="compact-sm" disabled={busy} onClick={() => void confirm()}>
          {t("confirmStillHolds")}
        </Button>
      )}
      {moves.still_holds.ok && (
        <Button size="compact-sm" variant="light" onClick={() => setAsking("still_holds")}>
          {t("stillHoldsAsk")}
        </Button>
      )}
      {moves.start.ok && (
        <Button
          size="compact-sm"
          variant={isStale ? "light" : "subtle"}
          disabled={busy}
          onClick={() => void start()}
        >
          {isStale ? t("startAgain") : t("start")}
        </Button>
      )}
      {moves.withdraw.ok && (
        <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void withdraw()}>
          {t("withdraw")}
        </Button>
      )}
      {moves.reopen.ok && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking("reopen")}>
          {t("reopenAsk")}
        </Button>
      )}
    </div>
  );
}
