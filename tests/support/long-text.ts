/**
 * A text of long sentences that are made of the same few words, in an order of the seed's. Whatever
 * was marked in one such text has hardly a safe place in another, and many places in it are somewhat
 * alike: the longest of searches.
 */
export function longText(seed: number, paragraphs = 120): string[] {
  const random = randomOf(seed);
  return Array.from({ length: paragraphs }, () => {
    const words = Array.from({ length: SENTENCE }, () => WORDS[random() % WORDS.length]);
    return `And ${words.join(" ")}.`;
  });
}

/** Spans in such a text, all of them parts of sentences. */
export function spansIn(text: string, count: number): { start: number; end: number }[] {
  const sentences = [...text.matchAll(/And [^.]+\./gu)];
  return Array.from({ length: count }, (_, number) => {
    const { 0: sentence = "", index = 0 } = sentences[number % sentences.length] ?? {};
    const skipped = sentence.split(" ", 2 + Math.floor(number / sentences.length)).join(" ");
    return { start: index + skipped.length + 1, end: index + sentence.length - 1 };
  });
}

const SENTENCE = 80;
const SYLLABLES = ["ba", "de", "fi", "go", "hu", "ka", "le", "mi"];
const WORDS = SYLLABLES.flatMap((first) => SYLLABLES.map((second) => `${first}${second}t${first}`));

/** Natural numbers, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
