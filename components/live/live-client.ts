import {
  type Change,
  changeSchema,
  LIVE_EVENTS,
  LOOK_AGAIN_MS,
  type Looker,
  lookersSchema,
} from "@/lib/live/schema";

/** What a part of a page hears. */
export interface LiveListener {
  /** Some things changed, in the order in which they did; read from the server what is shown. */
  changed(changes: readonly Change[]): void;
  /** Nobody can say what changed: everything shown is to be read anew. */
  reset(): void;
  /** Something concerns the person themselves that may not have before. */
  notified?(): void;
}

/** The part of the browser's EventSource that is used. */
export interface Source {
  onopen: ((event: never) => unknown) | null;
  onerror: ((event: never) => unknown) | null;
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface Look {
  articleId: string | null;
  claimId: string | null;
}

interface Outside {
  open: (after: string | null) => Source;
  /** Tells the server what is before the person. */
  look: (look: Look) => Promise<unknown>;
  /** The member may listen no longer. */
  ended: () => void;
}

/** What comes within so short a time is told in one go. */
const TOGETHER_MS = 40;
/** So many messages are kept for parts of the page that come later. */
const KEPT = 500;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** A stream on which nothing comes for so long is broken, whatever the browser thinks. */
const SILENT_MS = 35_000;
const CLOSED = 2;

interface Kept {
  position: bigint;
  change: Change;
}

/**
 * One tab's stream for all parts of its pages. Opens it anew where it breaks, from where it was; a
 * part that was read at an earlier place in the log is told what has come since.
 */
export class LiveClient {
  readonly #listeners = new Set<LiveListener>();
  readonly #lookers = new Set<() => void>();
  #shown: readonly Looker[] = [];
  #kept: Kept[] = [];
  /** Everything after this is kept. */
  #keptFrom: bigint | null = null;
  #position: bigint | null = null;
  #source: Source | null = null;
  #wanted = false;
  #retry = FIRST_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #batch: Change[] = [];
  #batchTimer: ReturnType<typeof setTimeout> | undefined;
  #look: Look = { articleId: null, claimId: null };
  #lookTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly outside: Outside) {}

  /** Opens the stream, at the place where what is shown was read, or where it was closed. */
  open(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#connect();
  }

  close(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
    this.#disconnect();
  }

  /**
   * Hears of what changes after `since`, the place in the log where what is shown was read; without
   * it, from now on.
   */
  listen(listener: LiveListener, since: string | null = null): () => void {
    this.#listeners.add(listener);
    if (since !== null) this.#tellSince(listener, BigInt(since));
    return () => this.#listeners.delete(listener);
  }

  #tellSince(listener: LiveListener, since: bigint): void {
    if (this.#position === null) {
      // Not opened yet: it will begin with the earliest.
      const isEarlier = this.#keptFrom === null || since < this.#keptFrom;
      if (isEarlier) this.#keptFrom = since;
      return;
    }
    const keptFrom = this.#keptFrom;
    queueMicrotask(() => {
      if (!this.#listeners.has(listener)) return;
      if (keptFrom === null || since < keptFrom) return listener.reset();
      const missed = this.#kept.filter(({ position }) => position > since);
      if (missed.length > 0) listener.changed(missed.map(({ change }) => change));
    });
  }

  /** Everybody whom the member may know to be looking at something. */
  lookers = (): readonly Looker[] => this.#shown;

  watchLookers = (listener: () => void): (() => void) => {
    this.#lookers.add(listener);
    return () => this.#lookers.delete(listener);
  };

  /** Says what is before the person now, and again while it stays so. */
  look(look: Look): void {
    if (look.articleId === this.#look.articleId && look.claimId === this.#look.claimId) return;
    this.#look = look;
    this.#sayLook(150);
  }

  #sayLook(delay: number): void {
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => {
      if (!this.#wanted) return;
      void this.outside.look(this.#look).catch(() => {});
      if (this.#look.articleId !== null) this.#sayLook(LOOK_AGAIN_MS);
    }, delay);
  }

  #connect(): void {
    this.#disconnect();
    const from = this.#position ?? this.#keptFrom;
    const source = this.outside.open(from === null ? null : from.toString());
    this.#source = source;
    const alive = () => {
      clearTimeout(this.#watchdog);
      this.#watchdog = setTimeout(() => this.#later(source), SILENT_MS);
    };
    const on = (event: string, take: (event: MessageEvent<string>) => void) =>
      source.addEventListener(event, (message) => {
        if (source !== this.#source) return;
        alive();
        take(message);
      });
    alive();
    source.onopen = () => {
      alive();
      this.#retry = FIRST_RETRY_MS;
      if (this.#look.articleId !== null) this.#sayLook(0);
      // It was not heard while the stream was broken.
      this.#tellNotified();
    };
    source.onerror = () => {
      // The browser opens it anew by itself, unless the server refused.
      if (source.readyState === CLOSED) this.#later(source);
    };
    on(LIVE_EVENTS.position, ({ lastEventId }) => this.#reached(lastEventId));
    on(LIVE_EVENTS.changed, ({ lastEventId, data }) => {
      const change = changeSchema.safeParse(JSON.parse(data));
      const position = this.#reached(lastEventId);
      if (!change.success || position === null) return;
      this.#kept.push({ position, change: change.data });
      if (this.#kept.length > KEPT) {
        const dropped = this.#kept.splice(0, this.#kept.length - KEPT);
        this.#keptFrom = dropped.at(-1)?.position ?? this.#keptFrom;
      }
      this.#batch.push(change.data);
      this.#batchTimer ??= setTimeout(() => this.#tellBatch(), TOGETHER_MS);
    });
    on(LIVE_EVENTS.reset, ({ lastEventId }) => {
      const position = this.#reached(lastEventId);
      this.#kept = [];
      this.#keptFrom = position;
      for (const listener of [...this.#listeners]) listener.reset();
    });
    on(LIVE_EVENTS.notified, () => this.#tellNotified());
    on(LIVE_EVENTS.lookers, ({ data }) => {
      const lookers = lookersSchema.safeParse(JSON.parse(data));
      if (lookers.success) this.#showLookers(lookers.data);
    });
    on(LIVE_EVENTS.ended, () => {
      this.close();
      this.outside.ended();
    });
  }

  #tellBatch(): void {
    this.#batchTimer = undefined;
    const batch = this.#batch;
    this.#batch = [];
    for (const listener of [...this.#listeners]) listener.changed(batch);
  }

  #tellNotified(): void {
    for (const listener of [...this.#listeners]) listener.notified?.();
  }

  /** Takes a place in the log; null where there is none. */
  #reached(id: string): bigint | null {
    if (!/^\d+$/.test(id)) return null;
    const position = BigInt(id);
    this.#keptFrom ??= position;
    this.#position = position;
    return position;
  }

  #showLookers(lookers: readonly Looker[]): void {
    this.#shown = lookers;
    for (const listener of this.#lookers) listener();
  }

  #disconnect(): void {
    clearTimeout(this.#watchdog);
    this.#source?.close();
    this.#source = null;
  }

  #later(source: Source): void {
    if (source !== this.#source) return;
    this.#disconnect();
    if (this.#shown.length > 0) this.#showLookers([]);
    if (!this.#wanted) return;
    this.#timer = setTimeout(() => this.#connect(), this.#retry * (0.75 + Math.random() / 2));
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY_MS);
  }
}
