"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { emptySource, inputOf } from "@/components/source/source-choice";
import { SourceForm } from "@/components/source/source-form";
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
  const [source, setSource] = useState(() => {
    const { url, originId: _, csl, ...given } = fields;
    return emptySource({ ...given, url: url ?? "", texts: textsOf(csl), stored: csl });
  });
  return (
    <SourceForm
      title={t("correctTitle")}
      source={source}
      onChange={setSource}
      submitLabel={t("done")}
      onSubmit={() => onDone(inputOf(source))}
      onClose={onClose}
    />
  );
}
