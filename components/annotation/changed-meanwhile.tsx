"use client";

import { Alert, Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";

export interface Meanwhile {
  /** What the form began with, as others have made it since: it is to be read before it is replaced. */
  isChanged: boolean;
  now: readonly { label: string; words: string }[];
  acknowledge: () => void;
}

/**
 * Watches what a form is about to replace. `fields` are what it began with, as they stand now: where
 * another changed one of them, saving waits until that was read.
 */
export function useMeanwhile(fields: readonly { label: string; words: string }[]): Meanwhile {
  const [seen, setSeen] = useState(fields);
  const now = fields.filter(({ words }, index) => words !== seen[index]?.words);
  return { isChanged: now.length > 0, now, acknowledge: () => setSeen(fields) };
}

/** What another made of it while one was writing. */
export function ChangedMeanwhile({ meanwhile }: { meanwhile: Meanwhile }) {
  const t = useTranslations("live.changed");
  if (!meanwhile.isChanged) return null;
  return (
    <Alert role="alert" color="orange" variant="light" title={t("title")}>
      <dl style={{ margin: 0 }}>
        {meanwhile.now.map(({ label, words }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd style={{ marginInlineStart: "1rem" }}>{words || t("empty")}</dd>
          </div>
        ))}
      </dl>
      <Button size="compact-xs" mt="xs" onClick={meanwhile.acknowledge}>
        {t("read")}
      </Button>
    </Alert>
  );
}
