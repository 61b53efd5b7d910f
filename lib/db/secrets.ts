import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { DatabaseError } from "@/lib/db/database-error";
import { env, isBuilding } from "@/lib/env";

const schema = z.object({
  /** Signs and encrypts the session cookies. */
  session: z.string().min(32),
});

export type Secrets = z.infer<typeof schema>;

let cached: Secrets | undefined;

/**
 * The installation's secrets, generated on first use and kept in the data folder, readable by its
 * owner only. Nothing stored depends on them: losing the file signs everyone out, no more.
 */
export function secrets(): Secrets {
  cached ??= readSecrets(env.STET_DATA);
  return cached;
}

export function readSecrets(folder: string): Secrets {
  if (isBuilding) throw new Error("A build has no secrets.");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "secrets.json");
  const text = readIfThere(file) ?? generate(file);
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new DatabaseError(
      `${file} is damaged. Delete it to have new secrets made; everyone will have to sign in again.`,
    );
  }
  return parsed.data;
}

/** Two processes may do this at once: the file appears whole or not at all, and the first one stays. */
function generate(file: string): string {
  const secret: Secrets = { session: randomBytes(32).toString("base64url") };
  const mine = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(mine, `${JSON.stringify(secret, null, 2)}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(mine, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(mine);
  }
  return readFileSync(file, "utf8");
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
