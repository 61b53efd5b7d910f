import { beforeEach, describe, expect, it } from "vitest";
import { hashPassword } from "@/lib/auth/password";
import { removeMember } from "@/lib/workspace/commands";
import { openTestDatabase } from "@/tests/support/database";
import { testMember, testPerson, testWorkspace } from "@/tests/support/people";
import { acceptInvitation, invite, join, revokeInvitation } from "./commands";
import { invitationOffer, openInvitations } from "./queries";

const { client, reset } = await openTestDatabase();
beforeEach(reset);

const email = "new@example.org";
const tokenOf = ({ link }: { link: string }) => link.split("/join/")[1] ?? "";
const newcomer = (token: string) => ({ token, name: "Nia", password: "a good long one" });

describe("invite", () => {
  it.each(["editor", "checker", "author", "viewer"] as const)(
    "is refused to a %s",
    async (role) => {
      const member = await testMember(await testWorkspace(), role);
      await expect(invite(member, { email, role: "viewer" })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(openInvitations(member)).rejects.toMatchObject({ code: "forbidden" });
    },
  );

  it("makes a link that is not stored, in place of the one before", async () => {
    const admin = await testWorkspace();
    const first = tokenOf(await invite(admin, { email, role: "viewer" }));
    const second = tokenOf(await invite(admin, { email, role: "checker" }));
    expect(await invitationOffer(first)).toBeNull();
    expect(await invitationOffer(second)).toEqual({
      workspaceName: "The Daily",
      email,
      role: "checker",
      invitedBy: "Ann Admin",
      hasAccount: false,
    });
    const open = await openInvitations(admin);
    expect(open).toMatchObject([{ email, role: "checker" }]);
    expect(JSON.stringify(await client.invitation.findMany())).not.toContain(second);
  });

  it("is pointless for a member", async () => {
    const admin = await testWorkspace();
    const person = await testPerson({ email });
    await testMember(admin, "viewer", { person });
    await expect(invite(admin, { email, role: "editor" })).rejects.toMatchObject({
      code: "invalid",
      details: { reason: "already_member" },
    });
  });
});

describe("join", () => {
  it("is refused by a wrong, revoked or outdated link", async () => {
    const admin = await testWorkspace();
    await expect(join(newcomer("guess"))).rejects.toMatchObject({ code: "not_found" });
    const invitation = await invite(admin, { email, role: "viewer" });
    await client.invitation.updateMany({ data: { expiresAt: new Date() } });
    await expect(join(newcomer(tokenOf(invitation)))).rejects.toMatchObject({ code: "not_found" });
    const another = await invite(admin, { email, role: "viewer" });
    await revokeInvitation(admin, { invitationId: another.id });
    await expect(join(newcomer(tokenOf(another)))).rejects.toMatchObject({ code: "not_found" });
    expect(await client.user.count()).toBe(1);
  });

  it("makes the account and the member, once", async () => {
    const admin = await testWorkspace();
    const token = tokenOf(await invite(admin, { email, role: "checker" }));
    expect(await join(newcomer(token))).toEqual({ slug: "the-daily", email });
    const member = await client.member.findFirstOrThrow({
      where: { user: { email } },
      include: { user: true },
    });
    expect(member).toMatchObject({ role: "checker", user: { name: "Nia", operator: false } });
    await expect(join(newcomer(token))).rejects.toMatchObject({ code: "not_found" });
  });

  it("lets one of two in who use the link at the same moment", async () => {
    const admin = await testWorkspace();
    const token = tokenOf(await invite(admin, { email, role: "checker" }));
    const results = await Promise.allSettled([join(newcomer(token)), join(newcomer(token))]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await client.user.count({ where: { email } })).toBe(1);
  });

  it("gives nobody an account that exists", async () => {
    const admin = await testWorkspace();
    const passwordHash = await hashPassword("the owner's own");
    await testPerson({ email, passwordHash });
    const token = tokenOf(await invite(admin, { email, role: "admin" }));
    await expect(join(newcomer(token))).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "has_account" },
    });
    const user = await client.user.findUniqueOrThrow({ where: { email } });
    expect(user.passwordHash).toBe(passwordHash);
    expect((await invitationOffer(token))?.hasAccount).toBe(true);
  });
});

describe("acceptInvitation", () => {
  it("is for the invited address alone", async () => {
    const admin = await testWorkspace();
    const token = tokenOf(await invite(admin, { email, role: "checker" }));
    await expect(acceptInvitation(await testPerson(), { token })).rejects.toMatchObject({
      code: "forbidden",
      details: { reason: "other_address" },
    });
    expect(await client.member.count()).toBe(1);
  });

  it("takes the person in, once, also twice at the same moment", async () => {
    const admin = await testWorkspace();
    const person = await testPerson({ email });
    const token = tokenOf(await invite(admin, { email, role: "checker" }));
    const results = await Promise.allSettled([
      acceptInvitation(person, { token }),
      acceptInvitation(person, { token }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await client.member.count({ where: { userId: person.userId } })).toBe(1);
  });

  it("brings a removed member back as who they were", async () => {
    const admin = await testWorkspace();
    const person = await testPerson({ email });
    const member = await testMember(admin, "editor", { person });
    await removeMember(admin, { memberId: member.memberId });
    const token = tokenOf(await invite(admin, { email, role: "checker" }));
    await acceptInvitation(person, { token });
    expect(await client.member.findMany({ where: { userId: person.userId } })).toMatchObject([
      { id: member.memberId, role: "checker", removedAt: null },
    ]);
  });
});

describe("revokeInvitation", () => {
  it("is refused to all but admins, and outside the workspace", async () => {
    const admin = await testWorkspace();
    const { id: invitationId } = await invite(admin, { email, role: "viewer" });
    const editor = await testMember(admin, "editor");
    const stranger = await testWorkspace({ name: "Elsewhere" });
    await expect(revokeInvitation(editor, { invitationId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(revokeInvitation(stranger, { invitationId })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("ends an invitation, and comes too late for one that was accepted", async () => {
    const admin = await testWorkspace();
    const first = await invite(admin, { email, role: "viewer" });
    await revokeInvitation(admin, { invitationId: first.id });
    await revokeInvitation(admin, { invitationId: first.id });
    expect(await openInvitations(admin)).toEqual([]);
    const second = await invite(admin, { email, role: "viewer" });
    await join(newcomer(tokenOf(second)));
    await expect(revokeInvitation(admin, { invitationId: second.id })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
