import { createHash, randomBytes } from "node:crypto";
import canonicalize from "canonicalize";

/** The hash before a workspace's first event. */
export const GENESIS_HASH = "0".repeat(64);

/** What the chain covers of an event; `at` in milliseconds since 1970. */
export interface ChainedEvent {
  id: string;
  workspaceId: string;
  sequence: bigint;
  commandId: string;
  at: number;
  actorKind: string;
  actorId: string | null;
  type: string;
  subjectType: string;
  subjectId: string;
  articleId: string | null;
  claimId: string | null;
  payloadHash: string;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** RFC 8785 canonical JSON: the same value is the same text on every machine. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

/** A payload's text with the random salt that keeps an erased payload from being guessed. */
export function sealPayload(payload: unknown): { salt: string; text: string; hash: string } {
  const salt = randomBytes(16).toString("hex");
  const text = canonicalJson(payload);
  return { salt, text, hash: payloadHash(salt, text) };
}

/** SHA-256 of salt, newline, canonical JSON; hexadecimal. */
export function payloadHash(salt: string, text: string): string {
  return sha256(`${salt}\n${text}`);
}

/** An event's hash: SHA-256 over the hash before it and the event's fields in canonical JSON. */
export function chainHash(previous: string, event: ChainedEvent): string {
  return sha256(`${previous}\n${canonicalJson({ ...event, sequence: event.sequence.toString() })}`);
}
