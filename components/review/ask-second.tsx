"use client";

import { Button, Loader, NativeSelect } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim } from "@/components/claim/use-claim";
import { useTell } from "@/components/claim/use-tell";
import { callAction } from "@/components/ui/use-action";
import type { ClaimChange } from "@/lib/claim/schema-summary";
import { ableSecondCheckers, askSecondCheck, callOffSecondCheck } from "@/lib/second-check/actions";
import type { SecondChecker } from "@/lib/second-check/schema";
import styles from "./decision.module.css";

const patchOf = ({ claim }: ClaimChange) => ({ claim });

/** Who is to check the claim blind, where somebody is; for an editor, asking and calling off. */
export function AskSecond() {
  const t = useTranslations("review.secondCheck");
  const { workspace } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const tell = useTell();
  const [asking, setAsking] = useState(false);
  const { secondChecker, id: claimId } = detail;
  if (detail.isBlind) return null;
  if (secondChecker) {
    const callOff = async () => {
      const { id: memberId } = secondChecker;
      tell(await perform(() => callOffSecondCheck(workspace, { claimId, memberId }), patchOf));
    };
    return (
      <div className={styles.second}>
        <p className={styles.why}>{t("waits", { name: secondChecker.name })}</p>
        {detail.can.askSecond && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            onClick={() => void callOff()}
          >
            {t("callOff")}
          </Button>
        )}
      </div>
    );
  }
  if (!detail.can.askSecond) return null;
  if (asking) return <AskForm onLeave={() => setAsking(false)} />;
  return (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconEyeOff size={15} />}
        onClick={() => setAsking(true)}
      >
        {t("ask")}
      </Button>
    </div>
  );
}

function AskForm({ onLeave }: { onLeave: () => void }) {
  const t = useTranslations("review.secondCheck");
  const { workspace } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const tell = useTell();
  const [able, setAble] = useState<SecondChecker[] | null>(null);
  const [chosen, setChosen] = useState("");
  const { id: claimId } = detail;
  useEffect(() => {
    void callAction(ableSecondCheckers, workspace, { claimId }).then((outcome) => {
      setAble(outcome.ok ? outcome.data : []);
      setChosen(outcome.ok ? (outcome.data[0]?.id ?? "") : "");
    });
  }, [workspace, claimId]);
  const checkId = detail.check?.id;
  const ask = async () => {
    if (!checkId || chosen === "") return;
    const outcome = await perform(
      () => askSecondCheck(workspace, { claimId, checkId, memberId: chosen }),
      patchOf,
    );
    if (tell(outcome)) onLeave();
  };
  if (able === null) return <Loader size="sm" />;
  return (
    <form
      className={styles.request}
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onLeave();
      }}
    >
      {able.length === 0 ? (
        <p className={styles.why}>{t("nobody")}</p>
      ) : (
        <NativeSelect
          label={t("askOf")}
          description={t("asking")}
          inputWrapperOrder={["label", "input", "description"]}
          autoFocus
          value={chosen}
          data={able.map(({ id, name, load }) => ({ value: id, label: t("load", { name, load }) }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      <div className={styles.buttons}>
        {able.length > 0 && (
          <Button type="submit" size="compact-md" fz="sm" loading={busy}>
            {t("send")}
          </Button>
        )}
        <Button size="compact-md" fz="sm" variant="default" onClick={onLeave}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
