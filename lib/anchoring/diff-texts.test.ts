import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffMapSchema, type KeptRun, mapOffset, mapRange } from "./diff-map";
import { diffTexts } from "./diff-texts";

/** What changed, by words, in the notation "[-old-]" and "[+new+]" over the new text. */
function changed(before: string, after: string): string {
  let text = "";
  let at = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of diffTexts(before, after).changes) {
    text += after.slice(at, newStart);
    if (oldStart < oldEnd) text += `[-${before.slice(oldStart, oldEnd)}-]`;
    if (newStart < newEnd) text += `[+${after.slice(newStart, newEnd)}+]`;
    at = newEnd;
  }
  return text + after.slice(at);
}

describe("what changed between two texts", () => {
  test.each([
    ["nothing", "The bridge opened.", "The bridge opened.", "The bridge opened."],
    ["a word", "The bridge opened.", "The tunnel opened.", "The [-bridge-][+tunnel+] opened."],
    [
      "part of a word",
      "It cost 30,000 euros.",
      "It cost 40,000 euros.",
      "It cost [-30,000-][+40,000+] euros.",
    ],
    ["a word put in", "The bridge opened.", "The old bridge opened.", "The [+old +]bridge opened."],
    [
      "a word taken out",
      "The old bridge opened.",
      "The bridge opened.",
      "The [-old -]bridge opened.",
    ],
    [
      "a sentence of the same small words is new, not patched together",
      "It was a bridge of the old kind. They closed it.",
      "They closed it. It was the end of a long strike.",
      "[-It was a bridge of the old kind. -]They closed it.[+ It was the end of a long strike.+]",
    ],
    [
      "a paragraph split",
      "One went. Two came.",
      "One went.\n\nTwo came.",
      "One went.[- -][+\n\n+]Two came.",
    ],
    ["everything", "One went.", "市长没有回答。", "[-One went.-][+市长没有回答。+]"],
    ["from nothing", "", "One went.", "[+One went.+]"],
    ["to nothing", "One went.", "", "[-One went.-]"],
  ])("%s", (_, before, after, expected) => {
    expect(changed(before, after)).toBe(expected);
  });

  test("a paragraph that moved is deleted and put in, and the map knows that it moved", () => {
    const first = "The harbour bridge was opened to traffic in 1932.";
    const long =
      "Nobody at the company could be reached for comment on Friday evening. It said so.";
    const diff = diffTexts(`${first}\n\n${long}`, `${long}\n\n${first}`);
    expect(diff.map.moved).toEqual([0, long.length + 2, first.length]);
    expect(mapRange(diff.map, { start: 4, end: 18 })).toEqual({
      start: long.length + 6,
      end: long.length + 20,
    });
  });
});

describe("an offset mapped through a diff", () => {
  const { map } = diffTexts("The bridge opened late.", "The old bridge has opened.");

  test("does not let a range grow at its edges", () => {
    expect(mapRange(map, { start: 4, end: 10 })).toEqual({ start: 8, end: 14 });
    expect(mapRange(map, { start: 0, end: 3 })).toEqual({ start: 0, end: 3 });
  });

  test("keeps what was put in inside a range, and loses what was taken out", () => {
    expect(mapRange(map, { start: 0, end: 17 })).toEqual({ start: 0, end: 25 });
    expect(mapRange(map, { start: 18, end: 22 })).toBeNull();
  });

  test("goes through letters inside words", () => {
    const numbers = diffTexts("It cost 30,000 euros.", "It cost 45,000 euros.").map;
    expect(mapOffset(numbers, 10, 1)).toBe(10);
    expect(mapRange(numbers, { start: 10, end: 14 })).toEqual({ start: 10, end: 14 });
  });
});

function unpacked(flat: readonly number[]): KeptRun[] {
  return Array.from({ length: flat.length / 3 }, (_, i) => {
    const [oldStart = 0, newStart = 0, length = 0] = flat.slice(i * 3, i * 3 + 3);
    return { oldStart, newStart, length };
  });
}

const words = fc.constantFrom("the", "bridge", "The", "30", ".", " ", " ", "\n\n", "😀", "é", "市");
const anyText = fc.array(words, { maxLength: 40 }).map((all) => all.join(""));

describe("whatever the texts are", () => {
  test("the map holds equal text, ascending, and survives being stored", () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const { map } = diffTexts(before, after);
        expect(diffMapSchema.parse(JSON.parse(JSON.stringify(map)))).toEqual(map);
        let [old, neu] = [0, 0];
        for (const { oldStart, newStart, length } of unpacked(map.kept)) {
          expect(length).toBeGreaterThan(0);
          expect(oldStart >= old && newStart >= neu).toBe(true);
          [old, neu] = [oldStart + length, newStart + length];
        }
        for (const { oldStart, newStart, length } of [
          ...unpacked(map.kept),
          ...unpacked(map.moved),
        ]) {
          expect(after.slice(newStart, newStart + length)).toBe(
            before.slice(oldStart, oldStart + length),
          );
        }
        expect(old <= before.length && neu <= after.length).toBe(true);
      }),
    );
  });

  test("the changes make the one text of the other", () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        let made = "";
        let at = 0;
        for (const { oldStart, oldEnd, newStart, newEnd } of diffTexts(before, after).changes) {
          made += before.slice(at, oldStart) + after.slice(newStart, newEnd);
          at = oldEnd;
        }
        expect(made + before.slice(at)).toBe(after);
      }),
    );
  });

  test("offsets stay in the text and in order where nothing moved", () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const { map } = diffTexts(before, after);
        const unmoved = { ...map, moved: [] };
        for (const bias of [-1, 1] as const) {
          let last = 0;
          for (let offset = 0; offset <= before.length; offset++) {
            const mapped = mapOffset(unmoved, offset, bias);
            expect(mapped >= last && mapped <= after.length).toBe(true);
            last = mapped;
          }
        }
      }),
    );
  });
});

describe("long texts", () => {
  const sentence = (seed: number) =>
    `Number ${seed} of the ${["bridges", "schools", "roads"][seed % 3]} was counted ${seed % 7} times.`;
  const article = (from: number) =>
    Array.from({ length: 3_000 }, (_, i) => sentence(from + i)).join(" ");

  test.each([
    ["an article of 200,000 characters", article(0), article(40)],
    ["one line, over and over", "Yes.\n\n".repeat(2_000), `No.\n\n${"Yes.\n\n".repeat(1_990)}`],
    ["no sentence ever ends", "bridge ".repeat(8_000), `tunnel ${"bridge ".repeat(7_990)}`],
    ["no word ever ends", "x".repeat(60_000), `y${"x".repeat(59_990)}`],
    ["nothing in common", "a b c d e. ".repeat(3_000), "v w x y z. ".repeat(3_000)],
  ])(
    "%s",
    (_, before, after) => {
      const { map } = diffTexts(before, after);
      expect(map).toMatchObject({ oldLength: before.length, newLength: after.length });
    },
    30_000,
  );

  test("looks into nothing once time is over", () => {
    let reads = 0;
    const limit = { now: () => reads++, until: 50 };
    const before = article(0);
    const { map } = diffTexts(before, `${sentence(9_999)} ${before}`, { limit });
    expect(mapOffset(map, before.length, -1)).toBe(before.length + sentence(9_999).length + 1);
  });
});
