import "server-only";
import { hash, verify } from "@node-rs/argon2";

/**
 * What an unknown account's password is compared with, so that the answer takes as long as for a
 * known one: the hash of a random secret that nobody has, made with the settings of hashPassword.
 */
export const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$aIP3jfJhTb7ExpT/Y32R3A$Q22PEjKxfuOyXQv9lokmDQ7I1uAG1E1lXvScItFff7Q";

/** Argon2id with the OWASP minimum: 19 MiB, two passes. Takes some 20 ms; never in a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/** Whether the password is the account's; with no account, no, after the same work. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const same = await verify(stored ?? NOBODYS_HASH, normal(password));
  return same && stored !== null;
}

/** The same password typed on another keyboard may arrive as other code points. */
function normal(password: string): string {
  return password.normalize("NFKC");
}
