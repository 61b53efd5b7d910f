import "server-only";
import type { Person } from "@/lib/auth/actor";
import { hashToken } from "@/lib/auth/token";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { type Preferences, parsePreferences } from "./preferences";

export async function preferencesOf(person: Person): Promise<Preferences> {
  const client = await database();
  const row = await client.user.findUniqueOrThrow({
    where: { id: person.userId },
    select: { preferences: true },
  });
  return parsePreferences(row.preferences);
}

export interface SessionView {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  /** As the browser called itself; for a person to tell their own browsers apart, no more. */
  userAgent: string | null;
  isThis: boolean;
}

/** The browsers that are signed in, the most recently used first. */
export async function sessionsOf(person: Person): Promise<SessionView[]> {
  const client = await database();
  const rows = await client.session.findMany({
    where: { userId: person.userId, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true },
    orderBy: { lastSeenAt: "desc" },
  });
  return rows.map(({ createdAt, lastSeenAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isThis: row.id === person.sessionId,
  }));
}

export interface AccountView {
  userId: string;
  name: string;
  email: string;
  createdAt: string;
  operator: boolean;
  workspaces: string[];
}

/** Everybody with an account, for the operator. */
export async function accounts(person: Person): Promise<AccountView[]> {
  if (!person.operator) throw new AppError("forbidden");
  const client = await database();
  const rows = await client.user.findMany({
    select: {
      id: true,
      name: true,
      email: true,
      createdAt: true,
      operator: true,
      members: {
        where: { removedAt: null },
        select: { workspace: { select: { name: true } } },
        orderBy: { workspace: { name: "asc" } },
      },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, createdAt, members, ...row }) => ({
    userId: id,
    ...row,
    createdAt: createdAt.toISOString(),
    workspaces: members.map(({ workspace }) => workspace.name),
  }));
}

/** Whose password a link resets; null once it is wrong, used, replaced or too old. */
export async function passwordResetOffer(
  token: string,
): Promise<{ name: string; email: string } | null> {
  const client = await database();
  const row = await client.passwordReset.findFirst({
    where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: new Date() } },
    select: { user: { select: { name: true, email: true } } },
  });
  return row?.user ?? null;
}
