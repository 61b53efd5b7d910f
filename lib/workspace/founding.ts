import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db/client";
import { GENESIS_HASH } from "@/lib/event/chain";
import type { Work } from "@/lib/event/command";
import { newId } from "@/lib/id";
import { type RatingScalePreset, ratingScalePresets } from "./rating-scale";
import { settingsSchema } from "./settings";

/** The admin that a person will be in a workspace about to be founded. */
export function foundingAdmin(person: { userId: string; name: string }): MemberActor {
  return {
    kind: "member",
    workspaceId: newId(),
    memberId: newId(),
    userId: person.userId,
    name: person.name,
    role: "admin",
  };
}

/**
 * Makes the workspace of a founding admin, with its log and with the admin as its first member.
 * Whether the person may is for the command that calls this to say.
 */
export async function foundWorkspace(
  work: Work<MemberActor>,
  input: { name: string; preset: RatingScalePreset },
): Promise<{ slug: string }> {
  const { tx, actor, workspaceId } = work;
  const slug = await freeSlug(tx, input.name);
  await tx.workspace.create({
    data: {
      id: workspaceId,
      slug,
      name: input.name,
      ratingScale: ratingScalePresets[input.preset],
      settings: settingsSchema.parse({}),
    },
  });
  await tx.logHead.create({ data: { workspaceId, sequence: 0n, hash: GENESIS_HASH } });
  await tx.member.create({
    data: { id: actor.memberId, workspaceId, userId: actor.userId, role: "admin" },
  });
  work.record({
    type: "workspace.created",
    subjectType: "workspace",
    subjectId: workspaceId,
    payload: { name: input.name, slug },
  });
  work.record({
    type: "member.joined",
    subjectType: "member",
    subjectId: actor.memberId,
    payload: { name: actor.name, role: "admin" },
  });
  return { slug };
}

/** The name as part of an address: plain letters, digits and hyphens; "workspace" where none are left. */
export function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/ß/g, "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "workspace" : plain;
}

/** Two people who take the same one at the same moment: the second's command is a conflict. */
async function freeSlug(tx: Tx, name: string): Promise<string> {
  const base = slugOf(name);
  const taken = await tx.workspace.findMany({
    where: { slug: { startsWith: base } },
    select: { slug: true },
  });
  const slugs = new Set(taken.map(({ slug }) => slug));
  if (!slugs.has(base)) return base;
  let number = 2;
  while (slugs.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
