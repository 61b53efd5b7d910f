/** Prints one line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** An expected failure of a command: its message is a sentence for the person at the terminal. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/**
 * Runs a command to its end. A failure prints its sentence (of an unexpected one, all of it) and
 * sets the exit code, leaving what is open time to close.
 */
export function run(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    const expected =
      error instanceof Error &&
      ["CommandError", "LockedError", "DatabaseError"].includes(error.name);
    process.stderr.write(
      `${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  });
}
