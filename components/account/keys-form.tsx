"use client";

import { Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { KeymapEditor } from "@/components/keys/keymap-editor";
import { KeysProvider } from "@/components/keys/keys-provider";
import { useAction } from "@/components/ui/use-action";
import { changePreferences } from "@/lib/account/actions";
import type { KeymapPreferences } from "@/lib/account/keymap";

/** The keys, each change stored as it is made; of several in a row the last is what is stored. */
export function KeysForm({ stored }: { stored: KeymapPreferences }) {
  const t = useTranslations("ui");
  const [value, setValue] = useState(stored);
  const [unsaved, setUnsaved] = useState(0);
  const [saved, setSaved] = useState(false);
  const { run } = useAction(changePreferences);
  const waiting = useRef<Promise<unknown>>(Promise.resolve());
  const known = useRef(stored);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const change = (next: KeymapPreferences) => {
    setValue(next);
    setUnsaved((count) => count + 1);
    waiting.current = waiting.current.then(async () => {
      const outcome = await run(next);
      if (outcome.ok) known.current = next;
      if (!mounted.current) return;
      setUnsaved((count) => count - 1);
      setSaved(outcome.ok);
      if (!outcome.ok) setValue(known.current);
    });
  };
  return (
    <KeysProvider preferences={stored}>
      <Text role="status" size="sm" c="dimmed" mih="1lh" ta="end">
        {saved && unsaved === 0 && t("saved")}
      </Text>
      <KeymapEditor value={value} onChange={change} />
    </KeysProvider>
  );
}
