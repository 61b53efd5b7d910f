import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/support/journey";
import {
  card,
  newArticle,
  newNote,
  openArticle,
  panel,
  saveText,
  text,
} from "@/tests/support/journey-article";
import { claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";
import { JOURNEY_WEB } from "@/tests/support/journey-server";
import { wordFile } from "@/tests/support/journey-word";
import { longText, spansIn } from "@/tests/support/long-text";

const PARAGRAPHS = [
  "The mill closed in 1974, and 212 people lost their work. The town never got over it.",
  "It had been founded in 1881 by two brothers, who came from the coast with a loan of 900 crowns.",
  "Today the building is a museum. It was visited by 31,000 people last year, says its director.",
];

/** A Word file with the text of the article, as somebody sends it again after changing words. */
function editedFile(headline: string): Promise<Buffer> {
  const [first = "", second = "", third = ""] = PARAGRAPHS;
  return wordFile(headline, [first.replace("212 people", "some 200 people"), second, third]);
}

async function chooseFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer });
}

test("an edited Word file takes the place of the text; versions are compared and restored", async ({
  journey,
  stet,
}) => {
  const page = await journey.as(stet.ada);
  const headline = "The mill that closed";
  const path = await newArticle(page, stet.sample, { headline, paragraphs: PARAGRAPHS });
  await openArticle(page, path);
  await claimWords(page, "212 people lost their work");
  await claimWords(page, "founded in 1881");

  // The server is slow: what the page writes into its address meanwhile does not keep the reader.
  await page.route(/\/versions\?/, async (route) => {
    await setTimeout(1_000);
    await route.continue();
  });
  await card(page, "212 people lost their work").click();
  await page.getByRole("link", { name: "Version 1" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Versions");
  await page.unroute(/\/versions\?/);
  await page.getByRole("link", { name: "Replace the text…" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Replace the text");
  await expectNoBarriers(page);

  // The same file again changes nothing, and says so.
  await chooseFile(page, "same.docx", await wordFile(headline, PARAGRAPHS));
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await page.getByRole("button", { name: "Choose something else" }).click();

  // What would change is seen before anything is saved.
  await chooseFile(page, "edited.docx", await editedFile(headline));
  const summary = page.getByRole("region", { name: "What would change" });
  await expect(summary).toContainText("1 kept, 1 to recheck");
  const difference = page.getByRole("region", { name: "Differences in the text" });
  await expect(difference.getByRole("deletion")).toHaveText(["212"]);
  await expect(difference.getByRole("insertion")).toHaveText(["some 200"]);
  await expectNoBarriers(page);
  await summary.getByLabel("Note for the new version").fill("The desk’s corrections");
  await summary.getByRole("button", { name: "Save as version 2" }).click();

  const versions = page.getByRole("list", { name: "Versions, the newest first" });
  const second = versions.getByRole("listitem").filter({ hasText: "Version 2" });
  await expect(second).toContainText("Text replaced by Ada Example");
  await expect(second).toContainText("The desk’s corrections");
  await expect(second).toContainText("1 kept, 1 to recheck");
  await expectNoBarriers(page);

  // Compared in one text and side by side; the choice is in the address.
  await page.getByRole("link", { name: "Compare 1 with 2" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Version 1 and version 2");
  await expect(difference.getByRole("insertion")).toHaveText(["some 200"]);
  await page.keyboard.press("]");
  await expect(page.getByRole("status").filter({ hasText: "Difference 1 of 1" })).toBeVisible();
  await page.getByText("Side by side", { exact: true }).click();
  await page.waitForURL(/view=side/);
  await expect(difference.getByText("Version 2", { exact: true })).toBeVisible();
  await expect(difference.getByRole("deletion")).toHaveText(["212"]);
  await expectNoBarriers(page);

  // The old version has its highlights where they stood.
  await page.goto(`${path}/versions/1`);
  await expect(page.getByText("Version 1 of 2, as it stood.")).toBeVisible();
  await expect(page.getByRole("document", { name: /^Text of version 1/ })).toContainText(
    "212 people lost their work",
  );
  await expect(card(page, "212 people lost their work")).toBeVisible();
  await expectNoBarriers(page);

  // Restored, and that undone by the version before.
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("Version 1 was brought back as version 3.")).toBeVisible();
  await expect(text(page)).toContainText("212 people lost their work");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone: version 2 is back, as version 4.")).toBeVisible();
  await page.goto(`${path}/versions`);
  await expect(versions.getByRole("listitem")).toHaveCount(4);
  await expect(versions.getByRole("listitem").first()).toContainText("Version 2 brought back");
});

test("a whole new text is saved at once; what lost its place is looked for behind it", async ({
  journey,
  stet,
}) => {
  const page = await journey.as(stet.ada);
  const headline = "Many words of one kind";
  const paragraphs = longText(1);
  const path = await newArticle(page, stet.sample, { headline, paragraphs });
  const spans = spansIn([headline, ...paragraphs].join("\n\n"), 3_000);
  for (let from = 0; from < spans.length; from += 50) {
    await newNote(page, path, spans.slice(from, from + 50));
  }
  await saveText(page, path, 1, { headline, paragraphs: longText(2) });

  // The server's first answer is changed on its way to say that it gave up.
  let gaveUp = false;
  await page.route(`**${path}`, async (route) => {
    if (gaveUp || route.request().method() !== "POST") return route.fallback();
    const response = await route.fetch();
    const body = await response.text();
    gaveUp = body.includes('"isStopped":false');
    await route.fulfill({
      response,
      body: body.replace('"isStopped":false', '"isStopped":true'),
    });
  });
  await openArticle(page, path);
  await page.getByRole("button", { name: /no place in the text/ }).click();
  const stopped = page.getByRole("status").filter({ hasText: "stopped before its end" });
  await expect(stopped).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Look again" }).press("Enter");
  await expect(stopped).toHaveCount(0);
  const looking = page.getByRole("status").filter({ hasText: /^Looking for [\d,]+ lost places…$/ });
  await expect(looking).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Search for likely places" })).toBeVisible();
  await expectNoBarriers(page);
  await expect(looking).toHaveCount(0, { timeout: 180_000 });
  await page
    .getByRole("list", { name: "Without a place in the text" })
    .getByRole("button")
    .first()
    .click();
  const lost = panel(page).getByRole("region", { name: "Without a place in the text" });
  await expect(lost.getByText("Where it may belong")).toBeVisible();
});

test.describe("from the web", () => {
  let web: Server;
  let address: string;
  let paragraphs: string[];

  test.beforeEach(async () => {
    paragraphs = PARAGRAPHS;
    web = createServer((request, response) => {
      if (request.url !== "/mill") {
        response.writeHead(404).end();
        return;
      }
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<!doctype html><html lang="en"><head><title>A mill on the web</title></head>
        <body><article><h1>A mill on the web</h1>
        ${paragraphs.map((words) => `<p>${words}</p>`).join("")}</article></body></html>`);
    });
    await new Promise<void>((resolve) => web.listen(0, JOURNEY_WEB, resolve));
    const { port } = web.address() as AddressInfo;
    address = `http://${JOURNEY_WEB}:${port}`;
  });

  test.afterEach(() => {
    web.close();
  });

  test("an address becomes an article, and is looked at again for changes", async ({
    journey,
    stet,
  }) => {
    const page = await journey.as(stet.ada);
    await page.goto(`/w/${stet.sample}/articles/new`);
    await page.getByLabel("Or from the web").fill(`${address}/mill`);
    await page.getByRole("button", { name: "Fetch" }).click();
    await expect(page.getByRole("textbox", { name: "Headline", exact: true })).toHaveValue(
      "A mill on the web",
    );
    await expect(page.getByLabel("Web address", { exact: true })).toHaveValue(`${address}/mill`);
    await page.getByRole("button", { name: "Save article" }).click();
    await page.waitForURL(/\/articles\/[0-9a-f-]{36}/);
    await expect(text(page)).toContainText("founded in 1881");

    await page.getByRole("link", { name: "Version 1" }).click();
    await expect(page.getByText("Read from")).toContainText(`${address}/mill`);
    await page.getByRole("link", { name: "Replace the text…" }).click();
    await page.getByRole("button", { name: "Check for changes" }).click();
    await expect(page.getByText("Nothing changed")).toBeVisible();
    await page.getByRole("button", { name: "Choose something else" }).click();

    paragraphs = [...PARAGRAPHS, "A correction was added on Monday: the loan was of 800 crowns."];
    await page.getByRole("button", { name: "Check for changes" }).click();
    const difference = page.getByRole("region", { name: "Differences in the text" });
    await expect(difference.getByRole("insertion")).toHaveText([/^A correction was added/]);
    await page.getByRole("button", { name: "Save as version 2" }).click();
    await expect(page.getByText("Saved as version 2.")).toBeVisible();
  });

  test("an address that may not be fetched, or has no page, is refused with a sentence", async ({
    journey,
    stet,
  }) => {
    journey.expectError(/status of 422/);
    const page = await journey.as(stet.ada);
    await page.goto(`/w/${stet.sample}/articles/new`);
    const refusals: [string, string][] = [
      ["http://10.0.0.1/mill", "The address leads into a private network"],
      ["localhost/mill", "The address leads into a private network"],
      ["ftp://example.org/mill", "Only addresses that begin with https:// or http://"],
      [`${address}/gone`, "There is no such page on this site."],
    ];
    for (const [given, sentence] of refusals) {
      await page.getByLabel("Or from the web").fill(given);
      await page.getByRole("button", { name: "Fetch" }).click();
      const alert = page.getByRole("alert").filter({ hasText: "could not be read" });
      await expect(alert).toContainText(sentence);
      await alert.getByRole("button", { name: "Dismiss" }).click();
    }
    await expectNoBarriers(page);
  });
});
