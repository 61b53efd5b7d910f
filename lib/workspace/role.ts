import { z } from "zod";

/** Roles of a workspace, the most trusted first. */
export const ROLES = ["admin", "editor", "checker", "author", "viewer"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;
