"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RefusalAlert } from "@/components/ui/refusal";
import type { SourceView } from "@/lib/source/schema";
import { type CitationProblems, sourceProblems } from "./citation-draft";
import type { NewSource } from "./source-choice";
import { SourceFields } from "./source-fields";

interface SourceFormProps {
  title: string;
  source: NewSource;
  onChange: (next: (now: NewSource) => NewSource) => void;
  /** The workspace has one of the same address, and the person takes it. */
  onExisting?: (source: SourceView) => void;
  refusal?: string | null;
  busy?: boolean;
  submitLabel: string;
  /** Its fields are all as they can be. */
  onSubmit: () => void;
  onClose: () => void;
}

/** A dialog that describes a whole source. */
export function SourceForm(props: SourceFormProps) {
  const { title, source, onChange, onExisting, refusal = null, busy = false } = props;
  const { submitLabel, onSubmit, onClose } = props;
  const t = useTranslations("source");
  const [problems, setProblems] = useState<CitationProblems>({});
  const words = (code: CitationProblems[keyof CitationProblems]) =>
    code && t(`citation.problems.${code}`);
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <form
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = sourceProblems(source);
          setProblems(found);
          if (!busy && Object.keys(found).length === 0) onSubmit();
        }}
      >
        <Stack gap="sm">
          <SourceFields
            source={source}
            whole
            onChange={(next) => {
              setProblems({});
              onChange(next);
            }}
            {...(onExisting && { onExisting })}
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
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
