import chardet from "chardet";

export interface DecodedText {
  text: string;
  /** Whether the encoding was neither declared nor evident. */
  isGuessed: boolean;
}

/**
 * Text from bytes of any encoding: by byte order mark, else as UTF-8 if it is valid, else UTF-16 by
 * its zeros, else as its sender or the document itself declares, else by the statistics of its
 * letters.
 *
 * Null where the bytes are no text.
 */
export function decodeText(bytes: Uint8Array, charset: string | null = null): DecodedText | null {
  const decoded = decode(bytes, charset);
  return decoded && isText(decoded.text) ? decoded : null;
}

function decode(bytes: Uint8Array, charset: string | null): DecodedText | null {
  const marked = byteOrderMark(bytes);
  if (marked) return certain(decodeAs(bytes, marked));
  const wide = wideEncoding(bytes);
  if (wide) return certain(decodeAs(bytes, wide));
  // Valid UTF-8 but for pure ASCII with escapes, which is how ISO-2022-JP writes Japanese.
  const utf8 = bytes.includes(0x1b) ? null : decodeAs(bytes, "utf-8");
  if (utf8 !== null) return certain(utf8);
  for (const declared of [charset, declaredEncoding(bytes)]) {
    const asDeclared = declared && decodeAs(bytes, declared);
    if (typeof asDeclared === "string") return certain(asDeclared);
  }
  for (const { name } of chardet.analyse(textOnly(bytes))) {
    const text = decodeAs(bytes, name);
    if (text !== null) return { text, isGuessed: true };
  }
  const text = decodeAs(bytes, "windows-1252");
  return text === null ? null : { text, isGuessed: true };
}

function certain(text: string | null): DecodedText | null {
  return text === null ? null : { text, isGuessed: false };
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without its mark: Latin letters, digits or at least spaces leave zeros on one side. */
function wideEncoding(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const few = sample.length / 50;
  if (odd > few && even === 0) return "utf-16le";
  if (even > few && odd === 0) return "utf-16be";
  return null;
}

function decodeAs(bytes: Uint8Array, encoding: string): string | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    const text = decoder.decode(bytes);
    return decoder.encoding === "windows-1252" ? withWindowsSigns(text) : text;
  } catch {
    return null;
  }
}

// The Encoding Standard's windows-1252 from 0x80 on, which some Node versions decode as Latin-1.
const WINDOWS_SIGNS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function withWindowsSigns(text: string): string {
  return text.replace(
    /[\u0080-\u009f]/g,
    (sign) => WINDOWS_SIGNS[sign.charCodeAt(0) - 0x80] ?? sign,
  );
}

/** The encoding named in an HTML page's meta element or an XML declaration. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 8192));
  const match = /<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)/i.exec(head);
  return match?.[1] ?? null;
}

/** Without tags, whose Latin letters would drown a page's own. */
function textOnly(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes).toString("latin1");
  if (!/<\/?[a-z]/i.test(text)) return Buffer.from(bytes);
  return Buffer.from(text.replace(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>/gi, " "), "latin1");
}

const MAX_STRAY_CONTROLS = 8;
const CONTROL = /(?![\t\n\f\r\u0080-\u009f])\p{Cc}/gu;

function isText(text: string): boolean {
  const controls = text.match(CONTROL)?.length ?? 0;
  return controls <= Math.max(MAX_STRAY_CONTROLS, text.length / 500);
}
