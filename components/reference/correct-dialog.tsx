"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type CitationProblems, sourceProblems } from "@/components/source/citation-draft";
import { emptySource, inputOf } from "@/components/source/source-choice";
import { SourceFields } from "@/components/source/source-fields";
import type { ReferenceFields } from "@/lib/reference/schema";
import { textsOf } from "@/lib/source/csl-text";

interface CorrectDialogProps {
  fields: ReferenceFields;
  onClose: () => void;
  onDone: (fields: ReferenceFields) => void;
}

/** What an entry would make, corrected before it is made. */
export function CorrectDialog({ fields, onClose, onDone }: CorrectDialogProps) {
  const t = useTranslations("reference");
  const words = useTranslations("source.citation.problems");
  const [source, setSource] = useState(() => {
    const { url, originId: _, csl, ...given } = fields;
    return emptySource({ ...given, url: url ?? "", texts: textsOf(csl), stored: csl });
  });
  const [problems, setProblems] = useState<CitationProblems>({});
  const told = (field: keyof CitationProblems) => problems[field] && words(problems[field]);
  return (
    <Modal opened onClose={onClose} title={t("correctTitle")} size="lg">
      <form
        aria-label={t("correctTitle")}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = sourceProblems(source);
          setProblems(found);
          if (Object.keys(found).length === 0) onDone(inputOf(source));
        }}
      >
        <Stack gap="sm">
          <SourceFields
            source={source}
            whole
            onChange={(next) => {
              setProblems({});
              setSource(next);
            }}
            titleError={told("title")}
            addressError={told("address")}
            languageError={told("language")}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit">{t("done")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
