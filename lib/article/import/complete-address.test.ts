import { expect, test } from "vitest";
import { completeAddress } from "./complete-address";

test.each([
  ["example.org/a", "https://example.org/a"],
  ["  example.org ", "https://example.org"],
  ["//example.org/a", "https://example.org/a"],
  ["example.org:8080/a", "https://example.org:8080/a"],
  ["http://example.org", "http://example.org"],
  ["HTTPS://example.org", "HTTPS://example.org"],
  ["ftp://example.org", "ftp://example.org"],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["mailto:a@example.org", "mailto:a@example.org"],
])("%s is %s", (typed, whole) => {
  expect(completeAddress(typed)).toBe(whole);
});
