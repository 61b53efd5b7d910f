import "server-only";
import type { MemberActor, Person } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { judgeAllClaims } from "@/lib/claim/effects";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { canonicalJson } from "@/lib/event/chain";
import { command } from "@/lib/event/command";
import { foundingAdmin, foundWorkspace } from "./founding";
import { type RatingScale, ratingScaleSchema } from "./rating-scale";
import type { ChangeRole, ChangeWorkspace, CreateWorkspace, RemoveMember } from "./schema";
import { parseSettings } from "./settings";

/** Makes a workspace, with the operator as its admin. */
export function createWorkspace(person: Person, input: CreateWorkspace): Promise<{ slug: string }> {
  if (!person.operator) throw new AppError("forbidden");
  return command(foundingAdmin(person), (work) => foundWorkspace(work, input));
}

/**
 * Changes the workspace's name, rating scale or settings; a field that is not given stays.
 *
 * @throws AppError `conflict`: somebody else changed the workspace meanwhile
 * @throws AppError `invalid` with reason `verdicts_in_use` or `reasons_in_use` and the keys: what
 *   was given as a verdict or a reason may be reworded, but not taken off its list
 */
export function changeWorkspace(
  actor: MemberActor,
  input: ChangeWorkspace,
): Promise<{ revision: number }> {
  return command(actor, async (work) => {
    authorize(actor, "workspace:manage");
    const row = await work.tx.workspace.findUniqueOrThrow({
      where: { id: work.workspaceId },
      select: { revision: true, name: true, ratingScale: true, settings: true },
    });
    if (row.revision !== input.revision) throw new AppError("conflict", { revision: row.revision });
    const before = {
      name: row.name,
      ratingScale: ratingScaleSchema.parse(row.ratingScale),
      ...parseSettings(row.settings),
    };
    const given = input.settings ?? {};
    const after = {
      name: input.name ?? before.name,
      ratingScale: input.ratingScale ?? before.ratingScale,
      sourcingRule: given.sourcingRule ?? before.sourcingRule,
      strictIndependence: given.strictIndependence ?? before.strictIndependence,
      approvalsNeeded: given.approvalsNeeded ?? before.approvalsNeeded,
      approvalsByKind: given.approvalsByKind ?? before.approvalsByKind,
      approvalsForHighPriority:
        given.approvalsForHighPriority === undefined
          ? before.approvalsForHighPriority
          : given.approvalsForHighPriority,
      reviewers: given.reviewers ?? before.reviewers,
      blindSecondChecks: given.blindSecondChecks ?? before.blindSecondChecks,
      blindSampling: given.blindSampling ?? before.blindSampling,
      authorsSeeVerdicts: given.authorsSeeVerdicts ?? before.authorsSeeVerdicts,
      stuckAfterDays: given.stuckAfterDays ?? before.stuckAfterDays,
      measuresSeenBy: given.measuresSeenBy ?? before.measuresSeenBy,
      reviewReasons: given.reviewReasons ?? before.reviewReasons,
      importLimitBytes: given.importLimitBytes ?? before.importLimitBytes,
    };
    const changes = differences(before, after);
    if (Object.keys(changes).length === 0) return { revision: row.revision };

    if ("ratingScale" in changes)
      await keepVerdictsInUse(work.tx, work.workspaceId, after.ratingScale);
    if ("reviewReasons" in changes) {
      const keys = new Set(after.reviewReasons.map(({ key }) => key));
      await keepReasonsInUse(work.tx, work.workspaceId, keys);
    }
    const { name, ratingScale, ...settings } = after;
    const written = await work.tx.workspace.updateMany({
      where: { id: work.workspaceId, revision: input.revision },
      data: { name, ratingScale, settings, revision: { increment: 1 } },
    });
    if (written.count === 0) throw new AppError("conflict");
    if ("sourcingRule" in changes || "ratingScale" in changes) await judgeAllClaims(work);
    work.record({
      type: "workspace.settings_changed",
      subjectType: "workspace",
      subjectId: work.workspaceId,
      payload: { changes },
    });
    return { revision: input.revision + 1 };
  });
}

/**
 * Gives a member another role.
 *
 * @throws AppError `conflict` with the role they have: it is no longer the one that was seen
 * @throws AppError `invalid` with reason `last_admin`
 */
export function changeRole(actor: MemberActor, input: ChangeRole): Promise<void> {
  return command(actor, async (work) => {
    authorize(actor, "member:manage");
    const admins = await lockAdmins(work.tx, actor);
    const member = await work.tx.member.findFirst({
      where: { workspaceId: work.workspaceId, id: input.memberId, removedAt: null },
      select: { role: true },
    });
    if (!member) throw new AppError("not_found");
    if (member.role === input.to) return;
    if (member.role !== input.from) throw new AppError("conflict", { role: member.role });
    keepOneAdmin(admins, input.memberId);
    await work.tx.member.update({
      where: { workspaceId_id: { workspaceId: work.workspaceId, id: input.memberId } },
      data: { role: input.to },
    });
    work.record({
      type: "member.role_changed",
      subjectType: "member",
      subjectId: input.memberId,
      payload: { from: member.role, to: input.to },
    });
  });
}

/** Takes a member out of the workspace. Their work stays, under their name. */
export function removeMember(actor: MemberActor, input: RemoveMember): Promise<void> {
  return command(actor, async (work) => {
    authorize(actor, "member:manage");
    const admins = await lockAdmins(work.tx, actor);
    const member = await work.tx.member.findFirst({
      where: { workspaceId: work.workspaceId, id: input.memberId, removedAt: null },
      select: { user: { select: { name: true } } },
    });
    if (!member) throw new AppError("not_found");
    keepOneAdmin(admins, input.memberId);
    await work.tx.member.update({
      where: { workspaceId_id: { workspaceId: work.workspaceId, id: input.memberId } },
      data: { removedAt: work.now },
    });
    work.record({
      type: "member.removed",
      subjectType: "member",
      subjectId: input.memberId,
      payload: { name: member.user.name },
    });
  });
}

/**
 * The workspace's admins, with its membership locked until the transaction ends, so that two
 * admins cannot each take the other for the one who stays. Whoever was an admin when they asked,
 * but is none any more, is refused.
 */
async function lockAdmins(tx: Tx, actor: MemberActor): Promise<ReadonlySet<string>> {
  await tx.$queryRaw`
    SELECT "id" FROM "Workspace" WHERE "id" = ${actor.workspaceId}::uuid FOR NO KEY UPDATE`;
  const rows = await tx.member.findMany({
    where: { workspaceId: actor.workspaceId, role: "admin", removedAt: null },
    select: { id: true },
  });
  const admins = new Set(rows.map(({ id }) => id));
  if (!admins.has(actor.memberId)) throw new AppError("forbidden");
  return admins;
}

function keepOneAdmin(admins: ReadonlySet<string>, leaving: string): void {
  if (admins.has(leaving) && admins.size === 1) {
    throw new AppError("invalid", { reason: "last_admin" });
  }
}

async function keepVerdictsInUse(tx: Tx, workspaceId: string, scale: RatingScale): Promise<void> {
  const kept = new Set(scale.map(({ key }) => key));
  const [submitted, disputed] = [
    await tx.submission.groupBy({ by: ["verdict"], where: { workspaceId } }),
    await tx.review.groupBy({ by: ["verdict"], where: { workspaceId, verdict: { not: null } } }),
  ];
  const used = [...submitted, ...disputed].flatMap(({ verdict }) => verdict ?? []);
  refuseLost("verdicts_in_use", used, kept);
}

async function keepReasonsInUse(
  tx: Tx,
  workspaceId: string,
  kept: ReadonlySet<string>,
): Promise<void> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT jsonb_array_elements_text("reasons") AS "key"
    FROM "Review" WHERE "workspaceId" = ${workspaceId}::uuid AND jsonb_typeof("reasons") = 'array'`;
  refuseLost(
    "reasons_in_use",
    rows.map(({ key }) => key),
    kept,
  );
}

function refuseLost(reason: string, used: string[], kept: ReadonlySet<string>): void {
  const lost = [...new Set(used)].filter((key) => !kept.has(key));
  if (lost.length > 0) throw new AppError("invalid", { reason, keys: lost });
}

/** Field name → its old and its new value, of those that differ. */
function differences(
  before: object,
  after: object,
): Record<string, { from: unknown; to: unknown }> {
  const old = new Map(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after)
      .map(([field, to]) => [field, { from: old.get(field), to }] as const)
      .filter(([, { from, to }]) => canonicalJson(from) !== canonicalJson(to)),
  );
}
