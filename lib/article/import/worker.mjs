/**
 * The thread in which material is read. Plain JavaScript, started by path and not by a bundler, so
 * that it is the same file in production, in tests and on the command line; tsx reads the rest.
 */
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { importArticle } = await import("./import-article.ts");

try {
  const draft = await importArticle(workerData.input, workerData.limits);
  parentPort?.postMessage({ draft });
} catch (error) {
  const isRefusal = error instanceof Error && error.name === "AppError";
  // A stack that overflowed in nested elements is material beyond the limits, not a mistake of ours.
  if (isRefusal) parentPort?.postMessage({ refusal: error.details?.reason });
  else if (error instanceof RangeError) parentPort?.postMessage({ refusal: "unpacks_too_large" });
  else throw error;
}
