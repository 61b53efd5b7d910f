/**
 * The thread in which texts are compared. Plain JavaScript, started by path and not by a bundler, so
 * that it is the same file in production, in tests and on the command line; tsx reads the rest.
 */
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { searchTexts } = await import("../anchoring/search-texts.ts");

parentPort?.on("message", (search) => {
  const result = searchTexts(search, (done, total) => {
    parentPort?.postMessage({ progress: { done, total } });
  });
  parentPort?.postMessage({ result });
});
