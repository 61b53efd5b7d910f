import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** A secret for a link, and what is stored of it. 256 random bits need no slow hash. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** SHA-256, hexadecimal. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
