"use client";

import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";

/** What an action was refused with: its code, or `unreachable` where no answer came at all. */
export interface Refusal {
  code: RefusalCode | "failed" | "unreachable";
  details?: Record<string, unknown> | undefined;
}

type RefusalCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "invalid"
  | "rate_limited";

/** The shape of what every action answers. */
export type Answer<T> =
  | { ok: true; data: T }
  | { ok: false; code: RefusalCode | "failed"; details?: Record<string, unknown> | undefined };

export type Outcome<T> = { ok: true; data: T } | ({ ok: false } & Refusal);

interface UseActionOptions {
  /**
   * Looks at a refusal first. True: it has been dealt with. A sentence: it is shown instead of the
   * usual one. Otherwise the usual one is shown.
   */
  onRefusal?: (refusal: Refusal) => true | string | undefined;
}

/**
 * Calls an action and says so when it was refused, in a notification. While one call is under way
 * `busy` is true; a second one meanwhile goes ahead as well.
 */
export function useAction<A extends unknown[], T>(
  action: (...args: A) => Promise<Answer<T>>,
  options: UseActionOptions = {},
): { run: (...args: A) => Promise<Outcome<T>>; busy: boolean } {
  const words = useRefusalWords();
  const [underWay, setUnderWay] = useState(0);
  const latest = useRef({ action, options, words });
  latest.current = { action, options, words };

  const run = useCallback(async (...args: A): Promise<Outcome<T>> => {
    setUnderWay((count) => count + 1);
    const outcome = await callAction(latest.current.action, ...args);
    setUnderWay((count) => count - 1);
    if (!outcome.ok) {
      const dealtWith = latest.current.options.onRefusal?.(outcome);
      if (dealtWith !== true) {
        notifications.show({ color: "red", message: dealtWith ?? latest.current.words(outcome) });
      }
    }
    return outcome;
  }, []);
  return { run, busy: underWay > 0 };
}

/** The call alone: a connection that fails is an outcome like any other. */
export async function callAction<A extends unknown[], T>(
  action: (...args: A) => Promise<Answer<T>>,
  ...args: A
): Promise<Outcome<T>> {
  try {
    return await action(...args);
  } catch {
    return { ok: false, code: "unreachable" };
  }
}

/** The sentence for a refusal that has none of its own. */
export function useRefusalWords(): (refusal: Refusal) => string {
  const t = useTranslations("ui.refusal");
  return useCallback(
    ({ code, details }) => {
      const seconds = details?.seconds;
      if (code === "rate_limited" && typeof seconds === "number") {
        return t("rate_limited_for", { minutes: Math.max(1, Math.ceil(seconds / 60)) });
      }
      return t(code);
    },
    [t],
  );
}
