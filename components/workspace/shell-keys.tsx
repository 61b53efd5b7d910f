"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { HelpSheet } from "@/components/keys/help-sheet";
import { useCommands, useKeys } from "@/components/keys/keys-provider";
import { useAction } from "@/components/ui/use-action";
import { changePreferences } from "@/lib/account/actions";

/** The keys that work on every page of a workspace. */
export function ShellKeys({ base, canReview }: { base: string; canReview: boolean }) {
  const router = useRouter();
  const { preferences, setPreferences } = useKeys();
  const { run } = useAction(changePreferences);
  const [help, setHelp] = useState(false);
  const go = (href: string) => {
    router.push(href);
    return undefined;
  };
  useCommands({
    go_articles: () => go(base),
    go_board: canReview ? () => go(`${base}/board`) : undefined,
    go_library: canReview ? () => go(`${base}/sources`) : undefined,
    go_measures: canReview ? () => go(`${base}/measures`) : undefined,
    go_review: canReview ? () => go(`${base}/review`) : undefined,
    go_notifications: () => go(`${base}/notifications`),
    help: () => {
      setHelp(true);
      return undefined;
    },
  });
  const turnSingleKeys = async (singleKeys: boolean) => {
    setPreferences({ ...preferences, singleKeys });
    const outcome = await run({ singleKeys });
    if (!outcome.ok) setPreferences(preferences);
  };
  return (
    <HelpSheet
      opened={help}
      onClose={() => setHelp(false)}
      editorHref="/account/keys"
      onSingleKeys={turnSingleKeys}
    />
  );
}
