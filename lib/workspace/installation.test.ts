import { beforeEach, describe, expect, it } from "vitest";
import { verifyLog } from "@/lib/event/verify";
import { openTestDatabase } from "@/tests/support/database";
import { isSetUp, isSetupToken, setUp, setupToken } from "./installation";
import { type SetUp, setUpInput } from "./schema";

const { client, reset } = await openTestDatabase();
beforeEach(reset);

const input = (token: string | null, email = "ann@example.org"): SetUp =>
  setUpInput.parse({
    token,
    workspaceName: "Die Tägliche Welt",
    name: "Ann",
    email,
    password: "a good long one",
    preset: "truth_rating",
    sample: false,
  });

describe("setUp", () => {
  it("is refused without the token, and with one that another start replaced", async () => {
    const first = await setupToken();
    const second = await setupToken();
    await expect(setUp(input("guess"))).rejects.toMatchObject({ code: "not_found" });
    await expect(setUp(input(first))).rejects.toMatchObject({ code: "not_found" });
    expect(await isSetupToken(second ?? "")).toBe(true);
    expect(await isSetUp()).toBe(false);
    expect(await client.user.count()).toBe(0);
  });

  it("makes the operator, who is the first workspace's admin, and a log that holds", async () => {
    const view = await setUp(input(await setupToken()));
    expect(view).toEqual({ slug: "die-tagliche-welt", email: "ann@example.org", sample: null });
    const workspace = await client.workspace.findFirstOrThrow({
      include: { members: { include: { user: true } } },
    });
    expect(workspace.name).toBe("Die Tägliche Welt");
    expect(workspace.members.map(({ role, user }) => [role, user.operator])).toEqual([
      ["admin", true],
    ]);
    expect(await verifyLog(workspace.id)).toMatchObject({ events: 2, fault: null });
  });

  it("is closed for ever once used", async () => {
    const token = await setupToken();
    await setUp(input(token));
    await expect(setUp(input(token, "eve@example.org"))).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await setupToken()).toBeNull();
    expect(await isSetUp()).toBe(true);
  });

  it("is closed to the second of two at the same moment", async () => {
    const token = await setupToken();
    const results = await Promise.allSettled([
      setUp(input(token, "ann@example.org")),
      setUp(input(token, "eve@example.org")),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await client.user.count()).toBe(1);
    expect(await client.workspace.count()).toBe(1);
  });
});
