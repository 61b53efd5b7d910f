import type { Node } from "@tiptap/pm/model";
import { Step } from "@tiptap/pm/transform";
import { z } from "zod";
import { DocumentError, documentSchema, parseDocument } from "./schema";

/** Kinds of steps that an editor of the text makes. All others are refused. */
const STEP_TYPES = ["replace", "replaceAround", "addMark", "removeMark", "attr"] as const;

/** More than anybody types between two versions; a paste is one step. */
const MAX_STEPS = 50_000;

/** Steps as they are sent and stored: ProseMirror's JSON, of the kinds that are allowed. */
export const stepsSchema = z.array(z.looseObject({ stepType: z.enum(STEP_TYPES) })).max(MAX_STEPS);
export type StepsJson = z.infer<typeof stepsSchema>;

export type StepsProblem =
  /** A step is not of this schema, or holds positions that are none. */
  | "step_malformed"
  /** A step does not fit the document that it is applied to. */
  | "step_failed"
  /** The document that results is none of this schema, or an attribute's value is refused. */
  | "document";

export type AppliedSteps =
  | {
      readonly ok: true;
      readonly steps: readonly Step[];
      /** The document before each step, and last the one that results. */
      readonly docs: readonly [Node, ...Node[]];
      readonly doc: Node;
    }
  | { readonly ok: false; readonly problem: StepsProblem; readonly at: number };

/**
 * Applies steps to a document. Nothing that they bring is trusted: the document that results is
 * parsed again as if it had come from outside, every attribute's validator included.
 */
export function applySteps(before: Node, json: StepsJson): AppliedSteps {
  const steps: Step[] = [];
  const docs: [Node, ...Node[]] = [before];
  let doc = before;
  for (const [at, stepJson] of json.entries()) {
    let step: Step;
    try {
      step = Step.fromJSON(documentSchema, stepJson);
    } catch {
      return { ok: false, problem: "step_malformed", at };
    }
    const result = tryStep(step, doc);
    if (!result) return { ok: false, problem: "step_failed", at };
    steps.push(step);
    doc = result;
    docs.push(doc);
  }
  try {
    parseDocument(doc.toJSON());
  } catch (error) {
    if (error instanceof DocumentError) {
      return { ok: false, problem: "document", at: json.length };
    }
    throw error;
  }
  return { ok: true, steps, docs, doc };
}

/** The document after a step, or null where it does not fit. Positions outside throw, too. */
function tryStep(step: Step, doc: Node): Node | null {
  try {
    return step.apply(doc).doc;
  } catch {
    return null;
  }
}
