"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconCheck, IconMessage } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { z } from "zod";
import { ForeignChange } from "@/components/claim/foreign-change";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim, useHold } from "@/components/claim/use-claim";
import { useReasonWords } from "@/components/claim/use-claim-refusal";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { RefusalAlert } from "@/components/ui/refusal";
import { useDraft } from "@/components/ui/use-draft";
import type { OccurrenceDetail } from "@/lib/claim/schema";
import { ApproveForm } from "./approve-form";
import styles from "./decision.module.css";
import { RequestForm } from "./request-form";
import { type Decided, useDecide } from "./use-decide";

interface DecisionProps {
  /** What an approval covers: the occurrences that the reviewer is looking at. */
  shown: readonly OccurrenceDetail[];
  /** Instead of saying what was done. */
  onDecided?: (decided: Decided) => void;
}

/** A reviewer's decision on the claim in hand: approve, request changes, or confirm the fit. */
export function Decision({ shown, onDecided }: DecisionProps) {
  const t = useTranslations("review.decision");
  const reasonWords = useReasonWords();
  const { detail, seen, busy } = useClaim();
  const { me } = useClaimSetting();
  const [requesting, setRequesting] = useState(false);
  const [commenting, setCommenting] = useState(false);
  const words = useDraft(`${me.memberId}:${detail.id}:approve`, z.string(), "");
  const root = useRef<HTMLDivElement>(null);
  const focusScope = () =>
    root.current?.closest<HTMLElement>("[data-key-scope]")?.focus({ preventScroll: true });
  const stopCommenting = () => {
    setCommenting(false);
    words.discard();
  };
  const decide = useDecide((decided) => {
    setRequesting(false);
    stopCommenting();
    if (onDecided) onDecided(decided);
    else notifications.show({ message: t(`done.${decided}`), autoClose: 3500 });
    focusScope();
  });
  const approveShortcuts = useKeyShortcuts("approve");
  const requestShortcuts = useKeyShortcuts("request_changes");

  const status = detail.check?.status;
  const { approve: mayApprove, request_changes: mayRequest } = detail.can.moves;
  const unconfirmed = shown.filter(({ can }) => can.confirmFit.ok);
  const isReviewable = status === "in_review" && mayApprove.ok;
  const isConfirmable = status === "approved" && unconfirmed.length > 0;
  const hasChanged = detail.revision !== seen.revision;
  useHold(isReviewable || isConfirmable);

  const approve = () => {
    if (busy || hasChanged) return;
    if (isReviewable) void decide.approve(shown, words.value);
    else if (isConfirmable) void decide.confirmFits(unconfirmed);
  };
  useCommands({
    approve:
      isReviewable || isConfirmable
        ? () => {
            approve();
            return true;
          }
        : undefined,
    request_changes:
      status === "in_review" && mayRequest.ok
        ? () => {
            setRequesting(true);
            return true;
          }
        : undefined,
  });

  if (!isReviewable && !isConfirmable) {
    // Whose role has no reviews at all was not offered one.
    if (status !== "in_review" || mayApprove.ok || mayApprove.reason === "may_not") return null;
    return <p className={styles.why}>{reasonWords(mayApprove.reason)}</p>;
  }
  return (
    <div ref={root} className={styles.decision}>
      <ForeignChange />
      <RefusalAlert>{decide.refusal}</RefusalAlert>
      {requesting ? (
        <RequestForm
          busy={busy}
          onSubmit={decide.requestChanges}
          onCancel={() => {
            setRequesting(false);
            focusScope();
          }}
        />
      ) : isReviewable && (commenting || words.kept) ? (
        <ApproveForm
          comment={words.value}
          onChange={words.set}
          busy={busy}
          disabled={hasChanged}
          onSubmit={approve}
          onCancel={() => {
            stopCommenting();
            focusScope();
          }}
        />
      ) : (
        <div className={styles.buttons}>
          <Button
            size="compact-md"
            fz="sm"
            color="green"
            leftSection={<IconCheck size={16} />}
            rightSection={<CommandKey command="approve" />}
            aria-keyshortcuts={approveShortcuts}
            disabled={hasChanged}
            loading={busy}
            onClick={approve}
          >
            {isReviewable ? t("approve") : t("confirm", { count: unconfirmed.length })}
          </Button>
          {isReviewable && (
            <Button
              size="compact-md"
              fz="sm"
              variant="default"
              leftSection={<IconArrowBackUp size={16} />}
              rightSection={<CommandKey command="request_changes" />}
              aria-keyshortcuts={requestShortcuts}
              onClick={() => setRequesting(true)}
            >
              {t("request")}
            </Button>
          )}
          {isReviewable && (
            <Button
              size="compact-md"
              fz="sm"
              variant="subtle"
              color="gray"
              leftSection={<IconMessage size={16} />}
              onClick={() => setCommenting(true)}
            >
              {t("approveWith")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
