import "server-only";
import { z } from "zod";
import { listen, tellProcesses } from "@/lib/db/bus";
import { newId } from "@/lib/id";
import { LOOK_AGAIN_MS, type Looker, lookerSchema } from "./schema";

/** A tab that was not heard of for so long is taken to be closed. */
const FORGOTTEN_MS = 2.5 * LOOK_AGAIN_MS;

const look = lookerSchema.extend({
  /** The member's tab. */
  key: z.string(),
  workspaceId: z.uuid(),
  /** Which process was told so first, and says it to those that come later. */
  process: z.uuid(),
  /** Milliseconds; the later word of a tab holds. */
  at: z.number(),
});
const left = z.object({ key: z.string(), left: z.number() });
const asked = z.object({ asks: z.uuid() });
const messageSchema = z.union([look, left, asked]);
type Look = z.infer<typeof look>;

/**
 * Who has what before them, in all processes: kept in memory only, by tab, and forgotten when a tab
 * says so, when its stream stays away or when it falls silent.
 */
class Presence {
  readonly #process = newId();
  readonly #looks = new Map<string, Look>();
  readonly #changed = new Set<(workspaceId: string) => void>();
  #stop: (() => void) | null = null;
  #sweep: NodeJS.Timeout | undefined;

  /** Calls back whenever somebody of a workspace has something else before them. */
  watch(changed: (workspaceId: string) => void): () => void {
    this.#changed.add(changed);
    this.#stop ??= listen("stet_presence", (payload) => this.#heard(payload));
    this.#sweep ??= setInterval(() => this.#forget(Date.now()), LOOK_AGAIN_MS / 4).unref();
    return () => {
      this.#changed.delete(changed);
      if (this.#changed.size > 0) return;
      this.#stop?.();
      this.#stop = null;
      clearInterval(this.#sweep);
      this.#sweep = undefined;
      this.#looks.clear();
    };
  }

  /** Each member once for each thing that they have before them. */
  lookers(workspaceId: string): Looker[] {
    const lookers = new Map<string, Looker>();
    for (const {
      key: _,
      workspaceId: where,
      process: __,
      at: ___,
      ...looker
    } of this.#looks.values()) {
      if (where !== workspaceId) continue;
      const { memberId, articleId, claimId } = looker;
      lookers.set([memberId, articleId, claimId].join(), looker);
    }
    return [...lookers.values()];
  }

  async looks(tab: string, workspaceId: string, looker: Looker): Promise<void> {
    const key = keyOf(looker.memberId, tab);
    await this.#say({ ...looker, key, workspaceId, process: this.#process, at: Date.now() });
  }

  /** The tab has nothing before its person; or its stream ended then, and it was not heard of since. */
  async leaves(tab: string, memberId: string, since = Date.now()): Promise<void> {
    await this.#say({ key: keyOf(memberId, tab), left: since });
  }

  #say(message: z.infer<typeof messageSchema>): Promise<void> {
    return tellProcesses("stet_presence", JSON.stringify(message));
  }

  #heard(payload: string | null): void {
    if (payload === null) {
      void this.#say({ asks: this.#process }).catch(() => {});
      return;
    }
    const parsed = messageSchema.safeParse(JSON.parse(payload));
    if (!parsed.success) return;
    const message = parsed.data;
    if ("asks" in message) {
      if (message.asks === this.#process) return;
      const own = [...this.#looks.values()].filter((each) => each.process === this.#process);
      for (const each of own) void this.#say(each).catch(() => {});
      return;
    }
    const known = this.#looks.get(message.key);
    if ("left" in message) {
      if (known && known.at <= message.left) {
        this.#looks.delete(message.key);
        this.#tell(known.workspaceId);
      }
      return;
    }
    if (known && known.at > message.at) return;
    this.#looks.set(message.key, message);
    const isSame =
      known?.articleId === message.articleId &&
      known.claimId === message.claimId &&
      known.memberId === message.memberId;
    if (!isSame) this.#tell(message.workspaceId);
  }

  #forget(now: number): void {
    const changed = new Set<string>();
    for (const [key, { at, workspaceId }] of this.#looks) {
      if (now - at < FORGOTTEN_MS) continue;
      this.#looks.delete(key);
      changed.add(workspaceId);
    }
    for (const workspaceId of changed) this.#tell(workspaceId);
  }

  #tell(workspaceId: string): void {
    for (const changed of this.#changed) changed(workspaceId);
  }
}

function keyOf(memberId: string, tab: string): string {
  return `${memberId} ${tab}`;
}

// One for the process, however often Next evaluates this module.
const PRESENCE: unique symbol = Symbol.for("stet.presence");
const slot: typeof globalThis & { [PRESENCE]?: Presence } = globalThis;

export function presence(): Presence {
  slot[PRESENCE] ??= new Presence();
  return slot[PRESENCE];
}
