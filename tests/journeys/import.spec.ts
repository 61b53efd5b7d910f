import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, type Journey, makeWorkspace, test } from "@/tests/support/journey";
import { card, text } from "@/tests/support/journey-article";
import { expectNoBarriers } from "@/tests/support/journey-page";
import type { Stet } from "@/tests/support/journey-stet";
import { wordFile } from "@/tests/support/journey-word";

const documents = path.resolve("../shared/data/documents");

async function importPage(journey: Journey, stet: Stet, workspace = stet.sample): Promise<Page> {
  const page = await journey.as(stet.ada);
  await page.goto(`/w/${workspace}/articles/new`);
  await expect(editor(page)).toBeVisible();
  return page;
}

function editor(page: Page) {
  return page.getByRole("textbox", { name: "Text of the article" });
}

async function choose(page: Page, name: string, content: Buffer | string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(content),
  });
}

/** Saves the article and waits for its page. */
async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save article" }).click();
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}/);
  await expect(text(page)).toBeVisible();
}

const PASTED = `<h1>The bridge that nobody measured</h1>
  <p>By <b>Mara Lind</b></p>
  <p>The bridge is <em>412 metres</em> long, the <a href="https://example.org/report"
    onclick="window.hacked = 1">city's report</a> says, and <a
    href="javascript:window.hacked=1">it is not</a>. Nobody has ever measured it, the city adds, and
    nobody has been asked to, in all the years since it was opened to the traffic of the town.</p>
  <h2>What was measured</h2>
  <ul><li>The deck</li><li>The towers</li></ul>
  <blockquote><p>We never measured it.</p></blockquote>
  <table><tr><th>Part</th><th>Metres</th></tr><tr><td>Deck</td><td>398</td></tr></table>
  <img src="https://tracker.example/pixel.gif" width="1" height="1" onerror="window.hacked=1">
  <script>window.hacked = 1</script>`;

/** Copies all of a page, as a person does who finds the article elsewhere. */
async function copyPage(page: Page, html: string): Promise<void> {
  const elsewhere = await page.context().newPage();
  await elsewhere.route("https://tracker.example/**", (route) => route.fulfill({ status: 204 }));
  await elsewhere.route("**/elsewhere", (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: html }),
  );
  await elsewhere.goto("/elsewhere");
  await elsewhere.keyboard.press("ControlOrMeta+a");
  await elsewhere.keyboard.press("ControlOrMeta+c");
  await elsewhere.close();
}

test("rich text is pasted: what is text survives, and what is not never does", async ({
  journey,
  stet,
}) => {
  const page = await importPage(journey, stet);
  await expectNoBarriers(page);
  await copyPage(page, PASTED);
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(page.getByRole("textbox", { name: "Headline", exact: true })).toHaveValue(
    "The bridge that nobody measured",
  );
  await expect(page.getByLabel("Byline", { exact: true })).toHaveValue(/Mara Lind/);
  await expectNoBarriers(page);

  // What was proposed is corrected: the headline where the fields are, a role where the text is.
  await page
    .getByRole("textbox", { name: "Headline", exact: true })
    .fill("The bridge nobody measured");
  await editor(page).getByText("We never measured it.").click();
  await page.getByRole("button", { name: /^Role of this block/ }).click();
  await page
    .getByRole("menuitemradio", { name: "Standfirst" })
    .or(page.getByRole("menuitem", { name: "Standfirst" }))
    .click();
  await expect(page.getByLabel("Standfirst", { exact: true })).toHaveValue("We never measured it.");

  await save(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The bridge nobody measured");
  await expect(text(page).getByRole("heading", { name: "What was measured" })).toBeVisible();
  await expect(text(page).getByRole("listitem")).toHaveCount(2);
  await expect(text(page).getByRole("cell", { name: "398" })).toBeVisible();
  await expect(text(page).getByRole("link", { name: "city's report" })).toHaveAttribute(
    "href",
    "https://example.org/report",
  );
  await expect(text(page).getByRole("link")).toHaveCount(1);
  await expect(text(page).getByRole("emphasis")).toHaveText("412 metres");
  await expect(text(page).getByRole("img")).toHaveCount(0);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});

test("an article is typed, kept through a reload, and saved", async ({ journey, stet }) => {
  const page = await importPage(journey, stet);
  await page.getByRole("button", { name: "Save article" }).click();
  await expect(page.getByText("There is no text yet.")).toBeVisible();
  await editor(page).click();
  await page.keyboard.type("A typed headline");
  await page.keyboard.press("Enter");
  await page.keyboard.type("The mill closed in 1974, and 212 people lost their work.");
  await page.getByRole("textbox", { name: "Headline", exact: true }).fill("A typed headline");
  await page.getByLabel("Byline", { exact: true }).fill("Ada Example");
  await expect(page.getByText("Kept in this tab until you save it.")).toBeVisible();
  await page.reload();
  await expect(editor(page)).toContainText("212 people lost their work");
  await expect(page.getByLabel("Byline", { exact: true })).toHaveValue("Ada Example");
  await save(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A typed headline");
  await page.goto(`/w/${stet.sample}`);
  await expect(page.getByRole("link", { name: "A typed headline" })).toBeVisible();
  await expectNoBarriers(page);
});

const FILES = [
  {
    kind: "plain text",
    name: "harbour.txt",
    content: [
      "The harbour grew by a third",
      "",
      "The harbour handled 4.1 million tonnes in 2023, the port authority says.",
      "",
      "It employs 1,200 people.",
    ].join("\n"),
    headline: "The harbour grew by a third",
    words: "4.1 million tonnes",
  },
  {
    kind: "Markdown",
    name: "harbour.md",
    content: [
      "# The harbour shrank",
      "",
      "The harbour handled **3.9 million** tonnes[^1].",
      "",
      "## What the port says",
      "",
      "- Nothing",
      "",
      "[^1]: Port authority, 2023.",
    ].join("\n"),
    headline: "The harbour shrank",
    words: "3.9 million",
  },
  {
    kind: "HTML",
    name: "harbour.html",
    content: `<!doctype html><html lang="en"><head><title>The harbour stood still</title>
      <meta name="author" content="Mara Lind"></head><body><nav><a href="/">Home</a></nav>
      <article><h1>The harbour stood still</h1><p>The harbour handled 4.0 million tonnes in 2022, the
      port authority says in its yearly report.</p><p>It has employed about 1,200 people ever since
      the new quay was opened, which makes it the town’s largest employer by far.</p></article>
      <script>document.title = "hacked"</script></body></html>`,
    headline: "The harbour stood still",
    words: "4.0 million tonnes",
  },
];

for (const { kind, name, content, headline, words } of FILES) {
  test(`a file comes in: ${kind}`, async ({ journey, stet }) => {
    const page = await importPage(journey, stet);
    await choose(page, name, content);
    await expect(page.getByRole("textbox", { name: "Headline", exact: true })).toHaveValue(
      headline,
    );
    await expect(editor(page)).toContainText(words);
    await save(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
    await expect(text(page)).toContainText(words);
  });
}

test("a Word file is dropped: its comments arrive as notes on their words", async ({
  journey,
  stet,
}) => {
  const page = await importPage(journey, stet);
  const transfer = await page.evaluateHandle(
    ([base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const made = new DataTransfer();
      made.items.add(new File([bytes], "draft.docx"));
      return made;
    },
    [(await commentedFile()).toString("base64")] as const,
  );
  await page.dispatchEvent("html", "dragenter", { dataTransfer: transfer });
  await expect(page.getByText("Drop the file to read it")).toBeVisible();
  await page
    .getByText("Drop the file to read it")
    .dispatchEvent("drop", { dataTransfer: transfer });
  await expect(page.getByRole("textbox", { name: "Headline", exact: true })).toHaveValue(
    "A draft from Word",
  );
  await expect(page.getByText("One comment in the file")).toBeVisible();
  await expectNoBarriers(page);
  await save(page);
  await card(page, "Is this the right year?").click();
  await expect(page.getByText("From the imported file, by Mara Lind")).toBeVisible();
});

test("the Word files of another project come in", async ({ journey, stet }) => {
  test.skip(!existsSync(documents), "the folder ../shared/data/documents is not here");
  const page = await importPage(journey, stet);
  for (const [name, words] of [
    ["comments.docx", /./],
    ["footnotes.docx", /Ouch/],
    ["tables.docx", /Top left/],
    ["tiny-picture.docx", null],
  ] as const) {
    await choose(page, name, readFileSync(path.join(documents, name)));
    if (words) await expect(editor(page)).toContainText(words);
    // It has no description, and so is no image to whoever cannot see it.
    else await expect(editor(page).locator("img")).toBeVisible();
    await page.getByRole("button", { name: "Start over" }).click();
  }
});

test("what cannot be read is refused with one sentence, and nothing is stored", async ({
  journey,
  stet,
}) => {
  journey.expectError(/status of 422/);
  const list = await journey.as(stet.ada);
  const workspace = await makeWorkspace(list, "Refusals");
  const page = await importPage(journey, stet, workspace);
  const word = await commentedFile();
  const refusals: [string, Buffer | string, string][] = [
    ["empty.txt", " \n ", "There is no text in it."],
    ["picture.docx", "\x89PNG\r\n\x1a\n and so on", "It is not what its name says it is."],
    ["broken.docx", word.subarray(0, word.length / 2), "It is damaged and cannot be read."],
    ["song.mp3", "ID3\x03\x00 music", "Stet reads Word (.docx), HTML, Markdown and plain text"],
  ];
  if (existsSync(documents)) {
    refusals.push([
      "nothing.docx",
      readFileSync(path.join(documents, "empty.docx")),
      "There is no text in it.",
    ]);
  }
  for (const [name, content, sentence] of refusals) {
    await choose(page, name, content);
    const alert = page.getByRole("alert").filter({ hasText: `${name} could not be read` });
    await expect(alert).toContainText(sentence);
    await alert.getByRole("button", { name: "Dismiss" }).click();
    await expect(alert).toHaveCount(0);
  }
  await list.reload();
  await expect(list.getByRole("status").filter({ hasText: "0 articles" })).toBeVisible();
});

function commentedFile(): Promise<Buffer> {
  return wordFile(
    "A draft from Word",
    ["The mill closed in 1974, and 212 people lost their work."],
    { words: "1974", author: "Mara Lind", text: "Is this the right year?" },
  );
}
