"use client";

import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useClaimSetting } from "@/components/claim/setting";
import { callAction, useRefusalWords } from "@/components/ui/use-action";
import { useDraft } from "@/components/ui/use-draft";
import { newId } from "@/lib/id";
import { createSource } from "@/lib/source/actions";
import type { SourceView } from "@/lib/source/schema";
import { emptySource, inputOf, newSourceSchema } from "./source-choice";
import { SourceForm } from "./source-form";

interface NewSourceDialogProps {
  onClose: () => void;
  /** It was made, or one of its address was there and is taken. */
  onMade: (source: Pick<SourceView, "id">) => void;
}

const draftSchema = z.object({ id: z.uuid(), source: newSourceSchema });

/** Makes a source before anything cites it. */
export function NewSourceDialog({ onClose, onMade }: NewSourceDialogProps) {
  const t = useTranslations("source");
  const { workspace, me } = useClaimSetting();
  const refusalWords = useRefusalWords();
  const [initial] = useState(() => ({ id: newId(), source: emptySource() }));
  const draft = useDraft(`${me.memberId}:new-source`, draftSchema, initial);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { id, source } = draft.value;
  const taken = (made: Pick<SourceView, "id">) => {
    draft.discard();
    onMade(made);
  };
  const save = async () => {
    setBusy(true);
    setRefusal(null);
    const outcome = await callAction(createSource, workspace, { id, ...inputOf(source) });
    setBusy(false);
    if (!outcome.ok) return setRefusal(refusalWords(outcome));
    if (!outcome.data.existing) notifications.show({ message: t("library.made"), autoClose: 4000 });
    taken(outcome.data.source);
  };
  return (
    <SourceForm
      title={t("library.newTitle")}
      source={source}
      onChange={(next) => draft.change((now) => ({ ...now, source: next(now.source) }))}
      onExisting={taken}
      refusal={refusal}
      busy={busy}
      submitLabel={t("library.make")}
      onSubmit={() => void save()}
      onClose={onClose}
    />
  );
}
