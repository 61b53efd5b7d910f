import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { listen } from "@/lib/db/bus";
import { database } from "@/lib/db/client";
import { logError } from "@/lib/log";
import { openMailbox } from "@/lib/mail/transport";
import { readOn, unreadLogs } from "./log-reader";
import { sendMails } from "./mailer";
import { sweep } from "./sweep";

/** How often e-mails that are due are looked for, and the log unasked. */
const TICK_MS = 10_000;
/** What is committed within so short a time is read in one go. */
const TOGETHER_MS = 50;
const SWEEP_MS = 10 * 60_000;

/**
 * Notifies for as long as the server runs: reads each workspace's log on as soon as something was
 * written to it, looks now and then for what time has brought about, and sends the e-mails that are
 * due. One thing at a time; several processes on one database do not get in each other's way.
 */
export function notify(): { stop: () => Promise<void> } {
  const mailbox = openMailbox();
  const due = new Set<string>();
  let isEveryLogDue = true;
  let sweepAt = 0;
  let running: Promise<void> | null = null;
  let isDue = false;
  let isStopped = false;

  const round = async () => {
    const isTick = isEveryLogDue;
    const logs = isTick ? await unreadLogs() : [...due];
    isEveryLogDue = false;
    due.clear();
    for (const workspaceId of logs) {
      if (isStopped) return;
      await readOn(workspaceId).catch(logError);
    }
    if (Date.now() >= sweepAt) {
      sweepAt = Date.now() + SWEEP_MS;
      for (const workspaceId of await workspaces()) {
        if (isStopped) return;
        await sweep(workspaceId).catch(logError);
      }
    }
    // None is due at once: not after every commit.
    if (mailbox && isTick) await sendMails(mailbox);
  };
  const wake = () => {
    if (isStopped) return;
    isDue = true;
    running ??= (async () => {
      while (isDue && !isStopped) {
        await pause(TOGETHER_MS);
        isDue = false;
        await round().catch(logError);
      }
      running = null;
    })();
  };
  const unlisten = listen("stet_commit", (workspaceId) => {
    if (workspaceId === null) isEveryLogDue = true;
    else due.add(workspaceId);
    wake();
  });
  const timer = setInterval(() => {
    isEveryLogDue = true;
    wake();
  }, TICK_MS);
  timer.unref();
  wake();
  return {
    stop: async () => {
      isStopped = true;
      unlisten();
      clearInterval(timer);
      await running;
      mailbox?.close();
    },
  };
}

async function workspaces(): Promise<string[]> {
  const client = await database();
  const rows = await client.workspace.findMany({ select: { id: true } });
  return rows.map(({ id }) => id);
}
