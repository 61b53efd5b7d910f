import "server-only";
import { isAppError } from "@/lib/errors";
import {
  type FetchedAddress,
  type FetchGuard,
  fetchGuarded,
  isSuccess,
} from "@/lib/web/fetch-guarded";
import { fetchRefusal } from "@/lib/web/refuse";
import type { ArticleDraft, ImportInput } from "./draft";
import { type FetchPicture, fetchPictures } from "./fetch-pictures";
import { runImport } from "./run";

interface AddressOptions {
  signal?: AbortSignal | undefined;
  /** What reads the content; a caller with limits or turns of its own wraps `runImport`. */
  read?: (input: ImportInput) => Promise<ArticleDraft>;
  guard?: Partial<FetchGuard>;
}

export interface ImportedAddress {
  draft: ArticleDraft;
  /** What was fetched, as it was: to be kept beside the article. */
  page: { url: string } & Pick<
    FetchedAddress,
    "finalUrl" | "sha256" | "bytes" | "mediaType" | "fetchedAt"
  >;
}

// Word files, Markdown and plain text too, but of a choice the page.
const ACCEPT_PAGE =
  "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,*/*;q=0.7";
// Without this, some servers send formats that we do not keep.
const ACCEPT_PICTURE = "image/webp,image/png,image/jpeg,image/gif";

/**
 * Fetches an address and reads what is there into a draft article, as a file of it would be read,
 * with its pictures. Its links are absolute and its source is the address where it was in the end.
 * Nothing is stored.
 *
 * @throws AppError "invalid" with details { reason: FetchRefusal | ImportRefusal }; where the reason
 *   is "status", also { status }
 */
export async function importAddress(
  url: string,
  { signal, read = runImport, guard }: AddressOptions = {},
): Promise<ImportedAddress> {
  const fetched = await fetchGuarded(url, {
    accept: ACCEPT_PAGE,
    isWanted: isReadable,
    signal,
    guard,
  });
  const { status, finalUrl, sha256, bytes, mediaType, fetchedAt } = fetched;
  if (!isSuccess(status)) throw fetchRefusal("status", { status });
  const draft = await read(materialOf(fetched));
  const fetchPicture: FetchPicture = async (address, { maxBytes, signal: late }) => {
    try {
      const picture = await fetchGuarded(address, {
        accept: ACCEPT_PICTURE,
        guard,
        limits: { bodyBytes: maxBytes },
        signal: signal ? AbortSignal.any([signal, late]) : late,
      });
      return isSuccess(picture.status) ? picture.bytes : null;
    } catch (error) {
      if (isAppError(error)) return null;
      throw error;
    }
  };
  const complete = await fetchPictures(draft, fetchPicture);
  if (signal?.aborted) throw fetchRefusal("cancelled");
  return {
    draft: complete,
    page: { url, finalUrl, sha256, bytes, mediaType, fetchedAt },
  };
}

/** A picture, a recording or a film is no article, however long it is. */
function isReadable(mediaType: string | null): boolean {
  return !/^(?:image|audio|video|font)\//.test(mediaType ?? "");
}

function materialOf({ bytes, mediaType, charset, finalUrl }: FetchedAddress): ImportInput {
  const isPage = mediaType === "text/html" || mediaType === "application/xhtml+xml";
  // A page about a file often ends in the file's name.
  const filename = isPage ? "" : new URL(finalUrl).pathname.replace(/^.*\//, "");
  return { bytes, filename, mediaType: mediaType ?? "", charset, url: finalUrl };
}
