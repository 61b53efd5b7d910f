import "server-only";
import { readsAllArticles } from "@/lib/article/ties";
import type { Actor, MemberActor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/authorize";
import type { StaleCause } from "@/lib/check/schema";
import { type Independence, independence } from "@/lib/claim/independence";
import { type ClaimTies, UNBOUND } from "@/lib/claim/policy";
import type { ClaimKind } from "@/lib/claim/schema-enums";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import type { CheckFacts, CheckStatus, MoveContext } from "@/lib/claim/status";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { isSignedOffFor } from "@/lib/sign-off/kept";
import type { CitationRelation, Primacy, Reliability, Stance } from "@/lib/source/schema-enums";
import type { Sourcing, SourcingReason } from "@/lib/source/sourcing";
import { type RatingScale, ratingScaleSchema } from "@/lib/workspace/rating-scale";
import { parseSettings, type Settings } from "@/lib/workspace/settings";

/** A claim's row. */
export interface ClaimRow {
  id: string;
  number: number;
  statement: string;
  kind: ClaimKind;
  asOf: string;
  reportsId: string | null;
  unchecked: string | null;
  revision: number;
  sourcing: Sourcing;
  sourcingReason: SourcingReason;
  unsourcedReason: string | null;
  unsourcedById: string | null;
  unsourcedAt: Date | null;
  currentCheckId: string | null;
  statementById: string;
}

export interface CheckRow {
  id: string;
  round: number;
  status: CheckStatus;
  statusAt: Date;
  checkerId: string | null;
  approvalsNeeded: number;
  stale: StaleCause | null;
  stillHoldsById: string | null;
  stillHoldsAt: Date | null;
  stillHoldsReason: string | null;
  secondCheckerId: string | null;
  secondAskedAt: Date | null;
  secondDoneAt: Date | null;
}

/** The latest submission of the current check that was not withdrawn, a blind second one apart. */
export interface LatestSubmission {
  id: string;
  verdict: string;
  namedCitations: string[];
  byId: string;
  claimRevision: number;
}

/** What rules ask of a living citation. */
export interface CitationRow {
  id: string;
  stance: Stance;
  relation: CitationRelation;
  quoted: boolean;
  located: boolean;
  seen: boolean;
  createdById: string;
  sourceId: string;
  publisherId: string | null;
  /** The source that its source repeats, followed to the first. */
  originId: string | null;
  primacy: Primacy;
  encyclopaedia: boolean;
  reliability: Reliability;
}

/** A claim with everything that decides what may be done with it, as one moment saw it. */
export interface ClaimInHand {
  claim: ClaimRow;
  check: CheckRow | null;
  submission: LatestSubmission | null;
  /** A blind second one on that submission. */
  second: { id: string; verdict: string; byId: string } | null;
  /** How many submissions the current check has had. */
  submissions: number;
  /** Who submitted in this round. */
  submitterIds: string[];
  approvedBy: string[];
  disputedById: string | null;
  citations: CitationRow[];
  /** Whose change of a citation raised the revision. */
  citationEditorIds: string[];
  /** Authors of the articles in which it occurs. */
  authorIds: string[];
  /** One of those articles is shared with the actor. */
  isViewer: boolean;
  /** The actor is to check it a second time without knowing what was found. */
  isBlind: boolean;
  /** The verdict under review is kept from the actor until they open it. */
  isFolded: boolean;
  /** The workspace keeps the verdict from the actor, an author or viewer, until sign-off. */
  isKept: boolean;
  /** Names of the members whom the claim's row and its check name. */
  names: Record<string, string>;
  rules: Rules;
}

/** What the workspace has laid down. */
export interface Rules {
  settings: Settings;
  scale: RatingScale;
}

/**
 * Locks a claim of the workspace and loads it. The lock comes first and in a statement of its own:
 * whatever waited for it then reads what the one before it wrote. Holding it is holding the
 * claim's checks, which nothing changes without it.
 *
 * To an author or a viewer a claim that occurs in no article of theirs is `not_found`.
 */
export async function lockClaim(tx: Tx, actor: Actor, claimId: string): Promise<ClaimInHand> {
  await lockClaims(tx, actor.workspaceId, [claimId]);
  return loadClaim(tx, actor, claimId);
}

/** Locks claims in the order of their ids, so that two commands never wait for one another. */
export async function lockClaims(
  tx: Tx,
  workspaceId: string,
  claimIds: readonly string[],
): Promise<void> {
  await tx.$queryRaw`
    SELECT "id" FROM "Claim"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ANY(${[...claimIds]}::uuid[])
    ORDER BY "id" FOR UPDATE`;
}

/** A claim that the actor may read, else `not_found`. */
export async function loadClaim(tx: Tx, actor: Actor, claimId: string): Promise<ClaimInHand> {
  const [hand] = await loadClaims(tx, actor, [claimId]);
  if (!hand || !can(actor, "claim:read", tiesOf(hand, actor))) throw new AppError("not_found");
  return hand;
}

type LoadedRow = ClaimRow & {
  checkId: string | null;
  round: number;
  status: CheckStatus;
  statusAt: Date;
  checkerId: string | null;
  approvalsNeeded: number;
  stale: StaleCause | null;
  stillHoldsById: string | null;
  stillHoldsAt: Date | null;
  stillHoldsReason: string | null;
  secondCheckerId: string | null;
  secondAskedAt: Date | null;
  secondDoneAt: Date | null;
  opened: boolean;
  /** The actor reads every article, or one of theirs in which it occurs is signed off. */
  signedOff: boolean;
  submissions: (LatestSubmission & { withdrawn: boolean; blind: boolean })[];
  reviews: { submissionId: string; decision: string; byId: string }[];
  citations: CitationRow[];
  citationEditorIds: string[];
  authorIds: string[];
  isViewer: boolean;
};

/** Claims of the workspace by their ids, whoever may read them; in no order. */
export async function loadClaims(
  tx: Tx,
  actor: Actor,
  claimIds: readonly string[],
  rules?: Rules,
): Promise<ClaimInHand[]> {
  const { workspaceId } = actor;
  const memberId = actor.kind === "member" ? actor.memberId : null;
  const signedOff = readsAllArticles(actor) ? Prisma.sql`true` : isSignedOffFor(memberId);
  const rows = await tx.$queryRaw<LoadedRow[]>`
    SELECT c."id", c."number", c."statement", c."kind"::text, c."asOf", c."reportsId",
      c."unchecked", c."revision", c."sourcing"::text, c."sourcingReason", c."unsourcedReason",
      c."unsourcedById", c."unsourcedAt", c."currentCheckId", c."statementById",
      k."id" AS "checkId", k."round", k."status"::text, k."statusAt", k."checkerId",
      k."approvalsNeeded", k."stale", k."stillHoldsById", k."stillHoldsAt", k."stillHoldsReason",
      k."secondCheckerId", k."secondAskedAt", k."secondDoneAt",
      EXISTS (SELECT 1 FROM "VerdictOpening" vo WHERE vo."workspaceId" = c."workspaceId"
        AND vo."checkId" = k."id" AND vo."memberId" = ${memberId}::uuid) AS "opened",
      ${signedOff} AS "signedOff",
      (SELECT coalesce(json_agg(json_build_object('id', s."id", 'verdict', s."verdict",
          'namedCitations', s."namedCitations", 'byId', s."byId",
          'claimRevision', s."claimRevision", 'blind', s."blind",
          'withdrawn', s."withdrawnAt" IS NOT NULL)
          ORDER BY s."ordinal" DESC), '[]')
        FROM "Submission" s WHERE s."workspaceId" = c."workspaceId" AND s."checkId" = k."id"
      ) AS "submissions",
      (SELECT coalesce(json_agg(json_build_object('submissionId', r."submissionId",
          'decision', r."decision", 'byId', r."byId")), '[]')
        FROM "Review" r WHERE r."workspaceId" = c."workspaceId" AND r."checkId" = k."id"
      ) AS "reviews",
      (SELECT coalesce(json_agg(json_build_object('id', i."id", 'stance', i."stance",
          'relation', i."relation", 'quoted', i."quote" <> '',
          'located', coalesce(jsonb_typeof(i."locator"), 'null') <> 'null',
          'seen', i."seenAt" IS NOT NULL, 'createdById', i."createdById",
          'sourceId', s."id", 'publisherId', s."publisherId", 'originId', s."originId",
          'primacy', s."primacy", 'encyclopaedia', s."encyclopaedia",
          'reliability', coalesce(p."reliability", 'unrated')) ORDER BY i."createdAt", i."id"), '[]')
        FROM "Citation" i
        JOIN "Source" s ON s."workspaceId" = i."workspaceId" AND s."id" = i."sourceId"
        LEFT JOIN "Publisher" p ON p."workspaceId" = s."workspaceId" AND p."id" = s."publisherId"
        WHERE i."workspaceId" = c."workspaceId" AND i."claimId" = c."id" AND i."deletedAt" IS NULL
      ) AS "citations",
      (SELECT coalesce(json_agg(DISTINCT v."byId"), '[]') FROM "ClaimRevision" v
        WHERE v."workspaceId" = c."workspaceId" AND v."claimId" = c."id"
          AND v."cause" = 'citation_changed'
      ) AS "citationEditorIds",
      coalesce(t."authorIds", '[]') AS "authorIds", coalesce(t."isViewer", false) AS "isViewer"
    FROM "Claim" c
    LEFT JOIN "Check" k ON k."workspaceId" = c."workspaceId" AND k."id" = c."currentCheckId"
    LEFT JOIN LATERAL (
      SELECT json_agg(DISTINCT am."memberId") FILTER (WHERE am."relation" = 'author') AS "authorIds",
        bool_or(am."memberId" = ${memberId}::uuid AND am."relation" = 'viewer') AS "isViewer"
      FROM "Occurrence" o
      JOIN "Annotation" a ON a."workspaceId" = o."workspaceId" AND a."id" = o."annotationId"
        AND a."deletedAt" IS NULL
      JOIN "Article" ar ON ar."workspaceId" = o."workspaceId" AND ar."id" = o."articleId"
        AND ar."deletedAt" IS NULL
      JOIN "ArticleMember" am ON am."workspaceId" = o."workspaceId"
        AND am."articleId" = o."articleId"
      WHERE o."workspaceId" = c."workspaceId" AND o."claimId" = c."id"
    ) t ON true
    WHERE c."workspaceId" = ${workspaceId}::uuid AND c."id" = ANY(${[...claimIds]}::uuid[])
      AND c."deletedAt" IS NULL`;
  if (rows.length === 0) return [];
  const repeating = rows.flatMap(({ citations }) =>
    citations.filter(({ originId }) => originId !== null).map(({ sourceId }) => sourceId),
  );
  const origins = await firstOrigins(tx, workspaceId, repeating);
  const named = rows.flatMap((row) => [
    row.unsourcedById,
    row.checkerId,
    row.stillHoldsById,
    row.secondCheckerId,
  ]);
  const workspace = await loadWorkspace(tx, workspaceId, [...new Set(named)]);
  const known = { names: workspace.names, rules: rules ?? rulesOf(workspace) };
  return rows.map((row) => inHand(row, memberId, origins, known));
}

interface WorkspaceRow {
  settings: unknown;
  ratingScale: unknown;
  names: Record<string, string>;
}

/** What the workspace has laid down, and the names of some of its members, in one query. */
async function loadWorkspace(
  tx: Tx,
  workspaceId: string,
  memberIds: readonly (string | null)[],
): Promise<WorkspaceRow> {
  const [row] = await tx.$queryRaw<WorkspaceRow[]>`
    SELECT w."settings", w."ratingScale",
      (SELECT coalesce(json_object_agg(m."id", u."name"), '{}')
        FROM "Member" m JOIN "User" u ON u."id" = m."userId"
        WHERE m."workspaceId" = w."id" AND m."id" = ANY(${[...memberIds]}::uuid[])) AS "names"
    FROM "Workspace" w WHERE w."id" = ${workspaceId}::uuid`;
  if (!row) throw new AppError("not_found");
  return row;
}

export async function loadRules(tx: Tx, workspaceId: string): Promise<Rules> {
  return rulesOf(await loadWorkspace(tx, workspaceId, []));
}

function rulesOf({ settings, ratingScale }: WorkspaceRow): Rules {
  return {
    settings: parseSettings(settings),
    scale: ratingScaleSchema.parse(ratingScale),
  };
}

/** For each source that repeats another, the first of the chain; a loop ends where it began. */
export async function firstOrigins(
  tx: Tx,
  workspaceId: string,
  repeating: readonly string[],
): Promise<Map<string, string>> {
  if (repeating.length === 0) return new Map();
  const found = await tx.$queryRaw<{ id: string; first: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT s."id", s."originId" AS "first", 1 AS "depth" FROM "Source" s
      WHERE s."workspaceId" = ${workspaceId}::uuid AND s."id" = ANY(${[...repeating]}::uuid[])
      UNION ALL
      SELECT chain."id", s."originId", chain."depth" + 1 FROM chain
      JOIN "Source" s ON s."workspaceId" = ${workspaceId}::uuid AND s."id" = chain."first"
      WHERE s."originId" IS NOT NULL AND chain."depth" < 20
    )
    SELECT DISTINCT ON ("id") "id", "first" FROM chain ORDER BY "id", "depth" DESC`;
  return new Map(found.map(({ id, first }) => [id, first]));
}

function inHand(
  row: LoadedRow,
  memberId: string | null,
  origins: Map<string, string>,
  { names, rules }: { names: Record<string, string>; rules: Rules },
): ClaimInHand {
  const living = row.submissions.filter(({ withdrawn }) => !withdrawn);
  const at = living.findIndex(({ blind }) => !blind);
  const submission = living[at] ?? null;
  const second = living.slice(0, Math.max(at, 0)).find(({ blind }) => blind) ?? null;
  const onIt = row.reviews.filter(({ submissionId }) => submissionId === submission?.id);
  return {
    claim: {
      id: row.id,
      number: row.number,
      statement: row.statement,
      kind: row.kind,
      asOf: row.asOf,
      reportsId: row.reportsId,
      unchecked: row.unchecked,
      revision: row.revision,
      sourcing: row.sourcing,
      sourcingReason: row.sourcingReason,
      unsourcedReason: row.unsourcedReason,
      unsourcedById: row.unsourcedById,
      unsourcedAt: row.unsourcedAt,
      currentCheckId: row.currentCheckId,
      statementById: row.statementById,
    },
    check: row.checkId
      ? {
          id: row.checkId,
          round: row.round,
          status: row.status,
          statusAt: row.statusAt,
          checkerId: row.checkerId,
          approvalsNeeded: row.approvalsNeeded,
          stale: row.stale,
          stillHoldsById: row.stillHoldsById,
          stillHoldsAt: row.stillHoldsAt,
          stillHoldsReason: row.stillHoldsReason,
          secondCheckerId: row.secondCheckerId,
          secondAskedAt: row.secondAskedAt,
          secondDoneAt: row.secondDoneAt,
        }
      : null,
    submission,
    second,
    submissions: row.submissions.length,
    submitterIds: [...new Set(row.submissions.map(({ byId }) => byId))],
    approvedBy: onIt.filter(({ decision }) => decision === "approve").map(({ byId }) => byId),
    disputedById: onIt.find(({ decision }) => decision === "dispute")?.byId ?? second?.byId ?? null,
    citations: row.citations.map((citation) => ({
      ...citation,
      originId: origins.get(citation.sourceId) ?? null,
    })),
    citationEditorIds: row.citationEditorIds,
    authorIds: row.authorIds,
    isViewer: row.isViewer,
    isBlind: isOutstanding(row) && row.secondCheckerId === memberId,
    isFolded:
      rules.settings.blindSecondChecks &&
      row.status === "in_review" &&
      !row.opened &&
      submission?.byId !== memberId,
    isKept: !rules.settings.authorsSeeVerdicts && !row.signedOff,
    names,
    rules,
  };
}

type SecondCheck = Pick<CheckRow, "status" | "secondCheckerId" | "secondDoneAt">;

/** A second check was asked for, and the round has not come further without it. */
export function isOutstanding({ status, secondCheckerId, secondDoneAt }: SecondCheck): boolean {
  const isOpen = status === "in_progress" || status === "in_review";
  return isOpen && secondCheckerId !== null && secondDoneAt === null;
}

/** Where the check stands; a claim without one is unchecked. */
export function statusOf({ check }: ClaimInHand): CheckStatus {
  return check?.status ?? "unchecked";
}

/**
 * The submission that stands: the one under review, or on which the check was decided. One that
 * was sent back or withdrawn stands no longer.
 */
export function standingSubmission(hand: ClaimInHand): LatestSubmission | null {
  const status = statusOf(hand);
  return status === "unchecked" || status === "in_progress" ? null : hand.submission;
}

export function factsOf(hand: ClaimInHand): CheckFacts {
  return {
    status: statusOf(hand),
    checkerId: hand.check?.checkerId ?? null,
    revision: hand.claim.revision,
    approvalsNeeded: hand.check?.approvalsNeeded ?? hand.rules.settings.approvalsNeeded,
    approvedBy: hand.approvedBy,
    disputedById: hand.disputedById,
    stillHoldsById: hand.check?.stillHoldsById ?? null,
    secondCheckerId: hand.check && isOutstanding(hand.check) ? hand.check.secondCheckerId : null,
  };
}

export function independenceOf(hand: ClaimInHand, memberId: string): Independence {
  return independence({
    actorId: memberId,
    submitterIds: hand.submitterIds,
    authorIds: hand.authorIds,
    statementById: hand.claim.statementById,
    citationByIds: [
      ...hand.citations.map(({ createdById }) => createdById),
      ...hand.citationEditorIds,
    ],
    strict: hand.rules.settings.strictIndependence,
  });
}

/** How the actor is tied to the claim; the server itself and a guest are tied to none. */
export function tiesOf(hand: ClaimInHand, actor: Actor): ClaimTies {
  if (actor.kind !== "member") {
    return { ...UNBOUND, isIndependent: false };
  }
  return {
    isAuthor: hand.authorIds.includes(actor.memberId),
    isViewer: hand.isViewer,
    isChecker: hand.check?.checkerId === actor.memberId,
    isIndependent: independenceOf(hand, actor.memberId).ok,
    isBlind: hand.isBlind,
    editorsReview: hand.rules.settings.reviewers === "editors",
  };
}

/** The member as the status table sees them: by role, with their bonds apart. */
export function contextOf(hand: ClaimInHand, actor: MemberActor): MoveContext {
  const ties = tiesOf(hand, actor);
  const byRole = { ...ties, isIndependent: true };
  const mayReview = can(actor, "check:review", byRole);
  return {
    actorId: actor.memberId,
    mayCheck: can(actor, "check:start", ties),
    mayReview,
    editorsReview: !mayReview && can(actor, "check:review", { ...byRole, editorsReview: false }),
    mayAdjudicate: can(actor, "check:adjudicate", byRole),
    independence: independenceOf(hand, actor.memberId),
  };
}

/** The claim as answers and lists show it: to its blind second checker, what it says and no more. */
export function summaryOf(hand: ClaimInHand): ClaimSummary {
  const { claim, check, names } = hand;
  const member = (id: string) => ({ id, name: names[id] ?? "" });
  const standing = standingSubmission(hand);
  const { secondCheckerId } = factsOf(hand);
  const said = {
    id: claim.id,
    number: claim.number,
    statement: claim.statement,
    kind: claim.kind,
    asOf: claim.asOf,
    revision: claim.revision,
    reportsId: claim.reportsId,
    secondChecker: secondCheckerId === null ? null : member(secondCheckerId),
    isBlind: hand.isBlind,
  };
  if (hand.isBlind) {
    const sourcingReason = { code: "hidden", params: {} } as const;
    const hidden = { sourcingReason, unsourcedMark: null, unchecked: null, check: null } as const;
    return { ...said, sourcing: "unsourced", ...hidden };
  }
  return {
    ...said,
    // That the evidence is against the verdict would tell which one it is.
    sourcing: hand.isKept && claim.sourcing === "contradicted" ? "sourced" : claim.sourcing,
    sourcingReason: hand.isKept ? { code: "hidden", params: {} } : claim.sourcingReason,
    unsourcedMark:
      claim.unsourcedReason !== null && claim.unsourcedById && claim.unsourcedAt
        ? {
            reason: claim.unsourcedReason,
            by: member(claim.unsourcedById),
            at: claim.unsourcedAt.toISOString(),
          }
        : null,
    unchecked: claim.unchecked,
    check: check && {
      id: check.id,
      round: check.round,
      status: check.status,
      statusAt: check.statusAt.toISOString(),
      checker: check.checkerId ? member(check.checkerId) : null,
      submissionId: standing?.id ?? null,
      verdict: hand.isFolded || hand.isKept ? null : (standing?.verdict ?? null),
      approvals: standing ? new Set(hand.approvedBy).size : 0,
      approvalsNeeded: check.approvalsNeeded,
      stale: check.stale,
      stillHolds:
        check.stillHoldsById && check.stillHoldsAt
          ? {
              by: member(check.stillHoldsById),
              at: check.stillHoldsAt.toISOString(),
              reason: check.stillHoldsReason ?? "",
            }
          : null,
    },
  };
}
