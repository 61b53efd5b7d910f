import "server-only";
import type { MemberActor, Person } from "@/lib/auth/actor";
import { authorize, can } from "@/lib/auth/authorize";
import { UNBOUND } from "@/lib/claim/policy";
import { database } from "@/lib/db/client";
import { type RatingScale, ratingScaleSchema } from "./rating-scale";
import type { Role } from "./role";
import { parseSettings, type Settings } from "./settings";

export interface WorkspaceLink {
  slug: string;
  name: string;
  role: Role;
}

/** The workspaces a person is a member of, by name. */
export async function workspacesOf(person: Person): Promise<WorkspaceLink[]> {
  const client = await database();
  const rows = await client.member.findMany({
    where: { userId: person.userId, removedAt: null },
    select: { role: true, workspace: { select: { slug: true, name: true } } },
    orderBy: { workspace: { name: "asc" } },
  });
  return rows.map(({ role, workspace }) => ({ ...workspace, role }));
}

export interface WorkspaceView {
  slug: string;
  name: string;
  revision: number;
  ratingScale: RatingScale;
  settings: Settings;
  /** `review`: others' checks, where they are independent. */
  can: { manage: boolean; review: boolean };
}

/** The workspace the actor is at work in. */
export async function workspace(actor: MemberActor): Promise<WorkspaceView> {
  authorize(actor, "workspace:read");
  const client = await database();
  const row = await client.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { slug: true, name: true, revision: true, ratingScale: true, settings: true },
  });
  return {
    slug: row.slug,
    name: row.name,
    revision: row.revision,
    ratingScale: ratingScaleSchema.parse(row.ratingScale),
    settings: parseSettings(row.settings),
    can: {
      manage: can(actor, "workspace:manage"),
      review: can(actor, "check:review", UNBOUND),
    },
  };
}

export interface MemberView {
  id: string;
  name: string;
  role: Role;
  joinedAt: string;
  isSelf: boolean;
  /** For admins only; null to others. */
  email: string | null;
  can: { changeRole: boolean; remove: boolean; resetPassword: boolean };
}

/** Who belongs to the workspace, by name. Addresses are for those who manage them. */
export async function members(actor: MemberActor): Promise<MemberView[]> {
  authorize(actor, "workspace:read");
  const manages = can(actor, "member:manage");
  const client = await database();
  const rows = await client.member.findMany({
    where: { workspaceId: actor.workspaceId, removedAt: null },
    select: {
      id: true,
      role: true,
      createdAt: true,
      user: {
        select: {
          name: true,
          email: true,
          operator: true,
          members: {
            where: { workspaceId: { not: actor.workspaceId } },
            select: { id: true },
            take: 1,
          },
        },
      },
    },
    orderBy: [{ user: { name: "asc" } }, { id: "asc" }],
  });
  const admins = rows.filter(({ role }) => role === "admin").length;
  return rows.map(({ id, role, createdAt, user }) => {
    const lastAdmin = role === "admin" && admins === 1;
    const isSelf = id === actor.memberId;
    return {
      id,
      name: user.name,
      role,
      joinedAt: createdAt.toISOString(),
      isSelf,
      email: manages ? user.email : null,
      can: {
        changeRole: manages && !lastAdmin,
        remove: manages && !lastAdmin,
        resetPassword: manages && !isSelf && !user.operator && user.members.length === 0,
      },
    };
  });
}
