import type { Node } from "@tiptap/pm/model";
import fc from "fast-check";
import { pictureSrc } from "./attribute";
import { BLOCK_ROLES } from "./role";
import { parseDocument } from "./schema";

/** For tests: random valid documents with the characters that break naive counting. */

const fragment = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    "👩‍👩‍👧‍👦",
    "🇮🇷 ",
    "e\u0301a\u0308",
    "سال ۱۳۶۷، ",
    "שלום עולם",
    "𝔘𝔫𝔦",
    "a\u200fb",
    " ",
    "\u00a0",
    "<b>&amp;",
    "漢字",
    "“Mr. Smith said.” ",
  ),
);

const marks = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  fc.constantFrom(
    [{ type: "bold" }],
    [{ type: "italic" }, { type: "bold" }],
    [{ type: "link", attrs: { href: "https://example.org/?a=1&b=2", title: null } }],
    [{ type: "footnoteReference", attrs: { id: "1" } }],
    [{ type: "strike" }, { type: "underline" }],
    [{ type: "subscript" }],
  ),
);

const storable = fragment.filter((text) => text.isWellFormed() && !text.includes("\u0000"));

const inline = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("text"), text: storable, marks }) },
  { weight: 1, arbitrary: fc.constant({ type: "hardBreak" }) },
);

const role = fc.option(fc.constantFrom(...BLOCK_ROLES));
const content = fc.array(inline, { maxLength: 6 });

const paragraph = fc.record({
  type: fc.constant("paragraph"),
  attrs: fc.record({ role, dir: fc.constantFrom(null, "rtl", "ltr") }),
  content,
});
const heading = fc.record({
  type: fc.constant("heading"),
  attrs: fc.record({ role, level: fc.integer({ min: 1, max: 4 }) }),
  content,
});
const codeBlock = fc.record({
  type: fc.constant("codeBlock"),
  content: fc.array(
    fc.record({ type: fc.constant("text"), text: storable.map((text) => `\n${text}\n`) }),
    { maxLength: 2 },
  ),
});
const figure = fc.record({
  type: fc.constant("figure"),
  content: fc
    .tuple(
      fc.record({
        type: fc.constant("image"),
        attrs: fc.record({
          src: fc.constantFrom(null, pictureSrc("0".repeat(64))),
          alt: storable,
        }),
      }),
      fc.array(
        fc.record({ type: fc.constant("figcaption"), attrs: fc.record({ role }), content }),
        { maxLength: 2 },
      ),
    )
    .map(([image, captions]) => [image, ...captions]),
});
const rule = fc.constant({ type: "horizontalRule" });

const leafBlock = fc.oneof({ weight: 5, arbitrary: paragraph }, heading, codeBlock, figure);

const list = fc.record({
  type: fc.constantFrom("bulletList", "orderedList"),
  content: fc.array(
    fc.record({
      type: fc.constant("listItem"),
      content: fc
        .tuple(paragraph, fc.array(leafBlock, { maxLength: 2 }))
        .map(([first, rest]) => [first, ...rest]),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const blockquote = fc.record({
  type: fc.constant("blockquote"),
  content: fc.array(leafBlock, { minLength: 1, maxLength: 3 }),
});
const table = fc.record({
  type: fc.constant("table"),
  content: fc.array(
    fc.record({
      type: fc.constant("tableRow"),
      content: fc.array(
        fc.record({
          type: fc.constantFrom("tableCell", "tableHeader"),
          content: fc.array(leafBlock, { minLength: 1, maxLength: 2 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const footnotes = fc.record({
  type: fc.constant("footnotes"),
  content: fc.array(
    fc.record({
      type: fc.constant("footnote"),
      attrs: fc.record({ id: fc.constantFrom("1", "2", null) }),
      content: fc.array(paragraph, { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

export const arbitraryDocument: fc.Arbitrary<Node> = fc
  .tuple(
    paragraph,
    fc.array(fc.oneof({ weight: 4, arbitrary: leafBlock }, list, blockquote, table, rule), {
      maxLength: 8,
    }),
    fc.option(footnotes),
  )
  .map(([first, blocks, notes]) =>
    parseDocument({ type: "doc", content: [first, ...blocks, ...(notes ? [notes] : [])] }),
  );
