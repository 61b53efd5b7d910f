import { beforeEach, describe, expect, it } from "vitest";
import { openTestDatabase } from "@/tests/support/database";
import { testPerson } from "@/tests/support/people";
import { hashPassword } from "./password";
import { clearAttempts, countAttempt } from "./rate-limit";
import { personOfSession } from "./session";
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, signIn } from "./sign-in";

const { client, reset } = await openTestDatabase();
const passwordHash = await hashPassword("right and proper");
const email = "ann@example.org";
const from = (peer: string) => ({ peer, userAgent: "Test" });

beforeEach(async () => {
  await reset();
  await testPerson({ email, passwordHash });
});

describe("signIn", () => {
  it("answers an unknown address and a wrong password alike", async () => {
    expect(await signIn({ email, password: "wrong" }, from("192.0.2.1"))).toBeNull();
    expect(
      await signIn({ email: "nobody@example.org", password: "wrong" }, from("192.0.2.1")),
    ).toBeNull();
    expect(await signIn({}, from("192.0.2.1"))).toBeNull();
  });

  it("opens a session for the right password, however the address is written", async () => {
    const session = await signIn(
      { email: " ANN@example.org", password: "right and proper" },
      from("192.0.2.1"),
    );
    const person = await personOfSession(session?.sessionId ?? "");
    expect(person).toMatchObject({ userId: session?.userId, email, operator: false });
  });

  it.each([["known", email] as const, ["unknown", "nobody@example.org"] as const])(
    "limits attempts on an account that is %s, from wherever they come",
    async (_, address) => {
      for (let i = 0; i < ACCOUNT_LIMIT.attempts; i += 1) {
        await signIn({ email: address, password: "wrong" }, from(`192.0.2.${i}`));
      }
      await expect(
        signIn({ email: address, password: "right and proper" }, from("198.51.100.1")),
      ).rejects.toMatchObject({ code: "rate_limited" });
    },
  );

  it("limits attempts from an address, whichever account they are on", async () => {
    const peer = from("192.0.2.1");
    for (let i = 0; i < ADDRESS_LIMIT.attempts; i += 1) {
      await countAttempt("sign-in:address:192.0.2.1", ADDRESS_LIMIT);
    }
    await expect(signIn({ email, password: "right and proper" }, peer)).rejects.toMatchObject({
      code: "rate_limited",
    });
    expect(await signIn({ email, password: "right and proper" }, from("192.0.2.2"))).not.toBeNull();
  });

  it("counts failures only", async () => {
    for (let i = 0; i < ACCOUNT_LIMIT.attempts + 5; i += 1) {
      const session = await signIn({ email, password: "right and proper" }, from("192.0.2.1"));
      expect(session).not.toBeNull();
    }
    const rows = await client.rateLimit.findMany();
    expect(rows.map(({ count }) => count)).toEqual([0]);
  });
});

describe("personOfSession", () => {
  const signedIn = async () => {
    const session = await signIn({ email, password: "right and proper" }, from("192.0.2.1"));
    return session?.sessionId ?? "";
  };

  it("knows nobody by a revoked session, or one that ended", async () => {
    const id = await signedIn();
    expect(await personOfSession(id, new Date(Date.now() + 31 * 86_400_000))).toBeNull();
    await client.session.update({ where: { id }, data: { revokedAt: new Date() } });
    expect(await personOfSession(id)).toBeNull();
  });

  it("notes that a session is used, but seldom, and so keeps it going", async () => {
    const id = await signedIn();
    const before = await client.session.findUniqueOrThrow({ where: { id } });
    await personOfSession(id, new Date(before.lastSeenAt.getTime() + 60_000));
    expect(await client.session.findUniqueOrThrow({ where: { id } })).toEqual(before);
    const later = new Date(before.lastSeenAt.getTime() + 20 * 86_400_000);
    await personOfSession(id, later);
    const after = await client.session.findUniqueOrThrow({ where: { id } });
    expect(after.lastSeenAt).toEqual(later);
    expect(await personOfSession(id, new Date(later.getTime() + 29 * 86_400_000))).not.toBeNull();
  });
});

describe("countAttempt", () => {
  const limit = { attempts: 5, seconds: 60 };

  it("lets no more through when they come at the same moment", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, () => countAttempt("key", limit)),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  });

  it("begins anew when the window has ended, or the key is cleared", async () => {
    const now = new Date();
    for (let i = 0; i < 5; i += 1) await countAttempt("key", limit, now);
    await expect(countAttempt("key", limit, now)).rejects.toMatchObject({
      code: "rate_limited",
      details: { seconds: 60 },
    });
    await countAttempt("key", limit, new Date(now.getTime() + 60_000));
    for (let i = 0; i < 4; i += 1) await countAttempt("key", limit, now);
    await clearAttempts("key");
    await countAttempt("key", limit, now);
  });
});
