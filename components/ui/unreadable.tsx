"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { RefusalAlert } from "./refusal";
import { type Refusal, useRefusalWords } from "./use-action";

/** Where a part of a page could not be read: why, and a way to try again. */
export function Unreadable({ refusal, onRetry }: { refusal: Refusal; onRetry: () => void }) {
  const t = useTranslations("ui.error");
  const words = useRefusalWords();
  return (
    <RefusalAlert>
      <p style={{ margin: "0 0 0.5rem" }}>{words(refusal)}</p>
      <Button size="compact-sm" variant="default" onClick={onRetry}>
        {t("retry")}
      </Button>
    </RefusalAlert>
  );
}
