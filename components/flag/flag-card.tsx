"use client";

import { Button, Textarea, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useAnnotation, usePage, usePageActions } from "@/components/article/page/store-context";
import { useClaimSetting } from "@/components/claim/setting";
import { wordsOf } from "@/components/query/words";
import { Time } from "@/components/ui/time";
import { UndoNotice } from "@/components/ui/undo-notice";
import { useAction } from "@/components/ui/use-action";
import { clearFlag, reopenFlag } from "@/lib/flag/actions";
import type { FlagView } from "@/lib/flag/schema";
import styles from "./flag.module.css";
import { FlagMark } from "./flag-mark";
import { newerFlag, useFlagRefusal } from "./use-flag-refusal";

interface FlagCardProps {
  flag: FlagView;
  onShow?: (annotationId: string) => void;
}

/** A flag: what it is about, why, and who cleared it. */
export function FlagCard({ flag, onShow }: FlagCardProps) {
  const t = useTranslations("flag");
  const { workspace } = useClaimSetting();
  const { putFlag } = usePageActions();
  const words = useFlagRefusal();
  const [doing, setDoing] = useState(false);
  const [reason, setReason] = useState("");
  const isCleared = flag.cleared !== null;
  const { run, busy } = useAction(isCleared ? reopenFlag : clearFlag, {
    onRefusal: (refusal) => {
      const newer = newerFlag(refusal);
      if (newer) putFlag(newer);
      return words(refusal);
    },
  });
  const back = useAction(reopenFlag);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") return;
    const outcome = await run(workspace, { flagId: flag.id, revision: flag.revision, reason });
    if (!outcome.ok || !outcome.data.flag) return;
    const changed = outcome.data.flag;
    putFlag(changed);
    setDoing(false);
    setReason("");
    if (isCleared) return;
    const notice = `cleared-${flag.id}`;
    const undo = async () => {
      notifications.hide(notice);
      const seen = { flagId: changed.id, revision: changed.revision };
      const undone = await back.run(workspace, { ...seen, reason: t("undo") });
      if (undone.ok && undone.data.flag) putFlag(undone.data.flag);
    };
    notifications.show({
      id: notice,
      message: (
        <UndoNotice undo={t("undo")} onUndo={() => void undo()}>
          {t("clearedNotice", { kind: t(`kinds.${flag.kind}`) })}
        </UndoNotice>
      ),
    });
  };
  const kind = t(`kinds.${flag.kind}`);
  return (
    <article
      className={styles.flag}
      data-cleared={isCleared || undefined}
      aria-label={t("flag", { kind })}
    >
      <p>
        <FlagMark kind={flag.kind} cleared={isCleared} />{" "}
        <span className={styles.facts}>
          {flag.subject.kind === "article"
            ? t("onArticle")
            : flag.subject.kind === "claim"
              ? t("onClaim")
              : t("onAnnotation")}
        </span>
      </p>
      {onShow && <Subject flag={flag} onShow={onShow} />}
      <p dir="auto">{flag.reason}</p>
      <p className={styles.facts}>
        {t.rich("raisedBy", { name: flag.raisedBy.name, time: () => <Time at={flag.raisedAt} /> })}
      </p>
      {flag.cleared && (
        <>
          <p className={styles.facts}>
            {t.rich("clearedBy", {
              name: flag.cleared.by.name,
              time: () => <Time at={flag.cleared?.at ?? ""} />,
            })}
          </p>
          <p dir="auto">{flag.cleared.reason}</p>
        </>
      )}
      {flag.can.clear &&
        (doing ? (
          <form
            className={styles.form}
            aria-label={t("clearLabel", { kind })}
            onSubmit={(event) => void submit(event)}
          >
            <Textarea
              label={isCleared ? t("reopenReason") : t("clearReason")}
              required
              autosize
              minRows={2}
              maxLength={2_000}
              autoFocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <div className={styles.buttons}>
              <Button
                type="submit"
                size="compact-md"
                loading={busy}
                disabled={reason.trim() === ""}
              >
                {isCleared ? t("submitReopen") : t("submitClear")}
              </Button>
              <Button size="compact-md" variant="default" onClick={() => setDoing(false)}>
                {t("cancel")}
              </Button>
            </div>
          </form>
        ) : (
          <div className={styles.buttons}>
            <Button size="compact-sm" variant="default" onClick={() => setDoing(true)}>
              {isCleared ? t("reopen") : t("clear")}
            </Button>
          </div>
        ))}
    </article>
  );
}

/** The words that are flagged, or those that state the flagged claim. */
function Subject({ flag, onShow }: Required<FlagCardProps>) {
  const { kind, id } = flag.subject;
  const stating = usePage((state) =>
    kind === "claim"
      ? [...state.annotations.values()].find(({ occurrence }) => occurrence?.claimId === id)?.id
      : undefined,
  );
  const annotation = useAnnotation(kind === "annotation" ? id : (stating ?? null));
  if (!annotation) return null;
  return (
    <UnstyledButton className={styles.show} dir="auto" onClick={() => onShow(annotation.id)}>
      “{wordsOf(annotation)}”
    </UnstyledButton>
  );
}
