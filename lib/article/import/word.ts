import { JSDOM } from "jsdom";
import JSZip from "jszip";
import mammoth from "mammoth";
import type { BlockRole } from "@/lib/document/role";
import { type ZipEntry, zipEntries } from "./archive";
import type { DraftComment, ImportLimits } from "./draft";
import type { PictureStore } from "./picture";
import { refusal } from "./refuse";
import { markComments, readComments } from "./word-comments";

export interface WordArticle {
  html: string;
  comments: Map<string, Omit<DraftComment, "target">>;
}

const MAIN_PART = "word/document.xml";
const COMMENTS_PART = "word/comments.xml";

// Roles travel as classes of our own making; the HTML is ours from here to the schema.
const ROLE_CLASS = "stet-role-";

const STYLE_MAP = [
  "u => u",
  `p[style-name='Title'] => h1.${ROLE_CLASS}headline:fresh`,
  `p[style-name='Subtitle'] => p.${ROLE_CLASS}standfirst:fresh`,
  `p[style-name='caption'] => p.${ROLE_CLASS}caption:fresh`,
  `p[style-name='Caption'] => p.${ROLE_CLASS}caption:fresh`,
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
  "p[style-name='HTML Preformatted'] => pre:fresh",
];

/**
 * A Word file (.docx) as HTML that is not yet safe, its pictures kept in the store.
 *
 * @throws AppError invalid: corrupt, encrypted, unpacks_too_large, unsupported_type
 */
export async function readWord(
  bytes: Uint8Array,
  pictures: PictureStore,
  limits: ImportLimits,
): Promise<WordArticle> {
  const entries = zipEntries(bytes, limits.unzippedBytes);
  const main = entries.get(MAIN_PART);
  if (!main) throw refusal(entries.has("EncryptedPackage") ? "encrypted" : "unsupported_type");
  const file = await repack(entries);
  const convertImage = mammoth.images.imgElement(async (image) => ({
    src: pictures.add(await image.readAsBuffer()) ?? "",
  }));
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: file },
      {
        styleMap: STYLE_MAP,
        convertImage,
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
      },
    );
    return { html: value, comments: commentsIn(entries.get(COMMENTS_PART)) };
  } catch (error) {
    if (error instanceof Error && error.name === "AppError") throw error;
    // Whatever mammoth's XML reader stumbles over, the file is not as Word writes it.
    throw refusal("corrupt");
  }
}

/** The same parts, unpacked within bounds, with signs where the comments stand. */
async function repack(entries: ReadonlyMap<string, ZipEntry>): Promise<Buffer> {
  const zip = new JSZip();
  for (const entry of entries.values()) {
    if (entry.name.endsWith("/")) continue;
    const content = entry.read();
    zip.file(entry.name, entry.name === MAIN_PART ? withSigns(content) : content, {
      createFolders: false,
    });
  }
  return zip.generateAsync({ type: "nodebuffer", compression: "STORE" });
}

function withSigns(content: Uint8Array): Uint8Array | string {
  try {
    const xml = new TextDecoder("utf-8", { fatal: true }).decode(content);
    // A document type may define entities that unfold without end; Word writes none.
    if (/<!DOCTYPE/i.test(xml.slice(0, 2000))) throw refusal("corrupt");
    return markComments(xml);
  } catch (error) {
    if (error instanceof TypeError) return content;
    throw error;
  }
}

function commentsIn(part: ZipEntry | undefined): WordArticle["comments"] {
  if (!part) return new Map();
  const xml = new TextDecoder().decode(part.read());
  if (/<!DOCTYPE/i.test(xml.slice(0, 2000))) return new Map();
  try {
    return readComments(new JSDOM(xml, { contentType: "application/xml" }).window.document);
  } catch {
    // Notes that cannot be read do not keep the article out.
    return new Map();
  }
}

const ROLES: Readonly<Record<string, BlockRole>> = {
  headline: "headline",
  standfirst: "standfirst",
  caption: "caption",
};

export function wordRoleOf(element: Element): BlockRole | null {
  const name = element.getAttribute("class") ?? "";
  return name.startsWith(ROLE_CLASS) ? (ROLES[name.slice(ROLE_CLASS.length)] ?? null) : null;
}
