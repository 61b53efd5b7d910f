import "server-only";
import path from "node:path";
import { Worker } from "node:worker_threads";
import {
  type ArticleDraft,
  DEFAULT_IMPORT_LIMITS,
  IMPORT_REFUSALS,
  type ImportInput,
  type ImportLimits,
  type ImportRefusal,
} from "./draft";
import { refusal } from "./refuse";

type Answer = { draft: ArticleDraft } | { refusal: ImportRefusal };

/**
 * Reads material into a draft article, in a thread of its own with bounds on memory and time, so
 * that no file can stall or bring down the server. Nothing is stored.
 *
 * @throws AppError "invalid" with details { reason: ImportRefusal }
 */
export function runImport(
  input: ImportInput,
  limits: Partial<ImportLimits> = {},
): Promise<ArticleDraft> {
  const bounds = { ...DEFAULT_IMPORT_LIMITS, ...limits };
  const size = sizeOf(input);
  if (size === 0) return Promise.reject(refusal("empty"));
  if (size > bounds.fileBytes) return Promise.reject(refusal("too_large"));
  return new Promise((resolve, reject) => {
    const worker = startWorker({ input, limits: bounds }, bounds.memoryMb);
    const timer = setTimeout(() => finish(() => reject(refusal("timed_out"))), bounds.timeMs);
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      void worker.terminate();
      settle();
    };
    worker.once("message", (answer: Answer) =>
      finish(() => {
        if ("draft" in answer) resolve(answer.draft);
        else reject(refusal(knownReason(answer.refusal)));
      }),
    );
    worker.once("error", (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      finish(() => reject(isMemory ? refusal("unpacks_too_large") : error));
    });
    worker.once("exit", () =>
      finish(() => reject(new Error("The import ended without an answer"))),
    );
  });
}

// In parts, so that Next's bundler does not take the worker for one of its own modules.
const WORKER_FILE = ["lib", "article", "import", "worker.mjs"];

function startWorker(workerData: unknown, memoryMb: number): Worker {
  const root = process.cwd();
  return new Worker(path.join(/* turbopackIgnore: true */ root, ...WORKER_FILE), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, stackSizeMb: 8 },
    // Neither the secrets in the environment nor the flags of the process that started it.
    env: { NODE_ENV: process.env.NODE_ENV, TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json") },
    execArgv: [],
  });
}

function sizeOf(input: ImportInput): number {
  if ("bytes" in input) return input.bytes.length;
  return "html" in input ? input.html.length : input.text.length;
}

function knownReason(reason: unknown): ImportRefusal {
  return IMPORT_REFUSALS.find((known) => known === reason) ?? "corrupt";
}
