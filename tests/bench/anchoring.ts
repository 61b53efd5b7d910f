import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { judgePlace } from "@/lib/anchoring/agreement";
import { diffTexts } from "@/lib/anchoring/diff-texts";
import { LOOK_ALIKE_KINDS, lookAlike } from "@/lib/anchoring/look-alikes";
import { placeSpans } from "@/lib/anchoring/place-spans";

/** Two drafts and the spans of the old one, with the ranges of the new where people found them. */
const revisionSchema = z.object({
  essay: z.string(),
  old: z.string(),
  new: z.string(),
  spans: z.array(
    z.object({
      start: z.int(),
      end: z.int(),
      kind: z.string(),
      gold: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
});

type Revision = z.infer<typeof revisionSchema>;

/** How many spans of a kind came to what; shares of all of them but for `spans` and time. */
interface Row {
  kind: string;
  spans: number;
  right: number;
  exact: number;
  wrong: number;
  proposedRight: number;
  orphaned: number;
  msPerSpan: number;
}

interface Table {
  name: string;
  rows: Row[];
}

const EXACT = 0.9;
const SEEDS = 100;
const DEFAULT_DATA = "../shared/data/revisions/argrewrite-dev.jsonl";

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tableOf(name: string, revisions: readonly Revision[]): Table {
  const outcomes: { kind: string; outcome: string; overlap: number }[] = [];
  const spent = new Map<string, number>();
  for (const revision of revisions) {
    const started = performance.now();
    const places = placeSpans(
      diffTexts(revision.old, revision.new),
      revision.spans.map(({ start, end }, index) => ({ id: String(index), start, end })),
    );
    const each = (performance.now() - started) / Math.max(1, revision.spans.length);
    revision.spans.forEach(({ kind, gold }, index) => {
      const place = places[index];
      if (!place) return;
      outcomes.push({ kind, ...judgePlace(place, gold) });
      spent.set(kind, (spent.get(kind) ?? 0) + each);
    });
  }
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))];
  const rowOf = (kind: string, own: typeof outcomes, time: number): Row => {
    const share = (holds: (one: (typeof own)[number]) => boolean) =>
      own.filter(holds).length / Math.max(1, own.length);
    return {
      kind,
      spans: own.length,
      right: share(({ outcome }) => outcome === "right"),
      exact: share(({ overlap }) => overlap >= EXACT),
      wrong: share(({ outcome }) => outcome === "wrong"),
      proposedRight: share(({ outcome }) => outcome === "proposed"),
      orphaned: share(({ outcome }) => outcome === "orphaned" || outcome === "proposed"),
      msPerSpan: time / Math.max(1, own.length),
    };
  };
  const rows = kinds.map((kind) =>
    rowOf(
      kind,
      outcomes.filter((one) => one.kind === kind),
      spent.get(kind) ?? 0,
    ),
  );
  const all = [...spent.values()].reduce((sum, time) => sum + time, 0);
  return { name, rows: kinds.length > 1 ? [...rows, rowOf("all", outcomes, all)] : rows };
}

/** Two halves of the essays: a weight that suits one only suits neither. */
function halfOf(essay: string): "first" | "second" {
  let hash = 7;
  for (const character of essay) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 2 === 0 ? "first" : "second";
}

async function readRevisions(file: string): Promise<Revision[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => revisionSchema.parse(JSON.parse(line)));
}

function lookAlikes(): Revision[] {
  return LOOK_ALIKE_KINDS.flatMap((kind) =>
    Array.from({ length: SEEDS }, (_, seed) => {
      const made = lookAlike(kind, seed);
      const spans = made.spans.map(({ start, end, gold }) => ({
        start,
        end,
        kind: gold.length > 0 ? kind : `${kind}: gone`,
        gold: gold.map(([from, to]): [number, number] => [from, to]),
      }));
      return { essay: kind, old: made.old, new: made.new, spans };
    }),
  );
}

function printTable({ name, rows }: Table): void {
  const columns = ["right", "exact", "wrong", "proposed", "orphaned", "ms/span"];
  const width = Math.max(...rows.map(({ kind }) => kind.length)) + 2;
  print("");
  print(name);
  print(["".padEnd(width), "spans".padStart(7), ...columns.map((c) => c.padStart(10))].join(""));
  for (const row of rows) {
    const shares = [row.right, row.exact, row.wrong, row.proposedRight, row.orphaned];
    const cells = [...shares, row.msPerSpan].map((share) => share.toFixed(3).padStart(10));
    print([row.kind.padEnd(width), String(row.spans).padStart(7), ...cells].join(""));
  }
}

async function run(): Promise<void> {
  const { values: args } = parseArgs({
    options: { data: { type: "string", default: DEFAULT_DATA }, json: { type: "string" } },
  });
  const tables: Table[] = [];
  if (existsSync(args.data)) {
    const revisions = await readRevisions(args.data);
    tables.push(tableOf("Revisions", revisions));
    for (const half of ["first", "second"] as const) {
      const own = revisions.filter(({ essay }) => halfOf(essay) === half);
      tables.push(tableOf(`Revisions: the ${half} half of the essays`, own));
    }
  } else {
    print(`There is no ${args.data}: only look-alikes are measured.`);
  }
  tables.push(tableOf("Look-alikes", lookAlikes()));
  for (const table of tables) printTable(table);
  print("");
  print(
    "Shares of the spans. Right: at least half overlap. Exact: at least .9. Proposed: not placed, " +
      "and the first proposal is right. Orphaned: not placed, proposals or not.",
  );
  if (args.json) await writeFile(args.json, `${JSON.stringify({ tables }, null, 2)}\n`);
}

// The other benchmarks' runner loads every file of this folder.
if (process.argv[1] === import.meta.filename) await run();
