import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryDocument } from "./arbitrary-document";
import { canonicalText, textIndexOf } from "./canonical";
import { parseDocument } from "./schema";

const p = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });

const sample = parseDocument({
  type: "doc",
  content: [
    {
      type: "heading",
      attrs: { level: 1, role: "headline" },
      content: [{ type: "text", text: "Hé" }],
    },
    {
      type: "figure",
      content: [
        { type: "image", attrs: { alt: "x" } },
        { type: "figcaption", content: [{ type: "text", text: "cap" }] },
        { type: "figcaption", attrs: { role: "credit" } },
      ],
    },
    {
      type: "paragraph",
      content: [{ type: "text", text: "a" }, { type: "hardBreak" }, { type: "text", text: "😀b" }],
    },
    { type: "blockquote", content: [p("q")] },
    { type: "footnotes", content: [{ type: "footnote", attrs: { id: "1" }, content: [p("n")] }] },
  ],
});

describe("canonical text", () => {
  test("joins blocks by a blank line, with breaks and pictures", () => {
    expect(canonicalText(sample)).toBe("Hé\n\n\uFFFC\n\ncap\n\n\n\na\n😀b\n\nq\n\nn");
  });

  test("tells each block's role, set or implied", () => {
    const roles = textIndexOf(sample).blocks.map(({ role }) => role);
    expect(roles).toEqual(["headline", null, "caption", "credit", "body", "quotation", "footnote"]);
  });

  test("is built once for a document", () => {
    expect(textIndexOf(sample)).toBe(textIndexOf(sample));
  });

  test("chooses a side between two blocks", () => {
    const index = textIndexOf(sample);
    const [headline, picture] = index.blocks;
    expect(index.positionAt(3, -1)).toBe((headline?.from ?? 0) + 2);
    expect(index.positionAt(3, 1)).toBe(picture?.from);
    const before = index.blocks[4]?.pos ?? 0;
    expect(index.offsetAt(before, -1)).toBe(index.blocks[3]?.end);
    expect(index.offsetAt(before, 1)).toBe(index.blocks[4]?.start);
  });
});

describe("on random documents", () => {
  test("offset → position → offset, inside every block, and the text there is the same", () => {
    fc.assert(
      fc.property(arbitraryDocument, (doc) => {
        const index = textIndexOf(doc);
        for (const block of index.blocks) {
          for (let offset = block.start; offset <= block.end; offset++) {
            const position = index.positionAt(offset);
            for (const bias of [-1, 1] as const) {
              expect(index.positionAt(offset, bias)).toBe(position);
              expect(index.offsetAt(position, bias)).toBe(offset);
            }
          }
          if (block.type === "image") {
            expect(doc.nodeAt(block.from)?.type.name).toBe("image");
          } else {
            const words = doc.textBetween(
              block.from,
              block.from + block.end - block.start,
              "",
              "\n",
            );
            expect(words).toBe(index.slice(block.start, block.end));
          }
        }
      }),
    );
  });

  test("every position has an offset, non-decreasing, that leads back where there is text", () => {
    fc.assert(
      fc.property(arbitraryDocument, (doc) => {
        const index = textIndexOf(doc);
        for (const bias of [-1, 1] as const) {
          let last = 0;
          for (let position = 0; position <= doc.content.size; position++) {
            const offset = index.offsetAt(position, bias);
            expect(offset).toBeGreaterThanOrEqual(last);
            last = offset;
            if (doc.resolve(position).parent.isTextblock) {
              expect(index.positionAt(offset)).toBe(position);
            }
          }
        }
      }),
    );
  });

  test("offset ↔ code point agree with the language's own iteration", () => {
    fc.assert(
      fc.property(arbitraryDocument, (doc) => {
        const index = textIndexOf(doc);
        let offset = 0;
        let codePoint = 0;
        for (const character of index.text) {
          expect(index.codePointAt(offset)).toBe(codePoint);
          expect(index.offsetOfCodePoint(codePoint)).toBe(offset);
          if (character.length === 2) expect(index.codePointAt(offset + 1)).toBe(codePoint);
          offset += character.length;
          codePoint++;
        }
        expect(index.codePointAt(offset)).toBe(codePoint);
        expect(index.offsetOfCodePoint(codePoint)).toBe(offset);
      }),
    );
  });

  test("blocks follow one another, two characters apart", () => {
    fc.assert(
      fc.property(arbitraryDocument, (doc) => {
        const { blocks, text } = textIndexOf(doc);
        blocks.forEach((block, i) => {
          expect(block.start).toBe(i === 0 ? 0 : (blocks[i - 1]?.end ?? 0) + 2);
        });
        expect(text.length).toBe(blocks.at(-1)?.end);
      }),
    );
  });
});
