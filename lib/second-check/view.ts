import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { eventsWithoutKeptVerdicts, isSignedOffFor, keepsVerdictsFrom } from "@/lib/sign-off/kept";
import { parseSettings } from "@/lib/workspace/settings";

/** What is kept from a member, for queries that read checks without loading their claims. */
export interface Hidden {
  memberId: string | null;
  /**
   * The claims that they are to check without knowing what was found: nothing that depends on
   * their checks is for them until they have submitted.
   */
  claimIds: string[];
  /** Verdicts under review are kept from everybody who has not opened them. */
  folded: boolean;
  /** Verdicts are kept from them until an article of theirs is signed off. */
  kept: boolean;
}

/** A check that somebody was asked to make a second time, and has not made yet. */
export const OUTSTANDING = {
  secondDoneAt: null,
  status: { in: ["in_progress", "in_review"] },
} satisfies Prisma.CheckWhereInput;

function outstandingFor(memberId: string) {
  return { ...OUTSTANDING, secondCheckerId: memberId } satisfies Prisma.CheckWhereInput;
}

/** Claims that the member is to check blind, or all others, as a condition of a query. */
export function blindTo(actor: Actor): Prisma.ClaimWhereInput {
  if (actor.kind !== "member") return { id: { in: [] } };
  return { checks: { some: outstandingFor(actor.memberId) } };
}

export function notBlindTo(actor: Actor): Prisma.ClaimWhereInput {
  return actor.kind === "member" ? { checks: { none: outstandingFor(actor.memberId) } } : {};
}

/** The ids of the claims that the actor is to check blind. */
export async function blindClaims(tx: Tx, actor: Actor): Promise<string[]> {
  if (actor.kind !== "member") return [];
  const rows = await tx.check.findMany({
    where: { workspaceId: actor.workspaceId, ...outstandingFor(actor.memberId) },
    select: { claimId: true },
  });
  return rows.map(({ claimId }) => claimId);
}

export async function hiddenFrom(tx: Tx, actor: Actor): Promise<Hidden> {
  if (actor.kind !== "member") return { memberId: null, claimIds: [], folded: false, kept: false };
  const { workspaceId, memberId } = actor;
  const [claimIds, workspace] = await Promise.all([
    blindClaims(tx, actor),
    tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { settings: true } }),
  ]);
  const settings = parseSettings(workspace.settings);
  const kept = keepsVerdictsFrom(settings, actor);
  return { memberId, claimIds, folded: settings.blindSecondChecks, kept };
}

function isKept(memberId: string | null, kept: boolean): Prisma.Sql {
  return kept ? Prisma.sql`NOT ${isSignedOffFor(memberId)}` : Prisma.sql`false`;
}

/** Of a claim c and its current check k, or none. */
export function shownStatus({ claimIds }: Hidden): Prisma.Sql {
  return Prisma.sql`CASE WHEN c."id" = ANY(${claimIds}::uuid[]) THEN 'unchecked'
    ELSE coalesce(k."status"::text, 'unchecked') END`;
}

export function shownSourcing({ memberId, claimIds, kept }: Hidden): Prisma.Sql {
  return Prisma.sql`CASE WHEN c."id" = ANY(${claimIds}::uuid[]) THEN 'unsourced'
    WHEN c."sourcing" = 'contradicted' AND ${isKept(memberId, kept)} THEN 'sourced'
    ELSE c."sourcing"::text END`;
}

/** Of the submission s that stands in a claim c's current check k. */
export function shownVerdict({ memberId, claimIds, folded, kept }: Hidden): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN c."id" = ANY(${claimIds}::uuid[]) THEN NULL
    WHEN ${isKept(memberId, kept)} THEN NULL
    WHEN ${folded} AND k."status" = 'in_review' AND s."byId" <> ${memberId}::uuid
      AND NOT EXISTS (SELECT 1 FROM "VerdictOpening" vo WHERE vo."workspaceId" = c."workspaceId"
        AND vo."checkId" = k."id" AND vo."memberId" = ${memberId}::uuid) THEN NULL
    ELSE s."verdict" END`;
}

/**
 * Events of which a member may know: none of a claim that they check blind, nor of its occurrences,
 * and none that tells a verdict which is kept from them.
 */
export async function knownEvents(tx: Tx, actor: Actor): Promise<Prisma.EventWhereInput> {
  const [claimIds, unkept] = await Promise.all([
    blindClaims(tx, actor),
    eventsWithoutKeptVerdicts(tx, actor),
  ]);
  if (claimIds.length === 0) return unkept;
  const occurrences = await tx.occurrence.findMany({
    where: { workspaceId: actor.workspaceId, claimId: { in: claimIds } },
    select: { annotationId: true },
  });
  const annotationIds = occurrences.map(({ annotationId }) => annotationId);
  const about = {
    where: { workspaceId: actor.workspaceId, annotationId: { in: annotationIds } },
    select: { id: true },
  } as const;
  const [threads, queries, flags] = await Promise.all([
    tx.thread.findMany(about),
    tx.query.findMany(about),
    tx.flag.findMany(about),
  ]);
  const hidden = [...annotationIds, ...[...threads, ...queries, ...flags].map(({ id }) => id)];
  return {
    AND: [unkept],
    subjectId: { notIn: hidden },
    OR: [{ claimId: null }, { claimId: { notIn: claimIds } }],
  };
}
