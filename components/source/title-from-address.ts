const EXTENSION = /\.(?:html?|php|aspx?|pdf|docx?|jsp|shtml)$/i;
const NUMBERS_ONLY = /^\P{L}*$/u;
/** Letters and digits without a vowel, or long hexadecimal: a key of the site's, no word. */
const KEY = /^(?:[0-9a-f]{6,}|[a-z]*\d+[a-z\d]*|[b-df-hj-np-tv-xz]{4,})$/i;

/**
 * A title proposed from an address: the words of its last telling part ("/news/2024/labour-market-
 * overview.html" is "Labour market overview"). "" where it has none.
 */
export function titleFromAddress(url: string): string {
  if (!URL.canParse(url)) return "";
  const parts = new URL(url).pathname.split("/").filter((part) => part !== "");
  for (const part of parts.reverse()) {
    const words = readable(part);
    if (words.length > 1) return sentence(words);
  }
  return "";
}

function readable(part: string): string[] {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // As it stands, then.
  }
  return text
    .replace(EXTENSION, "")
    .split(/[-_+\s]+/)
    .filter((word) => word !== "" && !NUMBERS_ONLY.test(word) && !KEY.test(word));
}

function sentence(words: readonly string[]): string {
  const text = words.join(" ");
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
