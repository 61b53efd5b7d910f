import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { DatabaseError } from "@/lib/db/database-error";

// A backup is gzipped lines of JSON, the same for either kind of database:
//
//   the header
//   for each table: {"table": name, "columns": [names]}, then each row as an array of PostgreSQL's
//   text form of its values (or null)
//   the trailer, with the SHA-256 of all lines before it
//
// Any language that knows gzip and JSON can read it, and any PostgreSQL can take it in.

const headerSchema = z.object({
  format: z.literal("stet-backup"),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** The migrations that make the tables. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Where each workspace's log stood, so that a log can later be compared with what it was. */
  logHeads: z.array(z.object({ workspaceId: z.string(), sequence: z.string(), hash: z.string() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type BackupHeader = z.infer<typeof headerSchema>;

const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) });
const rowSchema = z.array(z.string().nullable());
const trailerSchema = z.object({ end: z.literal(true), rows: z.number(), sha256: z.string() });

export type BackupEntry =
  | { kind: "table"; table: string; columns: string[] }
  | { kind: "row"; values: (string | null)[] };

/** Turns a header and entries into a backup's lines, ending with its trailer. */
export async function* writeLines(
  header: BackupHeader,
  entries: AsyncIterable<BackupEntry>,
  count: (rows: number) => void,
): AsyncGenerator<string> {
  const hash = createHash("sha256");
  let rows = 0;
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line(header);
  for await (const entry of entries) {
    if (entry.kind === "row") rows += 1;
    yield line(
      entry.kind === "row" ? entry.values : { table: entry.table, columns: entry.columns },
    );
  }
  count(rows);
  yield `${JSON.stringify({ end: true, rows, sha256: hash.digest("hex") })}\n`;
}

/**
 * Reads a backup through to its end and answers with its header.
 *
 * @throws DatabaseError when it is not a backup, not whole, or not as it was written
 */
export async function checkBackup(file: string): Promise<BackupHeader> {
  const hash = createHash("sha256");
  let header: BackupHeader | undefined;
  let rows = 0;
  let last: string | undefined;
  for await (const line of linesOf(file)) {
    if (last !== undefined) {
      hash.update(`${last}\n`);
      if (last.startsWith("[")) rows += 1;
    }
    header ??= parseHeader(file, line);
    last = line;
  }
  const trailer = trailerSchema.safeParse(parseJson(last ?? ""));
  if (!header || !trailer.success) {
    throw new DatabaseError(`${file} is not whole: its end is missing.`);
  }
  if (trailer.data.sha256 !== hash.digest("hex") || trailer.data.rows !== rows) {
    throw new DatabaseError(`${file} is damaged: its contents do not match its digest.`);
  }
  return header;
}

/** The tables and rows of a backup that `checkBackup` has found whole. */
export async function* readEntries(file: string): AsyncGenerator<BackupEntry> {
  let number = 0;
  for await (const line of linesOf(file)) {
    number += 1;
    if (number === 1) continue;
    const value = parseJson(line);
    if (trailerSchema.safeParse(value).success) return;
    const row = rowSchema.safeParse(value);
    yield row.success
      ? { kind: "row", values: row.data }
      : { kind: "table", ...tableSchema.parse(value) };
  }
}

function parseHeader(file: string, line: string): BackupHeader {
  const header = headerSchema.safeParse(parseJson(line));
  if (!header.success) throw new DatabaseError(`${file} is not a backup of Stet.`);
  return header.data;
}

/** The lines of a gzipped file. A line may be as long as the largest picture. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const gunzip = createGunzip();
  let failure: unknown;
  const reading = pipeline(createReadStream(file), gunzip).catch((error: unknown) => {
    failure = error;
  });
  let parts: Buffer[] = [];
  try {
    for await (const chunk of gunzip) {
      let rest: Buffer = chunk;
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        yield Buffer.concat([...parts, rest.subarray(0, end)]).toString();
        parts = [];
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0) parts.push(rest);
    }
  } catch (error) {
    failure ??= error;
  }
  await reading;
  if (failure) throw unreadable(file, failure);
  if (parts.length > 0) yield Buffer.concat(parts).toString();
}

function unreadable(file: string, error: unknown): DatabaseError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason =
    code === "ENOENT"
      ? "there is no such file"
      : code === "Z_BUF_ERROR"
        ? "it is not whole"
        : typeof code === "string" && code.startsWith("Z_")
          ? "it is damaged, or not a backup"
          : error instanceof Error
            ? error.message
            : String(error);
  return new DatabaseError(`${file} cannot be read: ${reason}.`, { cause: error });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
