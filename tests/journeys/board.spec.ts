import type { Page } from "@playwright/test";
import { daysAgo } from "@/tests/support/earlier";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";
import { newDataFolder, removeDataFolder, startServer } from "@/tests/support/journey-server";
import { setUpStet } from "@/tests/support/journey-stet";

const built = "The city built the Alder Bridge in 1971";
const long = "it is 412 metres long";
const paragraphs = [`${built}, and ${long}.`];

async function openBoard(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^Board/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Board" })).toBeVisible();
}

const column = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const item = (page: Page, holder: string, statement: string) =>
  column(page, holder).getByRole("listitem").filter({ hasText: statement });

test("assigned, begun, stuck some days later, and taken over by another", async ({
  browser,
  journey,
}) => {
  test.slow();
  const data = await newDataFolder();
  const earlier = await startServer(data, undefined, daysAgo(5));
  let now: typeof earlier | undefined;
  try {
    const stet = await setUpStet(browser, earlier);
    const as = (person: { email: string }) =>
      journey.visitor({ baseURL: earlier.url, storageState: stet.sessions[person.email] });
    const [tomas, ines] = [await as(stet.tomas), await as(stet.ines)];
    await tomas.goto(`/w/${stet.sample}`);
    const headline = "The bridge of 1971";
    const path = await newArticle(tomas, stet.sample, { headline, paragraphs });
    await openArticle(tomas, path);
    await claimWords(tomas, built);
    await tomas.keyboard.press("Escape");
    await claimWords(tomas, long);
    await expect(card(tomas, long)).toHaveCount(1);

    // What the filter shows is assigned at once.
    await tomas.getByRole("button", { name: "Filter" }).click();
    await tomas.getByRole("textbox", { name: "Search" }).fill("Alder");
    await tomas.keyboard.press("Enter");
    await tomas.getByRole("button", { name: "Assign the claim shown…" }).click();
    const dialog = tomas.getByRole("dialog", { name: "Assign 1 claim" });
    await dialog.getByLabel("Assign to").selectOption({ label: stet.ines.name });
    await dialog.getByRole("button", { name: "Assign", exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await openBoard(tomas);
    await tomas.getByLabel("Article", { exact: true }).selectOption({ label: headline });
    await expect(item(tomas, stet.ines.name, built)).toHaveCount(1);
    await expect(item(tomas, "Nobody", long)).toHaveCount(1);
    await expectNoBarriers(tomas);

    // She takes the other one herself, and begins the first.
    await ines.goto(`/w/${stet.sample}/board`);
    await item(ines, "Nobody", long).getByRole("button", { name: "Take", exact: true }).click();
    await expect(item(ines, "You", long)).toHaveCount(1);
    await item(ines, "You", long).getByRole("button", { name: "Give back" }).click();
    await expect(item(ines, "Nobody", long)).toHaveCount(1);
    await item(ines, "You", built).getByRole("link").click();
    await panel(ines).getByRole("button", { name: "Start checking" }).click();
    await expect(panel(ines).getByRole("heading", { name: /In progress/ })).toBeVisible();
    for (const page of [tomas, ines]) await page.goto("about:blank");

    await earlier.stop();
    now = await startServer(data, earlier.port);
    await ines.goto(`/w/${stet.sample}/board`);
    await expect(item(ines, "You", built).getByText("Stuck", { exact: true })).toBeVisible();
    await tomas.goto(path);
    await expect(card(tomas, built).getByText("Stuck", { exact: true })).toBeVisible();
    await openBoard(tomas);
    const held = item(tomas, stet.ines.name, built);
    await expect(held.getByText("Stuck", { exact: true })).toBeVisible();
    await expectNoBarriers(tomas);
    // The list of articles says it, too.
    await tomas.goto(`/w/${stet.sample}`);
    const listed = tomas.getByRole("listitem").filter({ hasText: headline });
    await expect(listed.getByText("1 stuck")).toBeVisible();
    await expectNoBarriers(tomas);
    await openBoard(tomas);
    await held.getByRole("button", { name: "Take over" }).click();
    await expect(item(tomas, "You", built)).toHaveCount(1);
    await expect(item(tomas, "You", built).getByText("Stuck", { exact: true })).toHaveCount(0);

    // Her page follows by itself.
    await expect(item(ines, "You", built)).toHaveCount(0);
    await expect(item(ines, stet.tomas.name, built)).toHaveCount(1);

    // By keyboard, on a narrow screen, several at once.
    await tomas.setViewportSize({ width: 390, height: 800 });
    await tomas.goto(`/w/${stet.sample}/board`);
    await tomas.getByLabel("Article", { exact: true }).selectOption({ label: headline });
    await expect(column(tomas, "You").getByRole("listitem")).toHaveCount(1);
    await item(tomas, "You", built).getByRole("checkbox").focus();
    await tomas.keyboard.press("Space");
    await item(tomas, "Nobody", long).getByRole("checkbox").focus();
    await tomas.keyboard.press("Space");
    await tomas.getByRole("button", { name: "Assign 2 claims…" }).click();
    const share = tomas.getByRole("dialog", { name: "Assign 2 claims" });
    await share.getByText("Share out evenly", { exact: true }).click();
    await share.getByRole("checkbox", { name: stet.ines.name }).check();
    await share.getByRole("button", { name: "Assign", exact: true }).click();
    await expect(share).toHaveCount(0);
    await expect(column(tomas, stet.ines.name).getByRole("listitem")).toHaveCount(2);
    expect(
      await tomas.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
    ).toBe(true);
    // While the page follows what was done it has for a moment no title.
    await expect(tomas).toHaveTitle(/^Board/);
    await expectNoBarriers(tomas);
  } finally {
    await earlier.kill();
    await now?.stop();
    await removeDataFolder(data);
  }
});
