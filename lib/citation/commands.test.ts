import { beforeAll, describe, expect, test } from "vitest";
import type { MemberActor } from "@/lib/auth/actor";
import { submitCheck } from "@/lib/check/commands";
import { submitCheckInput } from "@/lib/check/schema";
import { markUnsourced } from "@/lib/claim/commands";
import { claimDetail, claimHistory } from "@/lib/claim/queries";
import { newId } from "@/lib/id";
import { createSource } from "@/lib/source/commands";
import { createSourceInput } from "@/lib/source/schema";
import { cite, claimAt, type Newsroom, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember, testWorkspace } from "@/tests/support/people";
import { addCitation, editCitation, markSeen, removeCitation, restoreCitation } from "./commands";
import { addCitationInput, type CitationView } from "./schema";

const { client } = await openTestDatabase();

let room: Newsroom;
beforeAll(async () => {
  room = await testNewsroom();
});

const refused = (code: string, reason?: string) => ({
  code,
  ...(reason && { details: expect.objectContaining({ reason }) }),
});

async function cited(actor: MemberActor, claimId: string, given: object = {}, source: object = {}) {
  const change = await cite(actor, claimId, { ...given }, { ...source });
  if (!change.citation) throw new Error("not cited");
  return { citation: change.citation, claim: change.claim };
}

const seenAs = ({ id, revision }: CitationView) => ({ citationId: id, revision });

describe("adding a citation", () => {
  test("is refused to a viewer, and to an author of another article", async () => {
    const claimId = await claimAt(room, "unchecked");
    const stranger = await testMember(room.admin, "author");
    await expect(cite(room.viewer, claimId)).rejects.toMatchObject(refused("forbidden"));
    await expect(cite(stranger, claimId)).rejects.toMatchObject(refused("not_found"));
    expect(await client.citation.count({ where: { claimId } })).toBe(0);
  });

  test("starts the check, raises the revision and judges the sourcing", async () => {
    const claimId = await claimAt(room, "unchecked");
    const { citation, claim } = await cited(room.checker, claimId);
    expect(citation).toMatchObject({
      source: { title: "The register of bridges", publisher: { name: "The Records Office" } },
      stance: "supports",
      seenBy: { id: room.checker.memberId, name: room.checker.name },
      can: { edit: true, remove: true, markSeen: false, editSource: true },
    });
    expect(claim).toMatchObject({
      revision: 2,
      sourcing: "sourced",
      sourcingReason: { code: "primary_source" },
      check: { round: 1, status: "in_progress", checker: { id: room.checker.memberId } },
    });
    const stored = await claimDetail(room.checker, { claimId });
    expect(stored).toMatchObject({ sourcing: "sourced", revision: 2, citations: [citation] });
    expect(stored.revisions.map(({ cause }) => cause)).toEqual(["citation_added", "created"]);
    const { entries } = await claimHistory(room.checker, { claimId });
    const types = entries.map(({ type }) => type);
    for (const type of ["citation.added", "check.started", "claim.sourcing_changed"]) {
      expect(types).toContain(type);
    }
  });

  test("of an author is a proposal: unseen, starting nothing and counting for nothing", async () => {
    const claimId = await claimAt(room, "unchecked");
    const { citation, claim } = await cited(room.author, claimId, { seen: true });
    expect(citation).toMatchObject({ seenBy: null, seenAt: null, can: { edit: false } });
    expect(claim).toMatchObject({
      check: null,
      revision: 2,
      sourcing: "unsourced",
      sourcingReason: { code: "not_seen" },
    });
    await expect(markSeen(room.author, seenAs(citation))).rejects.toMatchObject(
      refused("forbidden"),
    );
    const seen = await markSeen(room.reviewer, seenAs(citation));
    expect(seen.citation?.seenBy?.id).toBe(room.reviewer.memberId);
    expect(seen.claim).toMatchObject({
      sourcing: "sourced",
      check: { status: "in_progress", checker: { id: room.reviewer.memberId } },
    });
    expect((await markSeen(room.checker, seenAs(citation))).claim).toEqual(seen.claim);
  });

  test("takes the same id from the same member for a repeated request", async () => {
    const claimId = await claimAt(room, "unchecked");
    const input = addCitationInput.parse({
      id: newId(),
      claimId,
      source: { from: "new", id: newId(), title: "A letter" },
    });
    const first = await addCitation(room.checker, input);
    const second = await addCitation(room.checker, input);
    expect(second.claim).toEqual(first.claim);
    await expect(addCitation(room.reviewer, input)).rejects.toMatchObject(refused("conflict"));
    expect(await client.citation.count({ where: { claimId } })).toBe(1);
  });

  test("cites a source that is there, but of no other workspace", async () => {
    const claimId = await claimAt(room, "unchecked");
    const input = createSourceInput.parse({ id: newId(), title: "The minutes" });
    const { source } = await createSource(room.checker, input);
    const elsewhere = await createSource(await testWorkspace({ name: "Elsewhere" }), {
      ...input,
      id: newId(),
    });
    const by = (id: string) => ({
      ...addCitationInput.parse({ id: newId(), claimId, source: { from: "existing", id } }),
    });
    await expect(addCitation(room.checker, by(elsewhere.source.id))).rejects.toMatchObject(
      refused("not_found"),
    );
    // An author cannot name sources that only the newsroom knows.
    await expect(addCitation(room.author, by(source.id))).rejects.toMatchObject(
      refused("not_found"),
    );
    const { citation } = await addCitation(room.checker, by(source.id));
    expect(citation?.source).toEqual(source);
  });

  test("proposes the known source of the same address", async () => {
    const url = "https://www.example.org/register?utm_source=x";
    const [one, two] = [await claimAt(room, "unchecked"), await claimAt(room, "unchecked")];
    const first = await cited(room.checker, one, {}, { url });
    expect(first.citation.source).toMatchObject({
      url: "https://www.example.org/register",
      host: "example.org",
    });
    const again = { url: "http://EXAMPLE.org/register/#top" };
    await expect(cite(room.checker, two, {}, again)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "same_address", existing: { id: first.citation.source.id } },
    });
    expect((await claimDetail(room.checker, { claimId: two })).citations).toEqual([]);
    const proposed = await cited(room.author, two, {}, again);
    expect(proposed.citation.source.id).toBe(first.citation.source.id);
    const separate = await cited(room.checker, two, {}, { ...again, sameAddress: true });
    expect(separate.citation.source.id).not.toBe(first.citation.source.id);
  });

  test("counts sources that repeat one another as one", async () => {
    const claimId = await claimAt(room, "unchecked");
    const secondary = (publisher: string, given: object = {}) => ({
      primacy: "secondary",
      publisher,
      ...given,
    });
    const agency = await cited(room.checker, claimId, {}, secondary("An agency"));
    expect(agency.claim.sourcingReason.code).toBe("more_publishers");
    const origin = { originId: agency.citation.source.id };
    const repeats = await cited(room.checker, claimId, {}, secondary("A paper", origin));
    expect(repeats.claim).toMatchObject({
      sourcing: "unsourced",
      sourcingReason: { code: "one_origin" },
    });
    const other = await cited(room.checker, claimId, {}, secondary("Another paper"));
    expect(other.claim.sourcing).toBe("sourced");
  });
});

describe("changing a citation", () => {
  test("is refused to an author and a viewer; then done; then in conflict", async () => {
    const claimId = await claimAt(room, "unchecked");
    const { citation } = await cited(room.checker, claimId);
    const input = { ...seenAs(citation), stance: "contradicts" as const };
    for (const actor of [room.author, room.viewer]) {
      await expect(editCitation(actor, input)).rejects.toMatchObject(refused("forbidden"));
      await expect(removeCitation(actor, seenAs(citation))).rejects.toMatchObject(
        refused("forbidden"),
      );
      await expect(restoreCitation(actor, { citationId: citation.id })).rejects.toMatchObject(
        refused("forbidden"),
      );
    }
    const edited = await editCitation(room.reviewer, input);
    expect(edited).toMatchObject({
      citation: { stance: "contradicts", revision: 2, seenBy: { id: room.reviewer.memberId } },
      claim: { revision: 3, sourcing: "sourced", sourcingReason: { code: "primary_source" } },
    });
    await expect(editCitation(room.checker, input)).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "revision_outdated", citation: { revision: 2, stance: "contradicts" } },
    });
    await expect(removeCitation(room.checker, seenAs(citation))).rejects.toMatchObject(
      refused("conflict", "revision_outdated"),
    );
  });

  test("a comment is no evidence", async () => {
    const claimId = await claimAt(room, "approved");
    const [citation] = (await claimDetail(room.checker, { claimId })).citations;
    if (!citation) throw new Error("no citation");
    const { claim } = await editCitation(room.checker, {
      ...seenAs(citation),
      comment: "See also the annex.",
    });
    expect(claim.check?.status).toBe("approved");
    const same = await editCitation(room.checker, {
      ...seenAs(citation),
      revision: 2,
      quote: citation.quote,
    });
    expect(same.citation?.revision).toBe(2);
  });

  test("removed and brought back, it is the same citation and evidence anew", async () => {
    const claimId = await claimAt(room, "in_review");
    const [citation] = (await claimDetail(room.checker, { claimId })).citations;
    if (!citation) throw new Error("no citation");
    const removed = await removeCitation(room.editor, seenAs(citation));
    expect(removed).toMatchObject({
      citation: null,
      claim: { sourcing: "unsourced", check: { status: "in_progress" } },
    });
    await expect(editCitation(room.editor, seenAs(citation))).rejects.toMatchObject(
      refused("not_found"),
    );
    const restored = await restoreCitation(room.editor, { citationId: citation.id });
    expect(restored).toMatchObject({
      citation: { id: citation.id, quote: citation.quote, revision: 3 },
      claim: { sourcing: "sourced", revision: removed.claim.revision + 1 },
    });
  });

  test("makes an approval stale, and clears a mark of “unsourced”", async () => {
    const claimId = await claimAt(room, "approved");
    const { revision, citations } = await claimDetail(room.checker, { claimId });
    await markUnsourced(room.editor, { claimId, revision, reason: "A forgery." });
    const [citation] = citations;
    if (!citation) throw new Error("no citation");
    const { claim } = await editCitation(room.editor, { ...seenAs(citation), quote: "Another." });
    expect(claim).toMatchObject({
      unsourcedMark: null,
      sourcing: "sourced",
      check: { status: "stale", stale: { cause: "citation_changed", reason: null } },
    });
  });
});

describe("sourcing and the verdict", () => {
  test("evidence against the verdict contradicts it until the rationale names it", async () => {
    const claimId = await claimAt(room, "in_progress");
    const against = await cited(room.checker, claimId, { stance: "contradicts" });
    expect(against.claim.sourcing).toBe("split");
    const submission = submitCheckInput.parse({
      id: newId(),
      claimId,
      claimRevision: against.claim.revision,
      verdict: "true",
      rationale: "The later register corrects the earlier.",
    });
    const unnamed = await submitCheck(room.checker, submission);
    expect(unnamed.claim).toMatchObject({
      sourcing: "contradicted",
      sourcingReason: { code: "against_not_named" },
    });
    const other = await claimAt(room, "in_progress");
    const { citation, claim } = await cited(room.checker, other, { stance: "contradicts" });
    const named = await submitCheck(room.checker, {
      ...submission,
      id: newId(),
      claimId: other,
      claimRevision: claim.revision,
      namedCitations: [citation.id],
    });
    expect(named.claim.sourcing).toBe("split");
  });
});
