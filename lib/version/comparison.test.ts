import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffTexts } from "@/lib/anchoring/diff-texts";
import { arbitraryDocument } from "@/lib/document/arbitrary-document";
import { canonicalText } from "@/lib/document/canonical";
import { parseDocument } from "@/lib/document/schema";
import { type ComparedRow, compareBlocks } from "./comparison";

const doc = (...paragraphs: string[]) =>
  parseDocument({
    type: "doc",
    content: paragraphs.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
  });

function compare(older: ReturnType<typeof doc>, newer: ReturnType<typeof doc>): ComparedRow[] {
  return compareBlocks(older, newer, diffTexts(canonicalText(older), canonicalText(newer)).changes);
}

/** A row in brief: "one [-two-] {+three+}", a boundary as "/". */
function brief({ change, parts }: ComparedRow): string {
  const words = parts.map((part) => {
    const text = part.isBreak ? "/" : part.text;
    if (part.in === "both") return text;
    return part.in === "older" ? `[-${text}-]` : `{+${text}+}`;
  });
  return `${change}: ${words.join("")}`;
}

/** The text that the rows have of one side. */
function textOf(rows: readonly ComparedRow[], side: "older" | "newer"): string {
  return rows
    .filter((row) => row[side].length > 0)
    .map(({ parts }) =>
      parts
        .filter((part) => part.in === "both" || part.in === side)
        .map((part) => (part.isBreak ? "\n\n" : part.text))
        .join(""),
    )
    .join("\n\n");
}

const A = "The bridge was opened in 1932 by the mayor of the town.";
const B = "It cost four million pounds, of which the state paid half.";
const C = "Nobody has repaired it since the war, the council said.";

describe("compareBlocks", () => {
  test("the same text has no difference", () => {
    expect(compare(doc(A, B), doc(A, B)).map(brief)).toEqual([`none: ${A}`, `none: ${B}`]);
  });

  test("changed words stand in the row of their block", () => {
    expect(compare(doc(A, B), doc(A.replace("1932", "1933"), B)).map(brief)).toEqual([
      "words: The bridge was opened in [-1932-]{+1933+} by the mayor of the town.",
      `none: ${B}`,
    ]);
  });

  test("a new block and one that is gone have rows of their own", () => {
    expect(compare(doc(A, C), doc(A, B, C)).map(({ change }) => change)).toEqual([
      "none",
      "added",
      "none",
    ]);
    expect(compare(doc(A, B, C), doc(A, C)).map(({ change }) => change)).toEqual([
      "none",
      "removed",
      "none",
    ]);
  });

  test("a block that was split is one row, with the boundary as what is new", () => {
    const rows = compare(doc(`${A} ${B}`, C), doc(A, B, C));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ change: "words", older: [{}], newer: [{}, {}] });
    expect(rows[0]?.parts).toContainEqual({ in: "newer", text: "", isBreak: true });
  });

  test("blocks that were joined are one row", () => {
    const rows = compare(doc(A, B, C), doc(`${A} ${B}`, C));
    expect(rows.map(({ older, newer }) => [older.length, newer.length])).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  test("another role, and another look, of the same words is a difference", () => {
    const heading = parseDocument({
      type: "doc",
      content: [
        { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: A }] },
        { type: "paragraph", content: [{ type: "text", text: B, marks: [{ type: "bold" }] }] },
      ],
    });
    expect(compare(doc(A, B), heading)).toMatchObject([
      { change: "look", older: [{ role: "body" }], newer: [{ role: "heading" }] },
      { change: "look" },
    ]);
  });

  test("another picture is a difference, though the text has one character for all", () => {
    const picture = (letter: string) =>
      parseDocument({
        type: "doc",
        content: [
          { type: "paragraph", content: [{ type: "text", text: A }] },
          {
            type: "figure",
            content: [
              { type: "image", attrs: { src: `picture:${letter.repeat(64)}`, alt: letter } },
            ],
          },
        ],
      });
    const [, row] = compare(picture("a"), picture("b"));
    expect(row).toMatchObject({
      change: "words",
      older: [{ role: null, picture: { sha256: "a".repeat(64), alt: "a" } }],
      newer: [{ picture: { alt: "b" } }],
    });
  });

  test("the rows hold all of either text, each once and in order", () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryDocument, (older, newer) => {
        const rows = compare(older, newer);
        expect(textOf(rows, "older")).toBe(canonicalText(older));
        expect(textOf(rows, "newer")).toBe(canonicalText(newer));
      }),
      { numRuns: 60 },
    );
  });
});
