import { type Rule, staff } from "@/lib/auth/rule";

/** Managing members and settings is the admins' alone; who belongs to it may see who else does. */
export const workspacePolicy = {
  "workspace:read": { ...staff, author: true, viewer: true },
  "workspace:manage": { admin: true },
  "member:manage": { admin: true },
} as const satisfies Record<string, Rule<undefined>>;
