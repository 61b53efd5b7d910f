import type { Browser, Page } from "@playwright/test";
import { median } from "./median";
import { heapSize, onPages, settle, taskTime } from "./pages-server";
import type { Bench, BenchOptions, Figure } from "./run";

const pages = ["stet", "css-highlights", "tiptap-decorations", "tiptap-bare"] as const;
type PageName = (typeof pages)[number];

const sizes = [500, 5_000, 20_000] as const;

type Sample = Record<string, number>;

/** The reading view beside the three reference pages, in Chromium, in interleaved rounds. */
export const readingBench: Bench = {
  name: "reading",
  run: (options) => onPages(pages, options, (browser) => measureAll(browser, options)),
};

async function measureAll(browser: Browser, options: BenchOptions): Promise<Figure[]> {
  const samples = new Map<string, Map<PageName, Sample[]>>();
  for (let round = 0; round < options.rounds; round++) {
    for (const size of sizes) {
      // Another order each round, so that no page always runs beside the same neighbour's heat.
      const order = pages.map((_, index) => pages[(index + round) % pages.length] ?? "stet");
      for (const name of order) {
        options.log(`round ${round + 1}/${options.rounds}, ${size} highlights, ${name}`);
        const byPage = samples.get(String(size)) ?? new Map<PageName, Sample[]>();
        samples.set(String(size), byPage);
        const list = byPage.get(name) ?? [];
        byPage.set(name, list);
        list.push(await sample(browser, options, name, size));
      }
    }
  }
  const figures: Figure[] = [];
  for (const [size, byPage] of samples) {
    for (const [page, list] of byPage) {
      for (const measure of Object.keys(list[0] ?? {})) {
        const values = list.map((one) => one[measure]).filter((value) => value !== undefined);
        figures.push({ group: `${size} highlights`, measure, subject: page, values });
      }
    }
  }
  return figures;
}

async function sample(
  browser: Browser,
  options: BenchOptions,
  name: PageName,
  size: number,
): Promise<Sample> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  try {
    await page.goto(`http://127.0.0.1:${options.port}/${name}.html?n=${size}`);
    await page.waitForFunction(() => window.page !== undefined);
    await page.evaluate(() => window.page.open());
    await settle(page);

    const cpu = await taskTime(cdp);
    const load = await page.evaluate(() =>
      window.measure(() => window.page.load(window.sets.highlights ?? [])),
    );
    await settle(page);
    const loadCpu = (await taskTime(cdp)) - cpu;

    const add = median(
      await page.evaluate(async () => {
        const times: number[] = [];
        for (const highlight of window.sets.extra ?? []) {
          times.push(await window.measure(() => window.page.add(highlight)));
        }
        return times;
      }),
    );
    const status = median(
      await page.evaluate(async () => {
        const times: number[] = [];
        for (const { id } of (window.sets.highlights ?? []).slice(5, 12)) {
          times.push(await window.measure(() => window.page.status(id, "approved")));
        }
        return times;
      }),
    );
    const result: Sample = { load, "load cpu": loadCpu, add, status };
    if (name !== "tiptap-bare") result.click = await clicks(page);
    const caret = await carets(page);
    if (caret !== null) result.caret = caret;
    const scrollCpu = await taskTime(cdp);
    result["scroll p95"] = await scroll(page);
    result["scroll cpu"] = (await taskTime(cdp)) - scrollCpu;
    result["heap MB"] = (await heapSize(cdp)) / 2 ** 20;
    return result;
  } finally {
    await context.close();
  }
}

/** Milliseconds from a click's event to the list of annotations under it. */
async function clicks(page: Page): Promise<number> {
  const times: number[] = [];
  for (let index = 20; index < 27; index++) {
    const point = await page.evaluate((at) => {
      const highlight = window.sets.highlights?.[at];
      return highlight ? window.page.pointOf(highlight) : { x: 0, y: 0 };
    }, index);
    await settle(page);
    await page.evaluate(() => {
      performance.clearMarks("annot:active");
      window.addEventListener("mousedown", () => performance.mark("bench:click"), {
        capture: true,
        once: true,
      });
    });
    // Two clicks within half a second are a double click to an editor.
    await page.waitForTimeout(520);
    await page.mouse.click(point.x, point.y);
    await settle(page);
    const time = await page.evaluate(() => {
      const start = performance.getEntriesByName("bench:click").at(-1);
      const end = performance.getEntriesByName("annot:active").at(-1);
      return start && end && window.page.clicked.length > 0
        ? end.startTime - start.startTime
        : null;
    });
    if (time === null) throw new Error("A click found no annotation");
    times.push(time);
  }
  return median(times);
}

/** Milliseconds from an arrow key's event to the end of the frame that shows the caret moved. */
async function carets(page: Page): Promise<number | null> {
  const has = await page.evaluate(() => window.page.caret(2_000));
  if (!has) return null;
  await settle(page);
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { caretTimes: times });
    window.addEventListener(
      "keydown",
      () => {
        const start = performance.now();
        void window.afterFrame().then((end) => times.push(end - start));
      },
      { capture: true },
    );
  });
  for (let press = 0; press < 24; press++) {
    await page.keyboard.press(press % 6 === 5 ? "ArrowDown" : "ArrowRight");
    await page.evaluate(() => window.afterFrame());
  }
  const times = await page.evaluate(() => Reflect.get(window, "caretTimes"));
  return median(Array.isArray(times) ? times.map(Number) : []);
}

/** The 95th percentile of the time between frames while the page scrolls, in milliseconds. */
function scroll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    window.scrollTo(0, 0);
    await window.afterFrame();
    const gaps: number[] = [];
    let before = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let frame = 0; frame < 150; frame++) {
      window.scrollBy({ top: 110, behavior: "instant" });
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      gaps.push(now - before);
      before = now;
    }
    return gaps.sort((a, b) => a - b)[Math.floor(gaps.length * 0.95)] ?? 0;
  });
}
