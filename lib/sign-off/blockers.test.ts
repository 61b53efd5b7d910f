import { describe, expect, it } from "vitest";
import type { AnnotationView, OccurrenceView } from "@/lib/annotation/schema";
import type { CheckSummary } from "@/lib/check/schema";
import type { ClaimSummary } from "@/lib/claim/schema-summary";
import { ratingScalePresets } from "@/lib/workspace/rating-scale";
import { annotationBlockers, inTextOrder, keyOf, unexcepted } from "./blockers";

const scale = ratingScalePresets.before_publication;
const at = "2026-11-01T10:00:00.000Z";

const occurrence: OccurrenceView = {
  claimId: "c",
  speaker: "",
  saidOn: "",
  voice: "own",
  fit: "confirmed",
  fitById: "m",
  fitAt: at,
  recheck: null,
  stillFitsById: null,
  stillFitsAt: null,
  stillFitsReason: null,
  remedy: "none",
  remedyWording: "",
  remedyApproved: null,
  remedyDoneAt: null,
};

const check: CheckSummary = {
  id: "k",
  round: 1,
  status: "approved",
  statusAt: at,
  checker: null,
  submissionId: "s",
  verdict: "true",
  approvals: 1,
  approvalsNeeded: 1,
  stale: null,
  stillHolds: null,
};

const claim: ClaimSummary = {
  id: "c",
  number: 7,
  statement: "The bridge opened in 1932.",
  kind: "date",
  asOf: "",
  revision: 1,
  sourcing: "sourced",
  sourcingReason: { code: "none_in_direction", params: {} },
  unsourcedMark: null,
  unchecked: null,
  reportsId: null,
  secondChecker: null,
  isBlind: false,
  check,
};

interface Given {
  occurrence?: Partial<OccurrenceView>;
  claim?: Partial<ClaimSummary>;
  check?: Partial<CheckSummary>;
  orphaned?: boolean;
}

function blockers(given: Given = {}) {
  const annotation: Pick<AnnotationView, "id" | "kind" | "revision" | "targets" | "occurrence"> = {
    id: "a",
    kind: "occurrence",
    revision: 3,
    targets: [
      {
        id: "t",
        role: "words",
        ordinal: 0,
        start: 12,
        end: 26,
        state: given.orphaned ? "orphaned" : "placed",
        exact: "opened in 1932",
        madeVersion: 1,
      },
    ],
    occurrence: { ...occurrence, ...given.occurrence },
  };
  const summary = { ...claim, check: { ...check, ...given.check }, ...given.claim };
  return annotationBlockers(
    annotation,
    { summary, mayReview: true, mayConfirm: true },
    scale,
    true,
  );
}

const kinds = (given: Given) => blockers(given).map(({ kind }) => kind);
const exceptable = (given: Given) =>
  blockers(given)
    .filter(({ allowsException }) => allowsException)
    .map(({ kind }) => kind);

describe("what stands against signing off", () => {
  it.each<[string, Given, string[], string[]]>([
    ["nothing, of a green occurrence", {}, [], []],
    ["a check that nobody began", { claim: { check: null } }, ["check"], []],
    ["one in progress", { check: { status: "in_progress", verdict: null } }, ["check"], []],
    [
      "one that a second has not approved",
      { check: { status: "in_review" } },
      ["check"],
      ["check"],
    ],
    ["a disputed one", { check: { status: "disputed" } }, ["check"], []],
    ["a stale one", { check: { status: "stale" } }, ["check"], []],
    [
      "one left unchecked with a reason, though it be unsourced",
      { claim: { check: null, unchecked: "A memory.", sourcing: "unsourced" } },
      ["check"],
      ["check"],
    ],
    ["words that nobody confirmed", { occurrence: { fit: "unconfirmed" } }, ["fit"], ["fit"]],
    ["changed words", { occurrence: { fit: "recheck" } }, ["recheck"], []],
    [
      "a remedy to do",
      { occurrence: { remedy: "fix", remedyWording: "in 1933" } },
      ["remedy"],
      ["remedy"],
    ],
    ["an unsourced claim", { claim: { sourcing: "unsourced" } }, ["sourcing"], ["sourcing"]],
    ["split sources", { claim: { sourcing: "split" } }, ["sourcing"], ["sourcing"]],
    ["a verdict that blocks", { check: { verdict: "false" } }, ["verdict"], ["verdict"]],
    [
      "no verdict and no source, once a remedy took the claim out of the words",
      {
        check: { verdict: "false" },
        claim: { sourcing: "unsourced" },
        occurrence: { remedy: "fix", remedyDoneAt: at },
      },
      [],
      [],
    ],
    ["a lost place", { orphaned: true }, ["orphaned"], []],
    [
      "no lost place, once the words were cut",
      { orphaned: true, occurrence: { remedy: "cut", remedyDoneAt: at } },
      [],
      [],
    ],
  ])("is %s", (_, given, expected, passing) => {
    expect(kinds(given)).toEqual(expected);
    expect(exceptable(given)).toEqual(passing);
  });

  it("passes by an exception of its own kind and subject alone", () => {
    const [blocker] = blockers({ claim: { sourcing: "unsourced" } });
    if (!blocker) throw new Error("nothing blocks");
    expect(keyOf(blocker)).toBe("sourcing:a");
    expect(unexcepted([blocker], [{ kind: "sourcing", subjectId: "b" }])).toEqual([blocker]);
    expect(unexcepted([blocker], [{ kind: "verdict", subjectId: "a" }])).toEqual([blocker]);
    expect(unexcepted([blocker], [{ kind: "sourcing", subjectId: "a" }])).toEqual([]);
    const recheck = blockers({ occurrence: { fit: "recheck" } });
    expect(unexcepted(recheck, [{ kind: "recheck", subjectId: "a" }])).toEqual(recheck);
  });

  it("is told in the order of the text, what is about the whole first", () => {
    const [one] = blockers({ claim: { sourcing: "unsourced" } });
    if (!one) throw new Error("nothing blocks");
    const whole = { ...one, subjectId: "w", start: null };
    const early = { ...one, subjectId: "e", start: 3 };
    expect(inTextOrder([one, early, whole]).map(({ subjectId }) => subjectId)).toEqual([
      "w",
      "e",
      "a",
    ]);
  });
});
