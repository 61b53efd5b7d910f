import { type Rule, staff } from "@/lib/auth/rule";

/** Everybody reads what concerns them, and decides of what they are told; nobody else's. */
export const notificationPolicy = {
  "notification:read_own": { ...staff, author: true, viewer: true },
} as const satisfies Record<string, Rule<undefined>>;
