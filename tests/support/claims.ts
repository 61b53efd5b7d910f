import { createAnnotation } from "@/lib/annotation/commands";
import { addArticleMember } from "@/lib/article/commands";
import type { ArticleView } from "@/lib/article/schema";
import type { MemberActor } from "@/lib/auth/actor";
import { reopenCheck, submitCheck } from "@/lib/check/commands";
import { submitCheckInput } from "@/lib/check/schema";
import { addCitation } from "@/lib/citation/commands";
import { addCitationInput, type CitationChange } from "@/lib/citation/schema";
import { claimDetail } from "@/lib/claim/queries";
import type { ClaimDetail } from "@/lib/claim/schema";
import type { ClaimChange } from "@/lib/claim/schema-summary";
import { newId } from "@/lib/id";
import { approve, dispute } from "@/lib/review/commands";
import { occurrenceOn, testArticle } from "@/tests/support/articles";
import { testMember, testWorkspace } from "@/tests/support/people";

export const PARAGRAPHS = [
  "The bridge",
  "The bridge opened in 1932. It cost £4 million, the council said.",
  "Six people died building it.",
];
export const TEXT = PARAGRAPHS.join("\n\n");

/** A newsroom with everybody in it and an article with one claim that nobody has checked. */
export interface Newsroom {
  admin: MemberActor;
  editor: MemberActor;
  /** Checks the claim in these tests. */
  checker: MemberActor;
  /** Reviews it. */
  reviewer: MemberActor;
  /** Of the article. */
  author: MemberActor;
  /** With whom the article is shared. */
  viewer: MemberActor;
  article: ArticleView;
  annotationId: string;
  claimId: string;
}

export async function testNewsroom(): Promise<Newsroom> {
  const admin = await testWorkspace();
  const editor = await testMember(admin, "editor", { name: "Edith Editor" });
  const checker = await testMember(admin, "checker", { name: "Cleo Checker" });
  const reviewer = await testMember(admin, "checker", { name: "Rob Reviewer" });
  const author = await testMember(admin, "author", { name: "Audra Author" });
  const viewer = await testMember(admin, "viewer", { name: "Vic Viewer" });
  const article = await testArticle(editor, ...PARAGRAPHS);
  const articleId = article.id;
  await addArticleMember(editor, { articleId, memberId: author.memberId, relation: "author" });
  await addArticleMember(editor, { articleId, memberId: viewer.memberId, relation: "viewer" });
  const { annotationId, claimId } = await testClaim(checker, articleId, "opened in 1932");
  const people = { admin, editor, checker, reviewer, author, viewer };
  return { ...people, article, annotationId, claimId };
}

/** An occurrence on words of the newsroom's text, with a claim of its own or an existing one. */
export async function testClaim(
  actor: MemberActor,
  articleId: string,
  words: string,
  existing?: string,
): Promise<{ annotationId: string; claimId: string }> {
  const input = occurrenceOn(articleId, TEXT, words);
  const linked = existing
    ? { ...input, claim: { from: "existing" as const, id: existing } }
    : input;
  await createAnnotation(actor, linked);
  return { annotationId: input.id, claimId: linked.claim.id };
}

/** Cites a new source, a primary one that supports the claim and is quoted, or as given. */
export function cite(
  actor: MemberActor,
  claimId: string,
  given: Record<string, unknown> = {},
  source: Record<string, unknown> = {},
): Promise<CitationChange> {
  return addCitation(
    actor,
    addCitationInput.parse({
      id: newId(),
      claimId,
      source: {
        from: "new",
        id: newId(),
        title: "The register of bridges",
        primacy: "primary",
        publisher: "The Records Office",
        ...source,
      },
      quote: "opened to traffic on 19 March 1932",
      ...given,
    }),
  );
}

/** Submits the verdict "true" at the claim's present revision, or as given. */
export async function submit(
  actor: MemberActor,
  claimId: string,
  given: Record<string, unknown> = {},
): Promise<ClaimChange> {
  const { revision } = await claimDetail(actor, { claimId });
  return submitCheck(
    actor,
    submitCheckInput.parse({
      id: newId(),
      claimId,
      claimRevision: revision,
      verdict: "true",
      rationale: "The register says so.",
      ...given,
    }),
  );
}

/** What a reviewer who has just read the claim approves. */
export function approval(read: ClaimDetail) {
  return {
    id: newId(),
    claimId: read.id,
    submissionId: read.check?.submissionId ?? newId(),
    claimRevision: read.revision,
    occurrences: read.occurrences.map(({ annotationId, revision }) => ({ annotationId, revision })),
    comment: "",
  };
}

export async function approveIt(actor: MemberActor, claimId: string): Promise<ClaimChange> {
  return approve(actor, approval(await claimDetail(actor, { claimId })));
}

/** Where a claim's check can be taken by the commands, checked by the checker. */
export type Reached = "unchecked" | "in_progress" | "in_review" | "disputed" | "approved" | "stale";

/** A new claim of the newsroom's article, its check taken as far as this. */
export async function claimAt(room: Newsroom, status: Reached): Promise<string> {
  const { checker, reviewer, article } = room;
  const { claimId } = await testClaim(checker, article.id, "opened in 1932");
  if (status === "unchecked") return claimId;
  await cite(checker, claimId);
  if (status === "in_progress") return claimId;
  await submit(checker, claimId);
  if (status === "in_review") return claimId;
  if (status === "disputed") {
    const {
      comment: _,
      occurrences: __,
      ...read
    } = approval(await claimDetail(reviewer, { claimId }));
    await dispute(reviewer, { ...read, verdict: "false", comment: "It opened in 1933." });
    return claimId;
  }
  await approveIt(reviewer, claimId);
  if (status === "approved") return claimId;
  const checkId = await checkIdOf(checker, claimId);
  await reopenCheck(checker, { claimId, checkId, reason: "The register was corrected." });
  return claimId;
}

/** The claim's present check. */
export async function checkIdOf(actor: MemberActor, claimId: string): Promise<string> {
  return (await claimDetail(actor, { claimId })).check?.id ?? "";
}
