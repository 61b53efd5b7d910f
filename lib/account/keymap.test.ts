import { describe, expect, it } from "vitest";
import {
  COMMAND_IDS,
  COMMANDS,
  chordOf,
  conflictsOf,
  DEFAULT_KEYMAP,
  isSingleKey,
  type KeyPress,
  keyCaps,
  keymapPreferencesSchema,
  keySequenceSchema,
  keysOf,
  liveKeysOf,
  remap,
} from "./keymap";

const press = (key: string, given: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...given,
});

describe("the default keys", () => {
  it("do not get in one another's way", () => {
    expect(conflictsOf(DEFAULT_KEYMAP)).toEqual([]);
  });

  it("are all well-formed", () => {
    for (const id of COMMAND_IDS) {
      for (const key of COMMANDS[id].keys) expect(keySequenceSchema.parse(key)).toBe(key);
    }
  });

  it("leave no letter to the page outside of text, lists and panel", () => {
    const onPage = COMMAND_IDS.filter((id) => COMMANDS[id].scopes.includes("page"));
    const letters = onPage.flatMap((id) => COMMANDS[id].keys).filter((key) => /^[a-z]/.test(key));
    expect(letters).toEqual([]);
  });
});

describe("a key press", () => {
  it.each([
    [press("c"), "c"],
    [press("C", { shiftKey: true }), "Shift+c"],
    [press("?", { shiftKey: true, code: "Slash" }), "?"],
    [press("z", { ctrlKey: true }), "Mod+z"],
    [press("Z", { ctrlKey: true, shiftKey: true }), "Mod+Shift+z"],
    [press("Enter", { shiftKey: true }), "Shift+Enter"],
    [press("Shift", { shiftKey: true }), null],
    // Caps Lock
    [press("C"), "c"],
    // A Persian and a Russian layout, an Arabic digit
    [press("ز", { code: "KeyC" }), "c"],
    [press("с", { code: "KeyC" }), "c"],
    [press("۱", { code: "Digit1" }), "1"],
    // The bracket of a German layout, on Windows and on Linux
    [press("]", { code: "Digit9", ctrlKey: true, altKey: true }), "]"],
    [press("]", { code: "Digit9", altKey: true }), "]"],
    [press("1", { code: "Digit1", altKey: true }), "Alt+1"],
  ])("%o is %s", (given, chord) => {
    expect(chordOf(given, false)).toBe(chord);
  });

  it("has the command key as Mod on a Mac", () => {
    expect(chordOf(press("z", { metaKey: true }), true)).toBe("Mod+z");
    expect(chordOf(press("z", { ctrlKey: true }), true)).toBe("Ctrl+z");
  });
});

describe("remapping", () => {
  it("changes one command and leaves the others", () => {
    const mine = remap(DEFAULT_KEYMAP, "claim", ["q"]);
    expect(keysOf("claim", mine)).toEqual(["q"]);
    expect(keysOf("note", mine)).toEqual(["n"]);
    expect(DEFAULT_KEYMAP.keymap).toEqual({});
  });

  it("stores nothing for the default keys", () => {
    const mine = remap(remap(DEFAULT_KEYMAP, "claim", ["q"]), "claim", ["c"]);
    expect(mine).toEqual(DEFAULT_KEYMAP);
    expect(remap(remap(DEFAULT_KEYMAP, "claim", []), "claim", null)).toEqual(DEFAULT_KEYMAP);
  });

  it("tells of a key taken twice, and of a key that begins another", () => {
    expect(conflictsOf(remap(DEFAULT_KEYMAP, "claim", ["n"]))).toEqual([
      { sequence: "n", commands: ["claim", "note"] },
    ]);
    const prefix = conflictsOf(remap(DEFAULT_KEYMAP, "claim", ["g"]));
    expect(prefix.map(({ commands }) => commands)).toEqual([
      ["claim", "edit_text"],
      ["claim", "go_articles"],
      ["claim", "sign_off"],
      ["claim", "go_review"],
      ["claim", "go_board"],
      ["claim", "go_notifications"],
      ["claim", "go_library"],
      ["claim", "go_measures"],
    ]);
  });

  it("survives storage", () => {
    const mine = { ...remap(DEFAULT_KEYMAP, "undo", ["Alt+Backspace"]), singleKeys: false };
    expect(keymapPreferencesSchema.parse(JSON.parse(JSON.stringify(mine)))).toEqual(mine);
    expect(keymapPreferencesSchema.parse({})).toEqual(DEFAULT_KEYMAP);
  });

  it.each(["", "Mod", "Mod+", "Mod+Mod+z", "Foo+z", "g a b"])("refuses %o", (sequence) => {
    expect(keySequenceSchema.safeParse(sequence).success).toBe(false);
  });
});

describe("single keys", () => {
  it.each([
    ["c", true],
    ["Shift+u", true],
    ["?", true],
    ["g a", true],
    ["Mod+z", false],
    ["Enter", false],
    ["Delete", false],
  ])("%s: %s", (sequence, single) => {
    expect(isSingleKey(sequence)).toBe(single);
  });

  it("are left out when turned off", () => {
    const off = { ...DEFAULT_KEYMAP, singleKeys: false };
    expect(liveKeysOf("undo", off)).toEqual(["Mod+z"]);
    expect(liveKeysOf("claim", off)).toEqual([]);
  });
});

it("shows keys as they stand on the caps", () => {
  expect(keyCaps("g a")).toEqual([["G"], ["A"]]);
  expect(keyCaps("Mod+Shift+z")).toEqual([["Mod", "Shift", "Z"]]);
  expect(keyCaps("Mod++")).toEqual([["Mod", "+"]]);
});
