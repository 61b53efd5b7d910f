import type { Span } from "./occurrences";

/** A span of the old text and where it is in the new one; nowhere where it was deleted. */
export interface KnownSpan extends Span {
  readonly gold: readonly (readonly [number, number])[];
}

/** A text and what an editor made of it, with spans whose fate is known because it was made so. */
export interface LookAlike {
  readonly kind: LookAlikeKind;
  readonly old: string;
  readonly new: string;
  readonly spans: readonly KnownSpan[];
}

export const LOOK_ALIKE_KINDS = [
  "copied elsewhere, original edited",
  "deleted, near twins left",
  "words deleted, same words left",
  "paragraph moved",
  "paragraph moved and edited",
  "replaced by itself",
  "glyphs normalised",
] as const;
export type LookAlikeKind = (typeof LOOK_ALIKE_KINDS)[number];

/**
 * For tests and benchmarks: articles made of so few words that every sentence has near twins,
 * and edits that lead a careless matcher astray. The same seed makes the same text.
 */
export function lookAlike(kind: LookAlikeKind, seed: number): LookAlike {
  const random = randomNumbers(seed);
  const before = article(random);
  const after = edits[kind](before, random);
  const from = laidOut(before);
  const to = laidOut(after);
  const spans = [...from.places].flatMap(([sentence, place]) => {
    const words = sentence.words;
    const first = Math.floor(random() * (words.length - 3));
    const ranges: [number, number][] = [
      [0, words.length],
      [first, first + 3],
      [0, Math.min(words.length, 7)],
    ];
    return ranges.map(([a, b]) => ({
      ...wordsAt(sentence, place, a, b),
      gold: after
        .flat()
        .filter((other) => other.origin === sentence.origin)
        .flatMap((other) => survivors(other, to.places.get(other) ?? 0, sentence, a, b)),
    }));
  });
  return { kind, old: from.text, new: to.text, spans };
}

interface MadeSentence {
  /** Which sentence of the first text this is, however edited; none for what was put in. */
  readonly origin: number | null;
  readonly words: readonly string[];
  /** Which word of the first text's sentence each word is or replaces. */
  readonly numbers: readonly number[];
}

type Article = readonly (readonly MadeSentence[])[];
type Random = () => number;

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

const WHO = ["mayor", "council", "ministry", "auditor", "court", "union", "company", "hospital"];
const WHERE = ["Arden", "Bexhill", "Corran", "Dunmore"];
const DID = ["approved", "rejected", "reported", "counted", "lost"];
const WHAT = ["schools", "jobs", "houses", "ballots", "patients", "bridges"];
const WHY = ["after the flood", "before the vote", "despite the ruling", "during the strike"];

function sentence(origin: number | null, random: Random): MadeSentence {
  const number = String(100 + Math.floor(random() * 40));
  const plain = [
    `The ${pick(WHO, random)} of ${pick(WHERE, random)} ${pick(DID, random)} ${number}`,
    `${pick(WHAT, random)} ${pick(WHY, random)}`,
  ].join(" ");
  const forms = [
    `${plain}.`,
    `“${plain},” the ${pick(WHO, random)}’s office said – again.`,
    `In 20${10 + Math.floor(random() * 10)} ${plain.replace("The", "the")}.`,
  ];
  const words = pick(forms, random).split(" ");
  return { origin, words, numbers: words.map((_, index) => index) };
}

function article(random: Random): Article {
  let origin = 0;
  return Array.from({ length: 6 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 4) }, () => sentence(origin++, random)),
  );
}

function laidOut(blocks: Article): { text: string; places: Map<MadeSentence, number> } {
  const places = new Map<MadeSentence, number>();
  let text = "";
  for (const block of blocks) {
    if (text) text += "\n\n";
    block.forEach((one, index) => {
      if (index > 0) text += " ";
      places.set(one, text.length);
      text += one.words.join(" ");
    });
  }
  return { text, places };
}

function wordsAt({ words }: MadeSentence, place: number, from: number, to: number): Span {
  const start = place + words.slice(0, from).join(" ").length + (from > 0 ? 1 : 0);
  return { start, end: start + words.slice(from, to).join(" ").length };
}

/** Where words of a sentence are in what became of it; nowhere unless most of them are left. */
function survivors(
  edited: MadeSentence,
  place: number,
  original: MadeSentence,
  from: number,
  to: number,
): [number, number][] {
  const left = original.numbers.slice(from, to).flatMap((number) => {
    const at = edited.numbers.indexOf(number);
    return at < 0 ? [] : [at];
  });
  const first = left[0];
  const last = left.at(-1);
  if (first === undefined || last === undefined || left.length * 2 < to - from) return [];
  const { start, end } = wordsAt(edited, place, first, last + 1);
  return [[start, end]];
}

function replaced(blocks: Article, old: MadeSentence, ...by: MadeSentence[]): Article {
  return blocks.map((block) => block.flatMap((one) => (one === old ? by : [one])));
}

function withLetterChanged(one: MadeSentence, random: Random): MadeSentence {
  const at = 1 + Math.floor(random() * (one.words.length - 2));
  const words = one.words.map((word, index) => (index === at ? `${word.slice(0, -1)}x` : word));
  return { ...one, words };
}

function insertedAnywhere(blocks: Article, one: MadeSentence, random: Random): Article {
  const block = pick(blocks, random);
  const at = Math.floor(random() * (block.length + 1));
  return blocks.map((other) => (other === block ? other.toSpliced(at, 0, one) : other));
}

function movedAnywhere(blocks: Article, random: Random): { from: number; moved: Article } {
  const from = Math.floor(random() * blocks.length);
  const rest = blocks.toSpliced(from, 1);
  const to = (from + 1 + Math.floor(random() * (rest.length - 1))) % (rest.length + 1);
  return { from: to, moved: rest.toSpliced(to, 0, ...blocks.slice(from, from + 1)) };
}

const edits: Record<LookAlikeKind, (before: Article, random: Random) => Article> = {
  "copied elsewhere, original edited": (before, random) => {
    const original = pick(before.flat(), random);
    const after = replaced(before, original, withLetterChanged(original, random));
    return insertedAnywhere(after, { ...original, origin: null }, random);
  },
  "deleted, near twins left": (before, random) => {
    const doomed = pick(before.flat(), random);
    return replaced(before, doomed);
  },
  "words deleted, same words left": (before, random) => {
    const doomed = pick(before.flat(), random);
    const at = Math.floor(random() * (doomed.words.length - 4));
    return replaced(before, doomed, {
      ...doomed,
      words: doomed.words.toSpliced(at, 3),
      numbers: doomed.numbers.toSpliced(at, 3),
    });
  },
  "paragraph moved": (before, random) => movedAnywhere(before, random).moved,
  "paragraph moved and edited": (before, random) => {
    const { from, moved } = movedAnywhere(before, random);
    const edited = pick(moved[from] ?? [], random);
    return replaced(moved, edited, withLetterChanged(edited, random));
  },
  "replaced by itself": (before) => before.map((block) => block.map((one) => ({ ...one }))),
  "glyphs normalised": (before) =>
    before.map((block) =>
      block.map((one) => ({ ...one, words: one.words.map((word) => straightened(word)) })),
    ),
};

function straightened(word: string): string {
  return word.replace(/[“”]/gu, '"').replace(/’/gu, "'").replace(/–/gu, "—");
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomNumbers(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
