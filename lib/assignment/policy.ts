import { type Rule, staff } from "@/lib/auth/rule";

export const assignmentPolicy = {
  /** Who holds what, across all articles. */
  "board:read": { ...staff },
} as const satisfies Record<string, Rule<undefined>>;
