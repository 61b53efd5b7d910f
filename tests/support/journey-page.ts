import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { env } from "@/lib/env";

/** A page that is left alone until its scripts listen: a person is slower than they are. */
export async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...args) => {
    const response = await goto(...args);
    await page.waitForFunction(isReady);
    return response;
  };
  page.reload = async (...args) => {
    const response = await reload(...args);
    await page.waitForFunction(isReady);
    return response;
  };
  return page;
}

/** Whether React has taken over what the server rendered; true of any other page. */
function isReady(): boolean {
  const main = document.querySelector("main");
  return main === null || Object.keys(main).some((key) => key.startsWith("__react"));
}

const checkedPlaces = new WeakMap<Page, Set<string>>();

/** Whether a page has been looked at for barriers where it is now. */
export function isChecked(page: Page): boolean {
  return checkedPlaces.get(page)?.has(new URL(page.url()).pathname) ?? false;
}

/** What axe holds to be serious or critical is on no page, as it stands now. */
export async function expectNoBarriers(page: Page): Promise<void> {
  checkedPlaces.set(page, (checkedPlaces.get(page) ?? new Set()).add(new URL(page.url()).pathname));
  if (env.TEST_BARRIERS === "seen") return;
  // What fades in or out has no colours of its own yet.
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
  // Nothing of Stet is framed, so one document is all there is to look at.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({ id, target: target.join(" "), failureSummary })),
    );
  expect(serious, `barriers on ${page.url()}`).toEqual([]);
}
