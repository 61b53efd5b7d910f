"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { COMMAND_IDS, chordOf, DEFAULT_KEYMAP, type KeymapPreferences } from "@/lib/account/keymap";
import { type CommandHandlers, Dispatcher } from "./dispatcher";
import { keyTargetOf } from "./key-target";

interface Keys {
  dispatcher: Dispatcher;
  preferences: KeymapPreferences;
  /** Puts changed keys to use at once; storing them is for who changed them. */
  setPreferences: (preferences: KeymapPreferences) => void;
}

const KeysContext = createContext<Keys | null>(null);

export interface KeysProviderProps {
  preferences?: KeymapPreferences;
  children: ReactNode;
}

/** Listens for keys on the whole page and hands them to whoever offers their commands. */
export function KeysProvider({
  preferences: stored = DEFAULT_KEYMAP,
  children,
}: KeysProviderProps) {
  const [preferences, setPreferences] = useState(stored);
  const [dispatcher] = useState(() => new Dispatcher(stored));
  useLayoutEffect(() => dispatcher.setPreferences(preferences), [dispatcher, preferences]);

  useEffect(() => {
    const mac = isMac();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const chord = chordOf(event, mac);
      const target = keyTargetOf(event.target);
      if (chord === null || target.kind === "field") return;
      // What has the focus is worked by its own keys.
      if (target.isControl && (chord === "Enter" || chord === "Space")) return;
      if (dispatcher.press(chord, target.scope, event.timeStamp)) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [dispatcher]);

  const keys = useMemo(
    () => ({ dispatcher, preferences, setPreferences }),
    [dispatcher, preferences],
  );
  return <KeysContext value={keys}>{children}</KeysContext>;
}

export function useKeys(): Keys {
  const keys = useContext(KeysContext);
  if (!keys) throw new Error("useKeys needs a KeysProvider around it");
  return keys;
}

/**
 * Offers commands while the component is there. The handlers may be new at every render; an absent
 * or undefined one is not offered.
 */
export function useCommands(handlers: CommandHandlers): void {
  const { dispatcher } = useKeys();
  const latest = useRef(handlers);
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  const names = Object.entries(handlers)
    .filter(([, handler]) => handler !== undefined)
    .map(([name]) => name)
    .join(" ");
  useEffect(() => {
    const offered: CommandHandlers = {};
    for (const id of commandIds(names)) offered[id] = () => latest.current[id]?.() ?? undefined;
    return dispatcher.register(offered);
  }, [dispatcher, names]);
}

function commandIds(names: string): (keyof CommandHandlers)[] {
  const wanted = new Set(names.split(" "));
  return COMMAND_IDS.filter((id) => wanted.has(id));
}

export function isMac(): boolean {
  return /Mac|iP(hone|ad|od)/.test(navigator.userAgent);
}
