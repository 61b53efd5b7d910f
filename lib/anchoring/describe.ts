/** What a target keeps for ever of where it was made. */
export interface Description {
  exact: string;
  prefix: string;
  suffix: string;
}

/** Enough to tell most repeated words apart, little enough to survive edits nearby. */
const SURROUNDINGS = 32;

/**
 * The words of a span and up to 32 UTF-16 code units on each side, one fewer where a surrogate
 * pair would be cut. Throws a RangeError for a span that is not one of the text.
 */
export function describeTarget(text: string, start: number, end: number): Description {
  if (!(0 <= start && start <= end && end <= text.length)) {
    throw new RangeError(`no span of the text: ${start} to ${end}`);
  }
  const from = Math.max(0, start - SURROUNDINGS);
  const to = Math.min(text.length, end + SURROUNDINGS);
  return {
    exact: text.slice(start, end),
    prefix: text.slice(cutsPair(text, from) ? from + 1 : from, start),
    suffix: text.slice(end, cutsPair(text, to) ? to - 1 : to),
  };
}

function cutsPair(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
