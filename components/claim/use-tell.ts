"use client";

import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import type { Outcome } from "@/components/ui/use-action";
import { useClaimRefusal } from "./use-claim-refusal";

/** Says why something was not done; answers whether it was. */
export function useTell(): (outcome: Outcome<unknown>) => boolean {
  const words = useClaimRefusal();
  return useCallback(
    (outcome) => {
      if (!outcome.ok) notifications.show({ color: "red", message: words(outcome) });
      return outcome.ok;
    },
    [words],
  );
}
