import type { MemberActor, Person } from "@/lib/auth/actor";
import { sessionEnd } from "@/lib/auth/sign-in";
import { database } from "@/lib/db/client";
import { command } from "@/lib/event/command";
import { newId } from "@/lib/id";
import { foundingAdmin, foundWorkspace } from "@/lib/workspace/founding";
import type { Role } from "@/lib/workspace/role";

/** A person with an account, signed in; `passwordHash` is by default nobody's. */
export async function testPerson(
  given: { name?: string; email?: string; operator?: boolean; passwordHash?: string } = {},
): Promise<Person> {
  const client = await database();
  const id = newId();
  const user = await client.user.create({
    data: {
      id,
      name: given.name ?? "Ada Checker",
      email: given.email ?? `${id}@example.org`,
      operator: given.operator ?? false,
      passwordHash: given.passwordHash ?? "none",
      sessions: { create: { expiresAt: sessionEnd(new Date()) } },
    },
    select: { name: true, email: true, operator: true, sessions: { select: { id: true } } },
  });
  return {
    userId: id,
    sessionId: user.sessions[0]?.id ?? "",
    name: user.name,
    email: user.email,
    operator: user.operator,
  };
}

/** A workspace with its log; answers its first admin. */
export async function testWorkspace(
  given: { name?: string; admin?: Person } = {},
): Promise<MemberActor & { slug: string }> {
  const admin = foundingAdmin(given.admin ?? (await testPerson({ name: "Ann Admin" })));
  const { slug } = await command(admin, (work) =>
    foundWorkspace(work, { name: given.name ?? "The Daily", preset: "before_publication" }),
  );
  return { ...admin, slug };
}

/** One more member of a workspace that the actor belongs to. */
export async function testMember(
  colleague: MemberActor,
  role: Role,
  given: { name?: string; person?: Person } = {},
): Promise<MemberActor> {
  const person = given.person ?? (await testPerson({ name: given.name ?? `Some ${role}` }));
  const client = await database();
  const { id } = await client.member.create({
    data: { workspaceId: colleague.workspaceId, userId: person.userId, role },
    select: { id: true },
  });
  return {
    kind: "member",
    workspaceId: colleague.workspaceId,
    memberId: id,
    userId: person.userId,
    name: person.name,
    role,
  };
}
