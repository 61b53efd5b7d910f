"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SourcingLine } from "@/components/source/sourcing-line";
import { Time } from "@/components/ui/time";
import { clearUnsourced, markUnsourced } from "@/lib/claim/actions";
import styles from "./claim.module.css";
import { ReasonForm } from "./reason-form";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";
import { useTell } from "./use-tell";

/** Whether the claim is sourced, with its reason, and a member's own finding that it is not. */
export function SourcingSection() {
  const t = useTranslations("claim.sourcing");
  const { workspace, me } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const tell = useTell();
  const [asking, setAsking] = useState(false);
  const { unsourcedMark: mark, can } = detail;
  const clear = async () => {
    tell(
      await perform(
        () => clearUnsourced(workspace, { claimId: detail.id }),
        (claim) => ({ claim }),
      ),
    );
  };
  const mayMark = can.markUnsourced && !mark && detail.citations.length > 0;
  return (
    <div className={styles.sourcing}>
      <SourcingLine sourcing={detail.sourcing} reason={detail.sourcingReason} />
      {mark && (
        <div className={styles.alert}>
          <p>{t.rich("markedBy", { name: mark.by.name, time: () => <Time at={mark.at} /> })}</p>
          <p className={styles.said} dir="auto">
            {mark.reason}
          </p>
          {can.markUnsourced && (
            <div className={styles.buttons}>
              <Button
                size="compact-xs"
                variant="default"
                disabled={busy}
                onClick={() => void clear()}
              >
                {t("clear")}
              </Button>
            </div>
          )}
        </div>
      )}
      {mayMark && !asking && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          className={styles.quietButton}
          fw={500}
          onClick={() => setAsking(true)}
        >
          {t("mark")}
        </Button>
      )}
      {asking && (
        <ReasonForm
          name={`${me.memberId}:${detail.id}:unsourced`}
          label={t("reason")}
          description={t("help")}
          submitLabel={t("markIt")}
          busy={busy}
          onLeave={() => setAsking(false)}
          onSubmit={(reason) =>
            perform(
              ({ id: claimId, revision }) =>
                markUnsourced(workspace, { claimId, revision, reason }),
              (claim) => ({ claim }),
            )
          }
        />
      )}
    </div>
  );
}
