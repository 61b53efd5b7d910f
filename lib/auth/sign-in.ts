import "server-only";
import { z } from "zod";
import { emailSchema } from "@/lib/account/schema";
import { database } from "@/lib/db/client";
import { addressKey, clientAddress } from "./address";
import { verifyPassword } from "./password";
import { clearAttempts, countAttempt, forgiveAttempt, type Limit } from "./rate-limit";
import { hashToken } from "./token";

/** How long a browser stays signed in without being used. */
export const SESSION_DAYS = 30;

/** Failed attempts on one account. Counted for addresses that nobody has just the same. */
export const ACCOUNT_LIMIT: Limit = { attempts: 10, seconds: 15 * 60 };
/** Failed attempts from one address, behind which a whole newsroom may sit. */
export const ADDRESS_LIMIT: Limit = { attempts: 60, seconds: 15 * 60 };

const credentialsSchema = z.object({
  email: emailSchema,
  password: z.string().min(1).max(1000),
});

/** Where a sign-in comes from, as the request's headers tell it. */
export interface Origin {
  peer?: string | undefined;
  forwardedFor?: string | undefined;
  userAgent?: string | undefined;
}

/**
 * Opens a session for the right password. An unknown address and a wrong password take the same
 * way through the same work to the same answer: null.
 *
 * @throws AppError `rate_limited`, likewise whether or not the account exists
 */
export async function signIn(
  input: unknown,
  origin: Origin,
): Promise<{ userId: string; sessionId: string } | null> {
  const parsed = credentialsSchema.safeParse(input);
  if (!parsed.success) return null;
  const { email, password } = parsed.data;

  const address = clientAddress(origin.peer, origin.forwardedFor);
  const addressCount = address === null ? null : `sign-in:address:${addressKey(address)}`;
  const accountCount = accountKey(email);
  if (addressCount !== null) await countAttempt(addressCount, ADDRESS_LIMIT);
  await countAttempt(accountCount, ACCOUNT_LIMIT);

  const client = await database();
  const user = await client.user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true },
  });
  const right = await verifyPassword(user?.passwordHash ?? null, password);
  if (!right || !user) return null;

  await clearAttempts(accountCount);
  if (addressCount !== null) await forgiveAttempt(addressCount);
  const sessionId = await openSession(user.id, user.passwordHash, origin.userAgent);
  return sessionId === null ? null : { userId: user.id, sessionId };
}

/** Null where the password was changed since it was compared: then no session may be left over. */
async function openSession(
  userId: string,
  passwordHash: string,
  userAgent: string | undefined,
): Promise<string | null> {
  const client = await database();
  return client.$transaction(async (tx) => {
    const same = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "User"
      WHERE "id" = ${userId}::uuid AND "passwordHash" = ${passwordHash} FOR SHARE`;
    if (same.length === 0) return null;
    const { id } = await tx.session.create({
      data: {
        userId,
        expiresAt: sessionEnd(new Date()),
        userAgent: userAgent?.slice(0, 400) ?? null,
      },
      select: { id: true },
    });
    return id;
  });
}

/** When a session used at this moment ends unless it is used again. */
export function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + SESSION_DAYS * 24 * 60 * 60 * 1000);
}

/** What attempts at an account's password are counted by, from wherever they are made. */
export function accountKey(email: string): string {
  return `password:account:${hashToken(email)}`;
}
