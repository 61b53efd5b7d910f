"use client";

import { VisuallyHidden } from "@mantine/core";

/** What those who hear the page are told, politely. */
export function LiveRegion({ words }: { words: string }) {
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-atomic="true" data-spoken="">
      {words}
    </VisuallyHidden>
  );
}
