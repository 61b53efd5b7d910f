import type { Node } from "@tiptap/pm/model";
import { Mapping, type Step, type StepMap, Transform } from "@tiptap/pm/transform";
import { DocumentError, parseDocument } from "./schema";
import { applySteps, type StepsJson } from "./steps";

export type RebaseProblem =
  /** Both changed the same block, or one deleted what the other changed. */
  | "same_block"
  /** A step of one finds no place in the text of the other. */
  | "step_lost"
  /** The steps are none of this document, or make none. */
  | "document";

export type Rebased =
  /** The steps of `mine` as they are made after those of `theirs`, and the text that both make. */
  | { readonly clean: true; readonly steps: StepsJson; readonly doc: Node }
  | { readonly clean: false; readonly problem: RebaseProblem };

/**
 * Rebases one person's steps over another's, both begun at the same document. It is clean only if
 * no step is lost and no block was touched by both: two sentences that each make sense do not
 * always make sense together, and then a person has to read them.
 */
export function rebaseSteps(base: Node, mine: StepsJson, theirs: StepsJson): Rebased {
  const my = applySteps(base, mine);
  const their = applySteps(base, theirs);
  if (!my.ok || !their.ok) return { clean: false, problem: "document" };
  const theirBlocks = blocksTouched(base, their.steps, their.doc);
  for (const block of blocksTouched(base, my.steps, my.doc)) {
    if (theirBlocks.has(block)) return { clean: false, problem: "same_block" };
  }
  // My steps are taken back, theirs made, and mine made again, each mapped over all of that.
  const mapping = new Mapping();
  for (const step of my.steps.toReversed()) mapping.appendMap(step.getMap().invert());
  for (const step of their.steps) mapping.appendMap(step.getMap());
  const transform = new Transform(their.doc);
  const rebased: Step[] = [];
  let from = my.steps.length;
  for (const step of my.steps) {
    const mapped = step.map(mapping.slice(from));
    from -= 1;
    if (!mapped || transform.maybeStep(mapped).failed) {
      return { clean: false, problem: "step_lost" };
    }
    // What this step brought is found again where it was taken back.
    mapping.appendMap(mapped.getMap(), from);
    rebased.push(mapped);
  }
  try {
    parseDocument(transform.doc.toJSON());
  } catch (error) {
    if (error instanceof DocumentError) return { clean: false, problem: "document" };
    throw error;
  }
  return { clean: true, steps: rebased.map((step) => step.toJSON()), doc: transform.doc };
}

/**
 * The blocks of text and pictures of a document that steps changed or took out, by position; also
 * those that other steps put right again, since what somebody else put in between is lost by that.
 */
function blocksTouched(base: Node, steps: readonly Step[], after: Node): Set<number> {
  const maps = steps.map((step) => step.getMap());
  const mapping = new Mapping(maps);
  const ranges = maps.flatMap((map, at) => rangesBefore(maps.slice(0, at), map));
  const touched = new Set<number>();
  base.descendants((node, position) => {
    if (!node.isTextblock && !node.isAtom) return true;
    const end = position + node.nodeSize;
    const { pos, deleted } = mapping.mapResult(position, 1);
    const isTouched = ranges.some(([from, to]) => from < end && to > position);
    if (deleted || isTouched || !after.nodeAt(pos)?.eq(node)) touched.add(position);
    return false;
  });
  return touched;
}

/** The ranges that a step replaces, as positions before the steps that came before it. */
function rangesBefore(earlier: readonly StepMap[], map: StepMap): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  map.forEach((start, end) => {
    let from = start;
    let to = end;
    for (const before of earlier.toReversed()) {
      const back = before.invert();
      from = back.map(from, -1);
      to = back.map(to, 1);
    }
    ranges.push([from, to]);
  });
  return ranges;
}
