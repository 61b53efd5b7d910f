import { acquireLock } from "@/lib/db/lock";

// Takes the lock of a folder, says "held" or why not, and stays until it is told to stop. Tests
// start several of these.
const folder = process.argv[2];
if (!folder) throw new Error("no folder");

const startAt = Number(process.argv[3] ?? 0);
while (Date.now() < startAt) {
  // Several processes begin at the same moment.
}

acquireLock(folder, { url: "http://localhost:4310" }).then(
  (lock) => {
    process.stdout.write("held\n");
    lock.serve(async (request) => ({ asked: request }));
    process.stdin.on("end", () => lock.release());
    process.stdin.resume();
  },
  (error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  },
);
