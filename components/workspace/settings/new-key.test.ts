import { expect, it } from "vitest";
import { newKey, withKeys } from "./new-key";

it.each([
  ["Half true", [], "half_true"],
  ["Half true", ["half_true"], "half_true_2"],
  ["Außer Zweifel!", [], "au_er_zweifel"],
  ["4 Pinocchios", [], "pinocchios"],
  ["نادرست", ["entry"], "entry_2"],
  ["x".repeat(60), [], "x".repeat(36)],
])("%s is %3$s", (label, taken, key) => {
  expect(newKey(label, taken)).toBe(key);
  expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
});

it("leaves the keys that there are, and tells two new ones with one label apart", () => {
  const entries = ["", "mixed", ""].map((key) => ({ key, label: "Mixed" }));
  expect(withKeys(entries).map(({ key }) => key)).toEqual(["mixed_2", "mixed", "mixed_3"]);
});
