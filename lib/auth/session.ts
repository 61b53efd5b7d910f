import "server-only";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { MemberActor, Person } from "./actor";
import { authOptions } from "./options";
import { sessionEnd } from "./sign-in";

/** How exact "last seen" is, and so how seldom a request writes. */
const SEEN_EVERY_MS = 5 * 60 * 1000;

/**
 * Who asks. The cookie only names a session; its row is read for every request, so that signing
 * out everywhere, a new password or a removal takes effect on the next one.
 */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const token = await getServerSession(authOptions);
  return token?.sessionId ? personOfSession(token.sessionId) : null;
});

/** The account whose session this is, while the session lasts. Marks the session as seen. */
export async function personOfSession(sessionId: string, now = new Date()): Promise<Person | null> {
  const client = await database();
  const session = await client.session.findUnique({
    where: { id: sessionId },
    select: {
      revokedAt: true,
      expiresAt: true,
      lastSeenAt: true,
      user: { select: { id: true, name: true, email: true, operator: true } },
    },
  });
  if (!session || session.revokedAt || session.expiresAt <= now) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await client.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { lastSeenAt: now, expiresAt: sessionEnd(now) },
    });
  }
  const { id, name, email, operator } = session.user;
  return { userId: id, sessionId, name, email, operator };
}

export async function requirePerson(): Promise<Person> {
  const person = await currentPerson();
  if (!person) throw new AppError("unauthenticated");
  return person;
}

export async function requireMember(slug: string): Promise<MemberActor> {
  const member = await memberOf(await requirePerson(), slug);
  if (!member) throw new AppError("not_found");
  return member;
}

/** Mints the actor from the member's row; once in a request where a page's parts each ask. */
export const memberOf = cache(async (person: Person, slug: string): Promise<MemberActor | null> => {
  const client = await database();
  const member = await client.member.findFirst({
    where: { userId: person.userId, removedAt: null, workspace: { slug } },
    select: { id: true, workspaceId: true, role: true },
  });
  return (
    member && {
      kind: "member",
      workspaceId: member.workspaceId,
      memberId: member.id,
      userId: person.userId,
      name: person.name,
      role: member.role,
    }
  );
});
