import "server-only";
import type { z } from "zod";
import type { MemberActor } from "@/lib/auth/actor";
import { listen } from "@/lib/db/bus";
import { database } from "@/lib/db/client";
import { logError } from "@/lib/log";
import { type Audience, audienceOf, type LoggedEvent } from "./audience";
import { presence } from "./presence";
import { type Change, LIVE_EVENTS, type Looker, notifiedSchema } from "./schema";

/** One person's open connection. */
export interface Stream {
  sessionId: string;
  tab: string;
  /** As minted when it was opened; another role ends the stream. */
  actor: MemberActor;
  /** The last event that it has been told of, or was not for it; null before its first. */
  position: bigint | null;
  /** Writes one message; `id` is a place in the log. */
  send(event: string, data: unknown, id?: bigint): void;
  isOpen(): boolean;
  end(): void;
}

/** How often streams are proved alive, sessions looked up, and the log looked at unasked. */
const BEAT_MS = 10_000;
/** So many missed events are told one by one; after more, everything is to be read anew. */
const MOST_MISSED = 1_000;
const PAGE = 500;
/** How long a tab whose stream ended may take to open another before it counts as closed. */
const GRACE_MS = 4_000;

const eventSelect = {
  sequence: true,
  type: true,
  subjectType: true,
  subjectId: true,
  articleId: true,
  claimId: true,
} as const;

/**
 * A workspace's streams in this process. Each new event is read once, whoever listens, and offered
 * to every stream; what decides who may hear it is read once, too, and with it whether each
 * session still lasts. Reading is one thing at a time, so that a stream that joins misses nothing
 * and hears nothing twice: it is told what it missed before the others are told anything new.
 */
class Hub {
  readonly #streams = new Set<Stream>();
  #joining = 0;
  #position: bigint | null = null;
  #queue: Promise<void> = Promise.resolve();
  #isDue = false;
  readonly #stops: (() => void)[] = [];

  constructor(
    private readonly workspaceId: string,
    private readonly emptied: () => void,
  ) {
    const beats = setInterval(() => this.#later(() => this.#beat()), BEAT_MS);
    beats.unref();
    this.#stops.push(
      () => clearInterval(beats),
      listen("stet_commit", (payload) => {
        if (payload === null || payload === workspaceId) this.#wake();
      }),
      listen("stet_notified", (payload) => this.#tellNotified(payload)),
      presence().watch((where) => {
        if (where === workspaceId) this.#later(() => this.#tellLookers([...this.#streams]));
      }),
    );
  }

  /** Tells a stream what it missed, then everything. Answers once it has caught up. */
  join(stream: Stream): Promise<void> {
    this.#joining += 1;
    return this.#enqueue(async () => {
      await this.#catchUp(stream);
      if (!stream.isOpen()) return;
      this.#streams.add(stream);
      await this.#tellLookers([stream]);
    }).finally(() => {
      this.#joining -= 1;
    });
  }

  leave(stream: Stream): void {
    this.#streams.delete(stream);
    const { tab, actor } = stream;
    const endedAt = Date.now();
    setTimeout(() => {
      const isBack = [...this.#streams].some((other) => other.tab === tab);
      // Untold, the others forget the tab a little later.
      if (!isBack)
        presence()
          .leaves(tab, actor.memberId, endedAt)
          .catch(() => {});
      if (this.#streams.size + this.#joining === 0) this.#close();
    }, GRACE_MS).unref();
  }

  #close(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.emptied();
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(logError);
    return done;
  }

  /** Reads on soon; many wakes while it reads are one. */
  #wake(): void {
    if (this.#isDue || this.#streams.size === 0) return;
    this.#isDue = true;
    this.#later(async () => {
      this.#isDue = false;
      await this.#readOn();
    });
  }

  /** What fails is in the server's log, and tried again at the next beat. */
  #later(work: () => Promise<void>): void {
    this.#enqueue(work).catch(() => {});
  }

  async #readOn(): Promise<void> {
    const client = await database();
    while (this.#position !== null) {
      const events: LoggedEvent[] = await client.event.findMany({
        where: { workspaceId: this.workspaceId, sequence: { gt: this.#position } },
        orderBy: { sequence: "asc" },
        take: PAGE,
        select: eventSelect,
      });
      const last = events.at(-1);
      if (!last) return;
      await this.#offer(events, [...this.#streams]);
      this.#position = last.sequence;
      if (events.length < PAGE) return;
    }
  }

  async #catchUp(stream: Stream): Promise<void> {
    const client = await database();
    if (this.#position === null) {
      const head = await client.logHead.findUniqueOrThrow({
        where: { workspaceId: this.workspaceId },
        select: { sequence: true },
      });
      this.#position = head.sequence;
    } else {
      await this.#readOn();
    }
    // Of what comes after this the stream hears with all others.
    const upTo = this.#position;
    const from = stream.position;
    if (from === null || from > upTo || upTo - from > MOST_MISSED) {
      stream.position = upTo;
      if (from !== null) stream.send(LIVE_EVENTS.reset, {}, upTo);
    }
    while (stream.position !== null && stream.position < upTo) {
      const events: LoggedEvent[] = await client.event.findMany({
        where: {
          workspaceId: this.workspaceId,
          sequence: { gt: stream.position, lte: upTo },
        },
        orderBy: { sequence: "asc" },
        take: PAGE,
        select: eventSelect,
      });
      if (events.length === 0) break;
      await this.#offer(events, [stream]);
    }
    stream.send(LIVE_EVENTS.position, {}, upTo);
  }

  /** Tells each stream of events what it may hear, in their order, and lets those end that must. */
  async #offer(events: readonly LoggedEvent[], offered: readonly Stream[]): Promise<void> {
    const streams = await this.#lasting(offered);
    if (streams.length === 0) return;
    const audience = await this.#audience(events, streams);
    for (const stream of streams) {
      for (const event of events) {
        if (stream.position !== null && event.sequence <= stream.position) continue;
        const change: Change | null = audience.told(stream.actor, event);
        stream.position = event.sequence;
        if (change) stream.send(LIVE_EVENTS.changed, change, event.sequence);
      }
    }
  }

  async #audience(events: readonly LoggedEvent[], streams: readonly Stream[]): Promise<Audience> {
    const actors = new Map(streams.map(({ actor }) => [actor.memberId, actor]));
    return audienceOf(await database(), this.workspaceId, events, [...actors.values()]);
  }

  async #tellLookers(offered: readonly Stream[]): Promise<void> {
    const lookers = presence().lookers(this.workspaceId);
    const streams = await this.#lasting(offered);
    if (streams.length === 0) return;
    const audience = await this.#audience([], streams);
    for (const { actor, send } of streams) {
      const blind = audience.blind(actor.memberId);
      const known: Looker[] = lookers
        .filter(({ articleId }) => audience.reads(actor, articleId))
        .map((looker) =>
          looker.claimId !== null && blind.has(looker.claimId)
            ? { ...looker, claimId: null }
            : looker,
        );
      send(LIVE_EVENTS.lookers, known);
    }
  }

  /** Whoever has something new is told so at once; they ask for it themselves. */
  #tellNotified(payload: string | null): void {
    const notified = parseNotified(payload);
    if (notified !== null && notified.workspaceId !== this.workspaceId) return;
    const memberIds = notified?.memberIds ?? null;
    for (const { actor, send } of this.#streams) {
      if (memberIds === null || memberIds.includes(actor.memberId)) send(LIVE_EVENTS.notified, {});
    }
  }

  async #beat(): Promise<void> {
    await this.#readOn();
    for (const stream of await this.#lasting([...this.#streams])) {
      if (stream.position !== null) stream.send(LIVE_EVENTS.position, {}, stream.position);
    }
  }

  /** Those whose session lasts and whose member is who they were; the others are ended. */
  async #lasting(streams: readonly Stream[]): Promise<Stream[]> {
    if (streams.length === 0) return [];
    const client = await database();
    const [sessions, members] = await Promise.all([
      client.session.findMany({
        where: {
          id: { in: [...new Set(streams.map(({ sessionId }) => sessionId))] },
          revokedAt: null,
          expiresAt: { gt: new Date() },
        },
        select: { id: true },
      }),
      client.member.findMany({
        where: {
          workspaceId: this.workspaceId,
          id: { in: [...new Set(streams.map(({ actor }) => actor.memberId))] },
          removedAt: null,
        },
        select: { id: true, role: true },
      }),
    ]);
    const lasting = new Set(sessions.map(({ id }) => id));
    const roles = new Map(members.map(({ id, role }) => [id, role]));
    return streams.filter((stream) => {
      const { sessionId, actor } = stream;
      if (lasting.has(sessionId) && roles.get(actor.memberId) === actor.role) return true;
      stream.send(LIVE_EVENTS.ended, {});
      stream.end();
      this.leave(stream);
      return false;
    });
  }
}

/** Null where anybody may have something new. */
function parseNotified(payload: string | null): z.output<typeof notifiedSchema> | null {
  if (payload === null) return null;
  return notifiedSchema.parse(JSON.parse(payload));
}

// One for each workspace of the process, however often Next evaluates this module.
const HUBS: unique symbol = Symbol.for("stet.live-hubs");
const slot: typeof globalThis & { [HUBS]?: Map<string, Hub> } = globalThis;

export function hubOf(workspaceId: string): Pick<Hub, "join" | "leave"> {
  slot[HUBS] ??= new Map();
  const hubs = slot[HUBS];
  const known = hubs.get(workspaceId);
  if (known) return known;
  const hub = new Hub(workspaceId, () => hubs.delete(workspaceId));
  hubs.set(workspaceId, hub);
  return hub;
}
