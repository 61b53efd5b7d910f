import { promisify } from "node:util";
import zlib from "node:zlib";
import { fetchRefusal } from "./refuse";

/** What is sent as Accept-Encoding: all that `unpack` can undo. */
export const ENCODINGS = "gzip, deflate, br";

const [gunzip, inflate, inflateRaw, unbrotli] = [
  promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflate),
  promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflateRaw),
  promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
];

/**
 * A body without its Content-Encoding. Like browsers, this takes a stream whose end mark is missing:
 * HTTP has its own way to say that all has come.
 *
 * @throws AppError invalid: too_large, bad_response
 */
export async function unpack(
  body: Uint8Array,
  encoding: string | undefined,
  maxOutputLength: number,
): Promise<Uint8Array> {
  const name = encoding?.trim().toLowerCase() ?? "";
  if (name === "" || name === "identity" || body.length === 0) return body;
  const flush = { maxOutputLength, finishFlush: zlib.constants.Z_SYNC_FLUSH };
  try {
    if (name === "gzip" || name === "x-gzip") return await gunzip(body, flush);
    // RFC 9110 wants a zlib stream; many servers send the bare one.
    if (name === "deflate") return await (isZlib(body) ? inflate : inflateRaw)(body, flush);
    if (name === "br") {
      const finishFlush = zlib.constants.BROTLI_OPERATION_FLUSH;
      return await unbrotli(body, { maxOutputLength, finishFlush });
    }
  } catch (error) {
    const isBomb =
      error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw fetchRefusal(isBomb ? "too_large" : "bad_response");
  }
  throw fetchRefusal("bad_response");
}

function isZlib(body: Uint8Array): boolean {
  return ((body[0] ?? 0) & 0x0f) === 8;
}
