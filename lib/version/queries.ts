import "server-only";
import { highlightState, type OccurrenceStanding } from "@/lib/annotation/state";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/article/import/draft";
import { articleChange } from "@/lib/article/queries";
import { articleTies, visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";
import { blindClaims } from "@/lib/second-check/view";
import { compareBlocks } from "./comparison";
import { lostPlaceSearches, soughtTargets } from "./lost-places";
import { unpackPlacements } from "./pack";
import { changesBetween } from "./place-targets";
import {
  type LostPlacesAnswer,
  type LostPlacesInput,
  type OldAnnotation,
  type PackedPlacement,
  type ReplacementSetting,
  type VersionComparison,
  type VersionList,
  type VersionPage,
  versionEffectSchema,
} from "./schema";
import { loadVersion } from "./text";

async function readable(actor: MemberActor, articleId: string) {
  const client = await database();
  const article = await client.article.findFirst({
    where: { ...visibleArticles(actor), id: articleId },
    select: { headline: true, language: true, direction: true, currentVersion: true },
  });
  if (!article) throw new AppError("not_found");
  const ties = await articleTies(client, actor, articleId);
  authorize(actor, "article:read", ties);
  return { client, frame: { ...article, can: { edit: can(actor, "article:edit", ties) } } };
}

/** The versions of an article, the newest first, each with what it did to the highlights. */
export async function versionList(actor: MemberActor, articleId: string): Promise<VersionList> {
  const { client, frame } = await readable(actor, articleId);
  const rows = await client.articleVersion.findMany({
    where: { workspaceId: actor.workspaceId, articleId },
    select: {
      number: true,
      origin: true,
      restoredFrom: true,
      note: true,
      effect: true,
      createdById: true,
      createdAt: true,
      createdBy: { select: { user: { select: { name: true } } } },
      rawPage: { select: { finalUrl: true, sha256: true, fetchedAt: true } },
    },
    orderBy: { number: "desc" },
  });
  return {
    ...frame,
    versions: rows.map(({ createdBy, createdAt, effect, rawPage, ...row }) => ({
      ...row,
      rawPage: rawPage && {
        url: rawPage.finalUrl,
        sha256: rawPage.sha256,
        fetchedAt: rawPage.fetchedAt.toISOString(),
      },
      effect: versionEffectSchema.safeParse(effect).data ?? null,
      createdByName: createdBy.user.name,
      createdAt: createdAt.toISOString(),
    })),
  };
}

/**
 * A version as it stood: its text, and where every annotation was when the next one took its place.
 * How each stands is told as of today; one that was deleted only since is shown, and said to be.
 */
export async function versionPage(
  actor: MemberActor,
  articleId: string,
  number: number,
): Promise<VersionPage> {
  const { client, frame } = await readable(actor, articleId);
  const article = { workspaceId: actor.workspaceId, articleId };
  const version = await loadVersion(client, { ...article, number });
  const [row, next] = await Promise.all([
    client.articleVersion.findFirstOrThrow({
      where: { ...article, number },
      select: {
        placements: true,
        createdAt: true,
        createdBy: { select: { user: { select: { name: true } } } },
      },
    }),
    client.articleVersion.findFirst({
      where: { ...article, number: number + 1 },
      select: { createdAt: true },
    }),
  ]);
  const living: Prisma.AnnotationWhereInput & Prisma.TargetWhereInput = next
    ? { OR: [{ deletedAt: null }, { deletedAt: { gt: next.createdAt } }] }
    : { deletedAt: null };
  const [targets, annotations] = await Promise.all([
    client.target.findMany({
      where: { ...article, ...living, madeVersion: { lte: number } },
      select: { id: true, annotationId: true, role: true, start: true, end: true, state: true },
    }),
    client.annotation.findMany({
      where: { ...article, ...living },
      select: {
        id: true,
        kind: true,
        body: true,
        deletedAt: true,
        occurrence: { select: standingSelect },
      },
    }),
  ]);
  const placements: PackedPlacement[] = row.placements
    ? unpackPlacements(row.placements)
    : targets.map(({ id, start, end, state }) => [id, start, end, state]);
  const placeOf = new Map(placements.map((placement) => [placement[0], placement]));
  const targetsOf = new Map<string, OldAnnotation["targets"]>();
  for (const { id, annotationId, role } of targets) {
    const [, start, end, state] = placeOf.get(id) ?? [];
    if (start === undefined || end === undefined || state === "orphaned") continue;
    const others = targetsOf.get(annotationId);
    const target = { id, role, start, end };
    if (others) others.push(target);
    else targetsOf.set(annotationId, [target]);
  }
  const blind = await blindClaims(client, actor);
  return {
    ...frame,
    number,
    createdAt: row.createdAt.toISOString(),
    createdByName: row.createdBy.user.name,
    text: version.text,
    document: version.doc.toJSON(),
    annotations: annotations.flatMap(({ id, kind, body, deletedAt, occurrence }) => {
      const places = targetsOf.get(id);
      if (!places) return [];
      const stateNow = deletedAt ? null : highlightState(kind, standingOf(occurrence, blind));
      return { id, kind, stateNow, words: occurrence?.claim.statement ?? body, targets: places };
    }),
  };
}

const standingSelect = {
  claimId: true,
  fit: true,
  remedy: true,
  remedyDoneAt: true,
  claim: { select: { statement: true, currentCheck: { select: { status: true } } } },
} as const satisfies Prisma.OccurrenceSelect;

function standingOf(
  occurrence: Prisma.OccurrenceGetPayload<{ select: typeof standingSelect }> | null,
  blind: readonly string[],
): OccurrenceStanding | null {
  if (!occurrence) return null;
  if (blind.includes(occurrence.claimId)) {
    return { checkStatus: "unchecked", fit: "unconfirmed", remedy: "none", remedyDone: false };
  }
  const { fit, remedy, remedyDoneAt, claim } = occurrence;
  const checkStatus = claim.currentCheck?.status ?? "unchecked";
  return { checkStatus, fit, remedy, remedyDone: remedyDoneAt !== null };
}

/** Two versions compared: what became of each block, by words. */
export async function versionComparison(
  actor: MemberActor,
  articleId: string,
  { from, to }: { from: number; to: number },
): Promise<VersionComparison> {
  const { client, frame } = await readable(actor, articleId);
  const of = { workspaceId: actor.workspaceId, articleId };
  const older = await loadVersion(client, { ...of, number: from });
  const newer = await loadVersion(client, { ...of, number: to });
  const { language } = frame;
  const changes = await changesBetween({ before: older.text, after: newer.text, language });
  return { ...frame, from, to, rows: compareBlocks(older.doc, newer.doc, changes) };
}

/**
 * How the search for likely places of lost ones stands, for whoever looks at the article; and their
 * annotations for which it is over. One that a restart of the server ended goes on, one that gave up
 * does when it is asked for.
 */
export async function lostPlaces(
  actor: MemberActor,
  { articleId, version, annotationIds, again }: LostPlacesInput,
): Promise<LostPlacesAnswer> {
  const { client, frame } = await readable(actor, articleId);
  const { workspaceId } = actor;
  const sought = await client.target.findMany({
    where: soughtTargets({ workspaceId, articleId }),
    select: { annotationId: true },
  });
  const search =
    sought.length > 0 ? lostPlaceSearches.begin({ workspaceId, articleId }, { again }) : null;
  const open = new Set(sought.map(({ annotationId }) => annotationId));
  const { currentVersion } = frame;
  // The places of another version would be shown in the wrong text.
  const found = currentVersion === version ? annotationIds.filter((id) => !open.has(id)) : [];
  return {
    currentVersion,
    left: sought.length,
    done: search?.done ?? 0,
    isStopped: search?.isStopped ?? false,
    annotations:
      found.length > 0
        ? (await articleChange(actor, { articleId, annotations: found, claims: [] })).annotations
        : [],
  };
}

/** The page that a version was read from, as it was fetched. */
export async function versionRawPage(
  actor: MemberActor,
  articleId: string,
  number: number,
): Promise<{ sha256: string; bytes: Uint8Array<ArrayBuffer> }> {
  const { client } = await readable(actor, articleId);
  const version = await client.articleVersion.findFirst({
    where: { workspaceId: actor.workspaceId, articleId, number },
    select: { rawPage: { select: { sha256: true, bytes: true } } },
  });
  if (!version?.rawPage) throw new AppError("not_found");
  return version.rawPage;
}

/** For whoever may edit the article: where its text came from, and how much may be brought in. */
export async function replacementSetting(
  actor: MemberActor,
  articleId: string,
): Promise<ReplacementSetting> {
  const { client, frame } = await readable(actor, articleId);
  if (!frame.can.edit) throw new AppError("forbidden");
  const { sourceUrl } = await client.article.findFirstOrThrow({
    where: { workspaceId: actor.workspaceId, id: articleId },
    select: { sourceUrl: true },
  });
  return { ...frame, sourceUrl, fileBytes: DEFAULT_IMPORT_LIMITS.fileBytes };
}
