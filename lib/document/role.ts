import { z } from "zod";

/**
 * What a block of text is for. A closed set, settable by a person; a block whose role was not set
 * takes it from its place (see `impliedRole` in canonical.ts).
 */
export const BLOCK_ROLES = [
  "headline",
  "standfirst",
  "byline",
  "dateline",
  "heading",
  "body",
  "quotation",
  "caption",
  "credit",
  "footnote",
] as const;

export const blockRoleSchema = z.enum(BLOCK_ROLES);
export type BlockRole = z.infer<typeof blockRoleSchema>;

const roles: ReadonlySet<unknown> = new Set(BLOCK_ROLES);

export function isBlockRole(value: unknown): value is BlockRole {
  return roles.has(value);
}
