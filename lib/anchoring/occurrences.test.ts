import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sameWords } from "@/lib/anchoring/occurrences";

/** Places in the domain's own notation: "the <budget> of the <budget>". */
function marked(notation: string): { text: string; spans: { start: number; end: number }[] } {
  const spans: { start: number; end: number }[] = [];
  let text = "";
  for (const part of notation.split(/(<[^>]*>)/u)) {
    const words = part.startsWith("<") ? part.slice(1, -1) : part;
    if (words !== part) spans.push({ start: text.length, end: text.length + words.length });
    text += words;
  }
  return { text, spans };
}

const cases: [string, string, string][] = [
  ["itself and elsewhere", "budget", "The <budget> and the <budget>."],
  ["whole words", "art", "An <art>, a start, an artist, an <art>."],
  ["before a possessive", "Iran", "<Iran>’s people and Iranian people of <Iran>."],
  ["a short word in its own case", "US", "The <US> told us."],
  [
    "a long one in any case",
    "the death commissions",
    "<The Death Commissions> and <the death commissions>",
  ],
  [
    "curly and straight marks",
    "“slaughter people”",
    'He said they <"slaughter people"> and <“slaughter people”>.',
  ],
  ["apostrophes", "regime's", "the <regime’s> and the <regime's>"],
  ["dashes", "2014-15", "<2014–15> and <2014-15> but not 2014-156"],
  [
    "spaces",
    "30,000 political prisoners",
    "<30,000\u00a0political  prisoners>, <30,000\npolitical prisoners>",
  ],
  [
    "not across a paragraph",
    "political prisoners",
    "political\n\nprisoners, <political prisoners>",
  ],
  [
    "across a paragraph where the words are",
    "end.\n\nStart",
    "The <end.\n\nStart> again. end. Start",
  ],
  ["not inside a number", "500", "1,500 and 500.5 and <500>, and <500>. 2.500"],
  ["a number with its sign", "5%", "<5%> and 15% and 2.5%"],
  ["soft hyphens", "responsibility of all", "the <respon\u00adsibility of all>"],
  [
    "composed and decomposed letters",
    "café owner Zoë",
    "<cafe\u0301 owner Zoe\u0308> and <café owner Zoë>",
  ],
  ["beyond the first plane", "😀 smile", "<😀 smile> 😀 smiles 😀<😀 smile>"],
  [
    "right to left",
    "سی هزار زندانی",
    "اعدام <سی هزار زندانی> و <سی هزار زندانی>، سی هزار زندانیان",
  ],
  ["no spaces between words", "政治犯", "三万名<政治犯>被处决，<政治犯>的家属"],
  ["final sigma", "ΟΔΥΣΣΕΥΣ ΤΗΣ ΙΘΑΚΗΣ", "<Οδυσσευς της Ιθακης>"],
  ["apart from one another", "ha ha", "<ha ha> <ha ha> ha"],
  ["edges trimmed", "  budget ", "a <budget>"],
  ["nothing to look for", " “—” ", "“—”"],
  ["a picture", "\ufffc", "\ufffc and \ufffc"],
];

describe("the same words", () => {
  test.each(cases)("%s", (_, exact, notation) => {
    const { text, spans } = marked(notation);
    expect(sameWords(text, exact)).toEqual(spans);
  });

  test("Turkish case", () => {
    expect(sameWords("ISPARTA İLİ VALİSİ", "ısparta ili valisi", "tr")).toEqual([
      { start: 0, end: 18 },
    ]);
    expect(sameWords("ISPARTA İLİ VALİSİ", "ısparta ili valisi", "en")).toEqual([]);
  });

  test("finds what a plain search finds, in plain text", () => {
    const word = fc.constantFrom("aa", "ab", "b", "ba");
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 60 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        (words, wanted) => {
          const text = words.join(" ");
          const exact = wanted.join(" ");
          const found: number[] = [];
          for (let at = 0; at <= text.length; at++) {
            if (
              ` ${text} `.startsWith(` ${exact} `, at) &&
              at >= (found.at(-1) ?? -99) + exact.length
            ) {
              found.push(at);
            }
          }
          expect(sameWords(text, exact)).toEqual(
            found.map((start) => ({ start, end: start + exact.length })),
          );
        },
      ),
    );
  });

  test("a span's own words are among those found", () => {
    const piece = fc.constantFrom(
      "Iran",
      "’",
      "“",
      " ",
      "\n\n",
      "—",
      "é",
      "e\u0301",
      "😀",
      "5",
      ",",
      "İ",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        for (const { start, end } of sameWords(text, text)) {
          expect(text.slice(start, end).trim()).toBe(text.trim());
        }
        if (/[\p{L}\p{N}]/u.test(text)) expect(sameWords(text, text)).toHaveLength(1);
      }),
    );
  });

  test("takes about as long on words made to be slow as on any", () => {
    const timed = (text: string, exact: string) => {
      const started = performance.now();
      sameWords(text, exact);
      return performance.now() - started;
    };
    const slow = "a".repeat(200_000);
    const plain = "word after ".repeat(18_182);
    timed(plain, plain.slice(0, 50_000));
    // Letter by letter at every place would take thousands of times as long.
    const usual = timed(plain, plain.slice(0, 50_000));
    expect(timed(slow, `b${slow.slice(0, 50_000)}`)).toBeLessThan(50 * usual);
    expect(timed(slow, `${slow.slice(0, 50_000)}b`)).toBeLessThan(50 * usual);
  });
});
