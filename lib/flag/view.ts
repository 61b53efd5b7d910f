import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { memberRef, memberRefSelect } from "@/lib/workspace/member-ref";
import type { FlagSubject, FlagView } from "./schema";
import { type FlagPlace, tiesToFlag, visibleFlags } from "./ties";

const flagSelect = {
  id: true,
  articleId: true,
  annotationId: true,
  claimId: true,
  kind: true,
  reason: true,
  revision: true,
  raisedBy: { select: memberRefSelect },
  raisedAt: true,
  clearedBy: { select: memberRefSelect },
  clearedAt: true,
  clearReason: true,
} as const satisfies Prisma.FlagSelect;

/** Flags that the actor may see, in the order in which they were raised, with what they may do. */
export async function findFlags(
  tx: Tx,
  actor: Actor,
  where: Prisma.FlagWhereInput,
): Promise<FlagView[]> {
  const rows = await tx.flag.findMany({
    where: { AND: [visibleFlags(actor), where] },
    select: flagSelect,
    orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
  });
  const tied = new Map<string, boolean>();
  for (const row of rows) {
    const key = row.claimId ?? row.articleId ?? "";
    if (tied.has(key)) continue;
    tied.set(key, (await tiesToFlag(tx, actor, row)).isAuthor);
  }
  return rows.map((row) => ({
    id: row.id,
    subject: subjectOf(row),
    kind: row.kind,
    reason: row.reason,
    raisedBy: memberRef(row.raisedBy),
    raisedAt: row.raisedAt.toISOString(),
    cleared:
      row.clearedBy && row.clearedAt
        ? {
            by: memberRef(row.clearedBy),
            at: row.clearedAt.toISOString(),
            reason: row.clearReason ?? "",
          }
        : null,
    revision: row.revision,
    can: {
      clear: can(actor, "flag:clear", {
        isAuthor: tied.get(row.claimId ?? row.articleId ?? "") ?? false,
      }),
    },
  }));
}

function subjectOf({ articleId, annotationId, claimId }: FlagPlace): FlagSubject {
  if (claimId !== null) return { kind: "claim", id: claimId };
  if (annotationId !== null) return { kind: "annotation", id: annotationId };
  if (articleId !== null) return { kind: "article", id: articleId };
  throw new Error("a flag on nothing");
}
