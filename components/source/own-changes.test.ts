import { expect, test } from "vitest";
import { changesOf, keepOwn } from "./own-changes";

const before = { title: "A", author: "", csl: { volume: "1" } };

test("tells what differs by value", () => {
  expect(changesOf(before, { ...before, csl: { volume: "1" } })).toEqual({});
  expect(changesOf(before, { title: "B", author: "", csl: { volume: "2" } })).toEqual({
    title: "B",
    csl: { volume: "2" },
  });
});

test("keeps what one wrote, and what another changed beside it", () => {
  const mine = { ...before, title: "Mine" };
  const theirs = { title: "Theirs", author: "Ng, Amy", csl: { volume: "1" } };
  expect(keepOwn(before, mine, theirs)).toEqual({ ...theirs, title: "Mine" });
});
