import type { Node } from "@tiptap/pm/model";
import { canJoin, canSplit, type Step, Transform } from "@tiptap/pm/transform";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalText, textIndexOf } from "@/lib/document/canonical";
import { rebaseSteps } from "@/lib/document/rebase";
import { documentSchema, parseDocument } from "@/lib/document/schema";
import { applySteps, stepsSchema } from "@/lib/document/steps";
import { describeTarget } from "./describe";
import { StepMapping } from "./map-steps";
import { type MovedTarget, placeThroughSteps, type TargetToMove } from "./place-through-steps";

/** A document of paragraphs; «» are the edges of its one span. */
function doc(...paragraphs: string[]): { doc: Node; span: { start: number; end: number } } {
  const made = parseDocument({
    type: "doc",
    content: paragraphs.map((text) => ({
      type: "paragraph",
      content: text === "" ? [] : [{ type: "text", text: text.replace(/[«»]/g, "") }],
    })),
  });
  const text = paragraphs.join("\n\n");
  const start = text.indexOf("«");
  return { doc: made, span: { start, end: text.indexOf("»") - 1 } };
}

function run(before: Node, edit: (transform: Transform) => void) {
  const transform = new Transform(before);
  edit(transform);
  return { steps: transform.steps, docs: [...transform.docs, transform.doc] };
}

function at(node: Node, words: string): [number, number] {
  const index = textIndexOf(node);
  const start = index.text.indexOf(words);
  return [index.positionAt(start, 1), index.positionAt(start + words.length, -1)];
}

function targetAt(node: Node, span: { start: number; end: number }, id = "a"): TargetToMove {
  return {
    id,
    ...span,
    isGap: false,
    ...describeTarget(canonicalText(node), span.start, span.end),
  };
}

/** Where the span of the first document is after the edit: its words between «», or null. */
function edited(
  given: ReturnType<typeof doc>,
  edit: (transform: Transform) => void,
): string | null {
  const taken = run(given.doc, edit);
  const text = canonicalText(taken.docs.at(-1) ?? given.doc);
  const [place] = placeThroughSteps(new StepMapping(taken), text, [
    targetAt(given.doc, given.span),
  ]);
  if (!place || place.state === "orphaned") return null;
  return `${text.slice(0, place.start)}«${text.slice(place.start, place.end)}»${text.slice(place.end)}`;
}

const type = (letters: string, position: (node: Node) => number) => (transform: Transform) => {
  for (const [index, letter] of [...letters].entries()) {
    const start = index === 0 ? position(transform.doc) : typed + 1;
    transform.insert(start, documentSchema.text(letter));
    typed = start;
  }
};
let typed = 0;

describe("a span and the edits around it", () => {
  test.each([
    ["typing before it", type("X", () => 1), "Xone «two three» four"],
    ["typing at its start", type("X", (node) => at(node, "two")[0]), "one X«two three» four"],
    ["typing at its end", type("X", (node) => at(node, "three")[1]), "one «two three»X four"],
    ["typing inside it", type("X", (node) => at(node, "three")[0]), "one «two Xthree» four"],
    [
      "overwriting it whole",
      (transform: Transform) => {
        transform.delete(...at(transform.doc, "two three"));
        type("six", (node) => at(node, " four")[0])(transform);
      },
      "one «six» four",
    ],
    [
      "overwriting its first word",
      (transform: Transform) =>
        transform.replaceWith(...at(transform.doc, "two"), documentSchema.text("six")),
      "one «six three» four",
    ],
    [
      "splitting it",
      (transform: Transform) => transform.split(at(transform.doc, "three")[0]),
      "one «two \n\nthree» four",
    ],
    [
      "deleting its first word and typing it again",
      (transform: Transform) => {
        transform.delete(...at(transform.doc, "two "));
        type("two ", (node) => at(node, "three")[0])(transform);
      },
      "one «two three» four",
    ],
    [
      "deleting it",
      (transform: Transform) => transform.delete(...at(transform.doc, "two three")),
      null,
    ],
    [
      "deleting all of its paragraph and bringing it back",
      (transform: Transform) => {
        const paragraph = transform.doc.child(0);
        transform.insert(transform.doc.content.size, documentSchema.node("paragraph"));
        transform.delete(0, paragraph.nodeSize);
        transform.insert(0, paragraph);
      },
      "one «two three» four\n\n",
    ],
  ])("%s", (_, edit, result) => {
    expect(
      edited(doc("one «two three» four"), (transform) => {
        edit(transform);
      }),
    ).toBe(result);
  });

  test("what is undone was never done, in whatever steps it is taken back", () => {
    const given = doc("one «two three» four");
    expect(
      edited(given, (transform) => {
        transform.delete(at(transform.doc, "two")[0], at(transform.doc, "three")[1]);
        const gone = transform.steps.at(-1)?.invert(given.doc);
        if (gone) transform.step(gone);
        type("!", (node) => at(node, " four")[1])(transform);
      }),
    ).toBe("one «two three» four!");
  });
});

/** An edit whose places are fractions of the text, so that it can be made on any document. */
const edits = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("type" as const),
        at: fc.nat(999),
        size: fc.integer({ min: 1, max: 6 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("delete" as const),
        at: fc.nat(999),
        size: fc.integer({ min: 1, max: 30 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("split" as const),
        at: fc.nat(999),
        size: fc.constant(0),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("undo" as const),
        at: fc.constant(0),
        size: fc.integer({ min: 1, max: 8 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("join" as const),
        at: fc.nat(999),
        size: fc.constant(0),
      }),
    },
  ),
  { minLength: 1, maxLength: 12 },
);
type Edit = (typeof edits extends fc.Arbitrary<(infer E)[]> ? E : never) & object;

// Letters that are in no document otherwise, so that no two texts are alike by chance.
let fresh = 0;
const letters = (size: number) =>
  Array.from({ length: size }, () => String.fromCodePoint(0x3400 + (fresh++ % 6000))).join("");

/** @param since the steps before it are not taken back */
function make(transform: Transform, edit: Edit, since = 0): void {
  const index = textIndexOf(transform.doc);
  const offset = Math.floor((edit.at / 1000) * (index.text.length + 1));
  const position = index.positionAt(offset, 1);
  switch (edit.kind) {
    case "type":
      for (const [step, letter] of [...letters(edit.size)].entries()) {
        transform.insert(position + step, documentSchema.text(letter));
      }
      return;
    case "delete": {
      const end = index.positionAt(Math.min(index.text.length, offset + edit.size), -1);
      if (end > position) transform.delete(position, end);
      return;
    }
    case "split":
      if (canSplit(transform.doc, position)) transform.split(position);
      return;
    case "undo":
      undo(transform, edit.size, since);
      return;
    case "join": {
      const after = transform.doc.resolve(position).after(1);
      if (canJoin(transform.doc, after)) transform.join(after);
    }
  }
}

const undone = new WeakMap<Transform, Set<number>>();

/** Takes the last steps back that were not taken back yet, the last first. */
function undo(transform: Transform, count: number, since: number): void {
  const known = undone.get(transform) ?? new Set();
  undone.set(transform, known);
  const open = transform.steps
    .map((_, index) => index)
    .filter((index) => index >= since && !known.has(index));
  for (const index of open.reverse().slice(0, count)) {
    const [step, then] = [transform.steps[index], transform.docs[index]];
    if (!step || !then) return;
    transform.step(step.invert(then));
    known.add(index).add(transform.steps.length - 1);
  }
}

/** Of words that share no letter, so that what is left of two never makes a third. */
const paragraphs = fc
  .array(fc.integer({ min: 2, max: 8 }), { minLength: 1, maxLength: 4 })
  .map((sizes) => {
    let letter = 0;
    const word = () => String.fromCodePoint(...[0, 1, 2].map(() => 0x5000 + letter++));
    return sizes.map((size) => Array.from({ length: size }, word).join(" "));
  });

/** Every run of one to three words. */
function spansOf(node: Node): TargetToMove[] {
  const text = canonicalText(node);
  const words = [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => [
    index,
    index + word.length,
  ]);
  return words.flatMap(([start = 0], first) =>
    [0, 1, 2].flatMap((more) => {
      const end = words[first + more]?.[1];
      return end === undefined ? [] : [targetAt(node, { start, end }, `${start}-${end}`)];
    }),
  );
}

function placeAll(before: Node, steps: readonly Step[], targets: readonly TargetToMove[]) {
  const applied = applySteps(before, stepsSchema.parse(steps.map((step) => step.toJSON())));
  if (!applied.ok) throw new Error(applied.problem);
  const text = canonicalText(applied.doc);
  return {
    doc: applied.doc,
    text,
    places: placeThroughSteps(new StepMapping(applied), text, targets),
  };
}

function unmoved({ id, start, end }: TargetToMove): MovedTarget {
  return { id, start, end, state: "placed", method: "steps" };
}

/** Targets as a version has stored them. */
function moved(targets: readonly TargetToMove[], places: readonly MovedTarget[]): TargetToMove[] {
  return targets.map((target, index) => {
    const place = places[index] ?? unmoved(target);
    const isGap = place.state === "orphaned" || place.method === "replaced";
    return { ...target, start: place.start, end: place.end, isGap };
  });
}

function told({ id, start, end, state }: MovedTarget) {
  return state === "orphaned" ? { id, state } : { id, start, end, state };
}

describe("whatever is edited", () => {
  test("a target that is not said to be changed has its own words", () => {
    fc.assert(
      fc.property(paragraphs, edits, (given, changes) => {
        const { doc: before } = doc(...given);
        const transform = new Transform(before);
        for (const edit of changes) make(transform, edit);
        const targets = spansOf(before);
        const { text, places } = placeAll(before, transform.steps, targets);
        for (const [index, place] of places.entries()) {
          const words = text.slice(place.start, place.end);
          expect(place.state === "placed").toBe(
            place.state !== "orphaned" && words === targets[index]?.exact,
          );
        }
      }),
    );
  });

  test("taking all of it back restores every target", () => {
    fc.assert(
      fc.property(paragraphs, edits, (given, changes) => {
        const { doc: before } = doc(...given);
        const transform = new Transform(before);
        for (const edit of changes) make(transform, edit);
        for (const [index, step] of [...transform.steps.entries()].reverse()) {
          const then = transform.docs[index];
          if (then) transform.step(step.invert(then));
        }
        const targets = spansOf(before);
        const { places } = placeAll(before, transform.steps, targets);
        expect(places.map(told)).toEqual(targets.map(unmoved).map(told));
      }),
    );
  });

  test("saved in one version or in many, the places are the same", () => {
    fc.assert(
      fc.property(
        paragraphs,
        fc.array(edits, { minLength: 2, maxLength: 5 }),
        (given, versions) => {
          const { doc: before } = doc(...given);
          const targets = spansOf(before);
          const transform = new Transform(before);
          let saved = { doc: before, places: targets.map(unmoved) };
          for (const changes of versions) {
            const from = transform.steps.length;
            for (const edit of changes) make(transform, edit, from);
            saved = placeAll(saved.doc, transform.steps.slice(from), moved(targets, saved.places));
          }
          const once = placeAll(before, transform.steps, targets);
          expect(saved.places.map(told)).toEqual(once.places.map(told));
        },
      ),
    );
  });

  test("taking it back over many versions restores every target", () => {
    fc.assert(
      fc.property(paragraphs, edits, (given, changes) => {
        const { doc: before } = doc(...given);
        const targets = spansOf(before);
        const transform = new Transform(before);
        for (const edit of changes) make(transform, edit);
        let saved = placeAll(before, transform.steps, targets);
        for (const [index, step] of [...transform.steps.entries()].reverse()) {
          const then = transform.docs[index];
          if (!then) continue;
          const back = step.invert(then);
          transform.step(back);
          saved = placeAll(saved.doc, [back], moved(targets, saved.places));
        }
        expect(saved.places.map(told)).toEqual(targets.map(unmoved).map(told));
      }),
    );
  });

  test("two editors end with both texts or a refusal, and no target is lost to either", () => {
    fc.assert(
      fc.property(paragraphs, edits, edits, (given, mine, theirs) => {
        const { doc: before } = doc(...given);
        const my = new Transform(before);
        for (const edit of mine) make(my, edit);
        const their = new Transform(before);
        for (const edit of theirs) make(their, edit);
        const json = (transform: Transform) =>
          stepsSchema.parse(transform.steps.map((step) => step.toJSON()));
        const rebased = rebaseSteps(before, json(my), json(their));
        if (!rebased.clean) return;
        const has = (text: string) =>
          [...text].filter((letter) => letter >= "\u3400" && letter < "\u5000");
        const both = canonicalText(rebased.doc);
        for (const letter of [...has(canonicalText(my.doc)), ...has(canonicalText(their.doc))]) {
          expect(both).toContain(letter);
        }
        // A target that either left as it was is as it was in the text of both.
        const targets = spansOf(before);
        const inTheirs = placeAll(before, their.steps, targets);
        const inMine = placeAll(before, my.steps, targets);
        const standing = moved(targets, inTheirs.places);
        const merged = applySteps(their.doc, rebased.steps);
        if (!merged.ok) throw new Error(merged.problem);
        const places = placeThroughSteps(new StepMapping(merged), both, standing);
        for (const [index, place] of places.entries()) {
          const kept =
            inTheirs.places[index]?.state === "placed" && inMine.places[index]?.state === "placed";
          if (kept) expect(place.state).toBe("placed");
        }
      }),
    );
  });
});
