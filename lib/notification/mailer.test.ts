import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { MemberActor } from "@/lib/auth/actor";
import { startThread } from "@/lib/comment/commands";
import { env } from "@/lib/env";
import { newId } from "@/lib/id";
import { type Mailbox, openMailbox } from "@/lib/mail/transport";
import { askSecondCheck } from "@/lib/second-check/commands";
import { changeWorkspace } from "@/lib/workspace/commands";
import { workspace } from "@/lib/workspace/queries";
import { checkIdOf, claimAt, type Newsroom, submit, testNewsroom } from "@/tests/support/claims";
import { openTestDatabase } from "@/tests/support/database";
import { testMember, testPerson } from "@/tests/support/people";
import { openMailServer, type TestMailServer } from "@/tests/support/smtp";
import { markRead, setPreferences } from "./commands";
import { readOn } from "./log-reader";
import { sendMails } from "./mailer";
import { mailTime, preferencesSchema, SETTLE_MS } from "./preferences";
import { unreadCount } from "./queries";

const { client } = await openTestDatabase();
const SMTP_URL = env.SMTP_URL;

let room: Newsroom;
let ben: MemberActor;
let server: TestMailServer;
let mailbox: Mailbox;

beforeAll(async () => {
  room = await testNewsroom();
  const person = await testPerson({ name: 'Ben "B" <Müller>', email: "ben@example.org" });
  ben = await testMember(room.admin, "checker", { person });
});
beforeEach(async () => {
  server = await openMailServer();
  Object.assign(env, { SMTP_URL: server.url });
  mailbox = openMailbox(server.url) as Mailbox;
  await readOn(room.admin.workspaceId);
  await client.notification.deleteMany({});
  await client.mail.deleteMany({});
});
afterEach(async () => {
  mailbox.close();
  await server.close();
});
afterAll(() => {
  Object.assign(env, { SMTP_URL });
});

const MINUTE_MS = 60_000;
const after = (ms: number) => new Date(Date.now() + ms);
const settled = () => after(SETTLE_MS + 1_000);

async function mention(words: string): Promise<void> {
  await startThread(room.editor, {
    id: newId(),
    commentId: newId(),
    subject: { kind: "annotation", id: room.annotationId },
    articleId: null,
    body: `@[${ben.memberId}] ${words}`,
    blocksSignOff: false,
  });
  await readOn(room.admin.workspaceId);
}

const lettersToBen = () =>
  server.letters.filter(({ to }) => JSON.stringify(to).includes("ben@example.org"));

test("what comes together goes out in one e-mail, a little later, with links and no markup", async () => {
  await mention("Is **this** so?");
  await mention('<script>alert("x")</script> & more');
  expect(await sendMails(mailbox)).toBe(0);
  expect(await sendMails(mailbox, settled())).toBe(1);
  const [letter] = server.letters;
  expect(letter?.subject).toBe("2 things concern you · The Daily");
  expect(letter?.to).toMatchObject({
    value: [{ address: "ben@example.org", name: 'Ben "B" <Müller>' }],
  });
  expect(letter?.from?.text).toContain("stet@");
  expect(letter?.text).toContain("Edith Editor mentioned you");
  expect(letter?.text).toContain("Is this so?");
  expect(letter?.text).toMatch(
    new RegExp(`${env.STET_URL}/w/the-daily[^/]*/comments/[0-9a-f-]{36}`),
  );
  expect(letter?.html).toContain("&lt;script&gt;");
  expect(letter?.html).not.toContain("<script");
  expect(letter?.headers.get("auto-submitted")).toBe("auto-generated");
  expect(await sendMails(mailbox, after(60 * MINUTE_MS))).toBe(0);
  // It is still to be read in Stet.
  expect(await unreadCount(ben)).toBe(2);
});

test("one thing alone is the e-mail's subject, on one line", async () => {
  await mention("line one\n\nline two");
  await sendMails(mailbox, settled());
  expect(server.letters[0]?.subject).toBe("Edith Editor mentioned you · The bridge");
});

test("what was read in Stet by then goes out in none", async () => {
  await mention("first");
  await markRead(ben, { groups: null, read: true });
  expect(await sendMails(mailbox, settled())).toBe(0);
  await mention("second");
  expect(await sendMails(mailbox, settled())).toBe(1);
  expect(server.letters[0]?.text).not.toContain("first");
});

test("the daily e-mail comes at its hour; none where there is to be none", async () => {
  await setPreferences(ben, preferencesSchema.parse({ mail: "daily", dailyAt: 8 }));
  await mention("in the morning");
  expect(await sendMails(mailbox, settled())).toBe(0);
  const due = mailTime({ mail: "daily", dailyAt: 8 }, new Date());
  expect(await sendMails(mailbox, new Date(due.getTime() - 1_000))).toBe(0);
  await mention("and again");
  expect(await sendMails(mailbox, due)).toBe(1);
  expect(server.letters[0]?.text).toContain("in the morning");
  expect(server.letters[0]?.text).toContain("and again");
  // What waits follows a change of mind.
  await mention("later");
  await setPreferences(ben, preferencesSchema.parse({ unmailed: ["mentioned"] }));
  expect(await sendMails(mailbox, after(48 * 60 * MINUTE_MS))).toBe(0);
  await setPreferences(ben, preferencesSchema.parse({ mail: "off" }));
  await mention("never");
  expect(await sendMails(mailbox, after(48 * 60 * MINUTE_MS))).toBe(0);
  await setPreferences(ben, preferencesSchema.parse({}));
  expect(server.letters).toHaveLength(1);
});

test("a mail server that is away loses nothing, and gets it once", async () => {
  await mention("are you there?");
  server.refuse = () => ({ responseCode: 451, message: "later" });
  expect(await sendMails(mailbox, settled())).toBe(0);
  expect(await sendMails(mailbox, settled())).toBe(0);
  await server.close();
  expect(await sendMails(mailbox, after(10 * MINUTE_MS))).toBe(0);
  const port = Number(new URL(server.url).port);
  server = await openMailServer(port);
  expect(await sendMails(mailbox, after(60 * MINUTE_MS))).toBe(1);
  expect(await sendMails(mailbox, after(600 * MINUTE_MS))).toBe(0);
  expect(server.letters).toHaveLength(1);
});

test("a process that dies while sending leaves it to be sent again, under the same name", async () => {
  await mention("hold on");
  let seen = "";
  // The server takes it, and the process never hears of it.
  const dying: Mailbox = {
    send: async (letter) => {
      seen = letter.id;
      await mailbox.send(letter);
      throw new Error("killed");
    },
    close: () => {},
  };
  await sendMails(dying, settled());
  expect(await sendMails(mailbox, after(SETTLE_MS + 2_000))).toBe(0);
  expect(await sendMails(mailbox, after(30 * MINUTE_MS))).toBe(1);
  const [first, again] = server.letters;
  expect(first?.messageId).toContain(seen);
  expect(again?.messageId).toBe(first?.messageId);
});

test("what the server refuses for good is not tried for ever", async () => {
  await mention("nobody home");
  server.refuse = () => ({ responseCode: 550, message: "no such person" });
  await sendMails(mailbox, settled());
  expect(await client.mail.findMany({ select: { status: true, attempts: true } })).toEqual([
    { status: "failed", attempts: 1 },
  ]);
  server.refuse = null;
  expect(await sendMails(mailbox, after(600 * MINUTE_MS))).toBe(0);
  expect(await unreadCount(ben)).toBe(1);
});

test("two processes send an e-mail once", async () => {
  await mention("one");
  const other = openMailbox(server.url) as Mailbox;
  const at = settled();
  const sent = await Promise.all([
    sendMails(mailbox, at),
    sendMails(other, at),
    sendMails(mailbox, at),
  ]);
  other.close();
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(server.letters).toHaveLength(1);
});

test("tells whoever is to check a claim blind nothing of it, and nobody who left anything", async () => {
  const { revision } = await workspace(room.admin);
  await changeWorkspace(room.admin, { revision, settings: { blindSecondChecks: true } });
  const claimId = await claimAt(room, "in_progress");
  await submit(room.checker, claimId, { rationale: "SECRET" });
  await startThread(room.editor, {
    id: newId(),
    commentId: newId(),
    subject: { kind: "claim", id: claimId },
    articleId: room.article.id,
    body: `SECRET @[${ben.memberId}]`,
    blocksSignOff: false,
  });
  const checkId = await checkIdOf(room.editor, claimId);
  await askSecondCheck(room.editor, { claimId, checkId, memberId: ben.memberId });
  await readOn(room.admin.workspaceId);
  await sendMails(mailbox, settled());
  expect(server.letters.filter(({ text }) => text?.includes("blind second check"))).toHaveLength(1);
  const told = lettersToBen().map(({ text, html, subject }) => `${subject} ${text} ${html}`);
  expect(told.join("\n")).not.toContain("SECRET");

  await mention("are you still here?");
  await client.member.update({ where: { id: ben.memberId }, data: { removedAt: new Date() } });
  const before = lettersToBen().length;
  await sendMails(mailbox, after(600 * MINUTE_MS));
  expect(lettersToBen()).toHaveLength(before);
});
