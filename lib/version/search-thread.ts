import "server-only";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { TextSearch, TextSearchResult } from "@/lib/anchoring/search-texts";

type Answer = { progress: { done: number; total: number } } | { result: TextSearchResult };

/** A thread that has nothing to do for so long is let go. */
const IDLE_MS = 60_000;
/** The bounds of a search are looked at between two sentences; past them by so much it is stuck. */
const GRACE_MS = 30_000;
const MEMORY_MB = 1024;

/**
 * Compares texts in a thread of its own, one pair after another, so that no text, however long,
 * keeps the server from answering others. Started when it is needed.
 */
export class SearchThread {
  #worker: Worker | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @throws where the thread died, or was ended for going on past its bounds */
  search(
    search: TextSearch,
    onProgress?: (done: number, total: number) => void,
  ): Promise<TextSearchResult> {
    const result = this.#last.then(() => this.#run(search, onProgress));
    this.#last = result.catch(() => {});
    return result;
  }

  #run(
    search: TextSearch,
    onProgress?: (done: number, total: number) => void,
  ): Promise<TextSearchResult> {
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#start();
    worker.ref();
    return new Promise<TextSearchResult>((resolve, reject) => {
      const fail = (error: Error) => {
        end();
        this.#letGo();
        reject(error);
      };
      const onMessage = (answer: Answer) => {
        if ("progress" in answer) {
          onProgress?.(answer.progress.done, answer.progress.total);
          return;
        }
        end();
        worker.unref();
        this.#idle = setTimeout(() => this.#letGo(), IDLE_MS);
        this.#idle.unref();
        resolve(answer.result);
      };
      const onExit = () => fail(new Error("The comparison of texts ended without an answer"));
      const timer = setTimeout(
        () => fail(new Error("The comparison of texts took too long")),
        search.compareMs + search.searchMs + GRACE_MS,
      );
      const end = () => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("error", fail).off("exit", onExit);
      };
      worker.on("message", onMessage).once("error", fail).once("exit", onExit);
      worker.postMessage(search);
    });
  }

  #start(): Worker {
    const worker = startWorker();
    this.#worker = worker;
    worker.once("exit", () => {
      if (this.#worker === worker) this.#worker = null;
    });
    return worker;
  }

  #letGo(): void {
    void this.#worker?.terminate();
    this.#worker = null;
  }
}

// In parts, so that Next's bundler does not take the worker for one of its own modules.
const WORKER_FILE = ["lib", "version", "search-worker.mjs"];

function startWorker(): Worker {
  const root = process.cwd();
  return new Worker(path.join(/* turbopackIgnore: true */ root, ...WORKER_FILE), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    // Neither the secrets in the environment nor the flags of the process that started it.
    env: { NODE_ENV: process.env.NODE_ENV, TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json") },
    execArgv: [],
  });
}

// Next evaluates this module several times in one process (lib/db/open.ts says why).
const THREADS: unique symbol = Symbol.for("stet.searchThreads");
const slot: typeof globalThis & { [THREADS]?: { saving: SearchThread; later: SearchThread } } =
  globalThis;
slot[THREADS] ??= { saving: new SearchThread(), later: new SearchThread() };

/** `saving` is for what somebody waits for; `later` for what goes on when their version is saved. */
export const searchThreads: { saving: SearchThread; later: SearchThread } = slot[THREADS];
