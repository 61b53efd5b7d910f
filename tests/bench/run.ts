import { readdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { ensureChromium } from "../support/chromium";
import { median } from "./median";

export interface BenchOptions {
  rounds: number;
  port: number;
  chromium: string;
  log: (line: string) => void;
}

/** All values of one measure of one subject; milliseconds, unless the measure's name says else. */
export interface Figure {
  group: string;
  measure: string;
  subject: string;
  values: number[];
}

/**
 * A bench is a file in this folder that exports a value of this shape; the first subject that it
 * names is the product, the others are what it is compared with.
 */
export interface Bench {
  name: string;
  run(options: BenchOptions): Promise<Figure[]>;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function isBench(value: unknown): value is Bench {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "run" in value &&
    typeof value.run === "function"
  );
}

async function findBenches(): Promise<Bench[]> {
  const found: Bench[] = [];
  for (const file of (await readdir(import.meta.dirname)).sort()) {
    if (!file.endsWith(".ts") || file === "run.ts" || file === "page.ts") continue;
    const module: object = await import(pathToFileURL(path.join(import.meta.dirname, file)).href);
    found.push(...Object.values(module).filter(isBench));
  }
  return found;
}

/** One table for each group: a row for each measure, medians, and the product's ratio to each. */
function tables(figures: readonly Figure[]): string[] {
  const lines: string[] = [];
  for (const group of new Set(figures.map((figure) => figure.group))) {
    const own = figures.filter((figure) => figure.group === group);
    const subjects = [...new Set(own.map((figure) => figure.subject))].sort(
      (a, b) => Number(b === "stet") - Number(a === "stet"),
    );
    lines.push("", group, row(["", ...subjects]));
    for (const measure of new Set(own.map((figure) => figure.measure))) {
      const values = subjects.map((subject) => {
        const figure = own.find((one) => one.measure === measure && one.subject === subject);
        return figure ? median(figure.values) : null;
      });
      const first = values[0];
      const cells = values.map((value, index) => {
        if (value === null) return "–";
        const ratio = index > 0 && typeof first === "number" && value > 0 ? first / value : null;
        return `${value.toFixed(1)}${ratio === null ? "" : ` (×${ratio.toFixed(2)})`}`;
      });
      lines.push(row([measure, ...cells]));
    }
  }
  return lines;
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(14) : cell.padStart(22))).join("");
}

const { values: args } = parseArgs({
  options: {
    only: { type: "string" },
    json: { type: "string" },
    rounds: { type: "string", default: "5" },
    port: { type: "string", default: "4320" },
  },
});

const benches = (await findBenches()).filter(({ name }) => !args.only || name === args.only);
if (benches.length === 0) {
  print(`No bench is called ${args.only ?? ""}.`);
  process.exit(1);
}
const results: Record<string, Figure[]> = {};
for (const bench of benches) {
  print(`${bench.name}:`);
  const figures = await bench.run({
    rounds: Number(args.rounds),
    port: Number(args.port),
    chromium: ensureChromium(),
    log: (line) => process.stderr.write(`  ${line}\n`),
  });
  results[bench.name] = figures;
  for (const line of tables(figures)) print(line);
  print("");
  print("Medians; in brackets how many times the reference's figure the first column's is.");
}
if (args.json) {
  const machine = { cpus: os.cpus().length, model: os.cpus()[0]?.model, node: process.version };
  await writeFile(args.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
}
