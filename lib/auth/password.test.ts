import { parseOptions } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { hashPassword, NOBODYS_HASH, verifyPassword } from "./password";

describe("passwords", () => {
  it("are known by their hash alone", async () => {
    const stored = await hashPassword("a good long one");
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await verifyPassword(stored, "a good long one")).toBe(true);
    expect(await verifyPassword(stored, "a good long two")).toBe(false);
  });

  it("are the same whichever keyboard composed them", async () => {
    const stored = await hashPassword("crème brûlée");
    expect(await verifyPassword(stored, "crème brûlée".normalize("NFD"))).toBe(true);
  });

  it("cost the same work where there is no account", async () => {
    expect(parseOptions(NOBODYS_HASH)).toEqual(parseOptions(await hashPassword("any at all")));
    expect(await verifyPassword(null, "any at all")).toBe(false);
  });
});
