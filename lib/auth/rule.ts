import type { Role } from "@/lib/workspace/role";
import type { GuestActor, MemberActor } from "./actor";

/**
 * A row of a permission table: the roles that may, each outright (`true`) or where a relation
 * between the person and the subject holds. A role that is not named may not. A guest has no role
 * and may only what a row grants guests, for what their link carries.
 */
export type Rule<S> = Partial<Record<Role, true | Relation<MemberActor, S>>> & {
  guest?: Relation<GuestActor, S>;
};

/** Declared as a method so that the tables of several nouns fit into one of `Rule<unknown>`. */
type Relation<A, S> = { holds(actor: A, subject: S): boolean }["holds"];

export function holds<S>(
  rule: Rule<S> | undefined,
  actor: MemberActor | GuestActor,
  subject: S,
): boolean {
  if (actor.kind === "guest") return rule?.guest?.(actor, subject) ?? false;
  const grant = rule?.[actor.role];
  if (grant === undefined) return false;
  return grant === true || grant(actor, subject);
}

/** The roles that do a newsroom's daily work. */
export const staff = { admin: true, editor: true, checker: true } as const;
export const editors = { admin: true, editor: true } as const;
