"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useClaimSetting } from "@/components/claim/setting";
import { RefusalAlert } from "@/components/ui/refusal";
import { callAction, useRefusalWords } from "@/components/ui/use-action";
import { useDraft } from "@/components/ui/use-draft";
import { newId } from "@/lib/id";
import { createSource } from "@/lib/source/actions";
import type { SourceView } from "@/lib/source/schema";
import { type CitationProblems, sourceProblems } from "./citation-draft";
import { emptySource, inputOf, newSourceSchema } from "./source-choice";
import { SourceFields } from "./source-fields";

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
  const [problems, setProblems] = useState<CitationProblems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { id, source } = draft.value;
  const words = (code: CitationProblems[keyof CitationProblems]) =>
    code && t(`citation.problems.${code}`);
  const taken = (made: Pick<SourceView, "id">) => {
    draft.discard();
    onMade(made);
  };
  const save = async () => {
    const found = sourceProblems(source);
    setProblems(found);
    if (busy || Object.keys(found).length > 0) return;
    setBusy(true);
    setRefusal(null);
    const outcome = await callAction(createSource, workspace, { id, ...inputOf(source) });
    setBusy(false);
    if (!outcome.ok) return setRefusal(refusalWords(outcome));
    if (!outcome.data.existing) notifications.show({ message: t("library.made"), autoClose: 4000 });
    taken(outcome.data.source);
  };
  return (
    <Modal opened onClose={onClose} title={t("library.newTitle")} size="lg">
      <form
        aria-label={t("library.newTitle")}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <SourceFields
            source={source}
            whole
            onChange={(next) => {
              setProblems({});
              draft.change((now) => ({ ...now, source: next(now.source) }));
            }}
            onExisting={taken}
            titleError={words(problems.title)}
            addressError={words(problems.address)}
            languageError={words(problems.language)}
          />
          <RefusalAlert>{refusal}</RefusalAlert>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("library.cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {t("library.make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
