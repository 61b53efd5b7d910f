"use client";

import { Group, Radio, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAnnotation } from "@/components/article/page/store-context";
import { useClaimSetting } from "@/components/claim/setting";
import { UndoNotice } from "@/components/ui/undo-notice";
import { reopenQuery, ruleQuery } from "@/lib/query/actions";
import { type QueryView, RULINGS, type Ruling } from "@/lib/query/schema";
import { SmallForm } from "./small-form";
import { useQueryCommand } from "./use-query-command";
import { wordsOf } from "./words";

interface FormProps {
  query: QueryView;
  onClose: () => void;
}

/** A ruling as it is being made. */
export interface RulingDraft {
  ruling: Ruling;
  wording: string;
  note: string;
}

/** Whether a ruling says what it has to. */
export function isComplete({ ruling, wording }: RulingDraft): boolean {
  return ruling !== "fix" || wording.trim() !== "";
}

/** A ruling as it is sent: a wording only where it has one. */
export function toRuling({ ruling, wording, note }: RulingDraft): RulingDraft {
  return { ruling, wording: isWorded(ruling) ? wording : "", note };
}

function isWorded(ruling: Ruling): boolean {
  return ruling === "fix" || ruling === "attribute";
}

interface RulingFieldsProps {
  draft: RulingDraft;
  onChange: (draft: RulingDraft) => void;
}

export function RulingFields({ draft, onChange }: RulingFieldsProps) {
  const t = useTranslations("query");
  const { ruling, wording, note } = draft;
  return (
    <>
      <Radio.Group
        label={t("ruleForm.legend")}
        value={ruling}
        onChange={(value) =>
          onChange({ ...draft, ruling: RULINGS.find((each) => each === value) ?? "keep" })
        }
      >
        <Group gap="md" mt={6}>
          {RULINGS.map((each) => (
            <Radio key={each} value={each} label={t(`rulings.${each}`)} />
          ))}
        </Group>
      </Radio.Group>
      {isWorded(ruling) && (
        <Textarea
          label={ruling === "fix" ? t("ruleForm.wording") : t("ruleForm.attribution")}
          autosize
          minRows={2}
          maxLength={4_000}
          value={wording}
          onChange={(event) => onChange({ ...draft, wording: event.currentTarget.value })}
        />
      )}
      <Textarea
        label={t("ruleForm.note")}
        autosize
        minRows={1}
        maxLength={4_000}
        value={note}
        onChange={(event) => onChange({ ...draft, note: event.currentTarget.value })}
      />
    </>
  );
}

/** What becomes of the words, now that there is an answer or none came. */
export function RuleForm({ query, onClose }: FormProps) {
  const t = useTranslations("query");
  const { workspace } = useClaimSetting();
  const annotation = useAnnotation(query.annotationId);
  const run = useQueryCommand();
  const [draft, setDraft] = useState<RulingDraft>(() => ({
    ruling: "keep",
    wording: annotation ? wordsOf(annotation) : "",
    note: "",
  }));
  const submit = async () => {
    const ruled = await run(query.id, () =>
      ruleQuery(workspace, {
        queryId: query.id,
        revision: query.revision,
        ...toRuling(draft),
        annotationRevision: annotation?.occurrence ? annotation.revision : null,
      }),
    );
    if (!ruled) return;
    onClose();
    const notice = `ruled-${query.id}`;
    const undo = () => {
      notifications.hide(notice);
      const seen = { queryId: ruled.id, revision: ruled.revision };
      void run(ruled.id, () => reopenQuery(workspace, { ...seen, reason: t("undo") }));
    };
    notifications.show({
      id: notice,
      message: (
        <UndoNotice undo={t("undo")} onUndo={undo}>
          {t("rulingDone", { ruling: draft.ruling })}
        </UndoNotice>
      ),
    });
  };
  return (
    <SmallForm
      label={t("rule")}
      submit={t("ruleForm.submit")}
      disabled={!isComplete(draft)}
      onSubmit={submit}
      onClose={onClose}
    >
      <RulingFields draft={draft} onChange={setDraft} />
    </SmallForm>
  );
}

/** Why a ruling is taken back. */
export function ReopenForm({ query, onClose }: FormProps) {
  const t = useTranslations("query");
  const { workspace } = useClaimSetting();
  const run = useQueryCommand();
  const [reason, setReason] = useState("");
  const submit = async () => {
    const seen = { queryId: query.id, revision: query.revision };
    if (await run(query.id, () => reopenQuery(workspace, { ...seen, reason }))) onClose();
  };
  return (
    <SmallForm
      label={t("reopen")}
      submit={t("reopenForm.submit")}
      disabled={reason.trim() === ""}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t("reopenForm.reason")}
        required
        autosize
        minRows={2}
        maxLength={2_000}
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </SmallForm>
  );
}
