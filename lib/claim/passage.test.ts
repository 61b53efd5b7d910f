import { describe, expect, test } from "vitest";
import { passageOf } from "@/lib/claim/passage";

const text = "A headline\n\nOne two three. Four five six.\n\nThe last block.";
const words = (found: string, state: "placed" | "orphaned" = "placed") => {
  const start = text.indexOf(found);
  return { role: "words", state, start, end: start + found.length } as const;
};

describe("a passage", () => {
  test("is the block around the words", () => {
    const passage = passageOf(text, [words("two")]);
    expect(passage).toEqual({
      text: "One two three. Four five six.",
      offset: 12,
      targets: [{ role: "words", start: 16, end: 19 }],
    });
  });

  test("reaches over all blocks that the words reach over", () => {
    const passage = passageOf(text, [words("headline\n\nOne"), words("six")]);
    expect(passage?.text).toBe("A headline\n\nOne two three. Four five six.");
    expect(passage?.targets).toHaveLength(2);
  });

  test("shows context that lies in it, and no other", () => {
    const context = { ...words("Four five"), role: "context" } as const;
    const far = { ...words("last"), role: "context" } as const;
    expect(passageOf(text, [words("two"), context, far])?.targets).toHaveLength(2);
  });

  test("is none where the words have no place", () => {
    expect(passageOf(text, [words("two", "orphaned")])).toBeNull();
    expect(passageOf(text, [])).toBeNull();
  });

  test("of a long block shows what is near, and never half a character", () => {
    const long = `${"😀".repeat(1_000)}WORDS${"😀".repeat(1_000)}`;
    const passage = passageOf(long, [{ role: "words", state: "placed", start: 2_000, end: 2_005 }]);
    expect(passage?.text.length).toBeLessThan(1_300);
    expect(passage?.text.isWellFormed()).toBe(true);
    expect(long.slice(passage?.offset).startsWith(passage?.text ?? "-")).toBe(true);
  });
});
