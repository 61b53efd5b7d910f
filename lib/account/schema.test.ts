import { describe, expect, it } from "vitest";
import { changePreferencesInput, parsePreferences } from "./preferences";
import { emailSchema, newPasswordSchema } from "./schema";

const problem = (password: string) =>
  newPasswordSchema.safeParse(password).error?.issues.map(({ message }) => message) ?? [];

describe("newPasswordSchema", () => {
  it.each([
    ["too short", "password_too_short"],
    ["x".repeat(201), "password_too_long"],
    ["password123", "password_too_common"],
    ["Password2024!", "password_too_common"],
    ["qwertyuiop", "password_too_common"],
    ["1234567890", "password_too_common"],
    ["zyxwvutsrq", "password_too_common"],
    ["aaaaaaaaaaaa", "password_too_common"],
    ["stetstetstet", "password_too_common"],
  ])("refuses %s", (password, code) => {
    expect(problem(password)).toContain(code);
  });

  it.each(["the quick brown", "Ünïcödé-wörds", "0192837465x!", "پنج پرنده آبی"])(
    "takes %s",
    (password) => {
      expect(problem(password)).toEqual([]);
    },
  );
});

describe("emailSchema", () => {
  it("takes an address as it is compared", () => {
    expect(emailSchema.parse("  Ann@Example.ORG ")).toBe("ann@example.org");
  });
  it.each(["", "ann", "ann@", "@example.org", "a b@example.org"])("refuses %j", (text) => {
    expect(emailSchema.safeParse(text).success).toBe(false);
  });
});

describe("preferences", () => {
  it("fall back field by field", () => {
    expect(parsePreferences({ colourScheme: "neon", singleKeys: false })).toEqual({
      colourScheme: "auto",
      singleKeys: false,
      keymap: {},
    });
    expect(parsePreferences(null)).toEqual({ colourScheme: "auto", singleKeys: true, keymap: {} });
  });
  it("change only where given, and only to what they can be", () => {
    expect(changePreferencesInput.parse({ singleKeys: false })).toEqual({ singleKeys: false });
    expect(changePreferencesInput.safeParse({ colourScheme: "neon" }).success).toBe(false);
  });
});
