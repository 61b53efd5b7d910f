import "server-only";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { MemberActor, Person } from "./actor";
import { authOptions } from "./options";

/**
 * Who asks. The cookie only names a session; its row is read for every request, so that signing
 * out everywhere, a new password or a removal takes effect on the next one.
 */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const token = await getServerSession(authOptions);
  if (!token?.sessionId) return null;
  const client = await database();
  const session = await client.session.findUnique({
    where: { id: token.sessionId },
    select: {
      revokedAt: true,
      expiresAt: true,
      user: { select: { id: true, name: true, email: true, operator: true } },
    },
  });
  if (!session || session.revokedAt || session.expiresAt <= new Date()) return null;
  const { id, name, email, operator } = session.user;
  return { userId: id, sessionId: token.sessionId, name, email, operator };
});

export async function requirePerson(): Promise<Person> {
  const person = await currentPerson();
  if (!person) throw new AppError("unauthenticated");
  return person;
}

/** The member the person is in this workspace, or null: to them the workspace does not exist. */
export const currentMember = cache(async (slug: string): Promise<MemberActor | null> => {
  const person = await currentPerson();
  if (!person) return null;
  return mintMember(person, slug);
});

export async function requireMember(slug: string): Promise<MemberActor> {
  await requirePerson();
  const member = await currentMember(slug);
  if (!member) throw new AppError("not_found");
  return member;
}

async function mintMember(person: Person, slug: string): Promise<MemberActor | null> {
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
}
