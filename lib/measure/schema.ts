import { z } from "zod";
import type { Standing } from "@/lib/assignment/holder";
import type { ClaimKind } from "@/lib/claim/schema-enums";
import type { CheckStatus } from "@/lib/claim/status";
import type { MemberRef } from "@/lib/workspace/member-ref";
import type { Estimate } from "./bootstrap";

const day = z.iso.date().nullable().default(null);

/** Days of UTC, both of them in; null where there is no bound. */
export const measuresInput = z.object({ from: day, to: day });
export type MeasuresInput = z.output<typeof measuresInput>;

/** How long checks stood in a status, in hours, of the stays that ended in the period. */
export interface Stay {
  status: CheckStatus;
  count: number;
  median: number;
  /** The 90th percentile. */
  p90: number;
}

export interface StaysOf<K> {
  key: K;
  stays: Stay[];
}

/** What somebody holds now, and did in the period. */
export interface Load {
  member: MemberRef;
  held: number;
  stuck: number;
  submitted: number;
  reviewed: number;
}

export interface SentBack {
  /** Submissions of the period that were decided on or sent back; not those withdrawn or blind. */
  submissions: number;
  sentBack: number;
  /** Keys of the workspace's picklist, with how often they were given; the commonest first. */
  reasons: { key: string; count: number }[];
  people: { member: MemberRef; submissions: number; sentBack: number }[];
}

export const COEFFICIENTS = ["observed", "cohen", "fleiss", "nominal", "ordinal", "ac1"] as const;
export type CoefficientName = (typeof COEFFICIENTS)[number];

export interface Agreement {
  /** Claims that two people checked without knowing of one another. */
  items: number;
  /** Verdicts of the rating scale, in its order. */
  verdicts: string[];
  /** Without `cohen`, which is for two: one for each pair of people. */
  coefficients: { name: CoefficientName; estimate: Estimate | null }[];
  pairs: {
    people: [MemberRef, MemberRef];
    items: number;
    observed: Estimate | null;
    cohen: Estimate | null;
  }[];
  /** First verdict by row, blind second verdict by column. */
  confusion: number[][];
}

export interface MeasuresView {
  /** Whether everybody's, or the member's own. */
  scope: "all" | "own";
  stays: Stay[];
  byArticle: StaysOf<{ id: string; headline: string }>[];
  byKind: StaysOf<ClaimKind>[];
  /** Of the checks that they check. */
  byPerson: StaysOf<MemberRef>[];
  load: Load[];
  /** Now, by what the work waits for. */
  stuck: { standing: Standing; count: number; oldest: string }[];
  sentBack: SentBack;
  agreement: Agreement;
}
