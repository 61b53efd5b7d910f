import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceParts } from "./difference-parts";

const marked = (parts: ReturnType<typeof differenceParts>["before"]) =>
  parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join("");

test.each([
  ["opened in 1932", "opened in 1933", "opened in [1932]", "opened in [1933]"],
  ["the president", "the former president", "the president", "the [former ]president"],
  ["six people died", "", "[six people died]", ""],
  ["the same", "the same", "the same", "the same"],
])("%s → %s", (before, after, left, right) => {
  const parts = differenceParts(before, after, "en");
  expect([marked(parts.before), marked(parts.after)]).toEqual([left, right]);
});

test("the parts of any two texts are the texts", () => {
  const words = fc
    .array(fc.constantFrom("a", "b.", "C", "“d”", " ", "\n\n"))
    .map((w) => w.join(" "));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = differenceParts(before, after);
      const joined = (list: typeof parts.before) => list.map(({ text }) => text).join("");
      expect([joined(parts.before), joined(parts.after)]).toEqual([before, after]);
    }),
  );
});
