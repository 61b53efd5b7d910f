import { beforeAll, expect, test } from "vitest";
import { annotationHistory } from "@/lib/annotation/queries";
import { articleHistory, articlePage } from "@/lib/article/queries";
import type { MemberActor } from "@/lib/auth/actor";
import { claimDetail, claimHistory, claimList } from "@/lib/claim/queries";
import { claimListInput } from "@/lib/claim/schema";
import { newId } from "@/lib/id";
import { versionPage } from "@/lib/version/queries";
import { changeWorkspace } from "@/lib/workspace/commands";
import { workspace } from "@/lib/workspace/queries";
import { approveIt, cite, type Newsroom, submit, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { signOff, withdrawSignOff } from "./commands";

await openTestDatabase();

const RATIONALE = "The register has it, on its page 12.";

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
  await cite(room.checker, room.claimId);
  await submit(room.checker, room.claimId, { rationale: RATIONALE });
  await approveIt(room.reviewer, room.claimId);
});

/** Everything that a member can read of the newsroom's article and its claim. */
async function readBy(actor: MemberActor): Promise<string> {
  const { claimId, annotationId } = room;
  const articleId = room.article.id;
  return JSON.stringify([
    await articlePage(actor, articleId),
    await articleHistory(actor, { articleId }),
    await annotationHistory(actor, { annotationId }),
    await claimDetail(actor, { claimId, articleId }),
    await claimHistory(actor, { claimId }),
    await claimList(actor, claimListInput.parse({})),
    await claimList(actor, claimListInput.parse({ verdict: "true" })),
    await versionPage(actor, articleId, 1),
  ]);
}

const verdictsOf = async (actor: MemberActor) => {
  const { claims } = await articlePage(actor, room.article.id);
  const listed = await claimList(actor, claimListInput.parse({}));
  const { check, checks } = await claimDetail(actor, { claimId: room.claimId });
  return [
    claims[0]?.check?.verdict,
    listed.claims[0]?.verdict,
    check?.verdict,
    checks[0]?.verdict,
    checks[0]?.submissions.length,
  ];
};

async function setAuthorsSeeVerdicts(authorsSeeVerdicts: boolean): Promise<void> {
  const { revision } = await workspace(room.admin);
  await changeWorkspace(room.admin, { revision, settings: { authorsSeeVerdicts } });
}

test("verdicts are kept from authors and viewers until sign-off, where the workspace says so", async () => {
  const told = ["true", "true", "true", "true", 1];
  for (const actor of [room.author, room.viewer]) expect(await verdictsOf(actor)).toEqual(told);

  await setAuthorsSeeVerdicts(false);
  for (const actor of [room.author, room.viewer]) {
    expect(await verdictsOf(actor)).toEqual([null, null, null, null, 0]);
    expect(await readBy(actor)).not.toContain(RATIONALE);
    const { claims } = await claimList(actor, claimListInput.parse({ verdict: "true" }));
    expect(claims).toEqual([]);
    // Where the check stands is no secret.
    expect((await claimDetail(actor, { claimId: room.claimId })).check?.status).toBe("approved");
  }
  for (const actor of [room.admin, room.editor, room.checker]) {
    expect(await verdictsOf(actor)).toEqual(told);
  }

  const signed = await signOff(room.editor, {
    id: newId(),
    articleId: room.article.id,
    version: 1,
    exceptions: [],
  });
  for (const actor of [room.author, room.viewer]) {
    expect(await verdictsOf(actor)).toEqual(told);
    expect(await readBy(actor)).toContain(RATIONALE);
  }

  const signOffId = signed.signOffs[0]?.id ?? "";
  await withdrawSignOff(room.editor, { signOffId, reason: "Too soon." });
  expect(await verdictsOf(room.author)).toEqual([null, null, null, null, 0]);
});
