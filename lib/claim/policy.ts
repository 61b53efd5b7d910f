import { type Rule, staff } from "@/lib/auth/rule";

/** How the person is tied to the claim, through the articles in which it occurs. */
export interface ClaimTies {
  /** An author of an article in which the claim occurs. */
  isAuthor: boolean;
  /** An article in which it occurs is shared with them. */
  isViewer: boolean;
  /** The checker of its current check. */
  isChecker: boolean;
  /** Independent of its current check: lib/claim/independence.ts. */
  isIndependent: boolean;
}

const own = (_: unknown, claim: ClaimTies) => claim.isAuthor;
const ownOrShared = (_: unknown, claim: ClaimTies) => claim.isAuthor || claim.isViewer;
const checker = (_: unknown, claim: ClaimTies) => claim.isChecker;
const independent = (_: unknown, claim: ClaimTies) => claim.isIndependent;

export const claimPolicy = {
  "claim:read": { ...staff, author: ownOrShared, viewer: ownOrShared },
  "claim:edit": { ...staff },
  "claim:mark_unsourced": { ...staff },
  "citation:add": { ...staff },
  /** Authors propose citations on their own articles; they arrive unseen. */
  "citation:propose": { ...staff, author: own },
  "citation:edit": { ...staff },
  "check:start": { ...staff },
  "check:submit": { admin: checker, editor: checker, checker },
  "check:withdraw": { admin: checker, editor: checker, checker },
  "check:reopen": { ...staff },
  "check:still_holds": { ...staff },
  "check:review": { admin: independent, editor: independent, checker: independent },
  "check:confirm_fit": { admin: independent, editor: independent, checker: independent },
  "check:adjudicate": { admin: independent, editor: independent },
} as const satisfies Record<string, Rule<ClaimTies>>;

export const claimCreationPolicy = {
  "claim:create": { ...staff },
  "claim:search": { ...staff },
} as const satisfies Record<string, Rule<undefined>>;
