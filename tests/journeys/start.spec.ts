import path from "node:path";
import { expect, test } from "@/tests/support/journey";
import {
  newDataFolder,
  postgres,
  removeDataFolder,
  runCommand,
  startServer,
} from "@/tests/support/journey-server";
import { fillSetUp } from "@/tests/support/journey-stet";

const ADMIN = { name: "Ada Example", email: "ada@example.org", password: "correct horse battery" };

test("a backup made while the server runs is the same newsroom somewhere else", async ({
  journey,
}) => {
  const data = await newDataFolder();
  const elsewhere = await newDataFolder();
  const file = path.join(elsewhere, "newsroom.stet.gz");
  const server = await startServer(data);
  try {
    const page = await journey.visitor({ baseURL: server.url });
    await page.goto(server.setUpUrl ?? "");
    await fillSetUp(page, { workspace: "Harbour Post", admin: ADMIN, sample: false });
    await page.waitForURL(/\/w\//);
    const workspace = new URL(page.url()).pathname;

    const backup = await runCommand("lib/cli/backup.ts", data, [file]);
    expect(backup.output).toMatch(/^Backed up \d+ rows to .*newsroom\.stet\.gz/);
    expect(backup.code).toBe(0);
    const verified = await runCommand("lib/cli/verify-log.ts", data);
    expect(verified.output).toContain("and the chain holds");
    await page.goto("about:blank");
    await server.stop();

    const restored = await runCommand("lib/cli/restore.ts", elsewhere, [file]);
    expect(restored.output).toMatch(/^Restored \d+ rows as they were at /);
    const again = await runCommand("lib/cli/restore.ts", elsewhere, [file]);
    expect(again.output).toContain("add --replace");
    expect(again.code).toBe(1);

    const other = await startServer(elsewhere, server.port);
    try {
      expect(other.setUpUrl).toBeNull();
      // The secrets stayed behind, so everyone signs in again.
      await page.goto(workspace);
      await page.getByLabel("E-mail address").fill(ADMIN.email);
      await page.getByLabel("Password", { exact: true }).fill(ADMIN.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`**${workspace}`);
      await page.goto("about:blank");
    } finally {
      await other.stop();
    }
  } finally {
    await server.stop();
    await removeDataFolder(data);
    await removeDataFolder(elsewhere);
  }
});

test("a second server is told who holds the data folder, and who the port", async () => {
  test.skip(postgres !== undefined, "a PostgreSQL server may serve several");
  const data = await newDataFolder();
  const elsewhere = await newDataFolder();
  const server = await startServer(data);
  try {
    const refused = await runCommand("lib/cli/start.ts", data, ["--as-built"], { PORT: "4319" });
    expect(refused.output).toContain(`The data folder ${data} is in use by process `);
    expect(refused.output).toContain(`which serves ${server.url}`);
    expect(refused.code).toBe(1);

    const sentence = `Port ${server.port} is in use by another program.`;
    const noPort = await runCommand("lib/cli/start.ts", elsewhere, ["--as-built"], {
      PORT: String(server.port),
    });
    expect(noPort.output).toContain(sentence);
    expect(noPort.code).toBe(1);
  } finally {
    await server.stop();
  }
  const next = await startServer(data, server.port);
  await next.stop();
  await removeDataFolder(data);
  await removeDataFolder(elsewhere);
});

test("a page has the policy that its scripts need and no more", async ({ journey, stet }) => {
  const page = await journey.visitor();
  const response = await page.goto("/sign-in");
  const headers = response?.headers() ?? {};
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-eval");
  expect(headers).toMatchObject({
    "cache-control": "private, no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  expect(headers["x-powered-by"]).toBeUndefined();

  // Whatever a client calls the server, links begin with its own address.
  const fooled = await page.request.get(`${stet.url}/api/auth/providers`, {
    headers: { host: "evil.example", "x-forwarded-host": "evil.example" },
  });
  expect(await fooled.text()).not.toContain("evil.example");
});
