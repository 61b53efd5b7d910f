import { isBlockElement } from "./html-element";

/** The footnotes of a piece of HTML: which links refer to which notes. */
export interface FootnoteLinks {
  /** The identifier of the note that a link refers to. */
  noteOf: (link: Element) => string | null;
  /** The identifier of the note that an element holds. */
  idOf: (element: Element) => string | null;
  /** Whether a link leads from a note back to the text. */
  isBackLink: (link: Element) => boolean;
  /** The notes, in the order of their first references. */
  notes: readonly { id: string; element: Element }[];
}

const SIGN =
  /^[[(]?\s*(?:(?:note|nb|n)\s*)?(?:\p{N}{1,4}|\p{L}|[ivxlc]{1,6}|[*†‡§¶#]{1,4})\s*[\])]?$/iu;
const NAMED_NOTE =
  /(?:^|[^a-z])(?:fn|ftn|edn|foot-?note|end-?note|cite_?note|note|ref|sdfootnote)/i;
const HOLDERS = new Set(["li", "p", "div", "dd", "aside", "section", "td"]);
const MAX_NOTE = 5000;

/**
 * Finds references and notes by their links, whatever made the page: a short sign that points to
 * a piece of the same page that is named like a note, or that stands raised.
 */
export function findFootnotes(root: Element): FootnoteLinks {
  const targets = new Map<string, Element>();
  for (const element of root.querySelectorAll("[id], a[name]")) {
    for (const name of [element.getAttribute("id"), element.getAttribute("name")]) {
      if (name && !targets.has(name)) targets.set(name, element);
    }
  }
  const ids = new Map<Element, string>();
  const references = new Map<Element, string>();
  const referenceElements = new Set<Element>();
  for (const link of root.querySelectorAll("a[href*='#']")) {
    const target = targets.get(fragmentOf(link) ?? "");
    if (!target || !isReference(link)) continue;
    const note = holderOf(target);
    // A link inside a note that was found is that note's way back.
    if (!note || note.contains(link) || [...ids.keys()].some((known) => known.contains(link))) {
      continue;
    }
    const id = ids.get(note) ?? String(ids.size + 1);
    ids.set(note, id);
    references.set(link, id);
    referenceElements.add(link);
  }
  const isNearReference = (element: Element): boolean =>
    referenceElements.has(element) ||
    [...element.querySelectorAll("a[href]")].some((link) => referenceElements.has(link)) ||
    [...referenceElements].some((link) => link.parentElement === element);
  return {
    noteOf: (link) => references.get(link) ?? null,
    idOf: (element) => ids.get(element) ?? null,
    isBackLink: (link) => {
      const target = targets.get(fragmentOf(link) ?? "");
      return target !== undefined && ids.size > 0 && isNearReference(target);
    },
    notes: [...ids].map(([element, id]) => ({ id, element })),
  };
}

function fragmentOf(link: Element): string | null {
  const href = link.getAttribute("href") ?? "";
  const hash = href.indexOf("#");
  if (hash < 0) return null;
  const base = href.slice(0, hash);
  // Readability makes addresses absolute; then the part before "#" is the page's own.
  if (base !== "" && base !== link.ownerDocument.baseURI.split("#")[0]) return null;
  try {
    return decodeURIComponent(href.slice(hash + 1));
  } catch {
    return href.slice(hash + 1);
  }
}

function isReference(link: Element): boolean {
  const text = (link.textContent ?? "").trim();
  if (!SIGN.test(text)) return false;
  const isRaised = link.closest("sup") !== null || link.querySelector("sup") !== null;
  const role = `${link.getAttribute("role") ?? ""} ${link.getAttribute("epub:type") ?? ""} ${link.getAttribute("class") ?? ""}`;
  return isRaised || /noteref|footnote/i.test(role) || NAMED_NOTE.test(fragmentOf(link) ?? "");
}

function holderOf(target: Element): Element | null {
  let holder: Element | null = target;
  while (holder && !isBlockElement(holder)) holder = holder.parentElement;
  if (!holder || !HOLDERS.has(holder.localName)) return null;
  // Word puts the mark into the note's paragraph and the note into a <div id="ftn1">.
  const around = holder.parentElement;
  if (holder.localName === "p" && around && /^(li|div|aside)$/.test(around.localName)) {
    if (NAMED_NOTE.test(around.getAttribute("id") ?? "")) holder = around;
  }
  return (holder.textContent ?? "").length <= MAX_NOTE ? holder : null;
}
