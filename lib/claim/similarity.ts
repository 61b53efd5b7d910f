/** The words of a text as a search compares them: lower case, without marks, each once. */
export function searchWords(text: string): string[] {
  return [
    ...new Set(
      text
        .normalize("NFC")
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
    ),
  ];
}

/**
 * The words by which a claim that says the same would be found: the longest, which are the rarest,
 * and every number. Short words are in every sentence.
 */
export function tellingWords(text: string, limit = 12): string[] {
  return searchWords(text)
    .filter((word) => /\p{N}/u.test(word) || [...word].length >= 4)
    .toSorted((a, b) => Number(/\p{N}/u.test(b)) - Number(/\p{N}/u.test(a)) || b.length - a.length)
    .slice(0, limit);
}

/**
 * How much of what is looked for a statement has, 0 to 1: the share of its words that some word of
 * the statement begins with, and the likeness of the two as wholes (Dice's coefficient of their
 * letter trigrams), which forgives spelling and inflection.
 */
export function likeness(sought: string, statement: string): number {
  const words = searchWords(sought);
  if (words.length === 0) return 0;
  const known = searchWords(statement);
  const found = words.filter((word) => known.some((other) => other.startsWith(word)));
  return 0.6 * (found.length / words.length) + 0.4 * dice(trigrams(words), trigrams(known));
}

function trigrams(words: readonly string[]): Set<string> {
  const grams = new Set<string>();
  for (const word of words) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) grams.add(padded.slice(at, at + 3));
  }
  return grams;
}

function dice(a: Set<string>, b: Set<string>): number {
  if (a.size + b.size === 0) return 0;
  const shared = [...a].filter((gram) => b.has(gram)).length;
  return (2 * shared) / (a.size + b.size);
}
