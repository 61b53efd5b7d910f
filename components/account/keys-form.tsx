"use client";

import { useEffect, useRef, useState } from "react";
import { KeymapEditor } from "@/components/keys/keymap-editor";
import { KeysProvider } from "@/components/keys/keys-provider";
import { useAction } from "@/components/ui/use-action";
import { changePreferences } from "@/lib/account/actions";
import type { KeymapPreferences } from "@/lib/account/keymap";

/** The keys, each change stored as it is made; of several in a row the last is what is stored. */
export function KeysForm({ stored }: { stored: KeymapPreferences }) {
  const [value, setValue] = useState(stored);
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
    waiting.current = waiting.current.then(async () => {
      const outcome = await run(next);
      if (outcome.ok) known.current = next;
      else if (mounted.current) setValue(known.current);
    });
  };
  return (
    <KeysProvider preferences={stored}>
      <KeymapEditor value={value} onChange={change} />
    </KeysProvider>
  );
}
