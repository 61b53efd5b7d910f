"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { HistoryPages } from "@/components/review/history-pages";
import { Fold } from "@/components/ui/fold";
import { callAction } from "@/components/ui/use-action";
import { claimHistory } from "@/lib/claim/actions";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";

/** What was done to the claim, its check and its citations; read when it is unfolded. */
export function ClaimHistory({ open = false }: { open?: boolean }) {
  const t = useTranslations("claim.history");
  const { workspace } = useClaimSetting();
  const { id: claimId, revision, check } = useClaim().detail;
  const read = useCallback(
    (from: { before?: string }) => callAction(claimHistory, workspace, { claimId, ...from }),
    [workspace, claimId],
  );
  return (
    <Fold title={t("title")} open={open}>
      {() => <HistoryPages key={`${claimId} ${revision} ${check?.statusAt ?? ""}`} read={read} />}
    </Fold>
  );
}
