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
  /** Is asked to check it a second time without knowing what was found, and has not done so yet. */
  isBlind: boolean;
  /** The workspace leaves reviewing to editors. */
  editorsReview: boolean;
}

/** As independent of a claim as one can be. */
export const UNBOUND: ClaimTies = {
  isAuthor: false,
  isViewer: false,
  isChecker: false,
  isIndependent: true,
  isBlind: false,
  editorsReview: false,
};

const own = (_: unknown, claim: ClaimTies) => claim.isAuthor;
const ownOrShared = (_: unknown, claim: ClaimTies) => claim.isAuthor || claim.isViewer;
const checker = (_: unknown, claim: ClaimTies) => claim.isChecker;
const independent = (_: unknown, claim: ClaimTies) => claim.isIndependent && !claim.isBlind;
const independentChecker = (_: unknown, claim: ClaimTies) =>
  claim.isIndependent && !claim.isBlind && !claim.editorsReview;
const blind = (_: unknown, claim: ClaimTies) => claim.isBlind;
/** Whoever works on what the second checker must not know shows it to them, or learns it. */
const sighted = (_: unknown, claim: ClaimTies) => !claim.isBlind;
const sightedStaff = { admin: sighted, editor: sighted, checker: sighted } as const;

export const claimPolicy = {
  "claim:read": { ...staff, author: ownOrShared, viewer: ownOrShared },
  "claim:edit": { ...sightedStaff },
  "claim:mark_unsourced": { ...sightedStaff },
  /** Say who is to check it for an article. */
  "claim:assign": { admin: sighted, editor: sighted },
  /** Take it oneself, give it back, or take over what is stuck. */
  "claim:take": { ...sightedStaff },
  "citation:add": { ...sightedStaff },
  /** Authors propose citations on their own articles; they arrive unseen. */
  "citation:propose": { ...sightedStaff, author: own },
  "citation:edit": { ...sightedStaff },
  "check:start": { ...sightedStaff },
  "check:submit": { admin: checker, editor: checker, checker },
  "check:withdraw": { admin: checker, editor: checker, checker },
  "check:reopen": { ...sightedStaff },
  "check:still_holds": { ...sightedStaff },
  "check:review": { admin: independent, editor: independent, checker: independentChecker },
  "check:confirm_fit": { admin: independent, editor: independent, checker: independentChecker },
  "check:adjudicate": { admin: independent, editor: independent },
  /** Ask for a blind second check, or call it off. */
  "check:ask_second": { admin: sighted, editor: sighted },
  "check:submit_second": { admin: blind, editor: blind, checker: blind },
} as const satisfies Record<string, Rule<ClaimTies>>;

export const claimCreationPolicy = {
  "claim:create": { ...staff },
  "claim:search": { ...staff },
} as const satisfies Record<string, Rule<undefined>>;
