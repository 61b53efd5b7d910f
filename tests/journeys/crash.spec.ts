import type { APIRequestContext } from "@playwright/test";
import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { cards, newArticle, text } from "@/tests/support/journey-article";
import {
  newDataFolder,
  removeDataFolder,
  runCommand,
  startServer,
} from "@/tests/support/journey-server";
import { fillSetUp } from "@/tests/support/journey-stet";

const WRITES = 100;
const AT_ONCE = 5;
/** So many are acknowledged when the server is killed. */
const ENOUGH = 40;

test("a crash in the middle of a hundred writes loses nothing that was acknowledged", async ({
  journey,
}) => {
  const data = await newDataFolder();
  const server = await startServer(data);
  let again: typeof server | undefined;
  try {
    const page = await journey.visitor({ baseURL: server.url });
    await page.goto(server.setUpUrl ?? "");
    const admin = {
      name: "Ada Example",
      email: "ada@example.org",
      password: "correct horse battery",
    };
    await fillSetUp(page, { workspace: "Newsroom", admin, sample: false });
    await page.waitForURL(/\/w\/newsroom/);
    const path = await newArticle(page, "newsroom", {
      headline: "A hundred numbers",
      paragraphs: [Array.from({ length: WRITES }, (_, number) => `n${number}`).join(" ")],
    });
    await page.goto("about:blank");

    const acknowledged = await writeUntilKilled(page.request, server, path);
    expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);
    expect(acknowledged.length).toBeLessThan(WRITES);

    again = await startServer(data, server.port);
    await page.goto(path);
    await expect(text(page)).toBeVisible();
    const served = await (await page.request.get(path)).text();
    for (const id of acknowledged) expect(served).toContain(id);
    await expect(cards(page).getByRole("listitem").first()).toBeVisible();

    const verified = await runCommand("lib/cli/verify-log.ts", data);
    expect(verified.output).toMatch(/newsroom: \d+ events, and the chain holds\./);
    expect(verified.code).toBe(0);
  } finally {
    await server.kill();
    await again?.stop();
    await removeDataFolder(data);
  }
});

/** Writes occurrences, some at a time, and kills the server in the middle of them. */
async function writeUntilKilled(
  request: APIRequestContext,
  server: { url: string; kill: () => Promise<void> },
  path: string,
): Promise<string[]> {
  const acknowledged: string[] = [];
  const numbers = Array.from({ length: WRITES }, (_, number) => number);
  const headline = "A hundred numbers\n\n".length;
  const whole = numbers.map((number) => `n${number}`).join(" ");
  let killed: Promise<void> | undefined;
  const writer = async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const id = newId();
      const start = headline + whole.indexOf(`n${number}`);
      const target = { id: newId(), role: "words", start, end: start + `n${number}`.length };
      try {
        const answer = await request.post(`/api${path}/annotations`, {
          headers: { origin: server.url },
          data: {
            id,
            kind: "occurrence",
            madeVersion: 1,
            targets: [target],
            claim: { from: "new", id: newId(), statement: `The number is ${number}.` },
          },
        });
        expect(answer.status(), await answer.text()).toBe(201);
        acknowledged.push(id);
      } catch (error) {
        if (!killed) throw error;
        return;
      }
      if (acknowledged.length === ENOUGH) killed = server.kill();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writer));
  await killed;
  return acknowledged;
}
