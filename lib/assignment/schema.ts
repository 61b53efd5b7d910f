import { z } from "zod";
import type { ClaimPlan } from "@/lib/claim/schema";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import type { CheckStatus } from "@/lib/claim/status";
import type { MemberRef } from "@/lib/workspace/member-ref";
import type { Standing } from "./holder";

const id = z.uuid();

/** How many claims one command assigns at most. */
export const MOST_AT_ONCE = 500;

/**
 * A claim in an article, as the person saw it: whom it is assigned to there, and who its check's
 * checker is. What is no longer so is a conflict.
 */
const place = z.object({
  articleId: id,
  claimId: id,
  seenAssigneeId: id.nullable(),
  seenCheckerId: id.nullable(),
});
export type Place = z.output<typeof place>;

const places = z
  .array(place)
  .min(1)
  .max(MOST_AT_ONCE)
  .refine(
    (list) =>
      new Set(list.map(({ articleId, claimId }) => `${articleId} ${claimId}`)).size === list.length,
    "places_repeat",
  );

/** Null for nobody. */
export const assignClaimsInput = z.object({ places, assigneeId: id.nullable() });
export type AssignClaims = z.output<typeof assignClaimsInput>;

export const shareOutInput = z.object({ places, memberIds: z.array(id).min(1).max(100) });
export type ShareOut = z.output<typeof shareOutInput>;

export const takeClaimsInput = z.object({ places });
export type TakeClaims = z.output<typeof takeClaimsInput>;

export const giveBackInput = z.object({ places });
export type GiveBack = z.output<typeof giveBackInput>;

export const takeOverInput = place;
export type TakeOver = z.output<typeof takeOverInput>;

/** A claim whose holder changed, as it now stands. */
export interface Assigned {
  plan: ClaimPlan;
  claim: ClaimSummary;
}

export interface AssignedList {
  assigned: Assigned[];
}

export interface SharedOut extends AssignedList {
  /** Claims that none of the chosen may check. */
  left: { articleId: string; claimId: string }[];
}

/** An empty filter is the whole board. A group that a person is chosen for is shown in full. */
export const boardInput = z.object({
  articleId: id.nullable().default(null),
  memberId: id.nullable().default(null),
});
export type BoardInput = z.output<typeof boardInput>;

/** How many claims of a group the whole board shows, and of one that was chosen. */
export const SHOWN_OF_GROUP = 25;
export const SHOWN_OF_CHOSEN = 500;

/** One claim in one article on the board. */
export interface BoardItem {
  articleId: string;
  headline: string;
  /** Its first occurrence there. */
  annotationId: string;
  claimId: string;
  number: number;
  statement: string;
  status: CheckStatus;
  standing: Standing;
  assigneeId: string | null;
  checkerId: string | null;
  /** When it moved last, as ISO time. */
  since: string;
  stuck: boolean;
  /** The higher of the claim's and the article's. */
  priority: number;
  /** The claim's own, or the article's. */
  deadline: string | null;
  can: { take: boolean; giveBack: boolean; takeOver: boolean; assign: boolean };
}

export const GROUP_KINDS = ["mine", "person", "nobody", "review"] as const;

/** What somebody holds, what nobody does, or what waits for a review. */
export interface BoardGroup {
  kind: (typeof GROUP_KINDS)[number];
  member: MemberRef | null;
  /** Of all, however many are shown. */
  count: number;
  stuck: number;
  items: BoardItem[];
}

export interface BoardView {
  groups: BoardGroup[];
  /** Articles with open work, the most pressing first. */
  articles: { id: string; headline: string }[];
  /** Who can be given work. */
  checkers: MemberRef[];
  stuckAfterDays: number;
  can: { assign: boolean };
}
