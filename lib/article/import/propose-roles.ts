import type { ArticleMeta, JsonNode } from "./draft";
import { textOf } from "./html-to-document";
import { dateOf, tidy } from "./metadata";

export interface RoleHints {
  /** The title that the material gives itself outside its text. */
  title: string | null;
  /** Its description, where the page also shows it to readers. */
  standfirst: string | null;
  /** Whether the first lines may be taken for title and standfirst by their shape alone. */
  isPlain: boolean;
}

type Proposal = Pick<ArticleMeta, "headline" | "standfirst" | "byline" | "publishedOn"> & {
  blocks: JsonNode[];
};

const LEAD = 8;
const MAX_HEADLINE = 250;
const MAX_STANDFIRST = 400;

/**
 * Proposes which of the first blocks are headline, standfirst, byline and dateline. A title that is
 * not among them is put in front: the headline belongs to the text that is checked.
 */
export function proposeRoles(source: readonly JsonNode[], hints: RoleHints): Proposal {
  let blocks = [...source];
  const found = findHeadline(blocks, hints);
  if (found >= 0) {
    blocks = blocks.with(found, asHeadline(blocks[found]));
  } else if (hints.title) {
    const text = { type: "text", text: hints.title };
    blocks.unshift(asHeadline({ type: "heading", attrs: { level: 1 }, content: [text] }));
  }
  const headlineAt = Math.max(found, 0);
  const hasHeadline = blocks[headlineAt]?.attrs?.role === "headline";
  const start = hasHeadline ? headlineAt + 1 : 0;

  let byline: string | null = null;
  let publishedOn: string | null = null;
  blocks = blocks.map((block, i) => {
    if (i < start || i >= start + LEAD || !isLine(block) || roleOf(block)) return block;
    const line = tidy(textOf(block)) ?? "";
    if (!byline && BYLINE.test(line) && line.length <= 120) {
      byline = line.replace(BYLINE_WORD, "").trim();
      return withRole(block, "byline");
    }
    if (!publishedOn && line.length <= 60 && DATE_LINE.test(line) && dateOf(line)) {
      publishedOn = dateOf(line);
      return withRole(block, "dateline");
    }
    return block;
  });

  if (hasHeadline && !blocks.some((block) => roleOf(block) === "standfirst")) {
    const at = findStandfirst(blocks, start, hints);
    const block = blocks[at];
    if (at >= 0 && block) blocks = blocks.with(at, withRole(block, "standfirst"));
    else if (hints.standfirst) {
      const content = [{ type: "text", text: hints.standfirst }];
      blocks.splice(start, 0, { type: "paragraph", attrs: { role: "standfirst" }, content });
    }
  }
  return {
    blocks,
    headline: lineOf(blocks, "headline"),
    standfirst: lineOf(blocks, "standfirst"),
    byline: byline ?? lineOf(blocks, "byline"),
    publishedOn,
  };
}

const BYLINE_WORD = /^(?:by|von|par|por|di|door|av|af)\s*:?\s+/i;
const BYLINE = /^(?:by|von|par|por)\s*:?\s+\p{Lu}[^.!?]*$/iu;
const DATE_LINE = /^[\p{L}\p{N} ,.:/()|–—-]*(?:19|20)\d\d[\p{L}\p{N} ,.:/()|–—-]*$/u;
const ENDS_SENTENCE = /[.!?…。؟۔]["'”’»)\]]*$/;

function findHeadline(blocks: readonly JsonNode[], hints: RoleHints): number {
  const given = blocks.findIndex((block) => roleOf(block) === "headline");
  if (given >= 0) return given;
  const lead = blocks.slice(0, LEAD);
  const title = hints.title && normal(hints.title);
  if (title) return lead.findIndex((block) => isLine(block) && normal(textOf(block)) === title);
  const firstLevel = lead.findIndex(
    (block) => block.type === "heading" && block.attrs?.level === 1,
  );
  if (firstLevel >= 0) return firstLevel;
  const first = lead[0];
  if (first?.type === "heading") return 0;
  if (!first || !hints.isPlain || blocks.length < 2) return -1;
  const line = textOf(first).trim();
  const isTitle = line.length <= MAX_HEADLINE && !/[.…。۔]["'”’»)\]]*$/.test(line);
  const hasText = blocks
    .slice(1, LEAD)
    .some((block) => block.type === "paragraph" && textOf(block).trim().length > line.length);
  const isShaped = isTitle && hasText && !line.includes("\n") && !/^[-*•]/.test(line);
  return isLine(first) && isShaped ? 0 : -1;
}

function findStandfirst(blocks: readonly JsonNode[], start: number, hints: RoleHints): number {
  const end = Math.min(start + LEAD, blocks.length);
  const wanted = hints.standfirst && normal(hints.standfirst);
  for (let i = start; i < end; i++) {
    const block = blocks[i];
    if (!block || !isLine(block) || roleOf(block)) continue;
    const line = textOf(block).trim();
    if (wanted) {
      if (normal(line) === wanted) return i;
      continue;
    }
    if (!hints.isPlain) return -1;
    // A label over a picture, a kicker: too short to sum an article up.
    if (line.length < 40) continue;
    const next = blocks
      .slice(i + 1, i + 4)
      .map((following) => textOf(following).trim().length)
      .find((length) => length >= 40);
    const isSummary =
      line.length <= MAX_STANDFIRST && next !== undefined && next > line.length * 1.3;
    return isSummary && isOneSentence(line) ? i : -1;
  }
  return -1;
}

function isOneSentence(line: string): boolean {
  const inner = line.replace(ENDS_SENTENCE, "");
  return !/[.!?…。؟۔]["'”’»)\]]*\s+\p{Lu}/u.test(inner) && !/^["“«]/.test(line);
}

function isLine(block: JsonNode): boolean {
  return block.type === "paragraph" || block.type === "heading";
}

function roleOf(block: JsonNode): unknown {
  return block.attrs?.role ?? null;
}

function withRole(block: JsonNode, role: string): JsonNode {
  return { ...block, attrs: { ...block.attrs, role } };
}

function asHeadline(block: JsonNode | undefined): JsonNode {
  return {
    ...block,
    type: "heading",
    attrs: { dir: block?.attrs?.dir ?? null, level: 1, role: "headline" },
  };
}

function lineOf(blocks: readonly JsonNode[], role: string): string | null {
  const block = blocks.find((candidate) => roleOf(candidate) === role);
  return block ? tidy(textOf(block)) : null;
}

/** For comparing lines: without case, marks of punctuation and space. */
export function normal(line: string): string {
  return line
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
}
