import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import { AppError, isAppError } from "@/lib/errors";
import { parseSettings } from "@/lib/workspace/settings";
import type { ArticleDraft, ImportInput } from "./import/draft";
import { runImport } from "./import/run";
import type { ImportedDraft } from "./schema";

/** Each reader may take some hundred megabytes. */
const READERS = 2;
let reading = 0;
const waiting: (() => void)[] = [];

/**
 * Reads material into a draft for a person who may make articles of it, within the workspace's
 * limit. Only so many are read at once; who leaves while waiting loses the turn. Stores nothing.
 *
 * @throws AppError invalid {reason} of lib/article/import
 */
export async function draftFor(
  actor: MemberActor,
  material: () => Promise<ImportInput>,
  signal: AbortSignal,
): Promise<ImportedDraft> {
  authorize(actor, "article:create");
  const client = await database();
  const { settings } = await client.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { settings: true },
  });
  const textBytes = parseSettings(settings).importLimitBytes;
  const input = await material();
  return inTurn(signal, async () => {
    const draft = await runImport(input, { textBytes }).catch((error: unknown) => {
      if (isAppError(error) && error.details?.reason === "too_large") {
        throw new AppError("invalid", { reason: "too_large", limit: textBytes });
      }
      throw error;
    });
    return forBrowser(draft);
  });
}

async function inTurn<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  if (reading >= READERS) await new Promise<void>((resolve) => waiting.push(resolve));
  else reading += 1;
  try {
    // Nobody waits for the answer: 499 in all but name.
    if (signal.aborted) throw new AppError("invalid", { reason: "cancelled" });
    return await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else reading -= 1;
  }
}

function forBrowser({ pictures, comments, ...draft }: ArticleDraft): ImportedDraft {
  return {
    ...draft,
    pictures: pictures.map(({ sha256, mediaType, bytes }) => ({
      sha256,
      mediaType,
      data: Buffer.from(bytes).toString("base64"),
    })),
    comments: comments.map(({ author, text, target }) => ({ author, text, target })),
  };
}
