import { describe, expect, test } from "vitest";
import type { ComparedRow } from "@/lib/version/comparison";
import { sectionsOf } from "./sections";

/** Rows in brief: "=" the same, "!" changed, "#" a heading that is the same. */
function rows(brief: string): ComparedRow[] {
  return [...brief].map((letter, index) => {
    const block = { role: letter === "#" ? ("heading" as const) : ("body" as const) };
    return {
      change: letter === "!" ? "words" : "none",
      older: [block],
      newer: [block],
      parts: [{ in: "both", text: `${letter}${index}` }],
    };
  });
}

/** What is shown, with what is folded in brackets. */
function brief(from: string): string {
  return sectionsOf(rows(from))
    .map((section) => {
      const items = section.items.map((item) => {
        const letters = item.rows.map(({ row }) => row.parts[0]?.text[0]).join("");
        return item.isFolded ? `[${letters}]` : letters;
      });
      return items.join("");
    })
    .join("|");
}

describe("sectionsOf", () => {
  test("folds long stretches that are the same, but for one block beside each difference", () => {
    expect(brief("=====!=====")).toBe("[====]=!=[====]");
  });

  test("folds nothing that would save no room", () => {
    expect(brief("===!===")).toBe("===!===");
  });

  test("begins anew at each heading, which stays in sight", () => {
    expect(brief("=====#=====!")).toBe("[=====]|#[====]=!");
  });

  test("numbers the differences and counts those of each section", () => {
    const sections = sectionsOf(rows("!#!=!"));
    expect(sections.map(({ differences }) => differences)).toEqual([1, 2]);
    const numbers = sections.flatMap(({ items }) =>
      items.flatMap((item) => item.rows.map(({ number }) => number)),
    );
    expect(numbers).toEqual([1, null, 2, null, 3]);
  });
});
