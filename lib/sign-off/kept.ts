import "server-only";
import { readsAllArticles } from "@/lib/article/ties";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { EventType } from "@/lib/event/schema";
import { parseSettings, type Settings } from "@/lib/workspace/settings";

// A workspace may keep verdicts from authors, and from those with whom an article is shared, until
// an article of theirs in which the claim occurs is signed off.

/** Whether the workspace keeps verdicts from the actor at all. */
export function keepsVerdictsFrom(
  { authorsSeeVerdicts }: Pick<Settings, "authorsSeeVerdicts">,
  actor: Actor,
): boolean {
  return !authorsSeeVerdicts && actor.kind === "member" && !readsAllArticles(actor);
}

/** Of a claim c: it occurs in an article of the member's that is signed off. */
export function isSignedOffFor(memberId: string | null): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM "Occurrence" so
    JOIN "Annotation" sa ON sa."workspaceId" = so."workspaceId" AND sa."id" = so."annotationId"
      AND sa."deletedAt" IS NULL
    JOIN "ArticleMember" sm ON sm."workspaceId" = so."workspaceId"
      AND sm."articleId" = so."articleId" AND sm."memberId" = ${memberId}::uuid
    JOIN "SignOff" sf ON sf."workspaceId" = so."workspaceId" AND sf."articleId" = so."articleId"
      AND sf."withdrawnAt" IS NULL
    WHERE so."workspaceId" = c."workspaceId" AND so."claimId" = c."id")`;
}

/** Events whose payloads tell a verdict, or what was said of one. */
const VERDICT_EVENTS: EventType[] = [
  "check.submitted",
  "check.second_submitted",
  "check.approved",
  "check.changes_requested",
  "check.disputed",
  "check.adjudicated",
  "claim.sourcing_changed",
];

/** Events of which the actor may know, as far as they tell verdicts. */
export async function eventsWithoutKeptVerdicts(
  tx: Tx,
  actor: Actor,
): Promise<Prisma.EventWhereInput> {
  if (actor.kind !== "member" || readsAllArticles(actor)) return {};
  const { workspaceId, memberId } = actor;
  const { settings } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { settings: true },
  });
  if (!keepsVerdictsFrom(parseSettings(settings), actor)) return {};
  const told = await tx.occurrence.findMany({
    where: {
      workspaceId,
      annotation: { deletedAt: null },
      article: { members: { some: { memberId } }, signOffs: { some: { withdrawnAt: null } } },
    },
    select: { claimId: true },
    distinct: ["claimId"],
  });
  return {
    OR: [
      { type: { notIn: VERDICT_EVENTS } },
      { claimId: { in: told.map(({ claimId }) => claimId) } },
    ],
  };
}
