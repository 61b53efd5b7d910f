import { describe, expect, test } from "vitest";
import { isOpen, isPossible, QUERY_STATUSES, type QueryMove, standingOf } from "./status";

const DATE = "2026-11-28T17:00:00.000Z";
const before = new Date("2026-11-28T16:59:59.999Z");
const at = new Date(DATE);

test("one that is asked has no answer once its date has come, and no other changes by time", () => {
  const standing = (now: Date) =>
    QUERY_STATUSES.map((status) => standingOf({ status, wantedBy: DATE }, now));
  expect(standing(before)).toEqual([...QUERY_STATUSES]);
  expect(standing(at)).toEqual(["no_answer", "no_answer", "answered", "ruled"]);
});

test("all but a ruled one are open", () => {
  expect(QUERY_STATUSES.filter((status) => isOpen({ status }))).toEqual([
    "asked",
    "no_answer",
    "answered",
  ]);
});

describe("what can be done", () => {
  const moves: [QueryMove, when: string][] = [
    ["answer", "asked past no_answer answered"],
    ["give_up", "asked"],
    ["wait_on", "no_answer"],
    ["reword", "asked past no_answer"],
    ["postpone", "asked past no_answer answered"],
    ["withdraw", "asked past no_answer answered"],
    ["link", "asked past no_answer answered"],
    ["rule", "past no_answer answered"],
    ["reopen", "ruled"],
  ];
  test.each(moves)("%s: %s", (move, when) => {
    const standings = [
      ["asked", { status: "asked", wantedBy: DATE }, before],
      ["past", { status: "asked", wantedBy: DATE }, at],
      ["no_answer", { status: "no_answer", wantedBy: DATE }, before],
      ["answered", { status: "answered", wantedBy: DATE }, before],
      ["ruled", { status: "ruled", wantedBy: DATE }, before],
    ] as const;
    const possible = standings.filter(([, facts, now]) => isPossible(move, facts, now));
    expect(possible.map(([name]) => name).join(" ")).toBe(when);
  });
});
