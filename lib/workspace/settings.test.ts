import { describe, expect, test } from "vitest";
import { approvalsFor, parseSettings } from "@/lib/workspace/settings";

const defaults = {
  sourcingRule: { primarySuffices: true, publishersNeeded: 2 },
  strictIndependence: false,
  approvalsNeeded: 1,
  approvalsByKind: {},
  approvalsForHighPriority: null,
  reviewers: "checkers",
  blindSecondChecks: false,
  blindSampling: 0,
  authorsSeeVerdicts: true,
  stuckAfterDays: 3,
  measuresSeenBy: "editors",
  importLimitBytes: 5_242_880,
};

describe("stored settings", () => {
  test.each([[null], [undefined], [{}], [{ sourcingRule: {}, gone: 1 }]])(
    "%j: defaults",
    (stored) => {
      const settings = parseSettings(stored);
      expect(settings).toMatchObject(defaults);
      expect(settings).not.toHaveProperty("gone");
      expect(settings.reviewReasons.map(({ key }) => key)).toContain("verdict_does_not_follow");
    },
  );

  test("what was chosen stays, the rest is filled in", () => {
    const settings = parseSettings({
      approvalsNeeded: 2,
      sourcingRule: { publishersNeeded: 3 },
      reviewReasons: [{ key: "house_style", label: " House style " }],
    });
    expect(settings).toEqual({
      ...defaults,
      approvalsNeeded: 2,
      sourcingRule: { primarySuffices: true, publishersNeeded: 3 },
      reviewReasons: [{ key: "house_style", label: "House style" }],
    });
  });

  test("one workspace's picklist is not another's", () => {
    parseSettings({}).reviewReasons.pop();
    expect(parseSettings({}).reviewReasons).toHaveLength(7);
  });

  test.each([
    { approvalsNeeded: 0 },
    { approvalsNeeded: 4 },
    { approvalsByKind: { number: 0 } },
    { approvalsByKind: { weather: 2 } },
    { blindSampling: 101 },
    { reviewers: "nobody" },
    { sourcingRule: { publishersNeeded: 0 } },
    { strictIndependence: "yes" },
    { importLimitBytes: 0 },
    { reviewReasons: [] },
    {
      reviewReasons: [
        { key: "a", label: "A" },
        { key: "a", label: "B" },
      ],
    },
  ])("refused: %j", (stored) => {
    expect(() => parseSettings(stored)).toThrow();
  });
});

describe("approvals needed", () => {
  const rules = parseSettings({
    approvalsNeeded: 2,
    approvalsByKind: { quotation: 1, number: 3 },
    approvalsForHighPriority: 2,
  });
  test.each([
    ["event", 0, 2],
    ["quotation", 2, 1],
    ["quotation", 3, 2],
    ["number", 3, 3],
  ] as const)("%s, priority %i: %i", (kind, priority, needed) => {
    expect(approvalsFor(rules, { kind, priority })).toBe(needed);
  });
});
