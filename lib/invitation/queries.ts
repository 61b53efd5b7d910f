import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { hashToken } from "@/lib/auth/token";
import { database } from "@/lib/db/client";
import type { Role } from "@/lib/workspace/role";

export interface InvitationView {
  id: string;
  email: string;
  role: Role;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
}

/** The invitations that can still be accepted, the newest first. */
export async function openInvitations(actor: MemberActor): Promise<InvitationView[]> {
  authorize(actor, "member:manage");
  const client = await database();
  const rows = await client.invitation.findMany({
    where: {
      workspaceId: actor.workspaceId,
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date() },
    },
    select: {
      id: true,
      email: true,
      role: true,
      createdAt: true,
      expiresAt: true,
      createdBy: { select: { user: { select: { name: true } } } },
    },
    orderBy: { createdAt: "desc" },
  });
  return rows.map(({ createdBy, createdAt, expiresAt, ...row }) => ({
    ...row,
    invitedBy: createdBy.user.name,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

export interface InvitationOffer {
  workspaceName: string;
  email: string;
  role: Role;
  invitedBy: string;
  /** Whether the invited address has an account, and its owner has to sign in. */
  hasAccount: boolean;
}

/** What a link invites to, for whoever holds it; null once it is wrong, used, revoked or too old. */
export async function invitationOffer(token: string): Promise<InvitationOffer | null> {
  const client = await database();
  const row = await client.invitation.findFirst({
    where: {
      tokenHash: hashToken(token),
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: new Date() },
    },
    select: {
      email: true,
      role: true,
      workspace: { select: { name: true } },
      createdBy: { select: { user: { select: { name: true } } } },
    },
  });
  if (!row) return null;
  const accounts = await client.user.count({ where: { email: row.email } });
  return {
    workspaceName: row.workspace.name,
    email: row.email,
    role: row.role,
    invitedBy: row.createdBy.user.name,
    hasAccount: accounts > 0,
  };
}
