import { expect, it } from "vitest";
import { ownPath } from "./own-path";

it.each([
  ["/w/daily", "/w/daily"],
  ["/w/daily/articles?x=1#a", "/w/daily/articles?x=1#a"],
  ["/", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/.//evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["", "/"],
  [undefined, "/"],
  [["/a", "/b"], "/"],
])("%j leads to %s", (value, path) => {
  expect(ownPath(value)).toBe(path);
});
