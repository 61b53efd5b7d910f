import "server-only";
import { describeTarget } from "@/lib/anchoring/describe";
import { occurrencesReread } from "@/lib/annotation/effects";
import { articleChange } from "@/lib/article/queries";
import type { ArticleChange } from "@/lib/article/schema";
import { lockArticle } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { AppError } from "@/lib/errors";
import { command } from "@/lib/event/command";
import { placeSpans, versionText } from "./map-forward";
import type { PlaceTarget } from "./schema";

/**
 * Puts a target on words that a person chose: one of the places proposed for an orphaned target, or
 * any other. What it keeps of where it was made stays; an occurrence whose words are not those that
 * were judged still wants its recheck. With `place` null it is taken off the text again; the places
 * that were proposed are kept for that, until the text is another.
 *
 * @throws AppError conflict where the annotation was changed meanwhile, or the words of an older
 *   version have no safe place in the current one; invalid {reason: "outside_text" | "no_words"}
 */
export async function placeTarget(actor: MemberActor, input: PlaceTarget): Promise<ArticleChange> {
  const { annotationId, revision, targetId, madeVersion, place } = input;
  const changed = await command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const found = await tx.annotation.findFirst({
      where: { workspaceId, id: annotationId, deletedAt: null },
      select: { articleId: true },
    });
    if (!found) throw new AppError("not_found");
    const { articleId } = found;
    // Only one at a time: the whole annotation is read anew.
    const article = await lockArticle(tx, actor, articleId, "update");
    authorize(actor, "annotation:edit", article.ties);
    const { count } = await tx.annotation.updateMany({
      where: { workspaceId, id: annotationId, revision, deletedAt: null },
      data: { revision: revision + 1 },
    });
    if (count === 0) throw new AppError("conflict", { reason: "annotation_outdated" });
    const before = await placesOf(work, annotationId);
    const target = before.find(({ id }) => id === targetId);
    if (!target) throw new AppError("not_found");
    const { currentVersion } = article;
    const text = await versionText(tx, { workspaceId, articleId, number: currentVersion });
    const next = place
      ? await chosen(work, { articleId, made: madeVersion, current: currentVersion }, place)
      : { start: target.start, end: target.start };
    const words = place ? text.slice(next.start, next.end) : "";
    await tx.target.updateMany({
      where: { workspaceId, id: targetId },
      data: {
        ...next,
        state: place ? (words === target.exact ? "placed" : "changed") : "orphaned",
        method: "person",
      },
    });
    work.record({
      type: "annotation.placed",
      subjectType: "annotation",
      subjectId: annotationId,
      articleId,
      payload: { from: target.exact, to: words },
    });
    const after = await placesOf(work, annotationId);
    await occurrencesReread(work, {
      articleId,
      version: currentVersion,
      before: text,
      after: text,
      moves: before.flatMap((from) => {
        const to = after.find(({ id }) => id === from.id);
        return to ? [{ annotationId, from, to }] : [];
      }),
    });
    return { articleId, annotations: [annotationId], claims: [] };
  });
  return articleChange(actor, changed);
}

type Work = Parameters<Parameters<typeof command<MemberActor, unknown>>[1]>[0];

function placesOf({ tx, workspaceId }: Work, annotationId: string) {
  return tx.target.findMany({
    where: { workspaceId, annotationId, deletedAt: null },
    select: { id: true, role: true, start: true, end: true, state: true, exact: true },
    orderBy: { ordinal: "asc" },
  });
}

/** The span that a person chose, in the current version, without the space at its edges. */
async function chosen(
  { tx, workspaceId }: Work,
  at: { articleId: string; made: number; current: number },
  span: { start: number; end: number },
): Promise<{ start: number; end: number }> {
  const made = await versionText(tx, { workspaceId, articleId: at.articleId, number: at.made });
  if (span.start >= span.end || span.end > made.length) {
    throw new AppError("invalid", { reason: "outside_text" });
  }
  const { exact } = describeTarget(made, span.start, span.end);
  if (exact.trim() === "") throw new AppError("invalid", { reason: "no_words" });
  const start = span.start + exact.length - exact.trimStart().length;
  const [placed] = await placeSpans(tx, { workspaceId, ...at }, [
    { start, end: start + exact.trim().length },
  ]);
  if (!placed) throw new AppError("not_found");
  return { start: placed.place.start, end: placed.place.end };
}
