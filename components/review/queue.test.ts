import { describe, expect, it } from "vitest";
import type { QueueItem, QueueKind } from "@/lib/review/schema";
import { groupsOf, inOrder, neighbourOf, nextAfter } from "./queue";

function item(claimId: string, kind: QueueKind = "submission"): QueueItem {
  return {
    kind,
    claimId,
    claimNumber: 1,
    statement: claimId,
    claimKind: "other",
    claimRevision: 1,
    sourcing: "sourced",
    checkId: claimId,
    round: 1,
    verdict: null,
    by: null,
    since: "2026-01-01T00:00:00Z",
    priority: 0,
    deadline: null,
    articles: [],
    fits: [],
  };
}
const ids = (items: readonly QueueItem[]) => items.map(({ claimId }) => claimId);

describe("the queue", () => {
  const items = [
    item("a", "fits"),
    item("b"),
    item("c", "still_holds"),
    item("d"),
    item("e", "fits"),
  ];

  it("is gone through by what is asked, in each the longest waiting first", () => {
    expect(groupsOf(items).map(({ kind, items: its }) => [kind, ids(its)])).toEqual([
      ["submission", ["b", "d"]],
      ["still_holds", ["c"]],
      ["fits", ["a", "e"]],
    ]);
    expect(ids(inOrder(items))).toEqual(["b", "d", "c", "a", "e"]);
    expect(groupsOf([])).toEqual([]);
  });

  it("leads from one to the next and stops at its ends", () => {
    const three = [item("a"), item("b"), item("c")];
    expect(neighbourOf(three, "a", 1)).toBe("b");
    expect(neighbourOf(three, "b", -1)).toBe("a");
    expect(neighbourOf(three, "c", 1)).toBeNull();
    expect(neighbourOf(three, "a", -1)).toBeNull();
  });

  it("begins at its head for a claim that is not in it", () => {
    expect(neighbourOf([item("a")], "x", 1)).toBe("a");
    expect(neighbourOf([], "x", 1)).toBeNull();
  });

  it("comes back, after the last, to what was passed over", () => {
    const three = [item("a"), item("b"), item("c")];
    expect(nextAfter(three, "b")).toBe("c");
    expect(nextAfter(three, "c")).toBe("a");
    expect(nextAfter([item("a")], "a")).toBeNull();
  });
});
