import { beforeEach, describe, expect, it } from "vitest";
import { claimDetail } from "@/lib/claim/queries";
import { newId } from "@/lib/id";
import { requestChanges } from "@/lib/review/commands";
import { approval, cite, submit, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember, testPerson, testWorkspace } from "@/tests/support/people";
import { changeRole, changeWorkspace, createWorkspace, removeMember } from "./commands";
import { slugOf } from "./founding";
import { members, workspace, workspacesOf } from "./queries";
import { ratingScalePresets } from "./rating-scale";

const { client, reset } = await openTestDatabase();
beforeEach(reset);

const roleOf = async (memberId: string) =>
  (await client.member.findFirstOrThrow({ where: { id: memberId } })).role;
const eventTypes = async (workspaceId: string) =>
  (await client.event.findMany({ where: { workspaceId }, orderBy: { sequence: "asc" } })).map(
    ({ type }) => type,
  );

describe("createWorkspace", () => {
  it("is the operator's", async () => {
    const person = await testPerson();
    expect(() => createWorkspace(person, { name: "X", preset: "averitec" })).toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
  });

  it("makes the operator its admin and gives it an address of its own", async () => {
    const operator = await testPerson({ operator: true });
    const make = () => createWorkspace(operator, { name: "The Post!", preset: "averitec" });
    expect(await make()).toEqual({ slug: "the-post" });
    expect(await make()).toEqual({ slug: "the-post-2" });
    expect(await workspacesOf(operator)).toMatchObject([
      { slug: "the-post", role: "admin" },
      { slug: "the-post-2", role: "admin" },
    ]);
  });

  it.each([
    ["Größe & Straße", "grosse-strasse"],
    ["روزنامه", "workspace"],
    ["  --  ", "workspace"],
    ["a".repeat(80), "a".repeat(40)],
  ])("calls %s %s", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

describe("changeWorkspace", () => {
  it.each(["editor", "checker", "author", "viewer"] as const)(
    "is refused to a %s",
    async (role) => {
      const member = await testMember(await testWorkspace(), role);
      await expect(changeWorkspace(member, { revision: 1, name: "Mine" })).rejects.toMatchObject({
        code: "forbidden",
      });
    },
  );

  it("changes what is given, tells the log what changed, and refuses an outdated revision", async () => {
    const admin = await testWorkspace();
    const changed = await changeWorkspace(admin, {
      revision: 1,
      name: "The Weekly",
      ratingScale: ratingScalePresets.averitec,
      settings: { approvalsNeeded: 2 },
    });
    expect(changed).toEqual({ revision: 2 });
    expect(await workspace(admin)).toMatchObject({
      name: "The Weekly",
      slug: "the-daily",
      ratingScale: ratingScalePresets.averitec,
      settings: { approvalsNeeded: 2, strictIndependence: false },
    });
    expect(await eventTypes(admin.workspaceId)).toContain("workspace.settings_changed");
    await expect(changeWorkspace(admin, { revision: 1, name: "Lost" })).rejects.toMatchObject({
      code: "conflict",
      details: { revision: 2 },
    });
  });

  it("logs nothing where nothing changed", async () => {
    const admin = await testWorkspace();
    expect(await changeWorkspace(admin, { revision: 1, name: "The Daily" })).toEqual({
      revision: 1,
    });
    expect(await eventTypes(admin.workspaceId)).toEqual(["workspace.created", "member.joined"]);
  });
});

describe("a verdict or a reason in use", () => {
  it("may be reworded and moved, but stays on its list", async () => {
    const { admin, checker, reviewer, claimId } = await testNewsroom();
    await cite(checker, claimId);
    await submit(checker, claimId);
    const { submissionId } = approval(await claimDetail(reviewer, { claimId }));
    await requestChanges(reviewer, {
      id: newId(),
      claimId,
      submissionId,
      reasons: ["locator_missing"],
      comment: "",
    });

    const { ratingScale, settings } = await workspace(admin);
    const [best, ...others] = ratingScale;
    const lostVerdict = others.map((verdict) => ({ ...verdict, value: 1 }));
    await expect(
      changeWorkspace(admin, { revision: 1, ratingScale: lostVerdict }),
    ).rejects.toMatchObject({
      code: "invalid",
      details: { reason: "verdicts_in_use", keys: ["true"] },
    });
    const reviewReasons = settings.reviewReasons.filter(({ key }) => key !== "locator_missing");
    await expect(
      changeWorkspace(admin, { revision: 1, settings: { reviewReasons } }),
    ).rejects.toMatchObject({
      code: "invalid",
      details: { reason: "reasons_in_use", keys: ["locator_missing"] },
    });

    const reworded = best ? [{ ...best, label: "Correct" }, ...others.slice(1)] : [];
    const fewer = settings.reviewReasons.filter(({ key }) => key !== "other");
    const changed = await changeWorkspace(admin, {
      revision: 1,
      ratingScale: reworded,
      settings: { reviewReasons: fewer },
    });
    expect(changed).toEqual({ revision: 2 });
  });
});

describe("changeRole", () => {
  it("is refused to all but admins, and outside the workspace", async () => {
    const admin = await testWorkspace();
    const editor = await testMember(admin, "editor");
    const stranger = await testWorkspace({ name: "Elsewhere" });
    const change = { memberId: editor.memberId, from: "editor", to: "admin" } as const;
    await expect(changeRole(editor, change)).rejects.toMatchObject({ code: "forbidden" });
    await expect(changeRole(stranger, change)).rejects.toMatchObject({ code: "not_found" });
    await expect(changeRole(admin, { ...change, memberId: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await roleOf(editor.memberId)).toBe("editor");
  });

  it("gives the role, unless it is no longer the one that was seen", async () => {
    const admin = await testWorkspace();
    const editor = await testMember(admin, "editor");
    await changeRole(admin, { memberId: editor.memberId, from: "editor", to: "checker" });
    expect(await roleOf(editor.memberId)).toBe("checker");
    await expect(
      changeRole(admin, { memberId: editor.memberId, from: "editor", to: "viewer" }),
    ).rejects.toMatchObject({ code: "conflict", details: { role: "checker" } });
  });

  it("keeps the last admin", async () => {
    const admin = await testWorkspace();
    await expect(
      changeRole(admin, { memberId: admin.memberId, from: "admin", to: "editor" }),
    ).rejects.toMatchObject({ code: "invalid", details: { reason: "last_admin" } });
    await expect(removeMember(admin, { memberId: admin.memberId })).rejects.toMatchObject({
      code: "invalid",
      details: { reason: "last_admin" },
    });
  });

  it("keeps one of two admins who demote or remove each other at the same moment", async () => {
    const ann = await testWorkspace();
    const ben = await testMember(ann, "admin");
    const results = await Promise.allSettled([
      changeRole(ann, { memberId: ben.memberId, from: "admin", to: "editor" }),
      removeMember(ben, { memberId: ann.memberId }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const admins = await client.member.count({ where: { role: "admin", removedAt: null } });
    expect(admins).toBe(1);
  });

  it("keeps one of two admins who both step down at the same moment", async () => {
    const ann = await testWorkspace();
    const ben = await testMember(ann, "admin");
    const stepDown = (actor: typeof ben) =>
      changeRole(actor, { memberId: actor.memberId, from: "admin", to: "editor" });
    const results = await Promise.allSettled([stepDown(ann), stepDown(ben)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("removeMember", () => {
  it("is refused to all but admins", async () => {
    const admin = await testWorkspace();
    const [editor, viewer] = [await testMember(admin, "editor"), await testMember(admin, "viewer")];
    await expect(removeMember(editor, { memberId: viewer.memberId })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("takes them off the list and leaves their row; a second time there is nobody", async () => {
    const admin = await testWorkspace();
    const viewer = await testMember(admin, "viewer");
    await removeMember(admin, { memberId: viewer.memberId });
    expect((await members(admin)).map(({ id }) => id)).toEqual([admin.memberId]);
    expect(await client.member.count()).toBe(2);
    await expect(removeMember(admin, { memberId: viewer.memberId })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("members", () => {
  it("shows addresses, and what may be done with each, to admins alone", async () => {
    const admin = await testWorkspace();
    const checker = await testMember(admin, "checker", { name: "Zoe" });
    expect(await members(admin)).toMatchObject([
      { id: admin.memberId, isSelf: true, can: { changeRole: false, remove: false } },
      { id: checker.memberId, can: { changeRole: true, remove: true, resetPassword: true } },
    ]);
    for (const member of await members(checker)) {
      expect(member.email).toBeNull();
      expect(Object.values(member.can)).toEqual([false, false, false]);
    }
  });
});
