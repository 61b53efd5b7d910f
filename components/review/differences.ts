import type { CitationView } from "@/lib/citation/schema";
import type { ClaimRevisionView, OccurrenceDetail } from "@/lib/claim/schema";
import type { Stance } from "@/lib/source/schema-enums";
import type { Dispute, Side } from "./sides";

/** What one source says of the claim by one side's reading; null where that side does not cite it. */
export interface EvidenceDifference {
  sourceId: string;
  title: string;
  stances: [Stance | null, Stance | null];
}

/**
 * Where two sides differ. What is null or empty is the same on both; the verdict always differs, or
 * there were no dispute.
 */
export interface Differences {
  verdict: [string, string];
  /** The statement as each side judged it. */
  statement: [string, string] | null;
  /** Words that only the later side had before it, or that read otherwise by then. */
  words: { annotationId: string; words: string[] }[];
  /** In the order of the citations; what only the later side cites comes last. */
  evidence: EvidenceDifference[];
}

/** What of a claim's detail the differences are read from. */
export interface Judged {
  statement: string;
  /** Newest first. */
  revisions: readonly Pick<ClaimRevisionView, "revision" | "statement">[];
  occurrences: readonly Pick<
    OccurrenceDetail,
    "annotationId" | "createdAt" | "recheck" | "words"
  >[];
  citations: readonly {
    source: Pick<CitationView["source"], "id" | "title">;
    stance: Stance;
    createdAt: string;
  }[];
}

export function differencesOf({ sides }: Pick<Dispute, "sides">, detail: Judged): Differences {
  const [first, other] = sides;
  const statements: [string, string] = [statementFor(first, detail), statementFor(other, detail)];
  return {
    verdict: [first.verdict, other.verdict],
    statement: statements[0] === statements[1] ? null : statements,
    words: detail.occurrences
      .filter(
        ({ createdAt, recheck }) =>
          (createdAt > first.at && createdAt <= other.at) || recheck !== null,
      )
      .map(({ annotationId, words }) => ({ annotationId, words })),
    evidence: evidenceDifferences(sides, detail),
  };
}

/** What the claim said at the revision that a side judged. */
function statementFor({ claimRevision }: Side, { statement, revisions }: Judged): string {
  const judged = revisions.find(({ revision }) => revision <= claimRevision);
  return judged?.statement ?? statement;
}

function evidenceDifferences(
  [first, other]: Dispute["sides"],
  { citations }: Judged,
): EvidenceDifference[] {
  const sources = new Map<string, EvidenceDifference>();
  const cite = (side: 0 | 1, sourceId: string, title: string, stance: Stance) => {
    const known = sources.get(sourceId) ?? { sourceId, title, stances: [null, null] };
    known.stances[side] = stance;
    sources.set(sourceId, known);
  };
  for (const { source, stance, createdAt } of citations) {
    if (createdAt <= first.at) cite(0, source.id, source.title, stance);
    if (other.evidence === null && createdAt <= other.at) cite(1, source.id, source.title, stance);
  }
  for (const { sourceId, title, stance } of other.evidence ?? []) cite(1, sourceId, title, stance);
  return [...sources.values()].filter(({ stances: [one, two] }) => one !== two);
}
