import { expect, test } from "vitest";
import { longText, spansIn } from "@/tests/support/long-text";
import { SearchThread } from "./search-thread";

const [before, after] = [longText(1).join("\n\n"), longText(2).join("\n\n")];
const bounds = { language: "en", compareMs: 60_000, searchMs: 60_000 };
const long = {
  ...bounds,
  before,
  after,
  spans: spansIn(before, 200).map((span, id) => ({ ...span, id: String(id) })),
};
const short = { ...bounds, before: "One. Two.", after: "Two.", spans: [] };

test("while texts are compared, others are served; one pair after another, each to its end", async () => {
  const thread = new SearchThread();
  await thread.search(short);
  let served = 0;
  const others = setInterval(() => {
    served += 1;
  }, 5);
  const told: number[] = [];
  const ended: string[] = [];
  const results = [
    thread.search(long, (done) => told.push(done)).finally(() => ended.push("long")),
    thread.search(short).finally(() => ended.push("short")),
  ];
  const [first, second] = await Promise.all(results);
  clearInterval(others);
  expect(served).toBeGreaterThan(10);
  expect(told).toEqual([0, 100, 200]);
  expect(ended).toEqual(["long", "short"]);
  expect(first?.places).toHaveLength(200);
  expect(second?.map.newLength).toBe(short.after.length);
});

test("a search that ends the thread is refused, and the next one is done", async () => {
  const thread = new SearchThread();
  const nowhere = { ...short, spans: [{ id: "a", start: 0, end: 1_000 }] };
  const [refused, done] = await Promise.allSettled([thread.search(nowhere), thread.search(short)]);
  expect(refused.status).toBe("rejected");
  expect(done.status).toBe("fulfilled");
});
