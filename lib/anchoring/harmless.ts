/**
 * Glyphs that may stand for one another without anyone having changed the words: each key's
 * forms are equal to it. A hyphen (-, ‐, ‑) joins words, a minus (−) makes a number negative and
 * a soft hyphen cannot be seen; none of them is a dash. Single quotation marks and apostrophes are
 * the same glyphs, double ones are others; guillemets point in a direction, so ‹ is not ›. Spaces
 * that break a line or a paragraph, or have no width, are no kinds of space.
 */
const VARIANTS: Record<string, string> = {
  "'": "‘’‚‛",
  '"': "“”„‟",
  " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
  "–": "‒—―",
};

const PLAIN = new Map(
  Object.entries(VARIANTS).flatMap(([plain, forms]) => [...forms].map((form) => [form, plain])),
);
const VARIANT = new RegExp(`[${[...PLAIN.keys()].join("")}]`, "gu");

/**
 * Whether two texts differ in nothing, or in glyph variants put one for one: curly and straight
 * quotation marks, kinds of space, kinds of dash. Everything else is a change: a mark added,
 * taken away or moved, one space more, a hyphen for a dash or for a minus.
 */
export function differsHarmlessly(before: string, after: string): boolean {
  return before.length === after.length && plainGlyphs(before) === plainGlyphs(after);
}

/** A text with each glyph variant in its plainest form; as long as it was. */
export function plainGlyphs(text: string): string {
  return text.replace(VARIANT, (glyph) => PLAIN.get(glyph) ?? glyph);
}
