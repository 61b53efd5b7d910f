"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePageControl } from "@/components/article/page/control";
import {
  useClaimOf,
  useMemberName,
  usePage,
  usePageActions,
  usePageStore,
} from "@/components/article/page/store-context";
import { refreshClaims } from "@/components/article/page/use-claim-changes";
import { ReasonForm } from "@/components/claim/reason-form";
import { callAction } from "@/components/ui/use-action";
import { recheckSchema } from "@/lib/annotation/recheck";
import type { AnnotationView, OccurrenceView } from "@/lib/annotation/schema";
import { sayStillFits } from "@/lib/review/actions";
import styles from "./occurrence-panel.module.css";
import { RecheckView } from "./recheck-view";

interface RecheckSectionProps {
  annotation: AnnotationView;
  occurrence: OccurrenceView;
}

/** What changed under an occurrence, and the word that it still says its claim. */
export function RecheckSection({ annotation, occurrence }: RecheckSectionProps) {
  const t = useTranslations("annotation.recheck");
  const store = usePageStore();
  const { mergeOccurrences } = usePageActions();
  const { panel } = usePageControl();
  const { language, direction } = usePage((state) => state.article);
  const workspace = usePage((state) => state.workspace);
  const me = usePage((state) => state.me.memberId);
  const claim = useClaimOf(annotation);
  const name = useMemberName(occurrence.stillFitsById);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const recheck = recheckSchema.safeParse(occurrence.recheck);
  if (!recheck.success) return null;
  const { stillFitsById, stillFitsAt, stillFitsReason } = occurrence;
  const isInText = annotation.targets.some(
    ({ role, state }) => role === "words" && state !== "orphaned",
  );
  const isApproved = claim?.check?.status === "approved";
  const say = async (reason: string) => {
    setBusy(true);
    const { id: annotationId, revision } = annotation;
    const outcome = await callAction(sayStillFits, workspace, { annotationId, revision, reason });
    setBusy(false);
    if (outcome.ok) mergeOccurrences(outcome.data.occurrences);
    if (outcome.ok || outcome.code === "conflict") {
      void refreshClaims(store, [occurrence.claimId]);
    }
    return outcome;
  };
  return (
    <section className={styles.recheck} aria-label={t("title")}>
      <RecheckView
        recheck={recheck.data}
        language={language}
        direction={direction}
        stillFits={
          stillFitsById && stillFitsAt
            ? {
                name,
                at: stillFitsAt,
                reason: stillFitsReason ?? "",
                isOwn: stillFitsById === me,
              }
            : null
        }
      />
      {asking ? (
        <ReasonForm
          name={`${me}:${annotation.id}:still_fits`}
          label={t("reason")}
          description={isApproved ? t("help") : t("helpUnapproved")}
          submitLabel={t("say")}
          busy={busy}
          onSubmit={say}
          onLeave={() => {
            setAsking(false);
            panel.current?.focus({ preventScroll: true });
          }}
        />
      ) : (
        annotation.can.edit &&
        isInText &&
        !stillFitsById && (
          <div>
            <Button size="compact-sm" variant="light" onClick={() => setAsking(true)}>
              {t("ask")}
            </Button>
          </div>
        )
      )}
    </section>
  );
}
