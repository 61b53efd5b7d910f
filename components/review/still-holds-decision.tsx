"use client";

import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim } from "@/components/claim/use-claim";
import { useTell } from "@/components/claim/use-tell";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { confirmStillHolds, startCheck } from "@/lib/check/actions";
import { newId } from "@/lib/id";
import styles from "./decision.module.css";
import type { Decided } from "./use-decide";

/** Another member says that a stale check still holds: confirmed, or checked anew. */
export function StillHoldsDecision({ onDecided }: { onDecided: (decided: Decided) => void }) {
  const t = useTranslations("review.desk");
  const { workspace } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const tell = useTell();
  const shortcuts = useKeyShortcuts("approve");
  const checkId = detail.check?.id ?? "";
  const { id: claimId } = detail;
  const confirm = async () => {
    const outcome = await perform(
      ({ revision: claimRevision }) =>
        confirmStillHolds(workspace, { claimId, checkId, claimRevision }),
      ({ claim, occurrences }) => ({ claim, occurrences }),
    );
    if (tell(outcome)) onDecided("approved");
  };
  const restart = async () => {
    const id = newId();
    const outcome = await perform(
      () => startCheck(workspace, { id, claimId }),
      ({ claim, occurrences }) => ({ claim, occurrences }),
    );
    if (tell(outcome)) onDecided("restarted");
  };
  useCommands({
    approve: () => {
      if (!busy) void confirm();
      return true;
    },
  });
  return (
    <div className={styles.buttons}>
      <Button
        size="compact-md"
        fz="sm"
        color="green"
        leftSection={<IconCheck size={16} />}
        rightSection={<CommandKey command="approve" />}
        aria-keyshortcuts={shortcuts}
        loading={busy}
        onClick={() => void confirm()}
      >
        {t("confirmStillHolds")}
      </Button>
      {detail.can.moves.start.ok && (
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          disabled={busy}
          onClick={() => void restart()}
        >
          {t("startAgain")}
        </Button>
      )}
    </div>
  );
}
