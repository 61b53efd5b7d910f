import { beforeEach, describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { personOfSession } from "@/lib/auth/session";
import { ACCOUNT_LIMIT, signIn } from "@/lib/auth/sign-in";
import { openTestDatabase } from "@/tests/support/database";
import { testMember, testPerson, testWorkspace } from "@/tests/support/people";
import {
  changePassword,
  changePreferences,
  endSession,
  endSessions,
  makeMemberPasswordReset,
  makePasswordReset,
  resetPassword,
} from "./commands";
import { accounts, passwordResetOffer, preferencesOf, sessionsOf } from "./queries";

const { client, reset } = await openTestDatabase();
beforeEach(reset);

const passwordHash = await hashPassword("the old password");
const email = "ann@example.org";
const tokenOf = ({ link }: { link: string }) => link.split("/reset/")[1] ?? "";
const anotherBrowser = async () =>
  (await signIn({ email, password: "the old password" }, {}))?.sessionId ?? "";

describe("changePassword", () => {
  const password = "the new password";

  it("is refused to who does not know the old one, and only so often", async () => {
    const person = await testPerson({ email, passwordHash });
    const guess = () => changePassword(person, { current: "guess", password });
    for (let i = 0; i < ACCOUNT_LIMIT.attempts; i += 1) {
      await expect(guess()).rejects.toMatchObject({ details: { reason: "wrong_password" } });
    }
    await expect(guess()).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("signs every other browser out", async () => {
    const person = await testPerson({ email, passwordHash });
    const other = await anotherBrowser();
    await changePassword(person, { current: "the old password", password });
    expect(await personOfSession(person.sessionId)).not.toBeNull();
    expect(await personOfSession(other)).toBeNull();
    expect(await signIn({ email, password: "the old password" }, {})).toBeNull();
    expect(await signIn({ email, password }, {})).not.toBeNull();
  });

  it("is one of two changes at the same moment", async () => {
    const person = await testPerson({ email, passwordHash });
    const results = await Promise.allSettled([
      changePassword(person, { current: "the old password", password }),
      changePassword(person, { current: "the old password", password: "yet another one" }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("sessions", () => {
  it("are listed to their owner, who ends one, the others or all", async () => {
    const person = await testPerson({ email, passwordHash });
    const others = [await anotherBrowser(), await anotherBrowser(), await anotherBrowser()];
    expect(await sessionsOf(person)).toHaveLength(4);
    await endSession(person, { sessionId: others[0] ?? "" });
    expect(await personOfSession(others[0] ?? "")).toBeNull();
    await endSessions(person, { thisToo: false });
    expect((await sessionsOf(person)).map(({ isThis }) => isThis)).toEqual([true]);
    await endSessions(person, { thisToo: true });
    expect(await personOfSession(person.sessionId)).toBeNull();
  });

  it("are nobody else's to end", async () => {
    const [ann, eve] = [await testPerson(), await testPerson()];
    await expect(endSession(eve, { sessionId: ann.sessionId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await personOfSession(ann.sessionId)).not.toBeNull();
  });
});

describe("password resets", () => {
  const password = "the new password";

  it("are the operator's to make", async () => {
    const [ann, operator] = [await testPerson({ email }), await testPerson({ operator: true })];
    await expect(makePasswordReset(ann, { userId: ann.userId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(accounts(ann)).rejects.toMatchObject({ code: "forbidden" });
    const { link } = await makePasswordReset(operator, { userId: ann.userId });
    expect(await passwordResetOffer(tokenOf({ link }))).toEqual({ name: ann.name, email });
    expect(await accounts(operator)).toHaveLength(2);
  });

  it("work once, for the last link only, and sign every browser out", async () => {
    const operator = await testPerson({ operator: true });
    const ann = await testPerson({ email, passwordHash });
    const first = tokenOf(await makePasswordReset(operator, { userId: ann.userId }));
    const token = tokenOf(await makePasswordReset(operator, { userId: ann.userId }));
    await expect(resetPassword({ token: first, password })).rejects.toMatchObject({
      code: "not_found",
    });
    const results = await Promise.allSettled([
      resetPassword({ token, password }),
      resetPassword({ token, password }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await personOfSession(ann.sessionId)).toBeNull();
    expect(await signIn({ email, password }, {})).not.toBeNull();
  });

  it("are refused when outdated", async () => {
    const operator = await testPerson({ operator: true });
    const ann = await testPerson({ email, passwordHash });
    const token = tokenOf(await makePasswordReset(operator, { userId: ann.userId }));
    await client.passwordReset.updateMany({ data: { expiresAt: new Date() } });
    await expect(resetPassword({ token, password })).rejects.toMatchObject({ code: "not_found" });
    const user = await client.user.findUniqueOrThrow({ where: { email } });
    expect(await verifyPassword(user.passwordHash, "the old password")).toBe(true);
  });

  it("may be made by an admin for who belongs to this workspace alone", async () => {
    const admin = await testWorkspace();
    const editor = await testMember(admin, "editor");
    const checker = await testMember(admin, "checker");
    const operator = await testMember(admin, "viewer", {
      person: await testPerson({ operator: true }),
    });
    const elsewhere = await testPerson();
    const shared = await testMember(admin, "viewer", { person: elsewhere });
    await testWorkspace({ name: "Elsewhere", admin: elsewhere });

    const make = (actor: typeof editor, { memberId }: typeof editor) =>
      makeMemberPasswordReset(actor, { memberId });
    await expect(make(editor, checker)).rejects.toMatchObject({ code: "forbidden" });
    await expect(make(admin, shared)).rejects.toMatchObject({ code: "forbidden" });
    await expect(make(admin, operator)).rejects.toMatchObject({ code: "forbidden" });
    const token = tokenOf(await make(admin, checker));
    expect(await passwordResetOffer(token)).toMatchObject({ name: checker.name });
  });
});

describe("changePreferences", () => {
  it("changes what is given and leaves the rest", async () => {
    const person = await testPerson();
    await Promise.all([
      changePreferences(person, { colourScheme: "dark" }),
      changePreferences(person, { keymap: { claim: ["q"] } }),
    ]);
    expect(await preferencesOf(person)).toEqual({
      colourScheme: "dark",
      singleKeys: true,
      keymap: { claim: ["q"] },
    });
  });
});
