import { isWebAddress } from "@/lib/document/attribute";
import { textIndexOf } from "@/lib/document/canonical";
import { DocumentError, parseDocument } from "@/lib/document/schema";
import { decodeText } from "./decode";
import { detectBinary, detectText, isHtmlPage } from "./detect";
import type {
  ArticleDraft,
  ArticleMeta,
  DraftComment,
  ImportInput,
  ImportLimits,
  ImportWarning,
  JsonNode,
} from "./draft";
import { type HtmlOptions, htmlToBlocks } from "./html-to-document";
import { directionOfLanguage, guessLanguage, isRightToLeft } from "./language";
import { languageTag } from "./metadata";
import { PictureStore } from "./picture";
import { proposeRoles } from "./propose-roles";
import { refusal } from "./refuse";
import { textToBlocks } from "./text-to-blocks";
import { type CommentPlace, takeSigns } from "./word-comments";

/** What a reader of one format found, before roles, language and pictures are settled. */
interface Material {
  blocks: JsonNode[];
  /** Whether the first lines may be title and standfirst without saying so. */
  isPlain: boolean;
  title?: string | null;
  standfirst?: string | null;
  byline?: string | null;
  publishedOn?: string | null;
  url?: string | null;
  language?: string | null;
  direction?: "ltr" | "rtl" | null;
  comments?: Map<string, Omit<DraftComment, "target">>;
}

/**
 * Reads material of any kind into a draft: a document valid by the schema, and what the material
 * says of itself. Nothing is fetched, run or stored. To be called inside the worker (see run.ts).
 *
 * @throws AppError "invalid" with details { reason: ImportRefusal }
 */
export async function importArticle(
  input: ImportInput,
  limits: ImportLimits,
): Promise<ArticleDraft> {
  const warnings = new Set<ImportWarning>();
  const warn = (warning: ImportWarning): void => {
    warnings.add(warning);
  };
  const pictures = new PictureStore(warn);
  const material = await readMaterial(input, limits, pictures, warn);
  const url = "bytes" in input ? input.url : null;
  const draft = settle(url ? { ...material, url } : material, limits, warn);
  const used = new Set(JSON.stringify(draft.document).match(/picture:[0-9a-f]{64}/g) ?? []);
  return {
    ...draft,
    pictures: pictures.all.filter(({ sha256 }) => used.has(`picture:${sha256}`)),
    warnings: [...warnings],
  };
}

// jsdom alone takes the better part of a start: what a kind of material needs is loaded with it.
async function readMaterial(
  input: ImportInput,
  limits: ImportLimits,
  pictures: PictureStore,
  warn: (warning: ImportWarning) => void,
): Promise<Material> {
  if ("text" in input) return fromText(input.text, limits);
  if ("html" in input) {
    if (Buffer.byteLength(input.html) > limits.fileBytes) throw refusal("too_large");
    return fromPasted(input.html, pictures, warn);
  }
  const { bytes, filename = "", mediaType = "", charset = null, url = null } = input;
  if (bytes.length === 0) throw refusal("empty");
  if (bytes.length > limits.fileBytes) throw refusal("too_large");
  if (detectBinary(bytes, filename) === "zip") {
    const [{ readWord, wordRoleOf }, { parseHtml }] = await Promise.all([
      import("./word"),
      import("./page"),
    ]);
    const { html, comments } = await readWord(bytes, pictures, limits);
    const root = parseHtml(html).body;
    const blocks = htmlToBlocks(root, { pictures, warn, baseUrl: null, roleOf: wordRoleOf });
    return { blocks, comments, isPlain: true };
  }
  const decoded = decodeText(bytes, charset);
  if (!decoded) throw refusal("unsupported_type");
  if (decoded.isGuessed) warn("encoding_guessed");
  switch (detectText(decoded.text, filename, mediaType)) {
    case "html":
      return fromPage(decoded.text, url, pictures, warn);
    case "markdown":
      return fromMarkdown(decoded.text, url, limits, pictures, warn);
    default:
      return fromText(decoded.text, limits);
  }
}

function fromText(text: string, limits: ImportLimits): Material {
  if (Buffer.byteLength(text) > limits.textBytes) throw refusal("too_large");
  return { blocks: textToBlocks(text), isPlain: true };
}

type Keeping = Pick<HtmlOptions, "pictures" | "warn">;

async function fromPasted(
  html: string,
  pictures: Keeping["pictures"],
  warn: Keeping["warn"],
): Promise<Material> {
  // Windows puts the page's address before the fragment.
  const url = /^SourceURL:(\S+)/im.exec(html.slice(0, 1000))?.[1] ?? null;
  const fragment = /<!--\s*StartFragment\s*-->([\s\S]*)<!--\s*EndFragment\s*-->/i.exec(html);
  const { parseHtml } = await import("./page");
  const body = parseHtml(fragment?.[1] ?? html).body;
  const blocks = htmlToBlocks(body, { pictures, warn, baseUrl: url });
  const language = languageTag(body.querySelector("[lang]")?.getAttribute("lang"));
  return { blocks, isPlain: true, url, language };
}

async function fromPage(
  html: string,
  url: string | null,
  pictures: Keeping["pictures"],
  warn: Keeping["warn"],
): Promise<Material> {
  // What a server calls a page is one, also without the tags that may be left out.
  if (url === null && !isHtmlPage(html)) return fromPasted(html, pictures, warn);
  const { readPage } = await import("./page");
  const { root, baseUrl, ...page } = readPage(html, url);
  return { ...page, blocks: htmlToBlocks(root, { pictures, warn, baseUrl }), isPlain: false };
}

async function fromMarkdown(
  text: string,
  url: string | null,
  limits: ImportLimits,
  pictures: Keeping["pictures"],
  warn: Keeping["warn"],
): Promise<Material> {
  if (Buffer.byteLength(text) > limits.textBytes) throw refusal("too_large");
  const [{ readMarkdown }, { parseHtml }] = await Promise.all([
    import("./markdown"),
    import("./page"),
  ]);
  const { html, language, ...fields } = readMarkdown(text);
  const blocks = htmlToBlocks(parseHtml(html).body, { pictures, warn, baseUrl: url ?? fields.url });
  return { ...fields, language: languageTag(language), blocks, isPlain: false };
}

function settle(
  material: Material,
  limits: ImportLimits,
  warn: (warning: ImportWarning) => void,
): Pick<ArticleDraft, "document" | "meta" | "comments"> {
  const body = material.blocks.filter(({ type }) => type !== "footnotes");
  const notes = material.blocks.filter(({ type }) => type === "footnotes");
  const { blocks: proposed, ...found } = proposeRoles(body, {
    title: material.title ?? null,
    standfirst: material.standfirst ?? null,
    isPlain: material.isPlain,
  });
  const { blocks, places } = takeSigns([...withoutLooseRules(proposed), ...notes]);
  const plain = toDocument(blocks);
  const { text } = textIndexOf(plain);
  if (text.trim() === "") throw refusal("empty");
  if (Buffer.byteLength(text) > limits.textBytes) throw refusal("too_large");
  const { language, direction } = languageOf(text, material, warn);
  const document = toDocument(blocks.map((block) => withoutDirection(block, direction)));
  const meta: ArticleMeta = {
    headline: withoutSigns(found.headline),
    standfirst: withoutSigns(found.standfirst),
    byline: withoutSigns(found.byline) ?? material.byline ?? null,
    publishedOn: material.publishedOn ?? found.publishedOn,
    sourceUrl: isWebAddress(material.url) ? material.url : null,
    language,
    direction,
  };
  const comments = placeComments(material.comments ?? new Map(), places, textIndexOf(document));
  if (comments.some(({ target }) => target === null)) warn("comment_detached");
  const json: Record<string, unknown> = JSON.parse(JSON.stringify(document.toJSON()));
  return { document: json, meta, comments };
}

function toDocument(blocks: readonly JsonNode[]) {
  if (blocks.length === 0) throw refusal("empty");
  try {
    return parseDocument({ type: "doc", content: blocks });
  } catch (error) {
    // Ours to mend where it happens; for the person, the material could not be read.
    if (error instanceof DocumentError) throw refusal("corrupt");
    throw error;
  }
}

/** Rules at the edges, or in a row, divide nothing. */
function withoutLooseRules(blocks: readonly JsonNode[]): JsonNode[] {
  const isRule = (block: JsonNode | undefined) => block?.type === "horizontalRule";
  const kept = blocks.filter((block, i) => !isRule(block) || (i > 0 && !isRule(blocks[i - 1])));
  while (isRule(kept.at(-1))) kept.pop();
  return kept;
}

/** A block says its direction only where it is not the article's. */
function withoutDirection(block: JsonNode, direction: string): JsonNode {
  const content = block.content?.map((child) => withoutDirection(child, direction));
  const attrs = block.attrs?.dir === direction ? { ...block.attrs, dir: null } : block.attrs;
  return { ...block, ...(attrs && { attrs }), ...(content && { content }) };
}

function languageOf(
  text: string,
  material: Material,
  warn: (warning: ImportWarning) => void,
): Pick<ArticleMeta, "language" | "direction"> {
  const isRtl = isRightToLeft(text);
  const declared = material.language ?? null;
  const guessed = guessLanguage(text);
  // A page in Arabic letters that calls itself English was made with an English template.
  const isBelievable =
    declared !== null && (guessed === null || (directionOfLanguage(declared) === "rtl") === isRtl);
  const language = isBelievable ? declared : guessed;
  if (language !== null && !isBelievable) warn("language_guessed");
  const direction = material.direction ?? (isRtl ? "rtl" : "ltr");
  return { language, direction };
}

function withoutSigns(line: string | null): string | null {
  return line?.replace(/[\uE0F0-\uE0F2]\d{1,9}\uE0F3/g, "").trim() || null;
}

function placeComments(
  comments: ReadonlyMap<string, Omit<DraftComment, "target">>,
  places: readonly CommentPlace[],
  index: ReturnType<typeof textIndexOf>,
): DraftComment[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  return [...comments].map(([id, comment]) => {
    const place = byId.get(id);
    const from = place && index.blocks[place.start.block];
    const to = place && index.blocks[place.end.block];
    if (!from || !to) return { ...comment, target: null };
    // A comment on no words stands for the whole of its paragraph.
    const start = place.isPoint ? from.start : from.start + place.start.offset;
    const end = place.isPoint ? from.end : to.start + place.end.offset;
    return { ...comment, target: start < end ? { start, end } : null };
  });
}
