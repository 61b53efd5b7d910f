"use client";

import { createContext } from "react";
import { VERDICT_COMMANDS } from "@/lib/account/keymap";

/** Whether the number keys choose verdicts here; false where something else is chosen by them. */
export const NumberKeysContext = createContext(true);

/** The commands by which the number keys choose among things, in their order. */
export function numberCommands<T>(things: readonly T[], choose: (thing: T) => void) {
  return Object.fromEntries(
    things.slice(0, VERDICT_COMMANDS.length).map((thing, index) => [
      VERDICT_COMMANDS[index],
      () => {
        choose(thing);
        return true;
      },
    ]),
  );
}
