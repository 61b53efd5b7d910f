import type { Fit, Remedy } from "@/lib/annotation/schema";
import type { CheckSummary } from "@/lib/check/schema";
import type { ClaimKind } from "@/lib/claim/schema-enums";
import type { Sourcing, SourcingReason } from "@/lib/source/sourcing";
import type { MemberRef } from "@/lib/workspace/member-ref";

/** A claim as lists and highlights need it, and as every command answers it. */
export interface ClaimSummary {
  id: string;
  number: number;
  statement: string;
  kind: ClaimKind;
  asOf: string;
  revision: number;
  sourcing: Sourcing;
  sourcingReason: SourcingReason;
  /** "The citations do not carry it", where a member said so. */
  unsourcedMark: { reason: string; by: MemberRef; at: string } | null;
  /** Why nobody checks it, where it is left unchecked. */
  unchecked: string | null;
  reportsId: string | null;
  /** Who is to check it a second time, blind. */
  secondChecker: MemberRef | null;
  /** That is the reader: check and sourcing are kept from them until they have submitted. */
  isBlind: boolean;
  /** Null while it is unchecked. */
  check: CheckSummary | null;
}

/** What a command changed of an occurrence. */
export interface OccurrenceChange {
  annotationId: string;
  articleId: string;
  /** The annotation's, after the change. */
  revision: number;
  fit: Fit;
  fitById: string | null;
  fitAt: string | null;
  recheck: unknown;
  stillFitsById: string | null;
  stillFitsAt: string | null;
  stillFitsReason: string | null;
  remedy: Remedy;
  remedyWording: string;
  remedyApproved: string | null;
  remedyDoneAt: string | null;
}

/** The rows that a command changed. */
export interface ClaimChange {
  claim: ClaimSummary;
  occurrences: OccurrenceChange[];
}
