import { z } from "zod";
import type { CitationRelation, Primacy, Reliability, Stance } from "@/lib/source/schema-enums";

export const SOURCINGS = ["unsourced", "sourced", "split", "contradicted"] as const;
export const sourcingResultSchema = z.enum(SOURCINGS);
export type Sourcing = z.infer<typeof sourcingResultSchema>;

/** What a workspace asks of citations before they carry a claim. */
export const sourcingRuleSchema = z.object({
  /** One primary source is enough. */
  primarySuffices: z.boolean().default(true),
  /** Otherwise so many sources of different publishers that share no origin. */
  publishersNeeded: z.int().min(1).max(5).default(2),
});
export type SourcingRule = z.infer<typeof sourcingRuleSchema>;

/**
 * Why a claim stands as it does; the interface has a sentence for each.
 *
 * sourced: primary_source, own_channel, enough_publishers {publishers}
 * split: both_directions
 * contradicted: against_not_named {count}, only_against
 * unsourced: marked, no_citations, none_in_direction {citations};
 *   would carry it but for one thing: not_seen {count}, no_place {count}, not_seen_no_place {count};
 *   all there is in the direction: only_encyclopaedia, only_unreliable, only_party,
 *   only_own_channel, only_partly, only_weak (several of these);
 *   publisher_unknown {have, needed, primarySuffices},
 *   one_origin {have, needed, primarySuffices}: publishers enough, but they repeat one another,
 *   more_publishers {have, needed, missing, sources, primacy, primarySuffices},
 *   hidden: never found here, but told to whoever checks the claim blind.
 */
export const SOURCING_REASONS = [
  "primary_source",
  "own_channel",
  "enough_publishers",
  "both_directions",
  "against_not_named",
  "only_against",
  "marked",
  "no_citations",
  "none_in_direction",
  "not_seen",
  "no_place",
  "not_seen_no_place",
  "only_encyclopaedia",
  "only_unreliable",
  "only_party",
  "only_own_channel",
  "only_partly",
  "only_weak",
  "publisher_unknown",
  "one_origin",
  "more_publishers",
  "hidden",
] as const;

/**
 * `params.direction` says for which direction it was judged: "for", "against", or "either" where
 * neither is meant more than the other. Yes and no are "yes" and "no".
 */
export const sourcingReasonSchema = z.object({
  code: z.enum(SOURCING_REASONS),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type SourcingReason = z.infer<typeof sourcingReasonSchema>;

export interface CitationFacts {
  id: string;
  stance: Stance;
  /** How the source stands to this claim. */
  relation: CitationRelation;
  /** A checker, not the author, has looked. */
  seen: boolean;
  /** It says where: a locator or the quoted passage. */
  hasPlace: boolean;
  source: {
    id: string;
    /** Null while its publisher is not known: it cannot be told from another. */
    publisherKey: string | null;
    /** The source that it repeats, followed to the first; null where it is itself the origin. */
    originKey: string | null;
    primacy: Primacy;
    encyclopaedia: boolean;
    reliability: Reliability;
  };
}

export interface SourcingInput {
  citations: readonly CitationFacts[];
  /** Which way the verdict takes the claim; "none" also before there is one. */
  verdictDirection: "for" | "against" | "none";
  /** The verdict says that only part of the claim holds. */
  verdictPartial: boolean;
  /** Citations that the rationale names. */
  namedCitationIds: readonly string[];
  /** The claim is that something was said (kind attribution or quotation, or it reports a claim). */
  thatItWasSaid: boolean;
  rule: SourcingRule;
  /** A member marked the claim unsourced, and its evidence has not changed since. */
  unsourcedMark: boolean;
}

export interface SourcingResult {
  sourcing: Sourcing;
  reason: SourcingReason;
}

type Direction = "for" | "against";

/**
 * Whether the citations carry the claim, judged in both directions.
 *
 * In one direction they do when one primary source says so, or enough sources of different
 * publishers that share no origin. A citation counts once a checker has seen it and it says
 * where. Encyclopaedias and publishers rated unreliable count for nothing, and so does a
 * speaker's own channel, except for a claim that something was said. Whatever the number, one
 * citation must be strong: not of a party to the claim, and saying all of it. A party, or a
 * source that supports part, can be the second publisher beside a strong one and never more.
 *
 * "Partly supports" speaks for the claim, and in full where the verdict itself is that only part
 * of the claim holds: that is what such a source shows.
 *
 * A citation against the verdict that the rationale does not name makes the claim contradicted
 * even where both directions hold: the reader must first be told what became of it. Its source's
 * standing does not matter, for weighing that is what the rationale is for. A "partly supports"
 * is against a verdict that nothing of the claim holds.
 *
 * Taking away a citation on the verdict's side (before a verdict: any) never improves the result,
 * by the order unsourced = contradicted < sourced < split, which is how many directions hold.
 */
export function sourcing(input: SourcingInput): SourcingResult {
  const { citations, verdictDirection: verdict } = input;
  if (input.unsourcedMark) return result("unsourced", "marked", {});
  if (citations.length === 0) return result("unsourced", "no_citations", {});

  const unnamed = citations.filter(
    (citation) =>
      isAgainstVerdict(citation, input) && !input.namedCitationIds.includes(citation.id),
  );
  if (unnamed.length > 0) {
    return result("contradicted", "against_not_named", {
      direction: verdict,
      count: unnamed.length,
    });
  }

  const forIt = judge("for", input);
  const againstIt = judge("against", input);
  if (forIt.holds && againstIt.holds) return result("split", "both_directions", {});
  const held = forIt.holds ? forIt : againstIt;
  if (held.holds) {
    if (verdict !== "none" && verdict !== held.direction) {
      return result("contradicted", "only_against", { direction: verdict });
    }
    return { sourcing: "sourced", reason: held.reason };
  }

  const meant =
    verdict === "none" ? nearer(forIt, againstIt) : verdict === "for" ? forIt : againstIt;
  const { code, params } = meant.reason;
  const either = verdict === "none" && code === "none_in_direction";
  return result("unsourced", code, either ? { ...params, direction: "either" } : params);
}

interface Judgement {
  direction: Direction;
  holds: boolean;
  reason: SourcingReason;
}

function judge(direction: Direction, input: SourcingInput): Judgement {
  const { rule } = input;
  const side = input.citations.filter(({ stance }) => directionOf(stance) === direction);
  const judged = (holds: boolean, code: SourcingReason["code"], params = {}): Judgement => ({
    direction,
    holds,
    reason: { code, params: { direction, ...params } },
  });
  if (side.length === 0) {
    return judged(false, "none_in_direction", { citations: input.citations.length });
  }

  const eligible = side.filter((citation) => isEligible(citation, input));
  const weighed = (citations: readonly CitationFacts[]) => weigh(citations, input);
  const counted = weighed(eligible.filter(({ seen, hasPlace }) => seen && hasPlace));
  if (counted.primary) {
    const own = counted.primary.relation === "own_channel";
    return judged(true, own ? "own_channel" : "primary_source");
  }
  if (counted.publishers >= rule.publishersNeeded) {
    return judged(true, "enough_publishers", { publishers: counted.publishers });
  }

  const would = (citations: readonly CitationFacts[]) => {
    const { primary, publishers } = weighed(citations);
    return primary !== undefined || publishers >= rule.publishersNeeded;
  };
  if (would(eligible.filter(({ hasPlace }) => hasPlace))) {
    const count = eligible.filter(({ seen, hasPlace }) => hasPlace && !seen).length;
    return judged(false, "not_seen", { count });
  }
  if (would(eligible.filter(({ seen }) => seen))) {
    const count = eligible.filter(({ seen, hasPlace }) => seen && !hasPlace).length;
    return judged(false, "no_place", { count });
  }
  if (would(eligible)) {
    const count = eligible.filter(({ seen, hasPlace }) => !seen || !hasPlace).length;
    return judged(false, "not_seen_no_place", { count });
  }

  if (!eligible.some((citation) => isStrong(citation, input))) {
    const kinds = new Set(side.map((citation) => weakness(citation, input)));
    const [only] = kinds;
    return judged(false, kinds.size === 1 && only ? only : "only_weak");
  }

  const { publishers: have } = weighed(eligible);
  const needed = rule.publishersNeeded;
  const primarySuffices = rule.primarySuffices ? "yes" : "no";
  const sources = new Set(eligible.map(({ source }) => source.id)).size;
  const names = new Set(eligible.flatMap(({ source }) => source.publisherKey ?? []));
  if (names.size >= needed) return judged(false, "one_origin", { have, needed, primarySuffices });
  if (sources >= needed && eligible.some(({ source }) => source.publisherKey === null)) {
    return judged(false, "publisher_unknown", { have, needed, primarySuffices });
  }
  const primacies = new Set(eligible.map(({ source }) => source.primacy));
  const [primacy = "secondary"] = primacies;
  return judged(false, "more_publishers", {
    have,
    needed,
    missing: needed - have,
    sources,
    primacy: primacies.size === 1 ? primacy : "mixed",
    primarySuffices,
  });
}

/** What countable citations of one direction amount to. */
function weigh(
  citations: readonly CitationFacts[],
  input: SourcingInput,
): { primary: CitationFacts | undefined; publishers: number } {
  const strong = citations.filter((citation) => isStrong(citation, input));
  const primaries = input.rule.primarySuffices
    ? strong.filter(({ source }) => source.primacy === "primary")
    : [];
  return {
    primary: primaries.find(({ relation }) => relation !== "own_channel") ?? primaries[0],
    publishers: strong.reduce((most, anchor) => {
      const publisher = anchor.source.publisherKey;
      if (publisher === null) return Math.max(most, 1);
      const others = citations.filter(
        ({ source }) =>
          source.publisherKey !== publisher && originOf({ source }) !== originOf(anchor),
      );
      return Math.max(most, 1 + distinctPublishers(others));
    }, 0),
  };
}

/**
 * The most citations that can be chosen with no publisher and no origin twice: a maximum matching
 * between publishers and origins (augmenting paths).
 */
function distinctPublishers(citations: readonly Pick<CitationFacts, "source">[]): number {
  const origins = new Map<string, Set<string>>();
  for (const citation of citations) {
    const { publisherKey } = citation.source;
    if (publisherKey === null) continue;
    origins.set(publisherKey, (origins.get(publisherKey) ?? new Set()).add(originOf(citation)));
  }
  const takenBy = new Map<string, string>();
  const place = (publisher: string, tried: Set<string>): boolean => {
    for (const origin of origins.get(publisher) ?? []) {
      if (tried.has(origin)) continue;
      tried.add(origin);
      const holder = takenBy.get(origin);
      if (holder === undefined || place(holder, tried)) {
        takenBy.set(origin, publisher);
        return true;
      }
    }
    return false;
  };
  return [...origins.keys()].filter((publisher) => place(publisher, new Set())).length;
}

function originOf({ source }: Pick<CitationFacts, "source">): string {
  return source.originKey ?? source.id;
}

function directionOf(stance: Stance): Direction | null {
  if (stance === "supports" || stance === "partly_supports") return "for";
  return stance === "contradicts" ? "against" : null;
}

function isAgainstVerdict({ stance }: CitationFacts, input: SourcingInput): boolean {
  if (input.verdictDirection === "for") return stance === "contradicts";
  if (input.verdictDirection === "none") return false;
  return stance === "supports" || (stance === "partly_supports" && !input.verdictPartial);
}

function isUnreliable({ source }: CitationFacts): boolean {
  return source.reliability === "generally_unreliable" || source.reliability === "never";
}

function isEligible(citation: CitationFacts, { thatItWasSaid }: SourcingInput): boolean {
  if (citation.source.encyclopaedia || isUnreliable(citation)) return false;
  return citation.relation !== "own_channel" || thatItWasSaid;
}

function isStrong(citation: CitationFacts, input: SourcingInput): boolean {
  if (!isEligible(citation, input) || citation.relation === "party") return false;
  return citation.stance !== "partly_supports" || input.verdictPartial;
}

/** The first thing that keeps a citation from carrying a claim. */
function weakness(citation: CitationFacts, input: SourcingInput): SourcingReason["code"] {
  if (citation.source.encyclopaedia) return "only_encyclopaedia";
  if (isUnreliable(citation)) return "only_unreliable";
  if (citation.relation === "own_channel" && !input.thatItWasSaid) return "only_own_channel";
  if (citation.relation === "party") return "only_party";
  return "only_partly";
}

/** Without a verdict, the direction that lacks less is spoken of; for the claim where equal. */
function nearer(forIt: Judgement, againstIt: Judgement): Judgement {
  return rank(againstIt) > rank(forIt) ? againstIt : forIt;
}

function rank({ reason: { code, params } }: Judgement): number {
  if (code === "none_in_direction") return 0;
  if (code.startsWith("only_")) return 1;
  if (code === "not_seen" || code === "no_place" || code === "not_seen_no_place") return 100;
  return 2 + (typeof params.have === "number" ? params.have : 0);
}

function result(
  sourcing: Sourcing,
  code: SourcingReason["code"],
  params: SourcingReason["params"],
): SourcingResult {
  return { sourcing, reason: { code, params } };
}
