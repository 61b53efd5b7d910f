import { Extension } from "@tiptap/core";
import { isHistoryTransaction } from "@tiptap/pm/history";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import type { Step } from "@tiptap/pm/transform";
import type { StepsTaken } from "@/lib/anchoring/map-steps";

/** The steps of one transaction, and those before it. A value, as the state that holds it. */
export interface StepRecord {
  readonly before: StepRecord | null;
  /** The document before the first of all. */
  readonly base: Node;
  readonly steps: readonly Step[];
  /** The document before each step. */
  readonly docs: readonly Node[];
  readonly isUndo: boolean;
  /** How many steps there are in all. */
  readonly count: number;
}

const key = new PluginKey<StepRecord>("stepRecord");

/** Remembers every step since the editor was made, those that plugins append included. */
export const StepRecorder = Extension.create({
  name: "stepRecord",
  addProseMirrorPlugins() {
    return [
      new Plugin<StepRecord>({
        key,
        state: {
          init: (_, { doc }) => ({
            before: null,
            base: doc,
            steps: [],
            docs: [],
            isUndo: false,
            count: 0,
          }),
          apply: (tr, before) =>
            tr.docChanged
              ? {
                  before,
                  base: before.base,
                  steps: tr.steps,
                  docs: tr.docs,
                  isUndo: isHistoryTransaction(tr),
                  count: before.count + tr.steps.length,
                }
              : before,
        },
      }),
    ];
  },
});

export function recordOf(state: EditorState): StepRecord {
  const record = key.getState(state);
  if (!record) throw new Error("the editor records no steps");
  return record;
}

/** The records after one up to another, in order; null where the one is not before the other. */
export function recordsSince(earlier: StepRecord | null, later: StepRecord): StepRecord[] | null {
  const records: StepRecord[] = [];
  for (let at: StepRecord | null = later; at !== earlier; at = at.before) {
    if (at === null) return null;
    records.push(at);
  }
  return records.reverse();
}

/** All steps since the editor was made. */
export function stepsTaken(state: EditorState): StepsTaken & { readonly steps: readonly Step[] } {
  const records = recordsSince(null, recordOf(state)) ?? [];
  return {
    steps: records.flatMap(({ steps }) => steps),
    docs: [...records.flatMap(({ docs }) => docs), state.doc],
  };
}

/** Whether the text is another than the one it began with. */
export function isChanged(state: EditorState): boolean {
  const { base, count } = recordOf(state);
  return count > 0 && !state.doc.eq(base);
}

/** A range of an earlier document as it lies in the present one. */
export function rangeNow(
  state: EditorState,
  since: StepRecord,
  range: { from: number; to: number },
): { from: number; to: number } {
  let { from, to } = range;
  for (const { steps } of recordsSince(since, recordOf(state)) ?? []) {
    for (const step of steps) {
      const map = step.getMap();
      from = map.map(from, -1);
      to = Math.max(from, map.map(to, -1));
    }
  }
  return { from, to };
}
