import "server-only";
import { importedNotesAdded, publicationMoved } from "@/lib/annotation/effects";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { database, type Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { canonicalText } from "@/lib/document/canonical";
import { DOCUMENT_SCHEMA_VERSION } from "@/lib/document/schema";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { parseSettings } from "@/lib/workspace/settings";
import { documentOf, refuseSize } from "./confirmed-document";
import { storePictures } from "./effects";
import { checkPictures, picturesOf } from "./pictures";
import { ownRawPage } from "./raw-page";
import type {
  ArticleMemberInput,
  ArticleView,
  CreateArticle,
  DeleteArticle,
  NewPicture,
  PlanArticle,
  RestoreArticle,
  UpdateArticle,
} from "./schema";
import { lockArticle } from "./ties";
import { loadArticleView } from "./view";

/**
 * Makes an article of what a person confirmed: its fields, its first version, the pictures it
 * shows, and the file's comments as notes on their words. The same id again by the same member
 * answers the article that it made.
 *
 * @throws AppError invalid {reason}: document, empty, too_large, picture_missing, picture_altered,
 *   picture_kind, note_place; not_found {reason: "page_gone"} of a page that is kept no longer
 */
export async function createArticle(
  actor: MemberActor,
  input: CreateArticle,
  given: readonly NewPicture[] = [],
): Promise<ArticleView> {
  authorize(actor, "article:create");
  const doc = documentOf(input.document);
  const text = canonicalText(doc);
  refuseSize(doc, await importLimitOf(actor));
  const pictures = checkPictures(picturesOf(doc), given);
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const { count } = await tx.article.createMany({
      data: [
        {
          id: input.id,
          workspaceId,
          headline: input.headline,
          byline: input.byline,
          publishedOn: input.publishedOn && new Date(input.publishedOn),
          sourceUrl: input.sourceUrl,
          language: input.language,
          direction: input.direction,
          deadline: input.deadline && new Date(input.deadline),
          priority: input.priority,
          createdById: actor.memberId,
          createdAt: work.now,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return sameArticle(tx, actor, input.id);
    const rawPageId = await ownRawPage(tx, actor, input.rawPageId ?? null);
    await tx.articleVersion.create({
      data: {
        workspaceId,
        articleId: input.id,
        number: 1,
        document: doc.toJSON(),
        schemaVersion: DOCUMENT_SCHEMA_VERSION,
        text,
        origin: "import",
        rawPageId,
        createdById: actor.memberId,
        createdAt: work.now,
      },
      select: { id: true },
    });
    await storePictures(work, input.id, pictures);
    work.record({
      type: "article.created",
      subjectType: "article",
      subjectId: input.id,
      articleId: input.id,
      payload: { headline: input.headline, origin: input.origin },
    });
    await importedNotesAdded(work, { articleId: input.id, version: 1, text, notes: input.notes });
    return loadArticleView(tx, actor, input.id);
  });
}

/** In bytes. */
async function importLimitOf(actor: MemberActor): Promise<number> {
  const client = await database();
  const { settings } = await client.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { settings: true },
  });
  return parseSettings(settings).importLimitBytes;
}

/** The article of a repeated request; an id that is somebody else's is a conflict. */
async function sameArticle(tx: Tx, actor: MemberActor, id: string): Promise<ArticleView> {
  const view = await loadArticleView(tx, actor, id).catch(() => null);
  if (view?.createdById !== actor.memberId) throw new AppError("conflict");
  return view;
}

/** Changes the article's fields, not its text. A row changed meanwhile is a conflict. */
export function updateArticle(actor: MemberActor, input: UpdateArticle): Promise<ArticleView> {
  const { articleId, revision, publishedOn, ...rest } = input;
  return command(actor, async (work) => {
    const article = await lockArticle(work.tx, actor, articleId, "update");
    authorize(actor, "article:edit", article.ties);
    return changeArticle(work, articleId, revision, {
      ...rest,
      ...(publishedOn === undefined ? {} : { publishedOn: publishedOn && new Date(publishedOn) }),
    });
  });
}

/** Sets by when an article is wanted and how urgently. */
export function planArticle(actor: MemberActor, input: PlanArticle): Promise<ArticleView> {
  const { articleId, revision, deadline, priority } = input;
  return command(actor, async (work) => {
    const article = await lockArticle(work.tx, actor, articleId, "update");
    authorize(actor, "article:assign", article.ties);
    return changeArticle(work, articleId, revision, {
      ...(priority === undefined ? {} : { priority }),
      ...(deadline === undefined ? {} : { deadline: deadline && new Date(deadline) }),
    });
  });
}

type Change = Omit<Prisma.ArticleUpdateManyMutationInput, "revision" | "updatedAt">;

/** Writes what differs, guarded by the revision that the person saw, and records old and new. */
async function changeArticle(
  work: Work<MemberActor>,
  articleId: string,
  revision: number,
  change: Change,
): Promise<ArticleView> {
  const { tx, actor, workspaceId } = work;
  const before = await loadArticleView(tx, actor, articleId);
  if (before.revision !== revision) throw new AppError("conflict", { current: before });
  await tx.article.updateMany({
    where: { workspaceId, id: articleId, revision },
    data: { ...change, revision: revision + 1 },
  });
  const after = await loadArticleView(tx, actor, articleId);
  if (before.publishedOn !== after.publishedOn) {
    const { currentVersion: version, language } = after;
    const dates = { from: before.publishedOn, to: after.publishedOn };
    await publicationMoved(work, { articleId, version, language, ...dates });
  }
  const changes = differences(before, after);
  if (Object.keys(changes).length > 0) {
    work.record({
      type: "article.changed",
      subjectType: "article",
      subjectId: articleId,
      articleId,
      payload: { changes },
    });
  }
  return after;
}

const FIELDS = [
  "headline",
  "byline",
  "publishedOn",
  "sourceUrl",
  "language",
  "direction",
  "deadline",
  "priority",
] as const satisfies (keyof ArticleView)[];

function differences(before: ArticleView, after: ArticleView) {
  return Object.fromEntries(
    FIELDS.filter((field) => before[field] !== after[field]).map((field) => [
      field,
      { from: before[field], to: after[field] },
    ]),
  );
}

/** Makes a member an author of the article, or shares it with them. Doing it twice is doing it once. */
export function addArticleMember(
  actor: MemberActor,
  input: ArticleMemberInput,
): Promise<ArticleView> {
  const { articleId, memberId, relation } = input;
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const article = await lockArticle(tx, actor, articleId, "update");
    authorize(actor, "article:assign", article.ties);
    const member = await tx.member.findFirst({
      where: { workspaceId, id: memberId, removedAt: null },
      select: { id: true },
    });
    if (!member) throw new AppError("not_found");
    const { count } = await tx.articleMember.createMany({
      data: [{ workspaceId, articleId, memberId, relation, createdAt: work.now }],
      skipDuplicates: true,
    });
    if (count > 0) {
      work.record({
        type: "article.member_added",
        subjectType: "article",
        subjectId: articleId,
        articleId,
        payload: { memberId, relation },
      });
    }
    return loadArticleView(tx, actor, articleId);
  });
}

export function removeArticleMember(
  actor: MemberActor,
  input: ArticleMemberInput,
): Promise<ArticleView> {
  const { articleId, memberId, relation } = input;
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const article = await lockArticle(tx, actor, articleId, "update");
    authorize(actor, "article:assign", article.ties);
    const { count } = await tx.articleMember.deleteMany({
      where: { workspaceId, articleId, memberId, relation },
    });
    if (count > 0) {
      work.record({
        type: "article.member_removed",
        subjectType: "article",
        subjectId: articleId,
        articleId,
        payload: { memberId, relation },
      });
    }
    return loadArticleView(tx, actor, articleId);
  });
}

/** Takes the article out of sight. Nothing of it is removed, and `restoreArticle` brings it back. */
export function deleteArticle(actor: MemberActor, input: DeleteArticle): Promise<ArticleView> {
  const { articleId, revision } = input;
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const article = await lockArticle(tx, actor, articleId, "update");
    authorize(actor, "article:delete", article.ties);
    const before = await loadArticleView(tx, actor, articleId);
    if (before.revision !== revision) throw new AppError("conflict", { current: before });
    await tx.article.updateMany({
      where: { workspaceId, id: articleId, revision },
      data: { deletedAt: work.now, revision: revision + 1 },
    });
    work.record({
      type: "article.deleted",
      subjectType: "article",
      subjectId: articleId,
      articleId,
      payload: { headline: before.headline },
    });
    return loadArticleView(tx, actor, articleId);
  });
}

/** Brings a deleted article back; one that is not deleted is answered as it is. */
export function restoreArticle(actor: MemberActor, input: RestoreArticle): Promise<ArticleView> {
  const { articleId } = input;
  return command(actor, async (work) => {
    const { tx, workspaceId } = work;
    const article = await lockArticle(tx, actor, articleId, "update", { deleted: true });
    authorize(actor, "article:delete", article.ties);
    if (article.deletedAt) {
      await tx.article.updateMany({
        where: { workspaceId, id: articleId },
        data: { deletedAt: null, revision: { increment: 1 } },
      });
      const { headline } = await loadArticleView(tx, actor, articleId);
      work.record({
        type: "article.restored",
        subjectType: "article",
        subjectId: articleId,
        articleId,
        payload: { headline },
      });
    }
    return loadArticleView(tx, actor, articleId);
  });
}
