import type { Browser } from "@playwright/test";
import { median } from "./median";
import { onPages, settle, taskTime } from "./pages-server";
import type { Bench, BenchOptions, Figure } from "./run";

/** Pages, with what they are called in the table; the product without highlights is one of them. */
const subjects = [
  { subject: "stet", page: "stet-editor", bare: false },
  { subject: "stet, none", page: "stet-editor", bare: true },
  { subject: "tiptap-bare", page: "tiptap-bare", bare: true },
  { subject: "tiptap-decorations", page: "tiptap-decorations", bare: false },
] as const;
type Subject = (typeof subjects)[number];

const sizes = [0, 500, 5_000, 20_000] as const;
const keys = 40;

/** Typing at the start of a long article, with highlights on it and without, in one run. */
export const typingBench: Bench = {
  name: "typing",
  run: (options) =>
    onPages([...new Set(subjects.map(({ page }) => page))], options, (browser) =>
      measureAll(browser, options),
    ),
};

async function measureAll(browser: Browser, options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  const note = (size: number, measure: string, subject: string, value: number) => {
    const group = `typing, ${size} highlights (ms a key)`;
    const known = figures.find(
      (one) => one.group === group && one.measure === measure && one.subject === subject,
    );
    if (known) known.values.push(value);
    else figures.push({ group, measure, subject, values: [value] });
  };
  for (let round = 0; round < options.rounds; round++) {
    for (const size of sizes) {
      for (const index of subjects.keys()) {
        const subject = subjects[(index + round) % subjects.length];
        if (!subject) continue;
        options.log(`round ${round + 1}/${options.rounds}, ${size}, ${subject.subject}`);
        const { cpu, paint } = await sample(browser, options, subject, size);
        note(size, "cpu", subject.subject, cpu);
        note(size, "key to paint", subject.subject, paint);
      }
    }
  }
  return figures;
}

async function sample(
  browser: Browser,
  { port }: BenchOptions,
  { page: name, bare }: Subject,
  size: number,
): Promise<{ cpu: number; paint: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  try {
    await page.goto(`http://127.0.0.1:${port}/${name}.html?n=${bare ? 0 : size}`);
    await page.waitForFunction(() => window.page !== undefined);
    await page.evaluate(() => window.page.open());
    await page.evaluate(() => window.page.load(window.sets.highlights ?? []));
    await settle(page);
    if (!(await page.evaluate(() => window.page.caret(10)))) throw new Error("no caret");
    await settle(page);
    await page.evaluate(() => {
      const times: number[] = [];
      Object.assign(window, { keyTimes: times });
      window.addEventListener(
        "keydown",
        () => {
          const start = performance.now();
          void window.afterFrame().then((end) => times.push(end - start));
        },
        { capture: true },
      );
    });
    const press = async () => {
      await page.keyboard.press("x");
      await page.evaluate(() => window.afterFrame());
    };
    // The first keys have the browser compile and lay out what the others find done.
    for (let key = 0; key < 8; key++) await press();
    const before = await taskTime(cdp);
    for (let key = 0; key < keys; key++) await press();
    const cpu = ((await taskTime(cdp)) - before) / keys;
    const times: unknown = await page.evaluate(() => Reflect.get(window, "keyTimes"));
    if (!Array.isArray(times) || times.length < keys) throw new Error("keys were lost");
    return { cpu, paint: median(times.slice(8).map(Number)) };
  } finally {
    await context.close();
  }
}
