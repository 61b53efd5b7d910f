import { type Rule, staff } from "@/lib/auth/rule";

/** The workspace's sources. An author brings new ones with a proposed citation. */
export const sourcePolicy = {
  "source:read": { ...staff },
  "source:create": { ...staff, author: true },
  "source:edit": { ...staff },
  "source:merge": { ...staff },
  /** Many at once, from a list that another program wrote. */
  "source:import": { ...staff },
} as const satisfies Record<string, Rule<undefined>>;
