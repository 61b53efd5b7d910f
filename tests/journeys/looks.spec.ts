import { existsSync } from "node:fs";
import path from "node:path";
import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import {
  card,
  cards,
  clickWords,
  newArticle,
  openArticle,
  panel,
  selectWords,
  text,
} from "@/tests/support/journey-article";
import { claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const page1 = path.resolve("../shared/data/pages/rtl-1/source.html");

test("every page is readable in the dark", async ({ journey, stet }) => {
  const page = await journey.as(stet.ada, { colorScheme: "dark" });
  await page.goto(`/w/${stet.sample}`);
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("link", { name: /Apollo 11/ }).click();
  await expect(cards(page)).toBeAttached();
  await cards(page).getByRole("button").first().click();
  await expect(panel(page)).toBeVisible();
  await expectNoBarriers(page);
  for (const place of ["", "/articles/new", "/review", "/members", "/settings"]) {
    await page.goto(`/w/${stet.sample}${place}`);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expectNoBarriers(page);
  }
  for (const place of ["", "/security", "/keys", "/workspaces", "/people"]) {
    await page.goto(`/account${place}`);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expectNoBarriers(page);
  }
});

test("a Persian article is brought in, read and annotated from right to left", async ({
  journey,
  stet,
}) => {
  const page = await journey.as(stet.ada);
  await page.goto(`/w/${stet.sample}/articles/new`);
  const words = "پل در سال ۱۳۵۰ ساخته شد";
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  const file = await chooser;
  await file.setFiles({
    name: "pol.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(
      [
        "پلی که کسی اندازه‌اش نگرفت",
        "شهرداری می‌گوید پل در سال ۱۳۵۰ ساخته شد و ۴۱۲ متر درازا دارد.",
        "روزانه ۱۸٬۰۰۰ خودرو از روی آن می‌گذرند، و هیچ‌کس این را نشمرده است.",
      ].join("\n\n"),
    ),
  });
  await expect(page.getByRole("radio", { name: "Right to left" })).toBeChecked();
  await expect(page.getByRole("combobox", { name: "Language" })).toHaveValue(/Persian/);
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Save article" }).click();
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}/);
  await expect(text(page)).toHaveAttribute("dir", "rtl");
  await expect(text(page)).toHaveAttribute("lang", "fa");
  await expect(cards(page)).toBeAttached();

  await claimWords(page, words);
  await expect(card(page, words)).toHaveCount(1);
  await expectNoBarriers(page);

  // The left arrow goes on in the text, as the eye does.
  await clickWords(page, "روزانه");
  await page.keyboard.press("Home");
  for (let step = 0; step < 6; step++) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("m");
  await expect(card(page, "Common knowledge")).toHaveCount(1);
  await card(page, "Common knowledge").click();
  await expect(panel(page).getByRole("button", { name: "روزانه", exact: true })).toBeVisible();
});

test("a saved Persian page comes in from right to left", async ({ journey, stet }) => {
  test.skip(!existsSync(page1), "the folder ../shared/data/pages/rtl-1 is not here");
  const page = await journey.as(stet.ada);
  await page.goto(`/w/${stet.sample}/articles/new`);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles(page1);
  await expect(page.getByRole("textbox", { name: "Headline", exact: true })).not.toHaveValue("");
  await expect(page.getByRole("radio", { name: "Right to left" })).toBeChecked();
  await page.getByRole("button", { name: "Save article" }).click();
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}/);
  await expect(text(page)).toHaveAttribute("dir", "rtl");
  await expectNoBarriers(page);
});

test("on a narrow screen the annotations are a sheet", async ({ journey, stet }) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, {
    headline: "A narrow bridge, with a headline that is so long that it needs several lines",
    paragraphs: [
      "The city built the Alder Bridge in 1971, and it is 412 metres long.",
      "It carries 18,000 vehicles a day.",
    ],
  });
  const page = await journey.as(stet.ines, { viewport: { width: 390, height: 780 } });
  await page.goto(path);
  await expect(text(page)).toBeVisible();
  await selectWords(page, "built the Alder Bridge");
  await expectNoBarriers(page);
  await page.keyboard.press("c");
  await expect(panel(page)).toBeVisible();
  await expectNoBarriers(page);
  await panel(page).getByRole("button", { name: "Close" }).click();
  await selectWords(page, "18,000 vehicles a day");
  await page.keyboard.press("m");

  await page.getByRole("button", { name: "Show the list of annotations" }).click();
  const sheet = page.getByRole("dialog", { name: "Annotations" });
  await expect(sheet.getByRole("listitem")).toHaveCount(2);
  await expectNoBarriers(page);
  await sheet.getByRole("button", { name: /Common knowledge/ }).click();
  await expect(panel(page).getByText("18,000 vehicles a day")).toBeVisible();
  await expect(sheet).toHaveCount(0);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "nothing lies beside the screen").toBeLessThanOrEqual(390);
});

test("an article is printed: its text under its highlights, a list, and nothing of the page", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, {
    headline: `On paper ${own}`,
    paragraphs: [
      "The city built the Alder Bridge in 1971, and it is 412 metres long.",
      ...Array.from({ length: 40 }, (_, index) => `Paragraph ${index} is of no interest.`),
      "It carries 18,000 vehicles a day.",
    ],
  });
  // In the dark, which paper is not.
  const page = await journey.as(stet.ines, { colorScheme: "dark" });
  await openArticle(page, path);
  await claimWords(page, "it is 412 metres long");
  await claimWords(page, "18,000 vehicles a day");
  await selectWords(page, "Paragraph 3");
  await page.keyboard.press("m");
  await expect(card(page, "Common knowledge")).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const list = page.getByRole("region", { name: "Annotations" });
  await expect(list.getByText(/^0 of 2 claims approved\. Version 1, printed on/)).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveText([
    /Unchecked.*412 metres long/,
    /Nothing to check.*Common knowledge.*Paragraph 3/,
    /Unchecked.*18,000 vehicles/,
  ]);
  await expect(text(page)).toBeVisible();
  for (const chrome of [
    page.getByRole("banner"),
    page.getByRole("navigation", { name: "Workspace" }),
    cards(page),
    page.getByRole("button", { name: "Filter" }),
    panel(page),
  ]) {
    await expect(chrome).toBeHidden();
  }
  const { ink, paper, painted } = await page.evaluate(() => ({
    ink: getComputedStyle(document.querySelector("[data-annot-root] p") ?? document.body).color,
    paper: getComputedStyle(document.body).backgroundColor,
    painted: CSS.highlights.get("stet-unchecked")?.size,
  }));
  expect({ ink, paper }).toEqual({ ink: "rgb(0, 0, 0)", paper: "rgb(255, 255, 255)" });
  expect(painted, "the whole article is painted, not what is on the screen").toBe(2);
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  await expect(list).toHaveCount(0);
});
