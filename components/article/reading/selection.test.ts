import { expect, it } from "vitest";
import { trim } from "./selection";

it("leaves out the space around a selection", () => {
  const text = "one two\n\nthree";
  expect(trim(text, { start: 3, end: 9 })).toEqual({ start: 4, end: 7 });
  expect(trim(text, { start: 0, end: 9 })).toEqual({ start: 0, end: 7 });
  expect(trim(text, { start: 7, end: 9 })).toBeNull();
});
