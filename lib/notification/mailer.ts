import "server-only";
import { memberActor } from "@/lib/auth/member";
import { database, type Tx } from "@/lib/db/client";
import { timestamp } from "@/lib/db/timestamp";
import { newId } from "@/lib/id";
import { logError } from "@/lib/log";
import { type Mailbox, MailRefused } from "@/lib/mail/transport";
import { writeLetter } from "./letter";
import { visibleNotifications } from "./ties";
import { groupsOf, viewsOf } from "./view";

const MINUTE_MS = 60_000;
/** While an attempt is under way, nobody else tries; it ends by itself sooner than this. */
const UNDER_WAY_MS = 2 * MINUTE_MS;
/** How long after each attempt that failed the next one comes. */
const PAUSES = [2, 5, 15, 60, 240, 720, 1440].map((minutes) => minutes * MINUTE_MS);
/** In one e-mail so many things are told, the rest is counted. */
const MOST_TOLD = 40;
/** Members whose e-mails are made in one go. */
const BATCH = 100;

/**
 * Makes the e-mails that are due, one for each member with everything that waits, and sends what
 * waits to be sent. What an e-mail tells of is fixed, with the e-mail, before it goes out: two
 * processes never send the same, and one that dies while sending leaves it to be sent again, under
 * the same Message-ID. Answers how many were sent.
 */
export async function sendMails(mailbox: Mailbox, now = new Date()): Promise<number> {
  const client = await database();
  await makeMails(client, now);
  let sent = 0;
  for (;;) {
    const mail = await takeMail(client, now);
    if (!mail) return sent;
    if (await sendMail(client, mailbox, mail, now)) sent += 1;
  }
}

async function makeMails(client: Awaited<ReturnType<typeof database>>, now: Date): Promise<void> {
  const due = await client.notification.groupBy({
    by: ["workspaceId", "memberId"],
    where: { mailDueAt: { lte: now }, mailId: null, readAt: null },
    orderBy: { memberId: "asc" },
    take: BATCH,
  });
  for (const { workspaceId, memberId } of due) {
    const waiting = { workspaceId, memberId, mailId: null, readAt: null, mailDueAt: { not: null } };
    const actor = await memberActor(client, workspaceId, memberId);
    if (!actor) {
      await client.notification.updateMany({ where: waiting, data: { mailDueAt: null } });
      continue;
    }
    await client.$transaction(async (tx) => {
      const id = newId();
      await tx.mail.create({
        data: { id, workspaceId, memberId, createdAt: now, nextAt: now },
        select: { id: true },
      });
      const { count } = await tx.notification.updateMany({
        where: { ...visibleNotifications(actor), ...waiting },
        data: { mailId: id },
      });
      // Another process was faster, or the member may not see it yet.
      if (count === 0) await tx.mail.delete({ where: { id, workspaceId } });
    });
  }
}

interface TakenMail {
  id: string;
  workspaceId: string;
  memberId: string;
  attempts: number;
}

/** The next e-mail to send, taken so that no other process tries it meanwhile. */
async function takeMail(tx: Tx, now: Date): Promise<TakenMail | null> {
  const [mail] = await tx.$queryRaw<TakenMail[]>`
    UPDATE "Mail" SET "attempts" = "attempts" + 1,
      "nextAt" = ${timestamp(new Date(now.getTime() + UNDER_WAY_MS))}
    WHERE "id" = (
      SELECT "id" FROM "Mail" WHERE "status" = 'pending' AND "nextAt" <= ${timestamp(now)}
      ORDER BY "nextAt" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "workspaceId", "memberId", "attempts"`;
  return mail ?? null;
}

async function sendMail(
  tx: Tx,
  mailbox: Mailbox,
  { id, workspaceId, memberId, attempts }: TakenMail,
  now: Date,
): Promise<boolean> {
  const where = { id, workspaceId };
  const letter = await letterOf(tx, { id, workspaceId, memberId });
  if (!letter) {
    await tx.mail.update({ where, data: { status: "dropped", endedAt: now } });
    return false;
  }
  try {
    await mailbox.send(letter);
  } catch (error) {
    logError(error);
    const pause = PAUSES[attempts - 1];
    const isOver = error instanceof MailRefused || pause === undefined;
    await tx.mail.update({
      where,
      data: isOver
        ? { status: "failed", endedAt: now }
        : { nextAt: new Date(now.getTime() + pause) },
    });
    return false;
  }
  await tx.mail.update({ where, data: { status: "sent", endedAt: new Date() } });
  return true;
}

/** What an e-mail says by now; null where nothing of it is unread and the member's to know. */
async function letterOf(tx: Tx, { id, workspaceId, memberId }: Omit<TakenMail, "attempts">) {
  const actor = await memberActor(tx, workspaceId, memberId);
  if (!actor) return null;
  const groups = await groupsOf(tx, {
    where: { ...visibleNotifications(actor), mailId: id, readAt: null },
  });
  if (groups.length === 0) return null;
  const items = await viewsOf(tx, actor, groups.slice(0, MOST_TOLD));
  const { workspace, user } = await tx.member.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: memberId } },
    select: {
      workspace: { select: { name: true, slug: true } },
      user: { select: { name: true, email: true } },
    },
  });
  return writeLetter({
    id,
    to: { name: user.name, address: user.email },
    workspace,
    items,
    more: groups.length - items.length,
  });
}
