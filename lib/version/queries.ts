import "server-only";
import { diffTexts } from "@/lib/anchoring/diff-texts";
import { articleTies, visibleArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { database } from "@/lib/db/client";
import { textIndexOf } from "@/lib/document/canonical";
import { AppError } from "@/lib/errors";
import { unpackPlacements } from "./pack";
import {
  type PackedPlacement,
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
    },
    orderBy: { number: "desc" },
  });
  return {
    ...frame,
    versions: rows.map(({ createdBy, createdAt, effect, ...row }) => ({
      ...row,
      effect: versionEffectSchema.safeParse(effect).data ?? null,
      createdByName: createdBy.user.name,
      createdAt: createdAt.toISOString(),
    })),
  };
}

/** An older version as it stood: its text, and where every annotation was on it then. */
export async function versionPage(
  actor: MemberActor,
  articleId: string,
  number: number,
): Promise<VersionPage> {
  const { client, frame } = await readable(actor, articleId);
  const of = { workspaceId: actor.workspaceId, articleId, number };
  const version = await loadVersion(client, of);
  const row = await client.articleVersion.findFirst({ where: of, select: { placements: true } });
  const targets = await client.target.findMany({
    where: { workspaceId: actor.workspaceId, articleId, madeVersion: { lte: number } },
    select: { id: true, annotationId: true, role: true, start: true, end: true, state: true },
  });
  const known = new Map(targets.map((target) => [target.id, target]));
  const placements: PackedPlacement[] = row?.placements
    ? unpackPlacements(row.placements)
    : targets.map(({ id, start, end, state }) => [id, start, end, state]);
  const kinds = await client.annotation.findMany({
    where: { workspaceId: actor.workspaceId, articleId },
    select: { id: true, kind: true },
  });
  const kindOf = new Map(kinds.map(({ id, kind }) => [id, kind]));
  return {
    ...frame,
    number,
    document: version.doc.toJSON(),
    highlights: placements.flatMap(([id, start, end, state]) => {
      const target = known.get(id);
      const kind = target && kindOf.get(target.annotationId);
      return target && kind && state !== "orphaned"
        ? [{ id, annotationId: target.annotationId, role: target.role, kind, start, end }]
        : [];
    }),
  };
}

/** Two versions compared by words, block by block, with the headings to jump by. */
export async function versionComparison(
  actor: MemberActor,
  articleId: string,
  from: number,
  to: number,
): Promise<VersionComparison> {
  const { client, frame } = await readable(actor, articleId);
  const of = { workspaceId: actor.workspaceId, articleId };
  const older = await loadVersion(client, { ...of, number: from });
  const newer = await loadVersion(client, { ...of, number: to });
  const { changes } = diffTexts(older.text, newer.text, { language: frame.language });
  return {
    ...frame,
    from: { number: from, text: older.text },
    to: { number: to, text: newer.text },
    changes: [...changes],
    headings: textIndexOf(newer.doc)
      .blocks.filter(({ role }) => role === "headline" || role === "heading")
      .map(({ start, end }) => ({ start, end })),
  };
}
