import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffTexts } from "./diff-texts";
import { placeSpans, type SpanPlace } from "./place-spans";

/** A span in the domain's own notation: "The bridge opened in [1932]." */
function marked(notation: string): { text: string; start: number; end: number } {
  const start = notation.indexOf("[");
  return { text: notation.replace(/[[\]]/g, ""), start, end: notation.indexOf("]") - 1 };
}

function place(before: string, after: string): SpanPlace {
  const { text, start, end } = marked(before);
  const [found] = placeSpans(diffTexts(text, after), [{ id: "span", start, end }]);
  if (!found) throw new Error("no answer for the span");
  return found;
}

/** The new text with the place that was found in brackets, after its state. */
function placedIn(before: string, after: string): string {
  const found = place(before, after);
  if (found.state === "orphaned") return "orphaned";
  const { state, start, end } = found;
  return `${state}: ${after.slice(0, start)}[${after.slice(start, end)}]${after.slice(end)}`;
}

const H = "The harbour bridge was opened to traffic in 1932.";
const T = "Traffic on it has trebled since the tunnel was closed for repairs.";
const M = "The mayor said that he would not answer questions about the cost.";
const C = "Nobody at the company could be reached for comment on Friday evening.";

const cases: [string, string, string, string][] = [
  ["nothing changed", `${H} [${T}] ${M}`, `${H} ${T} ${M}`, `placed: ${H} [${T}] ${M}`],
  ["text before it", `${H} [${T}]`, `${M} ${H} ${T}`, `placed: ${M} ${H} [${T}]`],
  [
    "a word of a sentence",
    `${H} [${T}] ${M}`,
    `${H} ${T.replace("trebled", "doubled")} ${M}`,
    `changed: ${H} [${T.replace("trebled", "doubled")}] ${M}`,
  ],
  [
    "a sentence begun otherwise is taken whole",
    `${H} [${T}] ${M}`,
    `${H} Police say that t${T.slice(1)} ${M}`,
    `changed: ${H} [Police say that t${T.slice(1)}] ${M}`,
  ],
  [
    "words added at the edge of a part do not belong to it",
    "The [harbour bridge] was opened to traffic in 1932.",
    "The old harbour bridge downtown was opened to traffic in 1932.",
    "placed: The old [harbour bridge] downtown was opened to traffic in 1932.",
  ],
  [
    "words added inside a part do",
    "The bridge [was opened to traffic by the mayor] in 1932.",
    "The bridge was opened to all traffic by the mayor in 1932.",
    "changed: The bridge [was opened to all traffic by the mayor] in 1932.",
  ],
  [
    "a number between words that stand",
    "The company counted [30,000] visitors last year.",
    "The company counted 40,000 visitors last year.",
    "changed: The company counted [40,000] visitors last year.",
  ],
  [
    "a short span replaced by other words",
    "The report was written by [John Smith] in the year 2014.",
    "The report was written by Mary Jones in the year 2014.",
    "orphaned",
  ],
  ["a short span deleted", `${H} The mayor [did not] know.`, `${H} The mayor know.`, "orphaned"],
  ["a sentence deleted", `${H} [${T}] ${M}`, `${H} ${M}`, "orphaned"],
  ["everything deleted", `${H} [${T}]`, "", "orphaned"],
  ["everything replaced", `[${H}]`, C, "orphaned"],
  [
    "a near twin left",
    `${H} ${M} [${H.replace("1932", "1935")}] ${C}`,
    `${H} ${M} ${C}`,
    "orphaned",
  ],
  [
    "a copy put in elsewhere, the original mended",
    `${H} [${T}] ${M} ${C}`,
    `${H} ${T.replace("trebled", "tripled")} ${M} ${C} ${T}`,
    `changed: ${H} [${T.replace("trebled", "tripled")}] ${M} ${C} ${T}`,
  ],
  [
    "a copy beside the mended original: either may be it",
    `${H} [${T}] ${M}`,
    `${H} ${T.replace("trebled", "tripled")} ${T} ${M}`,
    "orphaned",
  ],
  ["one of two equal sentences left", `${H} [${T}] ${T} ${M}`, `${H} ${T} ${M}`, "orphaned"],
  [
    "a paragraph moved",
    `[${H}]\n\n${T} ${M}\n\n${C}`,
    `${T} ${M}\n\n${H}\n\n${C}`,
    `placed: ${T} ${M}\n\n[${H}]\n\n${C}`,
  ],
  [
    "a paragraph moved and mended",
    `${H}\n\n${T} [${M}]\n\n${C}\n\n${H.replace("bridge", "ferry")}`,
    `${H}\n\n${C}\n\n${H.replace("bridge", "ferry")}\n\n${T} ${M.replace("cost", "costs")}`,
    `changed: ${H}\n\n${C}\n\n${H.replace("bridge", "ferry")}\n\n${T} [${M.replace("cost", "costs")}]`,
  ],
  ["paragraphs joined", `${H}\n\n[${T}]\n\n${M}`, `${H} ${T} ${M}`, `placed: ${H} [${T}] ${M}`],
  [
    "a span over two sentences",
    `${C} [${H} ${T}] ${M}`,
    `${H} ${T} ${M}`,
    `placed: [${H} ${T}] ${M}`,
  ],
  [
    "quotation marks made straight",
    "She called it [“a bridge too far” in May].",
    'She called it "a bridge too far" in May.',
    'changed: She called it ["a bridge too far" in May].',
  ],
  [
    "a picture between its neighbours",
    `${H}\n\n[\ufffc]\n\n${T}\n\n\ufffc\n\n${M}`,
    `${C}\n\n${H}\n\n\ufffc\n\n${T}\n\n\ufffc\n\n${M}`,
    `placed: ${C}\n\n${H}\n\n[\ufffc]\n\n${T}\n\n\ufffc\n\n${M}`,
  ],
  [
    "a picture deleted, another left",
    `${H}\n\n[\ufffc]\n\n${T}\n\n${M}\n\n\ufffc\n\n${C}`,
    `${H}\n\n${T}\n\n${M}\n\n\ufffc\n\n${C}`,
    "orphaned",
  ],
  [
    "right to left",
    "[شهردار شهر گفت که پل تازه بسته می‌ماند.] کسی پاسخ نداد.",
    "دیروز باران آمد. شهردار شهر گفت که پل تازه بسته می‌ماند. کسی پاسخ نداد.",
    "placed: دیروز باران آمد. [شهردار شهر گفت که پل تازه بسته می‌ماند.] کسی پاسخ نداد.",
  ],
  [
    "no spaces between words",
    "市长说[新桥将关闭三个月]。没有人回答。",
    "昨天下雨了。市长说新桥将关闭三个月。没有人回答。",
    "placed: 昨天下雨了。市长说[新桥将关闭三个月]。没有人回答。",
  ],
  [
    "space at the edges of the span",
    `${H}[ ${T} ]${M}`,
    `${C} ${H} ${T} ${M}`,
    `placed: ${C} ${H}[ ${T} ]${M}`,
  ],
];

describe("a span in a text that came without steps", () => {
  test.each(cases)("%s", (_, before, after, expected) => {
    expect(placedIn(before, after)).toBe(expected);
  });

  test("moved text is found by search, kept text by the diff", () => {
    expect(place(`[${H}]\n\n${T} ${M}\n\n${C}`, `${T} ${M}\n\n${H}\n\n${C}`)).toMatchObject({
      method: "search",
    });
    expect(place(`${H} [${T}]`, `${M} ${H} ${T}`)).toMatchObject({ method: "diff" });
  });

  test("is proposed where it may be, the likeliest place first", () => {
    const twin = T.replace("trebled", "tripled");
    const after = `${H} ${twin} ${T} ${M}`;
    const found = place(`${H} [${T}] ${M}`, after);
    const proposals = found.state === "orphaned" ? (found.proposals ?? []) : [];
    expect(proposals.map(({ start, end }) => after.slice(start, end))).toEqual([T, twin]);
    expect(proposals[0]?.likeness).toBe(1);
    expect(proposals[1]?.likeness).toBeLessThan(1);
  });

  test.each([
    [-1, 3],
    [2, 1],
    [0, 4],
    [Number.NaN, 2],
  ])("%d to %d is no span", (start, end) => {
    expect(() => placeSpans(diffTexts("abc", "abc"), [{ id: "1", start, end }])).toThrow(
      RangeError,
    );
  });

  test("tells how far it is", () => {
    const told: [number, number][] = [];
    const spans = Array.from({ length: 150 }, (_, id) => ({ id: String(id), start: 0, end: 3 }));
    placeSpans(diffTexts(H, H), spans, { onProgress: (done, total) => told.push([done, total]) });
    expect(told).toEqual([
      [0, 150],
      [100, 150],
      [150, 150],
    ]);
  });

  test("when time is over, what is unchanged is still placed and nothing is searched for", () => {
    const limit = { now: () => 1, until: 0 };
    const before = `${H} ${T} ${M}`;
    const after = `${C} ${H} Nobody counted. ${M}`;
    const spans = [H, T, M].map((words) => ({
      id: words,
      start: before.indexOf(words),
      end: before.indexOf(words) + words.length,
    }));
    expect(placeSpans(diffTexts(before, after, { limit }), spans, { limit })).toMatchObject([
      { state: "placed" },
      { state: "orphaned", proposals: null },
      { state: "placed" },
    ]);
  });
});

const piece = fc.constantFrom(
  "The bridge",
  "the mayor",
  " ",
  " ",
  ". ",
  "\n\n",
  "\n",
  ", “",
  "” ",
  "30,000",
  "é",
  "e\u0301",
  "😀",
  "\ufffc",
  "سال",
  "市长",
  "\u00a0",
);
const anyText = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(""));

/** Every span of a text that cuts no surrogate pair. */
function allSpans(text: string): { id: string; start: number; end: number }[] {
  const cuts = [0];
  for (const character of text) cuts.push((cuts.at(-1) ?? 0) + character.length);
  return cuts.flatMap((start) =>
    cuts.filter((end) => end > start).map((end) => ({ id: `${start}-${end}`, start, end })),
  );
}

describe("whatever the texts are", () => {
  test("a text replaced by itself keeps every span", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const found of placeSpans(diffTexts(text, text), allSpans(text))) {
          expect(found).toMatchObject({ state: "placed", method: "diff" });
          expect(found.state !== "orphaned" && `${found.start}-${found.end}`).toBe(found.id);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("placed means the same words, changed others; places are whole and begin with no new space", () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const spans = allSpans(before);
        const places = placeSpans(diffTexts(before, after), spans);
        expect(placeSpans(diffTexts(before, after), spans)).toEqual(places);
        for (const [index, found] of places.entries()) {
          const span = spans[index];
          expect(found.id).toBe(span?.id);
          const words = before.slice(span?.start, span?.end);
          const ranges = found.state === "orphaned" ? (found.proposals ?? []) : [found];
          for (const { start, end } of ranges) {
            expect(0 <= start && start < end && end <= after.length).toBe(true);
            expect(after.slice(start, end).isWellFormed()).toBe(true);
            const edges = (text: string) => [/^\s/u.test(text), /\s$/u.test(text)];
            const had = edges(words);
            edges(after.slice(start, end)).forEach((has, side) => {
              expect(!has || had[side]).toBe(true);
            });
          }
          if (found.state === "orphaned") continue;
          expect(found.state === "placed").toBe(after.slice(found.start, found.end) === words);
        }
      }),
      { numRuns: 60 },
    );
  });
});
