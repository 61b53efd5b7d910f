import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { normaliseAddress } from "@/lib/source/address";
import { sourcesInLibrary } from "@/lib/source/queries";
import type { LibraryInput } from "@/lib/source/schema-library";
import { readReferences as read } from "./read";
import type {
  KnownReference,
  ReadReferences,
  ReadReferencesView,
  Reference,
  ReferenceFormat,
} from "./schema";
import { writeReferences } from "./write";

/** What a list of references would make, and which of it the workspace has by address or DOI. */
export async function readReferences(
  actor: MemberActor,
  { text }: ReadReferences,
): Promise<ReadReferencesView> {
  authorize(actor, "source:import");
  const list = await read(text);
  if (list.format === null) throw new AppError("invalid", { reason: "unknown_format" });
  return { ...list, known: await knownOf(actor.workspaceId, list.references) };
}

async function knownOf(
  workspaceId: string,
  references: readonly Reference[],
): Promise<KnownReference[]> {
  const client = await database();
  const asked = references.map(({ fields }) => ({
    key: fields?.url ? (normaliseAddress(fields.url)?.key ?? null) : null,
    doi: fields?.csl.DOI?.toLowerCase() ?? null,
  }));
  const keys = asked.flatMap(({ key }) => key ?? []);
  const dois = asked.flatMap(({ doi }) => doi ?? []);
  const rows = await client.$queryRaw<Row[]>`
    SELECT s."id", s."title", s."addressKey", lower(s."csl"->>'DOI') AS "doi" FROM "Source" s
    WHERE s."workspaceId" = ${workspaceId}::uuid AND s."deletedAt" IS NULL
      AND (s."addressKey" = ANY(${keys}) OR lower(s."csl"->>'DOI') = ANY(${dois}))
    ORDER BY s."createdAt" DESC, s."id" DESC`;
  const byKey = new Map(rows.map((row) => [row.addressKey, row]));
  const byDoi = new Map(rows.map((row) => [row.doi, row]));
  return asked.flatMap(({ key, doi }, index) => {
    const row = (key && byKey.get(key)) ?? (doi && byDoi.get(doi));
    return row ? [{ index, source: { id: row.id, title: row.title } }] : [];
  });
}

interface Row {
  id: string;
  title: string;
  addressKey: string | null;
  doi: string | null;
}

/** As many sources are written into one file. */
const MOST_EXPORTED = 5_000;

/** The library, as far as it is narrowed, as a file for other programs. */
export async function exportReferences(
  actor: MemberActor,
  input: LibraryInput,
  format: ReferenceFormat,
): Promise<string> {
  return writeReferences(await sourcesInLibrary(actor, input, MOST_EXPORTED), format);
}
