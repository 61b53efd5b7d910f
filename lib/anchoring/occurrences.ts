/** A stretch of the canonical text, in UTF-16 code units; the end is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Shorter words are found in their own case only: "US" is not "us". */
const CASELESS_FROM = 12;

/**
 * Every place where the same words stand, itself included, in text order and apart from one
 * another. Whole words and whole numbers only ("500" is not in "1,500"); quotation marks, dashes,
 * spaces and composed letters are equal in all their forms, and so are cases in what is longer
 * than a name. A match crosses a paragraph's end only where the words do. Scripts that put no
 * space between words are matched anywhere.
 *
 * Takes time linear in both lengths, whatever they hold.
 *
 * @param language BCP 47, for its rules of case (Turkish "I")
 */
export function sameWords(text: string, exact: string, language?: string | null): Span[] {
  const wanted = exact.trim();
  if (!/[\p{L}\p{N}]/u.test(wanted)) return [];
  const caseless = wanted.length >= CASELESS_FROM;
  const needle = fold(wanted, caseless, language).text;
  const folded = fold(text, caseless, language);
  const spans: Span[] = [];
  for (const at of findAll(folded.text, needle)) {
    const start = folded.starts[at] ?? 0;
    const end = folded.ends[at + needle.length - 1] ?? 0;
    if (start < (spans.at(-1)?.end ?? 0)) continue;
    if (!goesOn(text, start) && !goesOn(text, end)) spans.push({ start, end });
  }
  return spans;
}

interface Folded {
  text: string;
  /** For each code unit of `text`: where in the original what it stands for begins and ends. */
  starts: Int32Array;
  ends: Int32Array;
}

const SPACE = /[\s\u200b\u2060]/u;
const INVISIBLE = /[\u00ad\ufeff]/u;
const MARK = /\p{M}/u;
const LIKE: Record<string, string> = Object.fromEntries(
  [
    ["'", "‘’‚‛′ʼ`´"],
    ['"', "“”„‟″«»"],
    ["-", "‐‑‒–—―−"],
    ["σ", "ς"],
  ].flatMap(([plain = "", forms = ""]) => [...forms].map((form) => [form, plain])),
);

function fold(text: string, caseless: boolean, language?: string | null): Folded {
  const lower = lowerCaser(caseless, language);
  // Lower case or composition makes at most three units of one.
  const starts = new Int32Array(text.length * 3);
  const ends = new Int32Array(text.length * 3);
  const parts: string[] = [];
  let length = 0;
  const push = (part: string, start: number, end: number) => {
    parts.push(part);
    starts.fill(start, length, length + part.length);
    ends.fill(end, length, length + part.length);
    length += part.length;
  };
  for (let at = 0; at < text.length; ) {
    const start = at;
    // Most of most texts: letters and digits of ASCII, with no mark after them.
    const code = text.charCodeAt(at);
    if (isPlain(code) && !(text.charCodeAt(at + 1) >= 0x300)) {
      parts.push(asciiOf(code, caseless));
      starts[length] = at;
      at += 1;
      ends[length] = at;
      length += 1;
      continue;
    }
    const char = characterAt(text, at);
    at += char.length;
    if (SPACE.test(char)) {
      while (at < text.length && SPACE.test(text.charAt(at))) at += 1;
      if (at === start + 1) {
        push(" ", start, at);
        continue;
      }
      push(text.slice(start, at).includes("\n\n") ? "\n" : " ", start, at);
      continue;
    }
    if (INVISIBLE.test(char)) continue;
    while (text.charCodeAt(at) >= 0x300 && MARK.test(characterAt(text, at))) {
      at += characterAt(text, at).length;
    }
    const whole = at === start + char.length ? char : text.slice(start, at).normalize("NFC");
    push(LIKE[whole] ?? lower(whole), start, at);
  }
  return { text: parts.join(""), starts, ends };
}

/** "I" is left out: Turkish lowers it otherwise. */
function isPlain(code: number): boolean {
  if (code === 73) return false;
  return (
    (code > 96 && code < 123) || (code > 64 && code < 91) || (code > 43 && code < 60 && code !== 45)
  );
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

function asciiOf(code: number, caseless: boolean): string {
  return ASCII[caseless && code > 64 && code < 91 ? code + 32 : code] ?? "";
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

/** Only these languages lower a letter otherwise than all others do. */
const OWN_CASE = /^(?:tr|az|lt)\b/i;

function lowerCaser(caseless: boolean, language?: string | null): (text: string) => string {
  if (!caseless) return (text) => text;
  const own = language && OWN_CASE.test(language) ? language.slice(0, 2) : null;
  return own ? (text) => text.toLocaleLowerCase(own) : (text) => text.toLowerCase();
}

/** All places of the needle, overlapping ones too, by Knuth, Morris and Pratt's algorithm. */
function* findAll(text: string, needle: string): Generator<number> {
  const back = new Int32Array(needle.length);
  const next = (matched: number, unit: number) => {
    let length = matched;
    while (length > 0 && (length === needle.length || needle.charCodeAt(length) !== unit)) {
      length = back[length - 1] ?? 0;
    }
    return needle.charCodeAt(length) === unit ? length + 1 : 0;
  };
  for (let i = 1; i < needle.length; i++) back[i] = next(back[i - 1] ?? 0, needle.charCodeAt(i));
  let matched = 0;
  for (let i = 0; i < text.length; i++) {
    matched = next(matched, text.charCodeAt(i));
    if (matched === needle.length) yield i + 1 - needle.length;
  }
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;
const DIGIT = /\p{Nd}/u;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a word or a number goes on across this place. */
function goesOn(text: string, at: number): boolean {
  const before = characterBefore(text, at);
  const after = characterAt(text, at);
  if (WORD.test(before) && WORD.test(after))
    return !(UNSPACED.test(before) || UNSPACED.test(after));
  if (/[.,٫٬]/u.test(after)) {
    return DIGIT.test(before) && DIGIT.test(characterAt(text, at + 1));
  }
  if (/[.,٫٬]/u.test(before)) {
    return DIGIT.test(after) && DIGIT.test(characterBefore(text, at - 1));
  }
  return false;
}

function characterBefore(text: string, at: number): string {
  if (at <= 0) return "";
  const pair = at > 1 ? characterAt(text, at - 2) : "";
  return pair.length === 2 ? pair : text.charAt(at - 1);
}
