import { articlePicture } from "@/lib/article/queries";
import { AppError } from "@/lib/errors";
import { memberRoute } from "@/lib/route";

/**
 * A stored picture. Its address is the hash of its bytes, so a browser may keep it for good; opened
 * as a page of its own it may do nothing.
 */
export const GET = memberRoute<{ workspace: string; sha256: string }>(
  async (actor, request, { sha256 }) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new AppError("not_found");
    const { mediaType, bytes } = await articlePicture(actor, sha256);
    const etag = `"${sha256}"`;
    const headers = {
      "content-type": mediaType,
      "content-disposition": "inline",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "cache-control": "private, max-age=31536000, immutable",
      etag,
    };
    if (request.headers.get("if-none-match") === etag) {
      return new Response(null, { status: 304, headers });
    }
    return new Response(bytes, { headers });
  },
);
