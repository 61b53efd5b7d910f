import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { database, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import type { ImportedAddress } from "./import/import-address";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Keeps a page as it was fetched, until a version is made of it. Answers the id by which its fetcher,
 * and nobody else, has it linked.
 */
export async function keepRawPage(
  actor: MemberActor,
  page: ImportedAddress["page"],
): Promise<string> {
  const client = await database();
  const { workspaceId, memberId } = actor;
  const id = newId();
  const { url, finalUrl, mediaType, sha256, bytes, fetchedAt } = page;
  await client.rawPage.create({
    data: {
      id,
      workspaceId,
      url,
      finalUrl,
      mediaType,
      sha256,
      bytes: new Uint8Array(bytes),
      fetchedAt,
      createdById: memberId,
    },
    select: { id: true },
  });
  return id;
}

/** Lets go, in all workspaces, of pages of which within a day no version was made. */
export async function sweepRawPages(now = new Date()): Promise<number> {
  const client = await database();
  const unused = new Date(now.getTime() - DAY_MS);
  const { count } = await client.rawPage.deleteMany({
    where: { fetchedAt: { lt: unused }, versions: { none: {} } },
  });
  return count;
}

/**
 * The page that a version is made of, for whoever fetched it.
 *
 * @throws AppError not_found {reason: "page_gone"} where it is no longer kept, or is another's
 */
export async function ownRawPage(
  tx: Tx,
  actor: MemberActor,
  id: string | null,
): Promise<string | null> {
  if (id === null) return null;
  const page = await tx.rawPage.findFirst({
    where: { workspaceId: actor.workspaceId, id, createdById: actor.memberId },
    select: { id: true },
  });
  if (!page) throw new AppError("not_found", { reason: "page_gone" });
  return page.id;
}
