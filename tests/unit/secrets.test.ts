import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readSecrets } from "@/lib/db/secrets";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "stet-secrets-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("are made once, for their owner only", () => {
  const first = readSecrets(path.join(folder, "data"));
  expect(first.session.length).toBeGreaterThanOrEqual(43);
  expect(readSecrets(path.join(folder, "data"))).toEqual(first);
  expect(readdirSync(path.join(folder, "data"))).toEqual(["secrets.json"]);
  if (process.platform !== "win32") {
    expect(statSync(path.join(folder, "data", "secrets.json")).mode & 0o777).toBe(0o600);
  }
});

test("a damaged file is not replaced behind anyone's back", () => {
  writeFileSync(path.join(folder, "secrets.json"), '{"session": "short"}');
  expect(() => readSecrets(folder)).toThrow(/secrets\.json is damaged/);
});
