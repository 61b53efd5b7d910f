"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { leaveUnchecked } from "@/lib/claim/actions";
import styles from "./claim.module.css";
import { ReasonForm } from "./reason-form";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";
import { useTell } from "./use-tell";

/** A claim that nobody needs to check, with the reason; or it is to be checked after all. */
export function LeaveUnchecked() {
  const t = useTranslations("claim.unchecked");
  const { workspace, me } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const tell = useTell();
  const [asking, setAsking] = useState(false);
  if (!detail.can.leaveUnchecked) return null;
  const leave = (reason: string | null) =>
    perform(
      () => leaveUnchecked(workspace, { claimId: detail.id, reason }),
      (claim) => ({ claim }),
    );
  if (detail.unchecked !== null) {
    return (
      <Button
        size="compact-xs"
        variant="default"
        className={styles.quietButton}
        fw={500}
        disabled={busy}
        onClick={() => void leave(null).then(tell)}
      >
        {t("undo")}
      </Button>
    );
  }
  if (asking) {
    return (
      <ReasonForm
        name={`${me.memberId}:${detail.id}:unchecked`}
        label={t("reason")}
        submitLabel={t("leaveIt")}
        busy={busy}
        onLeave={() => setAsking(false)}
        onSubmit={leave}
      />
    );
  }
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      className={styles.quietButton}
      fw={500}
      onClick={() => setAsking(true)}
    >
      {t("leave")}
    </Button>
  );
}
