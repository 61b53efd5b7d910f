import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { backUpDaily } from "@/lib/cli/daily";
import { openTestDatabase } from "@/tests/support/database";

const { connection } = await openTestDatabase();
const folder = mkdtempSync(path.join(os.tmpdir(), "stet-daily-"));
afterAll(() => rmSync(folder, { recursive: true }));

const now = new Date("2026-03-10T10:00:00Z");
const hoursLater = (hours: number) => new Date(now.getTime() + hours * 60 * 60 * 1000);

test("the embedded database is backed up once a day, and the last seven days are kept", async () => {
  for (let day = 1; day <= 8; day++) {
    const file = path.join(folder, `2026-03-0${day}.stet.gz`);
    writeFileSync(file, "");
    utimesSync(file, hoursLater(-24 * (10 - day)), hoursLater(-24 * (10 - day)));
  }
  const before = readdirSync(folder);
  const file = await backUpDaily(folder, now);
  if (connection.kind === "server") {
    expect(file).toBeUndefined();
    expect(readdirSync(folder)).toEqual(before);
    return;
  }
  const made = path.join(folder, "2026-03-10.stet.gz");
  expect(file).toBe(made);
  utimesSync(made, now, now);
  const kept = readdirSync(folder).sort();
  expect(kept).toHaveLength(7);
  expect(kept[0]).toBe("2026-03-03.stet.gz");
  expect(kept.at(-1)).toBe("2026-03-10.stet.gz");
  expect(await backUpDaily(folder, hoursLater(23))).toBeUndefined();
  expect(await backUpDaily(folder, hoursLater(25))).toBe(path.join(folder, "2026-03-11.stet.gz"));
});
