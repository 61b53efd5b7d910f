"use client";

import { useTranslations } from "next-intl";
import { StateWord } from "@/components/annotation/state-mark";
import { Fold } from "@/components/ui/fold";
import { Time } from "@/components/ui/time";
import type { CheckView } from "@/lib/check/schema";
import styles from "./claim.module.css";
import { useClaimSetting } from "./setting";
import { Submission } from "./submission";
import { useClaim } from "./use-claim";

/** What was proposed before: in this round, and in the rounds before it. */
export function EarlierRounds({ open = false }: { open?: boolean }) {
  const t = useTranslations("claim.rounds");
  const { detail } = useClaim();
  const current = detail.check;
  const rounds = detail.checks.flatMap((check) => {
    const submissions = check.submissions.filter(
      ({ id }) => check.id !== current?.id || id !== current.submissionId,
    );
    const isEarlier = check.id !== current?.id;
    return isEarlier || submissions.length > 0 ? [{ check, submissions, isEarlier }] : [];
  });
  if (rounds.length === 0) return null;
  return (
    <Fold title={t("title")} aside={rounds.length} open={open}>
      {() => (
        <div className={styles.stack}>
          {rounds.map(({ check, submissions, isEarlier }) => (
            <Round key={check.id} check={check} submissions={submissions} isEarlier={isEarlier} />
          ))}
        </div>
      )}
    </Fold>
  );
}

interface RoundProps {
  check: CheckView;
  submissions: CheckView["submissions"];
  isEarlier: boolean;
}

function Round({ check, submissions, isEarlier }: RoundProps) {
  const t = useTranslations("claim.rounds");
  const { ratingScale, settings } = useClaimSetting();
  const { detail } = useClaim();
  return (
    <div className={styles.round}>
      <p className={styles.facts}>
        <strong>{t("round", { round: check.round })}</strong>
        {isEarlier && <StateWord state={check.status} />}
        {check.checker && <span>{t("checker", { name: check.checker.name })}</span>}
        <Time at={check.createdAt} show="date" />
      </p>
      {submissions.toReversed().map((submission) => (
        <Submission
          key={submission.id}
          submission={submission}
          scale={ratingScale}
          reasons={settings.reviewReasons}
          citations={detail.citations}
        />
      ))}
    </div>
  );
}
