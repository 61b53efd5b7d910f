import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { ClaimTies } from "@/lib/claim/policy";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { locatorSchema } from "@/lib/source/locator";
import { sourceSelect, sourceView } from "@/lib/source/view";
import { memberRef, memberRefSelect } from "@/lib/workspace/member-ref";
import type { CitationView } from "./schema";

const citationSelect = {
  id: true,
  claimId: true,
  source: { select: sourceSelect },
  stance: true,
  relation: true,
  quote: true,
  locator: true,
  comment: true,
  seenBy: { select: memberRefSelect },
  seenAt: true,
  revision: true,
  createdBy: { select: memberRefSelect },
  createdAt: true,
  deletedAt: true,
} as const satisfies Prisma.CitationSelect;

export type CitationRecord = Omit<CitationView, "can"> & { deleted: boolean };

/** Citations in the order in which they were added, deleted ones included where asked for. */
export async function findCitations(
  tx: Tx,
  workspaceId: string,
  where: Prisma.CitationWhereInput,
): Promise<CitationRecord[]> {
  const rows = await tx.citation.findMany({
    where: { AND: [where], workspaceId },
    select: citationSelect,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(
    ({ source, locator, seenBy, seenAt, createdBy, createdAt, deletedAt, ...row }) => ({
      ...row,
      source: sourceView(source),
      locator: locatorSchema.nullable().catch(null).parse(locator),
      seenBy: seenBy && memberRef(seenBy),
      seenAt: seenAt?.toISOString() ?? null,
      createdBy: memberRef(createdBy),
      createdAt: createdAt.toISOString(),
      deleted: deletedAt !== null,
    }),
  );
}

export function citationView(
  { deleted: _, ...record }: CitationRecord,
  actor: Actor,
  ties: ClaimTies,
): CitationView {
  const edit = can(actor, "citation:edit", ties);
  const readsNotes = can(actor, "source:read");
  return {
    ...record,
    source: readsNotes ? record.source : { ...record.source, notes: "" },
    can: {
      edit,
      remove: edit,
      markSeen: edit && !ties.isAuthor && record.seenAt === null,
      editSource: can(actor, "source:edit"),
    },
  };
}
