import "server-only";
import type { MemberActor, Person } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { clearAttempts, countAttempt } from "@/lib/auth/rate-limit";
import { ACCOUNT_LIMIT, accountKey } from "@/lib/auth/sign-in";
import { hashToken, newToken } from "@/lib/auth/token";
import { database, type Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { command } from "@/lib/event/command";
import { type ChangePreferences, type Preferences, parsePreferences } from "./preferences";
import type {
  ChangeName,
  ChangePassword,
  EndSession,
  EndSessions,
  MakeMemberPasswordReset,
  MakePasswordReset,
  ResetPassword,
} from "./schema";

const RESET_HOURS = 24;

export async function changeName(person: Person, input: ChangeName): Promise<void> {
  const client = await database();
  await client.user.update({ where: { id: person.userId }, data: { name: input.name } });
}

/** Changes the fields that are given; a keymap replaces the one before whole. */
export async function changePreferences(
  person: Person,
  input: ChangePreferences,
): Promise<Preferences> {
  const client = await database();
  return client.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ preferences: unknown }[]>`
      SELECT "preferences" FROM "User" WHERE "id" = ${person.userId}::uuid FOR UPDATE`;
    const before = parsePreferences(row?.preferences);
    const preferences = {
      colourScheme: input.colourScheme ?? before.colourScheme,
      singleKeys: input.singleKeys ?? before.singleKeys,
      keymap: input.keymap ?? before.keymap,
    };
    await tx.user.update({ where: { id: person.userId }, data: { preferences } });
    return preferences;
  });
}

/**
 * Sets a new password for whoever knows the old one, and signs every other browser out.
 *
 * @throws AppError `invalid` with reason `wrong_password`
 * @throws AppError `rate_limited`; counted together with the account's failed sign-ins
 */
export async function changePassword(person: Person, input: ChangePassword): Promise<void> {
  await countAttempt(accountKey(person.email), ACCOUNT_LIMIT);
  const client = await database();
  const user = await client.user.findUniqueOrThrow({
    where: { id: person.userId },
    select: { passwordHash: true },
  });
  if (!(await verifyPassword(user.passwordHash, input.current))) {
    throw new AppError("invalid", { reason: "wrong_password" });
  }
  await clearAttempts(accountKey(person.email));
  const passwordHash = await hashPassword(input.password);
  await client.$transaction(async (tx) => {
    const changed = await tx.user.updateMany({
      where: { id: person.userId, passwordHash: user.passwordHash },
      data: { passwordHash },
    });
    if (changed.count === 0) throw new AppError("conflict");
    await revokeSessions(tx, person.userId, person.sessionId);
  });
}

/** Signs one browser out. */
export async function endSession(person: Person, input: EndSession): Promise<void> {
  const client = await database();
  const ended = await client.session.updateMany({
    where: { id: input.sessionId, userId: person.userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  if (ended.count === 0) throw new AppError("not_found");
}

/** Signs every browser out, from their next request on. */
export async function endSessions(person: Person, input: EndSessions): Promise<void> {
  const client = await database();
  await revokeSessions(client, person.userId, input.thisToo ? null : person.sessionId);
}

export interface PasswordResetLink {
  /** Shown once; only its token's hash is stored. */
  link: string;
  expiresAt: string;
}

/** A link with which a person sets a new password; the operator makes it and passes it on. */
export async function makePasswordReset(
  person: Person,
  input: MakePasswordReset,
): Promise<PasswordResetLink> {
  if (!person.operator) throw new AppError("forbidden");
  const client = await database();
  const known = await client.user.count({ where: { id: input.userId } });
  if (known === 0) throw new AppError("not_found");
  return client.$transaction((tx) =>
    storePasswordReset(tx, { userId: input.userId, madeBy: person.userId, now: new Date() }),
  );
}

/**
 * The same for a member of the actor's workspace who was never a member of another and is not
 * the operator: the account of anybody else is not this workspace's to open.
 */
export function makeMemberPasswordReset(
  actor: MemberActor,
  input: MakeMemberPasswordReset,
): Promise<PasswordResetLink> {
  return command(actor, async (work) => {
    authorize(actor, "member:manage");
    const { workspaceId, tx, now } = work;
    const member = await tx.member.findFirst({
      where: { workspaceId, id: input.memberId, removedAt: null },
      select: { userId: true, user: { select: { name: true, operator: true } } },
    });
    if (!member) throw new AppError("not_found");
    const elsewhere = await tx.member.count({
      where: { userId: member.userId, workspaceId: { not: workspaceId } },
    });
    if (member.user.operator || elsewhere > 0) {
      throw new AppError("forbidden", { reason: "belongs_to_others" });
    }
    work.record({
      type: "member.password_reset_made",
      subjectType: "member",
      subjectId: input.memberId,
      payload: { name: member.user.name },
    });
    return storePasswordReset(tx, { userId: member.userId, madeBy: actor.userId, now });
  });
}

/**
 * Sets a new password by a link, once, and signs every browser of the account out.
 *
 * @throws AppError `not_found`: the link is wrong, used, replaced or too old
 */
export async function resetPassword(input: ResetPassword): Promise<{ email: string }> {
  const client = await database();
  const open = { tokenHash: hashToken(input.token), usedAt: null };
  const reset = await client.passwordReset.findFirst({
    where: { ...open, expiresAt: { gt: new Date() } },
    select: { userId: true, user: { select: { email: true } } },
  });
  if (!reset) throw new AppError("not_found");
  const passwordHash = await hashPassword(input.password);
  await client.$transaction(async (tx) => {
    const now = new Date();
    const used = await tx.passwordReset.updateMany({
      where: { ...open, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (used.count === 0) throw new AppError("not_found");
    await tx.user.update({ where: { id: reset.userId }, data: { passwordHash } });
    await revokeSessions(tx, reset.userId, null);
  });
  await clearAttempts(accountKey(reset.user.email));
  return { email: reset.user.email };
}

/** Of several links for one person only the last works. */
async function storePasswordReset(
  tx: Tx,
  { userId, madeBy, now }: { userId: string; madeBy: string; now: Date },
): Promise<PasswordResetLink> {
  const { token, hash } = newToken();
  const expiresAt = new Date(now.getTime() + RESET_HOURS * 60 * 60 * 1000);
  await tx.passwordReset.updateMany({
    where: { userId, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  await tx.passwordReset.create({
    data: { userId, tokenHash: hash, createdById: madeBy, createdAt: now, expiresAt },
  });
  return { link: `${env.STET_URL}/reset/${token}`, expiresAt: expiresAt.toISOString() };
}

async function revokeSessions(tx: Tx, userId: string, except: string | null): Promise<void> {
  await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(except === null ? {} : { id: { not: except } }) },
    data: { revokedAt: new Date() },
  });
}
