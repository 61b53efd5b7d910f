import "server-only";
import type { MemberActor, Person } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { hashPassword } from "@/lib/auth/password";
import { hashToken, newToken } from "@/lib/auth/token";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { command, type Work } from "@/lib/event/command";
import { newId } from "@/lib/id";
import type { Role } from "@/lib/workspace/role";
import {
  type AcceptInvitation,
  INVITATION_DAYS,
  type Invite,
  type Join,
  type RevokeInvitation,
} from "./schema";

export interface InvitationLink {
  id: string;
  /** Shown once; only its token's hash is stored. */
  link: string;
  expiresAt: string;
}

/**
 * Invites an address into the workspace, by a link for whoever invites to pass on. An earlier
 * invitation of the same address ends.
 *
 * @throws AppError `invalid` with reason `already_member`
 */
export function invite(actor: MemberActor, input: Invite): Promise<InvitationLink> {
  const { token, hash } = newToken();
  return command(actor, async (work) => {
    authorize(actor, "member:manage");
    const { workspaceId, tx, now } = work;
    const member = await tx.member.findFirst({
      where: { workspaceId, removedAt: null, user: { email: input.email } },
      select: { id: true },
    });
    if (member) throw new AppError("invalid", { reason: "already_member" });
    await tx.invitation.updateMany({
      where: { workspaceId, email: input.email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 24 * 60 * 60 * 1000);
    const { id } = await tx.invitation.create({
      data: {
        id: newId(),
        workspaceId,
        email: input.email,
        role: input.role,
        tokenHash: hash,
        createdById: actor.memberId,
        createdAt: now,
        expiresAt,
      },
      select: { id: true },
    });
    work.record({
      type: "member.invited",
      subjectType: "workspace",
      subjectId: workspaceId,
      payload: { email: input.email, role: input.role },
    });
    return { id, link: `${env.STET_URL}/join/${token}`, expiresAt: expiresAt.toISOString() };
  });
}

/** Ends an invitation that nobody has accepted. */
export function revokeInvitation(actor: MemberActor, input: RevokeInvitation): Promise<void> {
  return command(actor, async (work) => {
    authorize(actor, "member:manage");
    const { workspaceId, tx, now } = work;
    const invitation = await tx.invitation.findFirst({
      where: { workspaceId, id: input.invitationId },
      select: { email: true, acceptedAt: true, revokedAt: true },
    });
    if (!invitation) throw new AppError("not_found");
    if (invitation.revokedAt) return;
    const revoked = await tx.invitation.updateMany({
      where: { workspaceId, id: input.invitationId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (revoked.count === 0) throw new AppError("conflict", { reason: "accepted" });
    work.record({
      type: "member.invitation_revoked",
      subjectType: "workspace",
      subjectId: workspaceId,
      payload: { email: invitation.email },
    });
  });
}

/**
 * Makes the account of somebody new and their place in the workspace, and uses the invitation up.
 *
 * @throws AppError `not_found`: the link is wrong, used, revoked or too old
 * @throws AppError `conflict` with reason `has_account`: they have an account, and sign in first
 */
export async function join(input: Join): Promise<{ slug: string; email: string }> {
  const invitation = await openInvitation(input.token);
  const client = await database();
  const account = await client.user.count({ where: { email: invitation.email } });
  if (account > 0) throw new AppError("conflict", { reason: "has_account" });
  const passwordHash = await hashPassword(input.password);

  const person = { userId: newId(), name: input.name };
  const actor = joiningMember(person, invitation, newId());
  await command(actor, async (work) => {
    await useUp(work, invitation.id);
    await work.tx.user.create({
      data: { id: person.userId, name: person.name, email: invitation.email, passwordHash },
    });
    await work.tx.member.create({
      data: {
        id: actor.memberId,
        workspaceId: work.workspaceId,
        userId: person.userId,
        role: invitation.role,
      },
    });
    recordJoined(work);
  });
  return { slug: invitation.slug, email: invitation.email };
}

/**
 * Takes the signed-in person into the workspace that invited them, and uses the invitation up.
 * Somebody who was a member before comes back as the member they were.
 *
 * @throws AppError `not_found`: the link is wrong, used, revoked or too old
 * @throws AppError `forbidden` with reason `other_address`: somebody else was invited
 * @throws AppError `invalid` with reason `already_member`
 */
export async function acceptInvitation(
  person: Person,
  input: AcceptInvitation,
): Promise<{ slug: string }> {
  const invitation = await openInvitation(input.token);
  if (invitation.email !== person.email)
    throw new AppError("forbidden", { reason: "other_address" });
  const client = await database();
  const former = await client.member.findUnique({
    where: {
      workspaceId_userId: { workspaceId: invitation.workspaceId, userId: person.userId },
    },
    select: { id: true },
  });
  const actor = joiningMember(person, invitation, former?.id ?? newId());
  await command(actor, async (work) => {
    await useUp(work, invitation.id);
    const { tx, workspaceId } = work;
    if (former) {
      const back = await tx.member.updateMany({
        where: { workspaceId, id: former.id, removedAt: { not: null } },
        data: { role: invitation.role, removedAt: null },
      });
      if (back.count === 0) throw new AppError("invalid", { reason: "already_member" });
    } else {
      await tx.member.create({
        data: { id: actor.memberId, workspaceId, userId: person.userId, role: invitation.role },
      });
    }
    recordJoined(work);
  });
  return { slug: invitation.slug };
}

interface OpenInvitation {
  id: string;
  workspaceId: string;
  slug: string;
  email: string;
  role: Role;
}

async function openInvitation(token: string): Promise<OpenInvitation> {
  const client = await database();
  const row = await client.invitation.findFirst({
    where: {
      tokenHash: hashToken(token),
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date() },
    },
    select: {
      id: true,
      workspaceId: true,
      email: true,
      role: true,
      workspace: { select: { slug: true } },
    },
  });
  if (!row) throw new AppError("not_found");
  const { workspace, ...invitation } = row;
  return { ...invitation, slug: workspace.slug };
}

/** Of two who follow the link at the same moment, the second finds it used. */
async function useUp(work: Work<MemberActor>, id: string): Promise<void> {
  const used = await work.tx.invitation.updateMany({
    where: {
      workspaceId: work.workspaceId,
      id,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: work.now },
    },
    data: { acceptedAt: work.now },
  });
  if (used.count === 0) throw new AppError("not_found");
}

function joiningMember(
  person: { userId: string; name: string },
  invitation: OpenInvitation,
  memberId: string,
): MemberActor {
  return {
    kind: "member",
    workspaceId: invitation.workspaceId,
    memberId,
    userId: person.userId,
    name: person.name,
    role: invitation.role,
  };
}

function recordJoined(work: Work<MemberActor>): void {
  work.record({
    type: "member.joined",
    subjectType: "member",
    subjectId: work.actor.memberId,
    payload: { name: work.actor.name, role: work.actor.role },
  });
}
