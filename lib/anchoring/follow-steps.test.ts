import { Transform } from "@tiptap/pm/transform";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textIndexOf } from "@/lib/document/canonical";
import { parseDocument } from "@/lib/document/schema";
import { FollowedRanges } from "./follow-steps";
import { StepMapping } from "./map-steps";

const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
const doc = parseDocument({
  type: "doc",
  content: [
    paragraph("The bridge is long."),
    paragraph("It opened in 1932."),
    paragraph("So it is said."),
  ],
});

/** Follows words of the text through edits of it, and tells what they then are. */
function followed(words: string, edit: (transform: Transform) => void) {
  const index = textIndexOf(doc);
  const start = index.text.indexOf(words);
  const range = {
    from: index.positionAt(start, 1),
    to: index.positionAt(start + words.length, -1),
  };
  const ranges = new FollowedRanges([range]);
  const transform = new Transform(doc);
  edit(transform);
  for (const step of transform.steps) ranges.follow(step.getMap());
  const text = transform.doc.textBetween(ranges.from[0] ?? 0, ranges.to[0] ?? 0, "\n\n");
  return { text, isGone: ranges.isGone(0), isCut: ranges.cut.has(0) };
}

describe("ranges follow steps", () => {
  const at = (words: string) => {
    const index = textIndexOf(doc);
    return index.positionAt(index.text.indexOf(words), 1);
  };

  it.each<[string, (transform: Transform) => void, string, boolean]>([
    ["typing before it", (tr) => tr.insert(at("The"), doc.type.schema.text("x")), "bridge", false],
    [
      "typing at its start",
      (tr) => tr.insert(at("bridge"), doc.type.schema.text("x")),
      "bridge",
      false,
    ],
    [
      "typing at its end",
      (tr) => tr.insert(at("bridge") + 6, doc.type.schema.text("x")),
      "bridge",
      false,
    ],
    [
      "typing inside",
      (tr) => tr.insert(at("bridge") + 2, doc.type.schema.text("x")),
      "brxidge",
      false,
    ],
    ["taking its end out", (tr) => tr.delete(at("bridge") + 4, at("bridge") + 8), "brid", true],
    ["splitting it", (tr) => tr.split(at("bridge") + 3), "bri\n\ndge", false],
  ])("%s", (_, edit, text, isCut) => {
    expect(followed("bridge", edit)).toEqual({ text, isGone: false, isCut });
  });

  it("is gone with its words", () => {
    const { isGone, isCut } = followed("bridge", (tr) =>
      tr
        .delete(at("bridge") - 1, at("bridge") + 7)
        .insert(at("bridge") - 1, doc.type.schema.text("x")),
    );
    expect([isGone, isCut]).toEqual([true, true]);
  });
});

it("stands where all the steps together place it, while nothing was taken out of it", () => {
  const size = doc.content.size;
  const edits = fc.array(
    fc.record({ at: fc.nat(size), length: fc.nat(6), text: fc.constantFrom("", "x", "yz") }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(edits, fc.nat(50), fc.integer({ min: 1, max: 9 }), (list, start, length) => {
      const index = textIndexOf(doc);
      const range = {
        start: Math.min(start, index.text.length - 1),
        end: Math.min(start + length, index.text.length),
      };
      const positions = {
        from: index.positionAt(range.start, 1),
        to: index.positionAt(range.end, -1),
      };
      if (range.start >= range.end || positions.from >= positions.to) return;
      const ranges = new FollowedRanges([positions]);
      const transform = new Transform(doc);
      for (const { at, length: cut, text } of list) {
        const from = Math.min(at, transform.doc.content.size);
        const to = Math.min(from + cut, transform.doc.content.size);
        try {
          if (text === "") transform.delete(from, to);
          else transform.replaceWith(from, to, doc.type.schema.text(text));
        } catch {
          // Not every place takes letters.
        }
      }
      for (const step of transform.steps) ranges.follow(step.getMap());
      const { steps, docs } = transform;
      const mapped = new StepMapping({ steps, docs: [...docs, transform.doc] }).map(range);
      if (ranges.cut.size > 0 || mapped.isGap) return;
      const after = textIndexOf(transform.doc);
      expect(after.offsetAt(ranges.from[0] ?? 0, 1)).toBe(mapped.start);
      expect(after.offsetAt(ranges.to[0] ?? 0, -1)).toBe(mapped.end);
    }),
  );
});
