import { describe, expect, test } from "vitest";
import type { ArticleListItem, OccurrenceGroup } from "@/lib/article/schema";
import { progressOf } from "./progress";
import { sieved } from "./sieve";

const NOW = new Date("2026-03-10T12:00:00Z");

function group(given: Partial<OccurrenceGroup> = {}): OccurrenceGroup {
  return {
    status: "unchecked",
    fit: "unconfirmed",
    remedy: "none",
    remedyDone: false,
    count: 1,
    ...given,
  };
}

const APPROVED = group({ status: "approved", fit: "confirmed" });

function article(id: string, given: Partial<ArticleListItem> = {}): ArticleListItem {
  return {
    id,
    headline: id,
    byline: "",
    publishedOn: null,
    language: "en",
    direction: "ltr",
    deadline: null,
    priority: 0,
    revision: 1,
    createdAt: "2026-03-01T00:00:00.000Z",
    updatedAt: "2026-03-01T00:00:00.000Z",
    occurrences: [],
    notes: 0,
    nothing: 0,
    stuck: 0,
    standing: null,
    people: [],
    mine: false,
    can: {
      edit: false,
      assign: false,
      delete: false,
      annotate: false,
      ask: false,
      flag: false,
      close: false,
    },
    ...given,
  };
}

describe("progress", () => {
  test("counts groups by how they stand, the furthest first", () => {
    const occurrences = [
      group({ count: 3 }),
      group({ status: "in_review", count: 2 }),
      { ...APPROVED, count: 4 },
      { ...APPROVED, fit: "unconfirmed" as const },
      { ...APPROVED, remedy: "cut" as const },
      { ...APPROVED, remedy: "cut" as const, remedyDone: true },
    ];
    expect(progressOf({ occurrences })).toEqual({
      total: 12,
      approved: 5,
      parts: [
        { state: "approved", count: 5 },
        { state: "attention", count: 2 },
        { state: "in_review", count: 2 },
        { state: "unchecked", count: 3 },
      ],
    });
  });

  test("of an article without occurrences is none", () => {
    expect(progressOf({ occurrences: [] })).toEqual({ total: 0, approved: 0, parts: [] });
  });
});

describe("the list", () => {
  const late = article("late", { deadline: "2026-03-09T12:00:00.000Z", mine: true });
  const soon = article("soon", { deadline: "2026-03-11T12:00:00.000Z", priority: 3 });
  const done = article("done", {
    deadline: "2026-03-01T12:00:00.000Z",
    occurrences: [APPROVED],
    people: [{ memberId: "m", name: "Rosa Díaz", ties: ["author"] }],
  });
  const some = article("some", {
    occurrences: [APPROVED, group()],
    updatedAt: "2026-03-09T00:00:00.000Z",
  });
  const all = [late, soon, done, some];
  const ids = (sieve: Partial<Parameters<typeof sieved>[1]>) =>
    sieved(all, { show: "all", sort: "changed", search: "", ...sieve }, NOW).map(({ id }) => id);

  test("shows what is asked for", () => {
    expect(ids({ show: "mine" })).toEqual(["late"]);
    expect(ids({ show: "overdue" })).toEqual(["late"]);
    expect(ids({ show: "done" })).toEqual(["done"]);
    expect(ids({ show: "open" }).sort()).toEqual(["late", "some", "soon"]);
  });

  test("sorts, what has no deadline last and the newest first among equals", () => {
    expect(ids({ sort: "deadline" })).toEqual(["done", "late", "soon", "some"]);
    expect(ids({ sort: "priority" })[0]).toBe("soon");
    expect(ids({ sort: "progress" }).at(-1)).toBe("done");
    expect(ids({ sort: "changed" })[0]).toBe("some");
  });

  test("finds every word in headline, byline or people", () => {
    expect(ids({ search: "ROSA done" })).toEqual(["done"]);
    expect(ids({ search: "rosa late" })).toEqual([]);
  });
});
