import { type RemedyProblem, remedyProblem } from "@/lib/annotation/remedy";
import type { Remedy } from "@/lib/annotation/schema";
import type { CitationView } from "@/lib/citation/schema";
import type { ClaimDetail, OccurrenceDetail } from "@/lib/claim/schema";
import { type SubmissionProblem, submissionProblems } from "@/lib/claim/submission";
import { type CitationFacts, type SourcingResult, sourcing } from "@/lib/source/sourcing";
import { isPartialVerdict, type RatingScale, verdictDirection } from "@/lib/workspace/rating-scale";
import type { Settings } from "@/lib/workspace/settings";

type Judged = Pick<ClaimDetail, "citations" | "kind" | "reportsId" | "unsourcedMark">;
interface Rules {
  ratingScale: RatingScale;
  settings: Pick<Settings, "sourcingRule">;
}

/**
 * How the claim would be sourced with a verdict: what the server will find, as far as the panel
 * knows the sources. Origins are followed through the sources cited here.
 */
export function sourcingWith(
  claim: Judged,
  proposal: { verdict: string | null; named: readonly string[] },
  { ratingScale, settings }: Rules,
): SourcingResult {
  return sourcing({
    citations: claim.citations.map((citation) => factsOf(citation, claim.citations)),
    verdictDirection: verdictDirection(ratingScale, proposal.verdict),
    verdictPartial: isPartialVerdict(ratingScale, proposal.verdict),
    namedCitationIds: proposal.named,
    thatItWasSaid:
      claim.kind === "attribution" || claim.kind === "quotation" || claim.reportsId !== null,
    rule: settings.sourcingRule,
    unsourcedMark: claim.unsourcedMark !== null,
  });
}

function factsOf(citation: CitationView, all: readonly CitationView[]): CitationFacts {
  const { source } = citation;
  return {
    id: citation.id,
    stance: citation.stance,
    relation: citation.relation,
    seen: citation.seenAt !== null,
    hasPlace: citation.quote !== "" || citation.locator !== null,
    source: {
      id: source.id,
      publisherKey: source.publisher?.id ?? null,
      originKey: firstOrigin(source.originId, all),
      primacy: source.primacy,
      encyclopaedia: source.encyclopaedia,
      reliability: source.publisher?.reliability ?? "unrated",
    },
  };
}

function firstOrigin(originId: string | null, all: readonly CitationView[]): string | null {
  const seen = new Set<string>();
  let origin = originId;
  while (origin !== null && !seen.has(origin)) {
    seen.add(origin);
    const next = all.find(({ source }) => source.id === origin)?.source.originId ?? null;
    if (next === null) return origin;
    origin = next;
  }
  return origin;
}

/** Citations against a verdict, which its rationale has to deal with. */
export function citationsAgainst<C extends Pick<CitationView, "stance">>(
  citations: readonly C[],
  verdict: string,
  scale: RatingScale,
): C[] {
  const direction = verdictDirection(scale, verdict);
  if (direction === "none") return [];
  return citations.filter(({ stance }) =>
    direction === "for"
      ? stance === "contradicts"
      : stance === "supports" ||
        (stance === "partly_supports" && !isPartialVerdict(scale, verdict)),
  );
}

export interface Proposal {
  verdict: string;
  rationale: string;
  named: readonly string[];
  remedy: Remedy;
  wording: string;
}

/** What keeps a proposal back, before the server is asked. */
export function proposalProblems(
  claim: Judged & Pick<ClaimDetail, "occurrences">,
  occurrence: OccurrenceDetail | undefined,
  proposal: Proposal,
  rules: Rules,
): (SubmissionProblem | RemedyProblem)[] {
  const { verdict, rationale, remedy, wording } = proposal;
  const judged = sourcingWith(claim, proposal, rules);
  const remedies = claim.occurrences.map((other) =>
    other.annotationId === occurrence?.annotationId ? remedy : other.remedy,
  );
  const problems: (SubmissionProblem | RemedyProblem)[] = submissionProblems({
    scale: rules.ratingScale,
    verdict,
    rationale,
    sourcing: judged.sourcing,
    citations: claim.citations,
    wordsAreGivenUp:
      remedies.length > 0 && remedies.every((each) => each === "cut" || each === "left_to_author"),
  });
  const wrong =
    occurrence &&
    remedyProblem({
      voice: occurrence.voice,
      remedy,
      wording,
      words: occurrence.words.join(" "),
      records: claim.citations.map(({ quote }) => quote),
    });
  return wrong ? [...problems, wrong] : problems;
}
