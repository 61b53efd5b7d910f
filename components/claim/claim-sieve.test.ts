import { describe, expect, it } from "vitest";
import { claimListInput } from "@/lib/claim/schema";
import { claimListInputOf, claimListQuery } from "./claim-sieve";

const everything = claimListInput.parse({});

describe("the address of the list of claims", () => {
  it("asks for everything where it says nothing", () => {
    expect(claimListInputOf({})).toEqual(everything);
    expect(claimListQuery(everything)).toBe("");
  });

  it.each([
    { query: "votes in Ohio", status: "in_review", sourcing: "split", verdict: "false", page: 3 },
    { query: "#12", status: null, sourcing: null, verdict: null, page: 1 },
    { query: "a&b=c ?", status: "stale", sourcing: "unsourced", verdict: null, page: 2 },
  ] as const)("keeps what was asked: %o", (input) => {
    const address = new URLSearchParams(claimListQuery(input));
    expect(claimListInputOf(Object.fromEntries(address))).toEqual(input);
  });

  it("leaves out what it cannot ask", () => {
    expect(
      claimListInputOf({ status: "green", sourcing: "", page: "-1", q: ["one", "two"] }),
    ).toEqual({ ...everything, query: "one" });
  });
});
