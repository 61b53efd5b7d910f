import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newId } from "@/lib/id";
import type { Change } from "@/lib/live/schema";
import { LiveClient, type Source } from "./live-client";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A browser's EventSource, whose server is the test. */
class Wire implements Source {
  onopen: (() => unknown) | null = null;
  onerror: (() => unknown) | null = null;
  readyState = 1;
  readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(readonly after: string | null) {}

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, listener);
  }

  close(): void {
    this.readyState = 2;
  }

  say(type: string, data: unknown, lastEventId = ""): void {
    const message = { data: JSON.stringify(data), lastEventId };
    this.#listeners.get(type)?.(message as MessageEvent<string>);
  }

  refuse(): void {
    this.readyState = 2;
    this.onerror?.();
  }
}

const change = (): Change => ({ subject: "claim", id: newId(), articleId: null, claimId: null });

function connected() {
  const wires: Wire[] = [];
  const looks: unknown[] = [];
  const client = new LiveClient({
    open: (after) => {
      const wire = new Wire(after);
      wires.push(wire);
      return wire;
    },
    look: async (look) => looks.push(look),
    ended: () => {},
  });
  const heard: (Change | "reset")[] = [];
  const listener = {
    changed: (changes: readonly Change[]) => heard.push(...changes),
    reset: () => heard.push("reset"),
  };
  return { client, wires, looks, heard, listener };
}

test("begins where the part of the page was read that was read first", () => {
  const { client, wires, listener } = connected();
  client.listen(listener, "12");
  client.listen(listener, "9");
  client.listen(listener, "30");
  client.open();
  expect(wires.map(({ after }) => after)).toEqual(["9"]);
});

test("tells together what comes together, and goes on from there after a break", () => {
  const { client, wires, heard, listener } = connected();
  client.listen(listener);
  client.open();
  const [first, second] = [change(), change()];
  wires[0]?.say("position", {}, "5");
  wires[0]?.say("changed", first, "7");
  wires[0]?.say("changed", second, "8");
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(heard).toEqual([first, second]);
  wires[0]?.refuse();
  vi.advanceTimersByTime(60_000);
  expect(wires.at(-1)?.after).toBe("8");
});

test("a stream that falls silent is opened anew", () => {
  const { client, wires } = connected();
  client.open();
  wires[0]?.say("position", {}, "5");
  vi.advanceTimersByTime(60_000);
  expect(wires.length).toBeGreaterThan(1);
  expect(wires.at(-1)?.after).toBe("5");
});

test("a part that comes later hears what came since it was read, or that nobody knows", () => {
  const { client, wires, heard, listener } = connected();
  client.open();
  const changes = [change(), change(), change()];
  wires[0]?.say("position", {}, "5");
  for (const [index, each] of changes.entries()) wires[0]?.say("changed", each, String(6 + index));
  client.listen(listener, "6");
  vi.advanceTimersByTime(0);
  return Promise.resolve().then(() => {
    expect(heard).toEqual(changes.slice(1));
    client.listen({ changed: () => {}, reset: () => heard.push("reset") }, "2");
    return Promise.resolve().then(() => expect(heard.at(-1)).toBe("reset"));
  });
});

test("says what is looked at, again while it stays so, and no longer when closed", () => {
  const { client, looks } = connected();
  client.open();
  const look = { articleId: newId(), claimId: null };
  client.look(look);
  vi.advanceTimersByTime(45_000);
  expect(looks).toEqual([look, look, look]);
  client.close();
  vi.advanceTimersByTime(45_000);
  expect(looks).toHaveLength(3);
});
