import { z } from "zod";
import { differsHarmlessly } from "@/lib/anchoring/harmless";
import type { TextRange } from "@/lib/document/sentences";
import { fitSchema, type TargetRole } from "./schema-enums";

/** A target's place in one version of the text. */
export interface PlacedTarget extends TextRange {
  readonly id: string;
  readonly role: TargetRole;
  readonly state: "placed" | "changed" | "orphaned";
}

const readingSchema = z.object({
  /** The words-targets as they stand, in their order; an orphaned one has none. */
  words: z.array(z.string()),
  /** The context-targets, and the word on either side of each target within its sentence. */
  around: z.array(z.string()),
});

/** What a person reads who judges whether an occurrence's words say its claim. */
export type Reading = z.infer<typeof readingSchema>;

/** Why an occurrence wants a recheck, and what it was before. */
export const recheckSchema = z.object({
  cause: z.enum(["words", "context", "orphaned", "targets", "date"]),
  from: readingSchema,
  to: readingSchema,
  /** The fit before the first change that nobody has looked at yet. */
  was: z
    .object({ fit: fitSchema, byId: z.string().nullable(), at: z.string().nullable() })
    .nullable()
    .default(null),
  /** The version that made it due. */
  version: z.int().nullable().default(null),
  /** The planned publication date that its words counted from, and the one they count from now. */
  date: z
    .object({ from: z.string().nullable(), to: z.string().nullable() })
    .nullable()
    .default(null),
});
export type Recheck = z.infer<typeof recheckSchema>;

const REACH = 64;
const SENTENCE_END = /[.!?…؟۔。！？]["'”’»)\]]*$/u;

/**
 * How an occurrence reads in a text. The word beside a target belongs to it, since "former" before
 * a title changes what the title says without touching it; a word of another sentence does not,
 * nor one that another of the targets holds anyway.
 */
export function readingOf(text: string, targets: readonly PlacedTarget[]): Reading {
  const standing = targets.filter(({ state }) => state !== "orphaned");
  const isHeld = ({ start, end }: TextRange) =>
    standing.some((target) => target.start < end && start < target.end);
  const words: string[] = [];
  const around: string[] = [];
  for (const { role, start, end, state } of targets) {
    const own = state === "orphaned" ? "" : text.slice(start, end).trim();
    (role === "words" ? words : around).push(own);
    for (const beside of own === "" ? [null, null] : wordsBeside(text, start, end)) {
      around.push(beside && !isHeld(beside) ? text.slice(beside.start, beside.end) : "");
    }
  }
  return { words, around };
}

/** The words before and after a range, in its block and its sentence. */
function wordsBeside(text: string, start: number, end: number): (TextRange | null)[] {
  const before = /(\S+)[^\S\n]*$/u.exec(lastBlock(text.slice(Math.max(0, start - REACH), start)));
  const [next = ""] = text.slice(end, end + REACH).split("\n\n", 1);
  const after = SENTENCE_END.test(text.slice(start, end).trim())
    ? null
    : /^([^\S\n]*)(\S+)/u.exec(next);
  const [gap = "", word = ""] = after?.slice(1) ?? [];
  const from = end + gap.length;
  return [
    before && !SENTENCE_END.test(before[1] ?? "")
      ? {
          start: start - before[0].length,
          end: start - before[0].length + (before[1]?.length ?? 0),
        }
      : null,
    after ? { start: from, end: from + word.length } : null,
  ];
}

function lastBlock(text: string): string {
  return text.split("\n\n").at(-1) ?? "";
}

/** Whether two readings differ in nothing but the kinds of quotation marks, spaces and dashes. */
export function readsAlike(a: Reading, b: Reading): boolean {
  return alike(a.words, b.words) && alike(a.around, b.around);
}

function alike(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => differsHarmlessly(text, b[index] ?? ""));
}

/** What of a reading changed most; null where nothing did. */
export function changeOf(from: Reading, to: Reading): "words" | "context" | "orphaned" | null {
  if (to.words.every((words) => words === "") && from.words.some((words) => words !== "")) {
    return "orphaned";
  }
  if (!alike(from.words, to.words)) return "words";
  return alike(from.around, to.around) ? null : "context";
}

/** An occurrence's remedy, as far as it can be carried out by changing the words. */
export interface RemedyToSee {
  readonly remedy: "none" | "fix" | "cut" | "attribute" | "left_to_author";
  /** The wording that an approval covered, or null. */
  readonly approved: string | null;
}

/**
 * Whether a change carried an approved remedy out: the words became exactly its wording while all
 * around them stayed, or words that were to be cut are gone.
 */
export function carriesOut({ remedy, approved }: RemedyToSee, from: Reading, to: Reading): boolean {
  if (approved === null) return false;
  if (remedy === "cut") return changeOf(from, to) === "orphaned";
  if (remedy !== "fix" && remedy !== "attribute") return false;
  const [words, ...others] = to.words;
  return (
    words !== undefined &&
    others.every((other) => other === "") &&
    words === approved.trim() &&
    alike(from.around, to.around)
  );
}
