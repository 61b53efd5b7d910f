import { AppError, isAppError } from "@/lib/errors";

/**
 * A request's body, read as it comes and given up at the limit, whatever its headers say.
 *
 * @throws AppError invalid {reason: "too_large", limit}
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const response = new Response(limited(request, limit));
  return new Uint8Array(await response.arrayBuffer());
}

/** The fields and files of a multipart body, within the limit; any other body is `malformed`. */
export async function readForm(request: Request, limit: number): Promise<FormData> {
  const headers = { "content-type": request.headers.get("content-type") ?? "" };
  try {
    return await new Response(limited(request, limit), { headers }).formData();
  } catch (error) {
    if (isAppError(error)) throw error;
    if (error instanceof TypeError && isAppError(error.cause)) throw error.cause;
    throw new AppError("invalid", { reason: "malformed" });
  }
}

/** A multipart body of one part of JSON, and one file for each picture, named by its SHA-256. */
export async function readWithPictures(
  request: Request,
  part: string,
  limit: number,
): Promise<{ json: unknown; pictures: { sha256: string; bytes: Uint8Array }[] }> {
  const form = await readForm(request, limit);
  const pictures = [];
  for (const [sha256, file] of form) {
    if (file instanceof File) {
      pictures.push({ sha256, bytes: new Uint8Array(await file.arrayBuffer()) });
    }
  }
  return { json: jsonOf(form.get(part)), pictures };
}

function jsonOf(text: unknown): unknown {
  if (typeof text !== "string") throw new AppError("invalid", { reason: "malformed" });
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid", { reason: "malformed" });
  }
}

function limited(request: Request, limit: number): ReadableStream<Uint8Array> | null {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  let size = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > limit) controller.error(tooLarge(limit));
      else controller.enqueue(chunk);
    },
  });
  return request.body?.pipeThrough(counter) ?? null;
}

function tooLarge(limit: number): AppError {
  return new AppError("invalid", { reason: "too_large", limit });
}
