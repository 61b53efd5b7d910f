"use client";

import { ActionIcon, Button, NativeSelect, Textarea, TextInput, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { z } from "zod";
import { RefusalAlert } from "@/components/ui/refusal";
import { useDraft } from "@/components/ui/use-draft";
import { editClaim } from "@/lib/claim/actions";
import { CLAIM_KINDS, claimKindSchema } from "@/lib/claim/schema-enums";
import styles from "./claim.module.css";
import { ConflictChoice } from "./conflict-choice";
import { useClaimSetting } from "./setting";
import { StandaloneWarnings } from "./standalone-warnings";
import { useClaim, useHold } from "./use-claim";
import { useClaimRefusal } from "./use-claim-refusal";

interface StatementProps {
  /** The heading's level on its page. */
  order?: 1 | 2 | 3;
  readOnly?: boolean;
}

/** What the claim says; changed in its place. */
export function Statement({ order = 3, readOnly = false }: StatementProps) {
  const t = useTranslations("claim.statement");
  const kinds = useTranslations("annotation.claimKinds");
  const { detail } = useClaim();
  const { me } = useClaimSetting();
  const draftKey = `${me.memberId}:${detail.id}:statement`;
  const draft = useDraft(draftKey, draftSchema, fieldsOf(detail));
  const [opened, setOpened] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const mayEdit = detail.can.edit && !readOnly;
  if (mayEdit && (opened || draft.kept)) {
    return (
      <StatementForm
        draftKey={draftKey}
        onLeave={() => {
          setOpened(false);
          window.setTimeout(() => root.current?.querySelector("button")?.focus());
        }}
      />
    );
  }
  const Heading = `h${order}` as const;
  return (
    <div ref={root}>
      <div className={styles.statementLine}>
        <Heading className={styles.statement} dir="auto" data-order={order}>
          {detail.statement}
        </Heading>
        {mayEdit && (
          <Tooltip label={t("edit")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t("edit")}
              onClick={() => setOpened(true)}
            >
              <IconPencil size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <p className={styles.facts}>
        <span>{kinds(detail.kind)}</span>
        {detail.asOf !== "" && <span>{t("asOfValue", { asOf: detail.asOf })}</span>}
      </p>
      {mayEdit && canStillWarn(detail.check?.status) && (
        <StandaloneWarnings statement={detail.statement} asOf={detail.asOf} />
      )}
    </div>
  );
}

/** A statement that a second person has approved is theirs to doubt, not ours. */
function canStillWarn(status: string | undefined): boolean {
  return status === undefined || status === "unchecked" || status === "in_progress";
}

const draftSchema = z.object({ statement: z.string(), kind: claimKindSchema, asOf: z.string() });
type Fields = z.infer<typeof draftSchema>;

function fieldsOf({ statement, kind, asOf }: Fields): Fields {
  return { statement, kind, asOf };
}

function StatementForm({ draftKey, onLeave }: { draftKey: string; onLeave: () => void }) {
  const t = useTranslations("claim.statement");
  const kinds = useTranslations("annotation.claimKinds");
  const { workspace } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const words = useClaimRefusal();
  const [base, setBase] = useState(fieldsOf(detail));
  const draft = useDraft(draftKey, draftSchema, base);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { statement, kind, asOf } = draft.value;
  const isEmpty = statement.trim() === "";
  const theirs = detail.statement !== base.statement || detail.asOf !== base.asOf ? detail : null;
  useHold(true);

  const set = (change: Partial<Fields>) => draft.set({ ...draft.value, ...change });
  const leave = () => {
    draft.discard();
    onLeave();
  };
  const save = async () => {
    if (isEmpty || busy || theirs) return;
    setRefusal(null);
    const outcome = await perform(
      (seen) =>
        editClaim(workspace, {
          claimId: seen.id,
          // What another changed meanwhile this form has shown, where it is about the statement.
          revision: Math.max(seen.revision, detail.revision),
          ...(statement.trim() !== base.statement && { statement: statement.trim() }),
          ...(kind !== base.kind && { kind }),
          ...(asOf.trim() !== base.asOf && { asOf: asOf.trim() }),
        }),
      (claim) => ({ claim }),
    );
    if (outcome.ok) leave();
    else setRefusal(words(outcome));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
    // A statement is one sentence: Enter ends it.
    if (event.key === "Enter" && event.target instanceof HTMLTextAreaElement) {
      event.preventDefault();
      void save();
    }
  };
  const status = detail.check?.status;
  return (
    <form
      className={styles.form}
      aria-label={t("edit")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={onKeyDown}
    >
      <Textarea
        label={t("label")}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={4_000}
        autoFocus
        dir="auto"
        value={statement}
        onChange={(event) =>
          set({ statement: event.currentTarget.value.replace(/\s*\n\s*/g, " ") })
        }
      />
      <StandaloneWarnings statement={statement} asOf={asOf} />
      <div className={styles.pair}>
        <NativeSelect
          label={t("kind")}
          value={kind}
          data={CLAIM_KINDS.map((value) => ({ value, label: kinds(value) }))}
          onChange={(event) => set({ kind: claimKindSchema.parse(event.currentTarget.value) })}
        />
        <TextInput
          label={t("asOf")}
          placeholder={t("asOfPlaceholder")}
          maxLength={300}
          value={asOf}
          onChange={(event) => set({ asOf: event.currentTarget.value })}
        />
      </div>
      {(status === "in_review" || status === "disputed" || status === "approved") && (
        <p className={styles.hint}>{status === "approved" ? t("makesStale") : t("sendsBack")}</p>
      )}
      {theirs && (
        <ConflictChoice
          theirs={withAsOf(theirs)}
          yours={withAsOf(draft.value)}
          onKeep={() => {
            setBase(fieldsOf(theirs));
            setRefusal(null);
          }}
          onTake={leave}
        />
      )}
      <RefusalAlert>{refusal}</RefusalAlert>
      <div className={styles.buttons}>
        <Button
          type="submit"
          size="compact-md"
          fz="sm"
          disabled={isEmpty || theirs !== null}
          loading={busy}
        >
          {t("save")}
        </Button>
        <Button size="compact-md" fz="sm" variant="default" onClick={leave}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}

function withAsOf({ statement, asOf }: Pick<Fields, "statement" | "asOf">): string {
  return asOf === "" ? statement : `${statement} (${asOf})`;
}
