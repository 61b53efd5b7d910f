import { z } from "zod";
import { type ImportedDraft, importedDraftSchema, importRefusalSchema } from "@/lib/article/schema";
import { type SavedVersion, savedVersionSchema } from "@/lib/version/schema";

/** Material to be read into a draft. */
export type Material =
  | { kind: "file"; file: File }
  | { kind: "html" | "text"; text: string }
  /** Fetched by the server. */
  | { kind: "address"; text: string };

export type Answer<T> = { ok: true; data: T } | ({ ok: false } & AnswerRefusal);

export interface AnswerRefusal {
  code: string;
  reason: string | null;
  limit: number | null;
  /** What another server answered. */
  status?: number | undefined;
  /** As they came, for who knows more of them. */
  details?: unknown;
}

interface SendOptions {
  signal: AbortSignal;
  /** How much has been sent, from 0 to 1. */
  onSent?: (share: number) => void;
}

/**
 * Has the server read material into a draft, of a new article or for the text of one that there is.
 * Rejects with the signal's reason where cancelled.
 */
export function readMaterial(
  workspace: string,
  material: Material,
  { articleId, ...options }: SendOptions & { articleId?: string },
): Promise<Answer<ImportedDraft>> {
  const query =
    material.kind === "file"
      ? new URLSearchParams({ name: material.file.name })
      : new URLSearchParams({ kind: material.kind });
  if (articleId) query.set("article", articleId);
  const body = material.kind === "file" ? material.file : new Blob([material.text]);
  return post(`/api/w/${workspace}/import?${query}`, body, importedDraftSchema, options);
}

const createdSchema = z.object({ id: z.string() });

/** Saves the article: its fields and document, and one part for each picture. */
export function saveArticle(
  workspace: string,
  article: unknown,
  pictures: ReadonlyMap<string, Blob>,
  options: SendOptions,
): Promise<Answer<{ id: string }>> {
  const form = new FormData();
  form.set("article", JSON.stringify(article));
  for (const [sha256, blob] of pictures) form.set(sha256, blob, sha256);
  return post(`/api/w/${workspace}/articles`, form, createdSchema, options);
}

/** Has the server save a version: what it is made of, and one part for each new picture. */
export function postVersion(
  { workspace, articleId }: { workspace: string; articleId: string },
  version: unknown,
  pictures: ReadonlyMap<string, Blob>,
): Promise<Answer<SavedVersion>> {
  const form = new FormData();
  form.set("version", JSON.stringify(version));
  for (const [sha256, blob] of pictures) form.set(sha256, blob, sha256);
  const { signal } = new AbortController();
  const url = `/api/w/${workspace}/articles/${articleId}/versions`;
  return post(url, form, savedVersionSchema, { signal });
}

// XMLHttpRequest, since fetch does not tell how much has been sent.
export function post<T>(
  url: string,
  body: Blob | FormData,
  schema: z.ZodType<T>,
  { signal, onSent }: SendOptions,
): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const failed = () => resolve({ ok: false, code: "unreachable", reason: null, limit: null });
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    request.upload.onprogress = ({ loaded, total }) => onSent?.(total > 0 ? loaded / total : 1);
    request.onerror = failed;
    request.onabort = () => reject(signal.reason);
    request.onloadend = () => signal.removeEventListener("abort", cancel);
    request.onload = () => resolve(answerOf(request, schema));
    request.open("POST", url);
    signal.addEventListener("abort", cancel);
    request.send(body);
  });
}

function answerOf<T>(request: XMLHttpRequest, schema: z.ZodType<T>): Answer<T> {
  const json = parse(request.responseText);
  if (request.status < 300) {
    const parsed = schema.safeParse(json);
    if (parsed.success) return { ok: true, data: parsed.data };
  }
  const refusal = importRefusalSchema.safeParse(json);
  if (!refusal.success) return { ok: false, code: "failed", reason: null, limit: null };
  const { code, details: known } = refusal.data;
  const { reason = null, limit = null, status } = known ?? {};
  return { ok: false, code, reason, limit, status, details: detailsOf(json) };
}

function detailsOf(json: unknown): unknown {
  return typeof json === "object" && json !== null && "details" in json ? json.details : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
