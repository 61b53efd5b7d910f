import { type DiffMap, type KeptRun, packRuns } from "./diff-map";
import { joinRuns, keptLetters, keptWords, withSpace } from "./kept-words";
import { pairSentences, type SentencePair } from "./pair-sentences";
import { type Candidate, SentenceComparison } from "./sentence-candidates";
import { NO_LIMIT, type TimeLimit } from "./time-limit";
import { type TokenizedText, tokenize, Vocabulary } from "./tokens";

/** A stretch of the old text and what stands in its place in the new one; either may be empty. */
export interface TextChange {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Sentences of the old text, the sentences that they became, and the words that both have. */
export interface Passage extends TextChange {
  readonly pair: SentencePair;
  readonly runs: readonly KeptRun[];
}

/** Two texts and what they have in common. */
export interface TextDiff {
  readonly older: TokenizedText;
  readonly newer: TokenizedText;
  readonly vocabulary: Vocabulary;
  /** In the order of the old text. */
  readonly passages: readonly Passage[];
  /** For each sentence of the old text those of the new one that are most like it. */
  readonly candidates: readonly (readonly Candidate[])[];
  /** What changed, by whole words, in order; text that moved is taken out here and put in there. */
  readonly changes: readonly TextChange[];
  /** What is stored of all this. */
  readonly map: DiffMap;
}

export interface DiffOptions {
  /** BCP 47: where sentences end. */
  readonly language?: string | null | undefined;
  /** Past it only equal sentences are found, and what changed in others is not looked into. */
  readonly limit?: TimeLimit | undefined;
}

/**
 * Compares two canonical texts: sentences first, because an edit rarely makes one sentence of
 * the words of several; then words inside the sentences that changed; then letters inside words.
 */
export function diffTexts(old: string, neu: string, options: DiffOptions = {}): TextDiff {
  const { language, limit = NO_LIMIT } = options;
  const vocabulary = new Vocabulary();
  const older = tokenize(old, vocabulary, language);
  const newer = tokenize(neu, vocabulary, language);
  const comparison = new SentenceComparison(older, newer, vocabulary);
  const candidates = comparison.candidates(limit);
  const passages = pairSentences(comparison, candidates).map((pair) =>
    passageOf(older, newer, pair, limit),
  );
  const runsOf = (moved: boolean) =>
    joinRuns(
      old,
      neu,
      passages.filter(({ pair }) => pair.moved === moved).flatMap(({ runs }) => runs),
    );
  const kept =
    old !== "" && old === neu
      ? [{ oldStart: 0, newStart: 0, length: old.length }]
      : withSpace(old, neu, runsOf(false));
  const changes = changesBetween(kept, old.length, neu.length);
  const letters = changes.flatMap((change) => keptLetters(older, newer, change));
  return {
    older,
    newer,
    vocabulary,
    passages,
    candidates,
    changes,
    map: {
      oldLength: old.length,
      newLength: neu.length,
      kept: packRuns([...kept, ...letters].sort((a, b) => a.oldStart - b.oldStart)),
      moved: packRuns(runsOf(true)),
    },
  };
}

function passageOf(
  older: TokenizedText,
  newer: TokenizedText,
  pair: SentencePair,
  limit: TimeLimit,
): Passage {
  const [a, b] = [older.sentences[pair.old], older.sentences[pair.old + pair.oldCount - 1]];
  const [c, d] = [newer.sentences[pair.new], newer.sentences[pair.new + pair.newCount - 1]];
  if (!a || !b || !c || !d) throw new RangeError("a pair of sentences that are not there");
  const place = { oldStart: a.start, oldEnd: b.end, newStart: c.start, newEnd: d.end };
  const runs =
    pair.likeness === 1
      ? [{ oldStart: a.start, newStart: c.start, length: b.end - a.start }]
      : joinRuns(
          older.text,
          newer.text,
          keptWords(
            older.tokens.slice(a.first, b.last),
            newer.tokens.slice(c.first, d.last),
            limit,
          ),
        );
  return { ...place, pair, runs };
}

/** What lies between runs that ascend in both texts. */
function changesBetween(
  runs: readonly KeptRun[],
  oldLength: number,
  newLength: number,
): TextChange[] {
  const changes: TextChange[] = [];
  let oldStart = 0;
  let newStart = 0;
  const end = { oldStart: oldLength, newStart: newLength, length: 0 };
  for (const run of [...runs, end]) {
    if (oldStart < run.oldStart || newStart < run.newStart) {
      changes.push({ oldStart, oldEnd: run.oldStart, newStart, newEnd: run.newStart });
    }
    oldStart = run.oldStart + run.length;
    newStart = run.newStart + run.length;
  }
  return changes;
}
