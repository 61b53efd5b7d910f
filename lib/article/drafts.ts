import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import { AppError, isAppError } from "@/lib/errors";
import { parseSettings } from "@/lib/workspace/settings";
import { completeAddress } from "./import/complete-address";
import type { ArticleDraft, ImportInput } from "./import/draft";
import { importAddress } from "./import/import-address";
import { runImport } from "./import/run";
import { keepRawPage } from "./raw-page";
import type { ImportedDraft } from "./schema";
import { articleTies, visibleArticles } from "./ties";

/** Each reader may take some hundred megabytes. */
const READERS = 2;
let reading = 0;
const waiting: (() => void)[] = [];

/**
 * Reads material into a draft for a person who may make articles of it, or replace the text of the
 * one that is named, within the workspace's limit. Only so many are read at once; who leaves while
 * waiting loses the turn. Stores nothing.
 *
 * @throws AppError invalid {reason} of lib/article/import
 */
export async function draftFor(
  actor: MemberActor,
  articleId: string | null,
  material: () => Promise<ImportInput>,
  signal: AbortSignal,
): Promise<ImportedDraft> {
  const read = await readerFor(actor, articleId, signal);
  return forBrowser(await read(await material()), null);
}

/**
 * Fetches an address and reads it into a draft, for the same people. The page is kept as it was,
 * to be linked to the version that is made of it.
 *
 * @throws AppError invalid {reason} of lib/article/import and lib/web
 */
export async function draftFromAddress(
  actor: MemberActor,
  articleId: string | null,
  address: string,
  signal: AbortSignal,
): Promise<ImportedDraft> {
  const read = await readerFor(actor, articleId, signal);
  const { draft, page } = await importAddress(completeAddress(address), { signal, read });
  return forBrowser(draft, await keepRawPage(actor, page));
}

type Reader = (input: ImportInput) => Promise<ArticleDraft>;

async function readerFor(
  actor: MemberActor,
  articleId: string | null,
  signal: AbortSignal,
): Promise<Reader> {
  const client = await database();
  if (articleId === null) authorize(actor, "article:create");
  else {
    const article = await client.article.findFirst({
      where: { ...visibleArticles(actor), id: articleId },
      select: { id: true },
    });
    if (!article) throw new AppError("not_found");
    authorize(actor, "article:edit", await articleTies(client, actor, articleId));
  }
  const { settings } = await client.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { settings: true },
  });
  const textBytes = parseSettings(settings).importLimitBytes;
  return (input) =>
    inTurn(signal, () =>
      runImport(input, { textBytes }).catch((error: unknown) => {
        if (isAppError(error) && error.details?.reason === "too_large") {
          throw new AppError("invalid", { reason: "too_large", limit: textBytes });
        }
        throw error;
      }),
    );
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

function forBrowser(
  { pictures, comments, ...draft }: ArticleDraft,
  rawPageId: string | null,
): ImportedDraft {
  return {
    ...draft,
    rawPageId,
    pictures: pictures.map(({ sha256, mediaType, bytes }) => ({
      sha256,
      mediaType,
      data: Buffer.from(bytes).toString("base64"),
    })),
    comments: comments.map(({ author, text, target }) => ({ author, text, target })),
  };
}
