"use client";

import { Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { changeQuery } from "@/lib/query/actions";
import type { QueryView } from "@/lib/query/schema";
import { SmallForm } from "./small-form";
import { useQueryCommand } from "./use-query-command";
import { WhenField } from "./when-field";

interface FormProps {
  query: QueryView;
  onClose: () => void;
}

/** Other words for a question that nobody has answered or holds a link to. */
export function RewordForm({ query, onClose }: FormProps) {
  const t = useTranslations("query");
  const { workspace } = useClaimSetting();
  const run = useQueryCommand();
  const [question, setQuestion] = useState(query.question);
  const submit = async () => {
    const seen = { queryId: query.id, revision: query.revision };
    if (await run(query.id, () => changeQuery(workspace, { ...seen, question }))) onClose();
  };
  return (
    <SmallForm
      label={t("reword")}
      submit={t("rewordForm.submit")}
      disabled={question.trim() === "" || question.trim() === query.question}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t("rewordForm.question")}
        required
        autosize
        minRows={2}
        maxLength={4_000}
        autoFocus
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
    </SmallForm>
  );
}

/** Another date by which an answer is wanted. */
export function PostponeForm({ query, onClose }: FormProps) {
  const t = useTranslations("query");
  const { workspace } = useClaimSetting();
  const run = useQueryCommand();
  const [wantedBy, setWantedBy] = useState(query.wantedBy);
  const submit = async () => {
    const seen = { queryId: query.id, revision: query.revision };
    if (await run(query.id, () => changeQuery(workspace, { ...seen, wantedBy }))) onClose();
  };
  return (
    <SmallForm
      label={t("postpone")}
      submit={t("postponeForm.submit")}
      onSubmit={submit}
      onClose={onClose}
    >
      <WhenField label={t("postponeForm.label")} value={wantedBy} onChange={setWantedBy} />
    </SmallForm>
  );
}
