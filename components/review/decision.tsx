"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconCheck, IconMessage, IconScale } from "@tabler/icons-react";
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
import { Adjudication } from "./adjudication";
import { ApproveForm } from "./approve-form";
import styles from "./decision.module.css";
import { DisputeForm } from "./dispute-form";
import { RequestForm } from "./request-form";
import { SecondCheck } from "./second-check";
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
  const [writing, setWriting] = useState<"request" | "dispute" | "comment" | null>(null);
  const words = useDraft(`${me.memberId}:${detail.id}:approve`, z.string(), "");
  const root = useRef<HTMLDivElement>(null);
  const focusScope = () =>
    root.current?.closest<HTMLElement>("[data-key-scope]")?.focus({ preventScroll: true });
  const told = (decided: Decided) => {
    setWriting(null);
    words.discard();
    if (onDecided) onDecided(decided);
    else notifications.show({ message: t(`done.${decided}`), autoClose: 3500 });
    focusScope();
  };
  const decide = useDecide(told);
  const approveShortcuts = useKeyShortcuts("approve");
  const requestShortcuts = useKeyShortcuts("request_changes");
  const disputeShortcuts = useKeyShortcuts("dispute");

  const status = detail.check?.status;
  const { approve: mayApprove, request_changes: mayRequest, adjudicate } = detail.can.moves;
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
            setWriting("request");
            return true;
          }
        : undefined,
    dispute: isReviewable
      ? () => {
          setWriting("dispute");
          return true;
        }
      : undefined,
  });

  if (detail.isBlind) {
    return (
      <div ref={root}>
        <SecondCheck onDecided={told} />
      </div>
    );
  }
  if (status === "disputed") {
    return adjudicate.ok ? (
      <div ref={root}>
        <Adjudication shown={shown} onDecided={told} />
      </div>
    ) : (
      <p className={styles.why}>{t("waitsForEditor", { why: reasonWords(adjudicate.reason) })}</p>
    );
  }
  if (!isReviewable && !isConfirmable) {
    // Whose role has no reviews at all was not offered one.
    if (status !== "in_review" || mayApprove.ok || mayApprove.reason === "may_not") return null;
    return <p className={styles.why}>{reasonWords(mayApprove.reason)}</p>;
  }
  const leave = () => {
    setWriting(null);
    focusScope();
  };
  const isCommenting = isReviewable && (writing === "comment" || (writing === null && words.kept));
  return (
    <div ref={root} className={styles.decision}>
      <ForeignChange />
      <RefusalAlert>{decide.refusal}</RefusalAlert>
      {writing === "request" && (
        <RequestForm busy={busy} onSubmit={decide.requestChanges} onCancel={leave} />
      )}
      {writing === "dispute" && (
        <DisputeForm busy={busy} onSubmit={decide.dispute} onCancel={leave} />
      )}
      {isCommenting && (
        <ApproveForm
          comment={words.value}
          onChange={words.set}
          busy={busy}
          disabled={hasChanged}
          onSubmit={approve}
          onCancel={() => {
            words.discard();
            leave();
          }}
        />
      )}
      {(writing === null || writing === "comment") && !isCommenting && (
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
              onClick={() => setWriting("request")}
            >
              {t("request")}
            </Button>
          )}
          {isReviewable && (
            <Button
              size="compact-md"
              fz="sm"
              variant="default"
              leftSection={<IconScale size={16} />}
              rightSection={<CommandKey command="dispute" />}
              aria-keyshortcuts={disputeShortcuts}
              onClick={() => setWriting("dispute")}
            >
              {t("dispute")}
            </Button>
          )}
          {isReviewable && (
            <Button
              size="compact-md"
              fz="sm"
              variant="subtle"
              color="gray"
              leftSection={<IconMessage size={16} />}
              onClick={() => setWriting("comment")}
            >
              {t("approveWith")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
