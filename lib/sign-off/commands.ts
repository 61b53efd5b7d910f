import "server-only";
import { lockArticle } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { lockClaims } from "@/lib/claim/ties";
import { AppError } from "@/lib/errors";
import { command } from "@/lib/event/command";
import { keyOf, unexcepted } from "./blockers";
import type { Closing, Exception, SignOffInput, WithdrawSignOff } from "./schema";
import { blockersOf, claimsIn } from "./ties";
import { closingOf } from "./view";

/**
 * Signs off the version that the editor saw, with the exceptions that they grant. A newer version is
 * `conflict` {reason: "version_outdated", currentVersion}; something that blocks and is not excepted
 * is `conflict` {reason: "blocked", blockers}. What was excepted and blocks no more is left out of
 * the sign-off. The same id again by the same member answers what it made.
 */
export function signOff(actor: MemberActor, input: SignOffInput): Promise<Closing> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const { id, articleId, version } = input;
    const article = await lockArticle(tx, actor, articleId, "update");
    authorize(actor, "article:sign_off", article.ties);
    const known = await tx.signOff.findFirst({
      where: { workspaceId, id },
      select: { byId: true, articleId: true },
    });
    if (known) {
      if (known.byId !== actor.memberId || known.articleId !== articleId) {
        throw new AppError("conflict");
      }
      return closingOf(tx, actor, article, await blockersOf(tx, actor, article, now));
    }
    if (version !== article.currentVersion) {
      const { currentVersion } = article;
      throw new AppError("conflict", { reason: "version_outdated", currentVersion });
    }
    await lockClaims(tx, workspaceId, await claimsIn(tx, { workspaceId, articleId }));
    const blocking = await blockersOf(tx, actor, article, now);
    const { blockers } = blocking;
    const open = unexcepted(blockers, input.exceptions);
    if (open.length > 0) {
      throw new AppError("conflict", { reason: "blocked", blockers: open.map(keyOf) });
    }
    const reasons = new Map(input.exceptions.map((one) => [keyOf(one), one.reason]));
    const exceptions = blockers.map(
      ({ kind, subjectId, annotationId, claimId, words, statement, ...blocker }): Exception => ({
        kind,
        subjectId,
        annotationId,
        claimId,
        words,
        statement,
        reason: reasons.get(keyOf({ kind, subjectId, ...blocker })) ?? "",
      }),
    );
    const [head] = await tx.$queryRaw<{ sequence: bigint; hash: string }[]>`
      SELECT "sequence", "hash" FROM "LogHead" WHERE "workspaceId" = ${workspaceId}::uuid
      FOR UPDATE`;
    if (!head) throw new Error("this workspace has no log");
    await tx.signOff.create({
      data: {
        id,
        workspaceId,
        articleId,
        versionNumber: version,
        exceptions,
        headSequence: head.sequence,
        headHash: head.hash,
        byId: actor.memberId,
        at: now,
      },
      select: { id: true },
    });
    work.record({
      subjectType: "article",
      subjectId: articleId,
      articleId,
      type: "article.signed_off",
      payload: { version, count: exceptions.length },
    });
    return closingOf(tx, actor, article, blocking);
  });
}

/** Takes a sign-off back, with a reason; it stays to be read. Once taken back it is `conflict`. */
export function withdrawSignOff(
  actor: MemberActor,
  { signOffId, reason }: WithdrawSignOff,
): Promise<Closing> {
  return command(actor, async (work) => {
    const { tx, workspaceId, now } = work;
    const found = await tx.signOff.findFirst({
      where: { workspaceId, id: signOffId },
      select: { articleId: true, versionNumber: true },
    });
    if (!found) throw new AppError("not_found");
    const { articleId, versionNumber: version } = found;
    const article = await lockArticle(tx, actor, articleId, "update");
    authorize(actor, "article:sign_off", article.ties);
    const { count } = await tx.signOff.updateMany({
      where: { workspaceId, id: signOffId, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnById: actor.memberId, withdrawReason: reason },
    });
    if (count === 0) throw new AppError("conflict", { reason: "withdrawn" });
    work.record({
      subjectType: "article",
      subjectId: articleId,
      articleId,
      type: "article.sign_off_withdrawn",
      payload: { version, reason },
    });
    return closingOf(tx, actor, article, await blockersOf(tx, actor, article, now));
  });
}
