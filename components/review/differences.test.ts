import { describe, expect, it } from "vitest";
import { differencesOf, type Judged } from "./differences";
import type { Side } from "./sides";

const by = { id: "m", name: "Ines" };
const at = (minute: number) => `2026-11-01T10:0${minute}:00.000Z`;

function side(role: Side["role"], minute: number, more: Partial<Side> = {}): Side {
  const verdict = role === "checker" ? "true" : "false";
  const common = { role, by, at: at(minute), verdict, rationale: "" };
  return { ...common, claimRevision: 2, evidence: null, ...more };
}

const first = side("checker", 2);

const claim: Judged = {
  statement: "The bridge opened in 1932.",
  revisions: [
    { revision: 3, statement: "The bridge opened in 1932." },
    { revision: 2, statement: "The bridge opened in 1932." },
    { revision: 1, statement: "The bridge opened in 1930." },
  ],
  occurrences: [{ annotationId: "o", createdAt: at(1), recheck: null, words: ["opened in 1932"] }],
  citations: [
    { source: { id: "a", title: "Almanac" }, stance: "supports", createdAt: at(1) },
    { source: { id: "b", title: "Bulletin" }, stance: "contradicts", createdAt: at(1) },
  ],
};

describe("where two verdicts differ", () => {
  it("is in the verdict alone where a reviewer reads the same otherwise", () => {
    expect(differencesOf({ sides: [first, side("reviewer", 4)] }, claim)).toEqual({
      verdict: ["true", "false"],
      statement: null,
      words: [],
      evidence: [],
    });
  });

  it("is in the statement where they judged different ones", () => {
    const early = side("checker", 2, { claimRevision: 1 });
    const { statement } = differencesOf({ sides: [early, side("reviewer", 4)] }, claim);
    expect(statement).toEqual(["The bridge opened in 1930.", "The bridge opened in 1932."]);
  });

  it("is in words that were marked, or changed, after the first judged", () => {
    const occurrences: Judged["occurrences"] = [
      ...claim.occurrences,
      { annotationId: "new", createdAt: at(3), recheck: null, words: ["the 1932 bridge"] },
      { annotationId: "later", createdAt: at(5), recheck: null, words: ["1932"] },
    ];
    const { words } = differencesOf(
      { sides: [first, side("reviewer", 4)] },
      { ...claim, occurrences },
    );
    expect(words).toEqual([{ annotationId: "new", words: ["the 1932 bridge"] }]);
  });

  it("is in the sources that one of them cites, or reads otherwise", () => {
    const found = { quote: "", locator: null };
    const second = side("second", 4, {
      evidence: [
        { sourceId: "a", title: "Almanac", stance: "contradicts", ...found },
        { sourceId: "b", title: "Bulletin", stance: "contradicts", ...found },
        { sourceId: "c", title: "Chronicle", stance: "contradicts", ...found },
      ],
    });
    expect(differencesOf({ sides: [first, second] }, claim).evidence).toEqual([
      { sourceId: "a", title: "Almanac", stances: ["supports", "contradicts"] },
      { sourceId: "c", title: "Chronicle", stances: [null, "contradicts"] },
    ]);
  });

  it("is in a source that came after the first verdict", () => {
    const late = { source: { id: "d", title: "Diary" }, createdAt: at(3) };
    const citations: Judged["citations"] = [...claim.citations, { ...late, stance: "supports" }];
    const { evidence } = differencesOf(
      { sides: [first, side("reviewer", 4)] },
      { ...claim, citations },
    );
    expect(evidence).toEqual([{ sourceId: "d", title: "Diary", stances: [null, "supports"] }]);
  });
});
