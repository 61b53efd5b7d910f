import { type Rule, staff } from "@/lib/auth/rule";

/** How the person is tied to what is flagged: through its article, or those in which a claim occurs. */
export interface FlagTies {
  isAuthor: boolean;
}

const own = (_: unknown, flag: FlagTies) => flag.isAuthor;
/** As with signing off: nobody clears the way for their own article. */
const others = (_: unknown, flag: FlagTies) => !flag.isAuthor;

export const flagPolicy = {
  /** Not for those with whom the article is merely shared: a reason may be a lawyer's advice. */
  "flag:read": { ...staff, author: own },
  "flag:raise": { ...staff },
  /** Clearing, and raising a cleared one again. */
  "flag:clear": { admin: others, editor: others },
} as const satisfies Record<string, Rule<FlagTies>>;
