import { z } from "zod";

/**
 * Where the keyboard's focus is: in the text (its caret), in a list, in the panel of one
 * annotation, or elsewhere on the page. Fields and dialogs are no scope: there keys are letters.
 */
export const KEY_SCOPES = ["reading", "list", "panel", "page"] as const;
export const keyScopeSchema = z.enum(KEY_SCOPES);
export type KeyScope = z.infer<typeof keyScopeSchema>;

/** Headings of the help sheet, in its order. */
export const COMMAND_GROUPS = ["mark", "move", "check", "review", "general"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

interface CommandSpec {
  group: CommandGroup;
  scopes: readonly KeyScope[];
  /** Each a sequence of chords with a space between: "c", "Mod+z", "g a". */
  keys: readonly string[];
}

const work = ["reading", "list", "panel"] as const;
const marking = ["reading", "list"] as const;
const everywhere = KEY_SCOPES;

const specs = {
  claim: { group: "mark", scopes: marking, keys: ["c"] },
  link_claim: { group: "mark", scopes: marking, keys: ["l"] },
  said_and_so: { group: "mark", scopes: marking, keys: ["s"] },
  note: { group: "mark", scopes: marking, keys: ["n"] },
  opinion: { group: "mark", scopes: marking, keys: ["o"] },
  rhetoric: { group: "mark", scopes: marking, keys: ["r"] },
  connective: { group: "mark", scopes: marking, keys: ["t"] },
  common_knowledge: { group: "mark", scopes: marking, keys: ["m"] },
  add_words: { group: "mark", scopes: marking, keys: ["w"] },
  add_context: { group: "mark", scopes: marking, keys: ["x"] },
  place_here: { group: "mark", scopes: work, keys: ["p"] },
  same_words: { group: "mark", scopes: work, keys: ["f"] },
  comment: { group: "mark", scopes: work, keys: ["i"] },
  query: { group: "mark", scopes: work, keys: ["q"] },
  flag: { group: "mark", scopes: work, keys: ["v"] },
  delete: { group: "mark", scopes: work, keys: ["Delete", "Backspace"] },
  undo: { group: "mark", scopes: work, keys: ["u", "Mod+z"] },
  redo: { group: "mark", scopes: work, keys: ["Shift+u", "Mod+Shift+z", "Mod+y"] },

  open: { group: "move", scopes: marking, keys: ["Enter"] },
  close: { group: "move", scopes: everywhere, keys: ["Escape"] },
  next_to_do: { group: "move", scopes: everywhere, keys: ["]"] },
  previous_to_do: { group: "move", scopes: everywhere, keys: ["["] },
  next_annotation: { group: "move", scopes: work, keys: ["j"] },
  previous_annotation: { group: "move", scopes: work, keys: ["k"] },

  cite: { group: "check", scopes: work, keys: ["e"] },
  cite_last: { group: "check", scopes: work, keys: ["."] },
  verdict_1: { group: "check", scopes: work, keys: ["1"] },
  verdict_2: { group: "check", scopes: work, keys: ["2"] },
  verdict_3: { group: "check", scopes: work, keys: ["3"] },
  verdict_4: { group: "check", scopes: work, keys: ["4"] },
  verdict_5: { group: "check", scopes: work, keys: ["5"] },
  verdict_6: { group: "check", scopes: work, keys: ["6"] },
  verdict_7: { group: "check", scopes: work, keys: ["7"] },
  verdict_8: { group: "check", scopes: work, keys: ["8"] },
  verdict_9: { group: "check", scopes: work, keys: ["9"] },

  approve: { group: "review", scopes: work, keys: ["a"] },
  request_changes: { group: "review", scopes: work, keys: ["b"] },
  dispute: { group: "review", scopes: work, keys: ["d"] },
  except: { group: "review", scopes: ["list"], keys: ["Shift+x"] },
  carry_out: { group: "review", scopes: ["list"], keys: ["Shift+r"] },

  search: { group: "general", scopes: everywhere, keys: ["/"] },
  history: { group: "general", scopes: work, keys: ["h"] },
  copy_link: { group: "general", scopes: work, keys: ["y"] },
  edit_text: { group: "general", scopes: work, keys: ["g e"] },
  go_articles: { group: "general", scopes: work, keys: ["g a"] },
  sign_off: { group: "general", scopes: work, keys: ["g s"] },
  go_review: { group: "general", scopes: work, keys: ["g r"] },
  go_board: { group: "general", scopes: work, keys: ["g b"] },
  go_notifications: { group: "general", scopes: work, keys: ["g n"] },
  go_library: { group: "general", scopes: work, keys: ["g l"] },
  go_measures: { group: "general", scopes: work, keys: ["g m"] },
  help: { group: "general", scopes: everywhere, keys: ["?"] },
} as const satisfies Record<string, CommandSpec>;

export type CommandId = keyof typeof specs;

/** What can be done by a key, with the keys that do it where nobody changed them. */
export const COMMANDS: Readonly<Record<CommandId, CommandSpec>> = specs;
export const COMMAND_IDS = Object.keys(specs).filter(isCommandId);
export const commandIdSchema = z.enum(COMMAND_IDS);

export const VERDICT_COMMANDS = [
  "verdict_1",
  "verdict_2",
  "verdict_3",
  "verdict_4",
  "verdict_5",
  "verdict_6",
  "verdict_7",
  "verdict_8",
  "verdict_9",
] as const satisfies readonly CommandId[];

function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(specs, id);
}

const MODIFIERS = ["Mod", "Ctrl", "Alt", "Shift", "Meta"] as const;
const LONGEST_SEQUENCE = 2;

function isChord(chord: string): boolean {
  const parts = splitChord(chord);
  const key = parts.at(-1) ?? "";
  const modifiers = parts.slice(0, -1);
  return (
    key !== "" &&
    !isModifier(key) &&
    modifiers.every(isModifier) &&
    new Set(modifiers).size === modifiers.length
  );
}

function isModifier(part: string): boolean {
  return MODIFIERS.some((modifier) => modifier === part);
}

/** "Mod++" is Mod with the plus key. */
function splitChord(chord: string): string[] {
  if (chord === "+") return ["+"];
  if (chord.endsWith("++")) return [...chord.slice(0, -2).split("+"), "+"];
  return chord.split("+");
}

export const keySequenceSchema = z
  .string()
  .min(1)
  .max(40)
  .refine((sequence) => {
    const chords = sequence.split(" ");
    return chords.length <= LONGEST_SEQUENCE && chords.every(isChord);
  }, "not_a_key");

/** The commands whose keys a person changed, with all their keys; the others follow the defaults. */
export const keymapSchema = z.partialRecord(commandIdSchema, z.array(keySequenceSchema).max(4));

/** A person's changes to the keys. */
export const keymapPreferencesSchema = z.object({
  /** Keys without Ctrl, Alt or the command key, which dictation may type by accident. */
  singleKeys: z.boolean().default(true),
  keymap: keymapSchema.default({}),
});
export type KeymapPreferences = z.infer<typeof keymapPreferencesSchema>;

export const DEFAULT_KEYMAP: KeymapPreferences = { singleKeys: true, keymap: {} };

/** The keys of a command as they are mapped now, those that are turned off included. */
export function keysOf(command: CommandId, preferences: KeymapPreferences): readonly string[] {
  return preferences.keymap[command] ?? COMMANDS[command].keys;
}

/** Whether a sequence begins with a character or a character's key alone. */
export function isSingleKey(sequence: string): boolean {
  const parts = splitChord(sequence.split(" ")[0] ?? "");
  const key = parts.at(-1) ?? "";
  return [...key].length === 1 && !parts.some((part) => part !== key && part !== "Shift");
}

/** Whether a key works under these preferences. */
export function isKeyOn(sequence: string, preferences: KeymapPreferences): boolean {
  return preferences.singleKeys || !isSingleKey(sequence);
}

/** The keys of a command that work now; what a button shows beside its label. */
export function liveKeysOf(command: CommandId, preferences: KeymapPreferences): string[] {
  return keysOf(command, preferences).filter((sequence) => isKeyOn(sequence, preferences));
}

export interface KeyConflict {
  sequence: string;
  commands: readonly [CommandId, CommandId];
}

/**
 * Pairs of commands that one key would set off in one place, or of which one's key is the
 * beginning of the other's.
 */
export function conflictsOf(preferences: KeymapPreferences): KeyConflict[] {
  const conflicts: KeyConflict[] = [];
  COMMAND_IDS.forEach((first, index) => {
    for (const second of COMMAND_IDS.slice(index + 1)) {
      if (!COMMANDS[first].scopes.some((scope) => COMMANDS[second].scopes.includes(scope)))
        continue;
      const clash = keysOf(first, preferences).find((a) =>
        keysOf(second, preferences).some(
          (b) => a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `),
        ),
      );
      if (clash) conflicts.push({ sequence: clash, commands: [first, second] });
    }
  });
  return conflicts;
}

/** Changes the keys of one command; the defaults again where they are the defaults. */
export function remap(
  preferences: KeymapPreferences,
  command: CommandId,
  keys: readonly string[] | null,
): KeymapPreferences {
  const { [command]: _, ...others } = preferences.keymap;
  const isDefault = keys === null || sameKeys(keys, COMMANDS[command].keys);
  return {
    ...preferences,
    keymap: isDefault ? others : { ...others, [command]: [...keys] },
  };
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

/** What of a KeyboardEvent a chord depends on. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
}

/**
 * A key press in the notation of the keymap, or null for a modifier alone. Mod is Ctrl, and on a
 * Mac the command key. A character says which shift it needs ("?" is "?", not "Shift+/"), so that
 * the keys are the same on every layout; on a layout without Latin letters the key's place counts.
 */
export function chordOf(press: KeyPress, mac: boolean): string | null {
  const key = keyOf(press);
  if (key === null) return null;
  const isCharacter = [...key].length === 1;
  const isPlain = /^[a-z0-9]$/.test(key);
  // Option, and AltGr (which Windows tells as Ctrl and Alt), type many layouts' punctuation.
  const isTyped = isCharacter && !isPlain && press.altKey;
  const isAltGr = isTyped && press.ctrlKey && !mac;
  const parts: string[] = [];
  if (mac ? press.metaKey : press.ctrlKey && !isAltGr) parts.push("Mod");
  if (mac && press.ctrlKey) parts.push("Ctrl");
  if (press.altKey && !isTyped) parts.push("Alt");
  if (!mac && press.metaKey) parts.push("Meta");
  if (press.shiftKey && (isPlain || !isCharacter)) parts.push("Shift");
  return [...parts, key].join("+");
}

function keyOf({ key, code }: KeyPress): string | null {
  if (["Control", "Shift", "Alt", "AltGraph", "Meta", "CapsLock", "Dead"].includes(key))
    return null;
  if (key === " ") return "Space";
  if (key === "Esc") return "Escape";
  if (/^[A-Za-z]$/.test(key)) return key.toLowerCase();
  const isLatin = /^[ -~]$/.test(key) || [...key].length > 1;
  if (isLatin) return key;
  return keyByPlace(code) ?? key;
}

function keyByPlace(code: string): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit) return digit;
  return PLACES[code] ?? null;
}

const PLACES: Readonly<Record<string, string>> = {
  BracketLeft: "[",
  BracketRight: "]",
  Period: ".",
  Comma: ",",
  Slash: "/",
};

/** The parts of a sequence as they are shown on key caps: [["G"], ["A"]], [["Mod", "Z"]]. */
export function keyCaps(sequence: string): string[][] {
  return sequence
    .split(" ")
    .map((chord) =>
      splitChord(chord).map((part) => (/^[a-z]$/.test(part) ? part.toUpperCase() : part)),
    );
}
