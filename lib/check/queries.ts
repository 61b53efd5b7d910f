import "server-only";
import { z } from "zod";
import type { CheckView } from "@/lib/check/schema";
import { staleCauseSchema } from "@/lib/check/schema";
import { moveSchema } from "@/lib/claim/status";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { ReviewView } from "@/lib/review/schema";
import { evidenceSchema } from "@/lib/second-check/schema";
import { memberRef, memberRefSelect } from "@/lib/workspace/member-ref";

const by = { select: memberRefSelect };

const checkSelect = {
  id: true,
  round: true,
  status: true,
  statusAt: true,
  checker: by,
  approvalsNeeded: true,
  stale: true,
  stillHoldsBy: by,
  stillHoldsAt: true,
  stillHoldsReason: true,
  createdAt: true,
} as const satisfies Prisma.CheckSelect;

/**
 * All rounds of a claim with what was said in them, the current one first. `occurrences` are those
 * that the reader may know of: of others an approval does not tell. Where verdicts are not `told`,
 * the rounds are without their submissions. The caller has made sure that the claim may be read.
 */
export async function checksOf(
  tx: Tx,
  workspaceId: string,
  claimId: string,
  occurrences: ReadonlySet<string>,
  { told }: { told: boolean } = { told: true },
): Promise<CheckView[]> {
  const ofClaim = { workspaceId, check: { claimId } };
  const [checks, submissions, reviews, transitions] = await Promise.all([
    tx.check.findMany({
      where: { workspaceId, claimId },
      select: checkSelect,
      orderBy: { round: "desc" },
    }),
    tx.submission.findMany({
      where: ofClaim,
      select: {
        id: true,
        checkId: true,
        ordinal: true,
        verdict: true,
        rationale: true,
        namedCitations: true,
        claimRevision: true,
        blind: true,
        evidence: true,
        by,
        at: true,
        withdrawnAt: true,
      },
      orderBy: { ordinal: "asc" },
    }),
    tx.review.findMany({
      where: ofClaim,
      select: {
        id: true,
        submissionId: true,
        decision: true,
        reasons: true,
        comment: true,
        verdict: true,
        claimRevision: true,
        by,
        at: true,
        occurrences: { select: { annotationId: true, remedy: true, remedyWording: true } },
      },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    }),
    tx.checkTransition.findMany({
      where: ofClaim,
      select: { checkId: true, from: true, to: true, move: true, by, at: true },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    }),
  ]);
  const cited = submissions.flatMap(({ evidence }) => evidenceOf(evidence));
  const sources = await tx.source.findMany({
    where: { workspaceId, id: { in: cited.map(({ sourceId }) => sourceId) } },
    select: { id: true, title: true },
  });
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  const settled = new Set(
    transitions.filter(({ move }) => move === "adjudicate").map(({ by, at }) => doing(by.id, at)),
  );
  const reviewViews = reviews.map(
    (review): ReviewView => ({
      ...review,
      settles: settled.has(doing(review.by.id, review.at)),
      reasons: texts.parse(review.reasons),
      by: memberRef(review.by),
      at: review.at.toISOString(),
      occurrences: review.occurrences.filter(({ annotationId }) => occurrences.has(annotationId)),
    }),
  );
  return checks.map(({ checker, stillHoldsBy, stillHoldsAt, stillHoldsReason, ...check }) => {
    const its = told ? submissions.filter(({ checkId }) => checkId === check.id) : [];
    const decided = check.status !== "unchecked" && check.status !== "in_progress";
    const latest = its.findLast(({ withdrawnAt, blind }) => withdrawnAt === null && !blind);
    const standing = decided ? latest : undefined;
    const approvers = reviewViews.filter(
      ({ submissionId, decision }) => submissionId === standing?.id && decision === "approve",
    );
    return {
      ...check,
      statusAt: check.statusAt.toISOString(),
      createdAt: check.createdAt.toISOString(),
      checker: checker && memberRef(checker),
      submissionId: standing?.id ?? null,
      verdict: standing?.verdict ?? null,
      approvals: new Set(approvers.map(({ by }) => by.id)).size,
      stale: staleCauseSchema.nullable().catch(null).parse(check.stale),
      stillHolds:
        stillHoldsBy && stillHoldsAt
          ? {
              by: memberRef(stillHoldsBy),
              at: stillHoldsAt.toISOString(),
              reason: stillHoldsReason ?? "",
            }
          : null,
      submissions: its.map(({ checkId: _, ...submission }) => ({
        ...submission,
        namedCitations: texts.parse(submission.namedCitations),
        evidence: evidenceOf(submission.evidence).map((evidence) => ({
          ...evidence,
          title: titles.get(evidence.sourceId) ?? "",
        })),
        by: memberRef(submission.by),
        at: submission.at.toISOString(),
        withdrawnAt: submission.withdrawnAt?.toISOString() ?? null,
        reviews: reviewViews.filter(({ submissionId }) => submissionId === submission.id),
      })),
      transitions: transitions
        .filter(({ checkId }) => checkId === check.id)
        .map(({ checkId: _, ...transition }) => ({
          ...transition,
          move: moveSchema.parse(transition.move),
          by: memberRef(transition.by),
          at: transition.at.toISOString(),
        })),
    };
  });
}

/** What one command wrote has one writer and one time. */
const doing = (memberId: string, at: Date) => `${memberId} ${at.getTime()}`;

const texts = z.array(z.string()).catch([]);

const evidenceOf = (stored: unknown) => z.array(evidenceSchema).catch([]).parse(stored);
