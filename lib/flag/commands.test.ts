import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addArticleMember } from "@/lib/article/commands";
import { articleHistory, articlePage } from "@/lib/article/queries";
import type { MemberActor } from "@/lib/auth/actor";
import { newId } from "@/lib/id";
import { testArticle } from "@/tests/support/articles";
import {
  claimAt,
  type Newsroom,
  PARAGRAPHS,
  testClaim,
  testNewsroom,
} from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember } from "@/tests/support/people";
import { clearFlag, raiseFlag, reopenFlag } from "./commands";
import { claimFlags, openFlags } from "./queries";
import { type FlagSubject, type FlagView, raiseFlagInput } from "./schema";

const { client } = await openTestDatabase();

let room: Newsroom;
let annotationId: string;
let claimId: string;
beforeAll(async () => {
  room = await testNewsroom();
});
beforeEach(async () => {
  ({ annotationId, claimId } = await testClaim(room.checker, room.article.id, "opened in 1932"));
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});
const subjects = (): FlagSubject[] => [
  { kind: "article", id: room.article.id },
  { kind: "annotation", id: annotationId },
  { kind: "claim", id: claimId },
];
async function raise(
  actor: MemberActor,
  subject: FlagSubject,
  given: object = {},
): Promise<FlagView> {
  const input = raiseFlagInput.parse({
    id: newId(),
    subject,
    kind: "legal",
    reason: "The lawyer has to see it.",
    ...given,
  });
  const { flag } = await raiseFlag(actor, input);
  if (!flag) throw new Error("no flag");
  return flag;
}
const seen = ({ id, revision }: FlagView, reason = "She has seen it.") => ({
  flagId: id,
  revision,
  reason,
});
const open = async (articleId = room.article.id) => {
  const flags = await openFlags(client, { workspaceId: room.admin.workspaceId, articleId });
  return flags.map(({ id }) => id);
};

describe("a flag", () => {
  test("is raised by staff alone", async () => {
    const stranger = await testMember(room.admin, "author");
    for (const subject of subjects()) {
      for (const actor of [room.author, room.viewer]) {
        await expect(raise(actor, subject)).rejects.toMatchObject(refused("forbidden"));
      }
      await expect(raise(stranger, subject)).rejects.toMatchObject(refused("not_found"));
    }
  });

  test("on each thing stands in the way until an editor clears it, with a reason", async () => {
    for (const subject of subjects()) {
      const flag = await raise(room.checker, subject);
      expect(flag).toMatchObject({ subject, cleared: null, can: { clear: false } });
      expect(await open()).toContain(flag.id);
      await expect(clearFlag(room.checker, seen(flag))).rejects.toMatchObject(refused("forbidden"));
      const { flag: cleared } = await clearFlag(room.editor, seen(flag));
      expect(cleared).toMatchObject({
        cleared: { reason: "She has seen it.", by: { name: "Edith Editor" } },
        can: { clear: true },
      });
      expect(await open()).not.toContain(flag.id);
      await expect(clearFlag(room.editor, seen(flag))).rejects.toMatchObject({
        code: "conflict",
        details: { reason: "revision_outdated", flag: { revision: 2 } },
      });
      if (!cleared) throw new Error("no flag");
      await expect(reopenFlag(room.checker, seen(cleared))).rejects.toMatchObject(
        refused("forbidden"),
      );
      await reopenFlag(room.admin, seen(cleared, "Not all of it."));
      expect(await open()).toContain(flag.id);
      await expect(reopenFlag(room.admin, seen(cleared))).rejects.toMatchObject(
        refused("conflict", "revision_outdated"),
      );
    }
  });

  test("on a claim stands in the way wherever that occurs, on words in their article only", async () => {
    const other = await testArticle(room.editor, ...PARAGRAPHS);
    await testClaim(room.checker, other.id, "opened in 1932", claimId);
    const onClaim = await raise(room.checker, { kind: "claim", id: claimId });
    const onWords = await raise(room.checker, { kind: "annotation", id: annotationId });
    expect(await open(other.id)).toEqual([onClaim.id]);
    const flags = await claimFlags(room.editor, { claimId });
    expect(flags.map(({ id }) => id)).toEqual([onClaim.id, onWords.id]);
  });

  test("is not cleared by an author of the article, whatever else they are", async () => {
    const article = await testArticle(room.admin, ...PARAGRAPHS);
    const tie = { articleId: article.id, memberId: room.editor.memberId } as const;
    await addArticleMember(room.admin, { ...tie, relation: "author" });
    const flag = await raise(room.checker, { kind: "article", id: article.id });
    await expect(clearFlag(room.editor, seen(flag))).rejects.toMatchObject(refused("forbidden"));
    await clearFlag(room.admin, seen(flag));
  });

  test("is told to the article’s author, and to nobody with whom it is merely shared", async () => {
    const flag = await raise(room.checker, { kind: "annotation", id: annotationId });
    const shown = async (actor: MemberActor) =>
      (await articlePage(actor, room.article.id)).flags.map(({ id }) => id);
    const told = async (actor: MemberActor) =>
      (await articleHistory(actor, { articleId: room.article.id })).entries.map(
        ({ subjectId }) => subjectId,
      );
    expect(await shown(room.author)).toContain(flag.id);
    expect(await told(room.author)).toContain(flag.id);
    expect(await shown(room.viewer)).toEqual([]);
    expect(await told(room.viewer)).not.toContain(flag.id);
  });

  test("is kept from whoever checks its claim blind", async () => {
    claimId = await claimAt(room, "in_review");
    ({ annotationId } = await client.occurrence.findFirstOrThrow({ where: { claimId } }));
    const flags = [
      await raise(room.checker, { kind: "annotation", id: annotationId }),
      await raise(room.checker, { kind: "claim", id: claimId }),
    ];
    const { currentCheckId } = await client.claim.findUniqueOrThrow({ where: { id: claimId } });
    await client.check.update({
      where: { id: currentCheckId ?? "" },
      data: { secondCheckerId: room.reviewer.memberId, secondAskedAt: new Date() },
    });
    const page = JSON.stringify(await articlePage(room.reviewer, room.article.id));
    const history = JSON.stringify(
      await articleHistory(room.reviewer, { articleId: room.article.id }),
    );
    for (const { id } of flags) {
      expect(page).not.toContain(id);
      expect(history).not.toContain(id);
    }
    await expect(
      raise(room.reviewer, { kind: "annotation", id: annotationId }),
    ).rejects.toMatchObject(refused("forbidden", "blind"));
    expect(await claimFlags(room.reviewer, { claimId })).toEqual([]);
  });
});
