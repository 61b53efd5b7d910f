import type { MemberActor } from "@/lib/auth/actor";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/id";
import { liveStream } from "@/lib/live/stream";

/** One server-sent event, as a browser takes it apart. */
export interface Heard {
  id: string | null;
  event: string;
  data: unknown;
}

/** A session of the member's account, to listen with. */
export async function sessionOf({ userId }: MemberActor): Promise<string> {
  const client = await database();
  const { id } = await client.session.findFirstOrThrow({ where: { userId, revokedAt: null } });
  return id;
}

/** Listens to a stream as a browser does: whole messages only, and the last id seen. */
export class Listening {
  readonly heard: Heard[] = [];
  lastId: string | null = null;
  /** The other end has closed it. */
  ended = false;
  readonly tab: string;
  #isCut = false;
  readonly #abort = new AbortController();
  readonly #waiting = new Set<() => void>();
  readonly done: Promise<void>;

  private constructor(actor: MemberActor, sessionId: string, after: string | null, tab = newId()) {
    this.tab = tab;
    this.lastId = after;
    this.done = this.#read(
      liveStream({
        actor,
        sessionId,
        tab,
        after: after === null ? null : BigInt(after),
        signal: this.#abort.signal,
      }),
    );
  }

  static async open(
    actor: MemberActor,
    { after = null, tab }: { after?: string | null; tab?: string } = {},
  ): Promise<Listening> {
    return new Listening(actor, await sessionOf(actor), after, tab);
  }

  /** Opened, and told of what it missed. */
  static async caughtUp(
    actor: MemberActor,
    options: { after?: string | null; tab?: string } = {},
  ): Promise<Listening> {
    const listening = await Listening.open(actor, options);
    await listening.until(() => listening.of("lookers").length > 0);
    return listening;
  }

  of(event: string): Heard[] {
    return this.heard.filter((each) => each.event === event);
  }

  /** Waits until what was heard is enough. */
  async until(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      if (this.ended) throw new Error("the stream has ended");
      await new Promise<void>((resolve) => {
        const go = () => {
          this.#waiting.delete(go);
          resolve();
        };
        this.#waiting.add(go);
      });
    }
  }

  /** Breaks the connection: what is under way is lost. */
  async cut(): Promise<void> {
    this.#isCut = true;
    this.#abort.abort();
    await this.done;
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    const text = new TextDecoder();
    let rest = "";
    for await (const chunk of stream) {
      if (this.#isCut) break;
      rest += text.decode(chunk, { stream: true });
      const messages = rest.split("\n\n");
      rest = messages.pop() ?? "";
      for (const message of messages) this.#take(message);
      for (const go of this.#waiting) go();
    }
    this.ended = true;
    for (const go of this.#waiting) go();
  }

  #take(message: string): void {
    const fields = new Map(
      message.split("\n").map((line): [string, string] => {
        const at = line.indexOf(": ");
        return [line.slice(0, at), line.slice(at + 2)];
      }),
    );
    const id = fields.get("id") ?? null;
    if (id !== null) this.lastId = id;
    const data = fields.get("data");
    if (data === undefined) return;
    this.heard.push({ id, event: fields.get("event") ?? "message", data: JSON.parse(data) });
  }
}
