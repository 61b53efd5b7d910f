import { createServer, type Server } from "node:http";
import path from "node:path";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { type BuildResult, build } from "esbuild";
import { makeArticle, makeHighlights } from "./fixture";
import type { BenchOptions } from "./run";

const characters = 200_000;
const root = path.resolve(import.meta.dirname, "../..");
/** Pages that are more than a script. */
const withComponents: ReadonlySet<string> = new Set(["stet", "stet-editor"]);

/** Bundles and serves pages of the folder `pages`, and drives them in Chromium. */
export async function onPages<T>(
  pages: readonly string[],
  options: BenchOptions,
  run: (browser: Browser) => Promise<T>,
): Promise<T> {
  const server = await serve(await bundle(pages), options.port);
  const browser = await chromium.launch({
    executablePath: options.chromium,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    return await run(browser);
  } finally {
    await browser.close();
    server.close();
  }
}

export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.afterFrame();
    await new Promise((resolve) => setTimeout(resolve, 120));
    await window.afterFrame();
  });
}

async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find((one) => one.name === name)?.value ?? 0;
}

/** Milliseconds that the main thread has worked so far. */
export async function taskTime(cdp: CDPSession): Promise<number> {
  return (await metric(cdp, "TaskDuration")) * 1_000;
}

/** Bytes, garbage not counted. */
export async function heapSize(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  return metric(cdp, "JSHeapUsedSize");
}

function bundle(pages: readonly string[]): Promise<BuildResult<{ write: false }>> {
  return build({
    entryPoints: pages.map((name) =>
      path.join(
        import.meta.dirname,
        "pages",
        withComponents.has(name) ? `${name}.tsx` : `${name}.ts`,
      ),
    ),
    bundle: true,
    write: false,
    outdir: "/bundle",
    format: "esm",
    target: "es2022",
    minify: true,
    jsx: "automatic",
    absWorkingDir: root,
    tsconfigRaw: { compilerOptions: { paths: { "@/*": ["./*"] } } },
    alias: { "@": root },
    loader: { ".woff2": "dataurl", ".woff": "dataurl" },
    define: { "process.env.NODE_ENV": '"production"' },
  });
}

/** Serves each page with its text and its highlights already in memory. */
async function serve(bundles: BuildResult<{ write: false }>, port: number): Promise<Server> {
  const article = makeArticle(characters);
  const files = new Map(
    bundles.outputFiles.map(({ path: name, contents }) => [path.basename(name), contents]),
  );
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const name = url.pathname.slice(1);
    const file = files.get(name);
    if (file) {
      response.setHeader("content-type", name.endsWith(".css") ? "text/css" : "text/javascript");
      response.end(file);
      return;
    }
    const page = name.replace(/\.html$/, "");
    if (!files.has(`${page}.js`)) {
      response.statusCode = 404;
      response.end();
      return;
    }
    const count = Number(url.searchParams.get("n") ?? 500);
    const highlights = makeHighlights(article.text, count);
    const extra = makeHighlights(article.text, 12_000, 5)
      .slice(3, 10)
      .map((highlight, index) => ({ ...highlight, id: `extra${index}` }));
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${page}</title>` +
        (files.has(`${page}.css`) ? `<link rel="stylesheet" href="/${page}.css">` : "") +
        `<body><script>window.fixture = ${json(article)}; window.sets = ${json({ highlights, extra })};</script>` +
        `<script type="module" src="/${page}.js"></script></body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

function json(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
