"use client";

import { Button, Checkbox, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconGavel } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useRef } from "react";
import { z } from "zod";
import { ForeignChange } from "@/components/claim/foreign-change";
import { numberCommands } from "@/components/claim/number-keys";
import { citationsAgainst, sourcingWith } from "@/components/claim/prediction";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim, useHold } from "@/components/claim/use-claim";
import { VerdictButtons } from "@/components/claim/verdict-buttons";
import { KeyCaps } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { StanceIcon } from "@/components/source/stance-mark";
import { RefusalAlert } from "@/components/ui/refusal";
import { useDraft } from "@/components/ui/use-draft";
import type { OccurrenceDetail } from "@/lib/claim/schema";
import styles from "./decision.module.css";
import disputeStyles from "./dispute.module.css";
import { disputeOf } from "./sides";
import { type Decided, useDecide } from "./use-decide";

interface AdjudicationProps {
  /** What a decision for a verdict covers. */
  shown: readonly OccurrenceDetail[];
  onDecided: (decided: Decided) => void;
}

const draftSchema = z.object({
  verdict: z.string().nullable(),
  named: z.array(z.string()),
  reason: z.string(),
});

/** An editor settles a dispute: one of its verdicts or a third, or back to work, always with a reason. */
export function Adjudication({ shown, onDecided }: AdjudicationProps) {
  const t = useTranslations("review.adjudication");
  const claimWords = useTranslations("claim.check");
  const stances = useTranslations("source.stances");
  const setting = useClaimSetting();
  const { me, ratingScale } = setting;
  const { detail, seen, busy } = useClaim();
  const draft = useDraft(`${me.memberId}:${detail.id}:adjudication`, draftSchema, {
    verdict: null,
    named: [],
    reason: "",
  });
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const heading = useId();
  const decide = useDecide((decided) => {
    draft.discard();
    onDecided(decided);
  });
  useHold(true);
  const { verdict, named } = draft.value;
  const reason = draft.value.reason.trim();
  const current = detail.checks.find(({ id }) => id === detail.check?.id);
  const dispute = current && disputeOf(current);
  const isOther = verdict !== null && verdict !== dispute?.submission.verdict;
  // What the submission's own rationale named is dealt with there.
  const against = isOther ? citationsAgainst(detail.citations, verdict, ratingScale) : [];
  const judged = isOther ? sourcingWith(detail, { verdict, named }, setting) : null;
  const hasChanged = detail.revision !== seen.revision;
  const mayDecide = verdict !== null && reason !== "" && !hasChanged && !busy;
  const mayReturn = reason !== "" && !hasChanged && !busy;

  const choose = (chosen: string) => {
    draft.set({ ...draft.value, verdict: chosen === verdict ? null : chosen });
    window.setTimeout(() => reasonField.current?.focus());
  };
  useCommands(numberCommands(ratingScale, ({ key }) => choose(key)));
  const settle = () => {
    if (mayDecide) void decide.adjudicate({ outcome: "approved", verdict, named, reason }, shown);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      settle();
    }
  };
  return (
    <form
      className={disputeStyles.form}
      aria-labelledby={heading}
      onSubmit={(event) => {
        event.preventDefault();
        settle();
      }}
      onKeyDown={onKeyDown}
    >
      <ForeignChange />
      <strong id={heading}>{t("title")}</strong>
      <VerdictButtons label={t("verdict")} scale={ratingScale} chosen={verdict} onChoose={choose} />
      <Textarea
        ref={reasonField}
        label={t("reason")}
        description={t("reasonHelp")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        required
        autosize
        minRows={3}
        maxRows={12}
        maxLength={10_000}
        dir="auto"
        value={draft.value.reason}
        onChange={(event) => draft.set({ ...draft.value, reason: event.currentTarget.value })}
      />
      {against.length > 0 && (
        <fieldset className={disputeStyles.choices}>
          <legend>{claimWords("against")}</legend>
          {against.map(({ id, source, stance }) => (
            <Checkbox
              key={id}
              size="xs"
              checked={named.includes(id)}
              onChange={(event) =>
                draft.set({
                  ...draft.value,
                  named: event.currentTarget.checked
                    ? [...named, id]
                    : named.filter((other) => other !== id),
                })
              }
              label={
                <span className={styles.reason}>
                  <StanceIcon stance={stance} size={13} />
                  {stances(stance)}: {source.title}
                </span>
              }
            />
          ))}
        </fieldset>
      )}
      {judged?.sourcing === "contradicted" && (
        <p className={styles.why}>{t("stillContradicted")}</p>
      )}
      <RefusalAlert>{decide.refusal}</RefusalAlert>
      <div className={styles.buttons}>
        <Button
          type="submit"
          size="compact-md"
          fz="sm"
          leftSection={<IconGavel size={16} />}
          disabled={!mayDecide}
          loading={busy}
        >
          {t("decide")}
        </Button>
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          disabled={!mayReturn}
          onClick={() => void decide.adjudicate({ outcome: "returned", reason }, [])}
        >
          {t("return")}
        </Button>
        <span className={styles.hint}>
          {t.rich("hint", { key: () => <KeyCaps sequence="Mod+Enter" /> })}
        </span>
      </div>
    </form>
  );
}
