import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { type Block, type Inline, parseMarkup } from "./markup";

const ID = "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

/** What was read, in a notation of its own: *emphasis*, **strong**, [text](address), • items. */
function told(blocks: readonly Block[]): string {
  const inline = (parts: readonly Inline[]): string => parts.map(one).join("");
  const one = (part: Inline): string => {
    switch (part.type) {
      case "text":
        return part.text;
      case "break":
        return "⏎";
      case "strong":
        return `<strong ${inline(part.content)}>`;
      case "emphasis":
        return `<em ${inline(part.content)}>`;
      case "link":
        return `<link ${part.href} ${inline(part.content)}>`;
      case "mention":
        return `<mention ${part.memberId}>`;
    }
  };
  return blocks
    .map((block) => {
      if (block.type === "paragraph") return `¶${inline(block.content)}`;
      const mark = block.start === null ? "•" : `${block.start}.`;
      return `{${block.items.map((item) => `${mark}${told(item)}`).join(" ")}}`;
    })
    .join(" ");
}

describe("what a comment may hold", () => {
  test.each([
    ["Plain words.", "¶Plain words."],
    ["One line\nand the next.", "¶One line⏎and the next."],
    ["One.\n\nTwo.", "¶One. ¶Two."],
    ["*so* and __so__", "¶<em so> and <strong so>"],
    ["**both *at* once**", "¶<strong both <em at> once>"],
    ["snake_case_name", "¶snake_case_name"],
    ["- one\n- two", "{•¶one •¶two}"],
    ["3. three\n4. four", "{3.¶three 3.¶four}"],
    ["- one\n  - in it", "{•¶one {•¶in it}}"],
    ["- [ ] to do", "{•¶[ ] to do}"],
    ["[the page](https://example.org/a)", "¶<link https://example.org/a the page>"],
    ["https://example.org/a?b=c.", "¶<link https://example.org/a?b=c https://example.org/a?b=c>."],
    ["www.example.org", "¶<link http://www.example.org/ www.example.org>"],
    ["ada@example.org", "¶<link mailto:ada@example.org ada@example.org>"],
    ["\\*not so\\*", "¶*not so*"],
    [`Ask @[${ID}], please`, `¶Ask <mention ${ID}>, please`],
    [`**@[${ID}]**`, `¶<strong <mention ${ID}>>`],
  ])("%j", (body, expected) => {
    expect(told(parseMarkup(body))).toBe(expected);
  });
});

describe("what stays the letters that were typed", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<!-- hidden -->",
    "# no heading",
    "> no quotation",
    "`no code`",
    "~~no deletion~~",
    "---",
    "| no | table |",
    "&lt;b&gt; &amp; &#106;avascript",
    "![picture](https://example.org/x.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](file:///etc/passwd)",
    "[x](//example.org/a)",
    "[x](/w/elsewhere)",
    "[x](https://example.org@evil.example/)",
    "[x][reference]",
    "@[not-a-member]",
    "@[0190A1B2-C3D4-7E5F-8A6B-7C8D9E0F1A2B]",
  ])("%j", (body) => {
    expect(told(parseMarkup(body))).toBe(`¶${body}`);
  });

  test("a link hidden in a control character or a blank", () => {
    for (const body of ["[x](java\tscript:alert(1))", "[x](\u0001javascript:alert(1))"]) {
      expect(told(parseMarkup(body))).not.toContain("<link");
    }
  });
});

/** Every address in it. */
function addresses(blocks: readonly Block[]): string[] {
  const inline = (parts: readonly Inline[]): string[] =>
    parts.flatMap((part) => [
      ...(part.type === "link" ? [part.href] : []),
      ...("content" in part ? inline(part.content) : []),
    ]);
  return blocks.flatMap((block) =>
    block.type === "paragraph" ? inline(block.content) : block.items.flatMap(addresses),
  );
}

const HOSTILE = [
  ..."*_[]()<>!#`~\\|&@:-+ \n\t\u0000\u202e",
  "javascript:",
  "https://a.example/",
  "data:",
  "1. ",
  "- ",
  "](",
  "**",
  "<script>",
  `@[${newId()}]`,
  "word",
];

describe("whatever is typed", () => {
  test("is read, and leads to pages and mailboxes only", () => {
    const texts = fc
      .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" })), {
        maxLength: 60,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, (body) => {
        for (const address of addresses(parseMarkup(body))) {
          expect(address).toMatch(/^(?:https?|mailto):/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["lists in lists", "- ".repeat(5_000)],
    ["quoted lists", "1. ".repeat(3_300)],
    ["stars", "*".repeat(10_000)],
    ["stars and words", "*a _b ".repeat(1_600)],
    ["strong in strong", `${"**a ".repeat(1_600)}${" b**".repeat(800)}`],
    ["brackets", "[".repeat(10_000)],
    ["links in links", "[a](".repeat(2_500)],
    ["escapes", "\\".repeat(10_000)],
    ["spaces", `a${" ".repeat(9_998)}b`],
    ["lines", "a\n".repeat(5_000)],
    ["mailboxes", "a@".repeat(5_000)],
    ["addresses", "http://".repeat(1_400)],
    ["mentions", `@[${ID}]`.repeat(256)],
  ])("%s of the greatest length are read in little time", (_, body) => {
    const start = performance.now();
    parseMarkup(body);
    // A bound for what grows with the square of the length, on a machine that is busy.
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
