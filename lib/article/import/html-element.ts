/** What an HTML element is to an article; reading attributes only, never computed styles. */

const XHTML = "http://www.w3.org/1999/xhtml";

const ACTIVE = new Set(
  "script style template iframe frame frameset object embed applet form input button select option textarea link meta base head title dialog noscript noframes portal slot".split(
    " ",
  ),
);
const EMBEDS = new Set("video audio canvas math svg map track source progress meter".split(" "));
// Their text is the article's even so; a form may enclose the whole page.
const TRANSPARENT = new Set(["form", "dialog", "slot"]);

export type Dropped = "active" | "embed" | "hidden";

/** Why an element and all in it is left out, or null. */
export function dropped(element: Element): Dropped | null {
  if (element.namespaceURI !== XHTML) return "embed";
  const name = element.localName;
  if (TRANSPARENT.has(name)) return null;
  if (ACTIVE.has(name)) return "active";
  if (EMBEDS.has(name)) return "embed";
  return isHidden(element) ? "hidden" : null;
}

/** Whether leaving it out should be told: a script was active, a page's head was not. */
export function isWorthTelling(element: Element): boolean {
  return !["style", "head", "title", "meta", "link", "base", "noscript", "template"].includes(
    element.localName,
  );
}

const SCREEN_READER_ONLY =
  /(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-reader-text)(?:$|[\s_-])/i;

function isHidden(element: Element): boolean {
  if (element.hasAttribute("hidden")) return true;
  const style = styleOf(element);
  if (style.get("display") === "none" || style.get("visibility") === "hidden") return true;
  if (style.get("mso-hide") === "all") return true;
  return SCREEN_READER_ONLY.test(element.getAttribute("class") ?? "");
}

/** The declarations of a style attribute; lower case, without "!important". */
function styleOf(element: Element): ReadonlyMap<string, string> {
  const style = element.getAttribute("style");
  if (!style || style.length > 10_000) return new Map();
  return new Map(
    style
      .toLowerCase()
      .split(";")
      .map((declaration) => {
        const colon = declaration.indexOf(":");
        const value = declaration.slice(colon + 1).replace("!important", "");
        return [declaration.slice(0, Math.max(colon, 0)).trim(), value.trim()] as const;
      }),
  );
}

const BLOCKS = new Set(
  (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav " +
    "ol p pre search section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);

export function isBlockElement(element: Element): boolean {
  return BLOCKS.has(element.localName);
}

const MARK_ELEMENTS: Readonly<Record<string, string>> = {
  b: "bold",
  strong: "bold",
  em: "italic",
  i: "italic",
  cite: "italic",
  dfn: "italic",
  var: "italic",
  u: "underline",
  ins: "underline",
  s: "strike",
  strike: "strike",
  del: "strike",
  sub: "subscript",
  sup: "superscript",
  code: "code",
  kbd: "code",
  samp: "code",
  tt: "code",
};

/** The marks that an element sets on its text, by its name or, as word processors write, its style. */
export function marksOf(element: Element): string[] {
  const style = styleOf(element);
  const marks = new Set<string>();
  const named = MARK_ELEMENTS[element.localName];
  if (named && !isUndone(named, style)) marks.add(named);
  // On blocks, weight and slant are the looks of headings and captions, not emphasis.
  if (isBlockElement(element)) return [];
  const weight = style.get("font-weight") ?? "";
  if (weight === "bold" || weight === "bolder" || Number(weight) >= 600) marks.add("bold");
  if (/^(italic|oblique)/.test(style.get("font-style") ?? "")) marks.add("italic");
  const decoration = `${style.get("text-decoration") ?? ""} ${style.get("text-decoration-line") ?? ""}`;
  if (/underline/.test(decoration) && element.localName !== "a") marks.add("underline");
  if (/line-through/.test(decoration)) marks.add("strike");
  if (style.get("vertical-align") === "super") marks.add("superscript");
  if (style.get("vertical-align") === "sub") marks.add("subscript");
  return [...marks];
}

// Google Docs wraps what it copies in <b style="font-weight:normal">.
function isUndone(mark: string, style: ReadonlyMap<string, string>): boolean {
  if (mark === "bold") return /^(normal|lighter|[1-5]00)$/.test(style.get("font-weight") ?? "");
  return mark === "italic" && style.get("font-style") === "normal";
}

export function directionOf(element: Element): "ltr" | "rtl" | null {
  const dir = element.getAttribute("dir")?.toLowerCase();
  return dir === "rtl" || dir === "ltr" ? dir : null;
}

/** Whether a table only arranges a page: told so, or with nothing of a table's making. */
export function isLayoutTable(table: Element): boolean {
  const role = table.getAttribute("role");
  if (role === "presentation" || role === "none") return true;
  if (table.querySelector("table")) return true;
  const cells = [...table.querySelectorAll("td, th")];
  if (cells.length < 2) return true;
  if (table.querySelector("th, caption, thead")) return false;
  return cells.some((cell) => (cell.textContent ?? "").trim().length > 600);
}

function pixelLength(element: Element, name: "width" | "height"): number | null {
  const value = element.getAttribute(name) ?? styleOf(element).get(name) ?? "";
  const match = /^\s*(\d+(?:\.\d+)?)(?:px)?\s*$/i.exec(value);
  return match ? Number(match[1]) : null;
}

/** A picture too small to be seen, which counts readers. */
export function isTrackingPixel(image: Element): boolean {
  const width = pixelLength(image, "width");
  const height = pixelLength(image, "height");
  return width !== null && height !== null && width <= 1 && height <= 1;
}

export function pixelsOf(image: Element, name: "width" | "height"): number | null {
  const value = Math.round(pixelLength(image, name) ?? 0);
  return value >= 1 && value <= 100_000 ? value : null;
}
