import type { Locator, Page } from "@playwright/test";
import { expect, joinAs, makeWorkspace, test } from "@/tests/support/journey";
import {
  card,
  newArticle,
  openArticle,
  panel,
  selectWords,
  share,
  toolbar,
} from "@/tests/support/journey-article";
import { citationForm, cite, claimWords, submit } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const headline = "What its author and a reader see";
const paragraphs = [
  "The city built the Alder Bridge in 1971, and it is 412 metres long.",
  "It carries 18,000 vehicles a day.",
];

test("an author and a viewer are offered what they may do, and nothing that is refused", async ({
  journey,
  stet,
}) => {
  const ada = await journey.as(stet.ada);
  const workspace = await makeWorkspace(ada, "Readers");
  const checker = await journey.visitor();
  const author = await journey.visitor();
  const viewer = await journey.visitor();
  await joinAs({ admin: ada, visitor: checker }, workspace, "Cleo Marsh", "checker");
  await joinAs({ admin: ada, visitor: author }, workspace, "Abel Ortiz", "author");
  await joinAs({ admin: ada, visitor: viewer }, workspace, "Vera Kuhn", "viewer");
  const path = await newArticle(ada, workspace, { headline, paragraphs });
  await share(ada, workspace, headline, { authors: "Abel Ortiz", viewers: "Vera Kuhn" });

  await openArticle(checker, path);
  await claimWords(checker, "it is 412 metres long");
  await cite(checker, {
    address: "https://city.example.org/survey",
    title: "Survey of the bridge",
    publisher: "Example City",
    primacy: "Primary",
    quote: "Length: 412 m",
  });
  await submit(checker, "True", "The survey gives the length.");
  await expect(panel(checker).getByRole("heading", { name: /In review/ })).toBeVisible();
  await selectWords(checker, "18,000 vehicles a day");
  await checker.keyboard.press("m");
  await expect(card(checker, "Common knowledge")).toHaveCount(1);
  await expect(checker.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

  for (const page of [author, viewer]) {
    await openArticle(page, path);
    await expectNothingToMark(page);
    await card(page, "Common knowledge").click();
    await expectNoneOf(panel(page), FOR_STAFF);
    await card(page, "412 metres long").click();
    await expect(panel(page).getByText("The survey gives the length.")).toBeVisible();
    await expectNoBarriers(page);
    // Keys do no more than buttons.
    for (const key of ["a", "b", "1", "d", "Delete"]) await page.keyboard.press(key);
    await panel(page).getByRole("button", { name: "More" }).click();
    await expect(page.getByRole("menuitem")).toHaveText([/^Show in the text/, /^Copy/, /^History/]);
    await page.keyboard.press("Escape");
    await expect(panel(page).getByText("The survey gives the length.")).toBeVisible();
    // The framework's own alert tells the page's title to those who do not see it.
    const alerts = page.locator("[role='alert']:not(#__next-route-announcer__)");
    await expect(alerts.filter({ hasText: /./ })).toHaveCount(0);
  }
  await expectNoneOf(panel(author), FOR_STAFF);
  await expectNoneOf(panel(viewer), [...FOR_STAFF, /citation|source/i]);
  await expect(viewer.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);
  await expect(author.getByRole("button", { name: "Edit", exact: true })).toBeVisible();

  // An author proposes a citation, which a checker has yet to look at.
  await panel(author).getByRole("button", { name: "Propose a citation" }).click();
  await expect(
    citationForm(author).getByText("A checker will look at the source before the citation counts."),
  ).toBeVisible();
  await citationForm(author)
    .getByLabel("Source", { exact: true })
    .fill("https://archive.example.org/bridge");
  await author.getByRole("option", { name: /^New source:/ }).click();
  await citationForm(author)
    .getByRole("textbox", { name: "Title", exact: true })
    .fill("An archive");
  await citationForm(author).getByRole("button", { name: "Add citation" }).click();
  await expect(panel(author).getByText("Not seen yet; added by Abel Ortiz")).toBeVisible();
  await expectNoBarriers(author);

  // The workspace may keep verdicts from both until the article is signed off.
  await ada.goto(`/w/${workspace}/settings`);
  const seen = ada.getByLabel("Authors see verdicts before sign-off");
  await seen.uncheck();
  await ada.locator("form").filter({ has: seen }).getByRole("button", { name: "Save" }).click();
  await expect(ada.getByText("Saved.", { exact: true })).toBeVisible();
  for (const page of [author, viewer]) {
    await openArticle(page, path);
    await card(page, "412 metres long").click();
    await expect(panel(page).getByRole("heading", { name: /In review/ })).toBeVisible();
    await expect(panel(page).getByText("Survey of the bridge").first()).toBeVisible();
    await expect(panel(page).getByText("The survey gives the length.")).toHaveCount(0);
    expect(await page.content()).not.toContain("The survey gives the length.");
    await expect(card(page, "412 metres long")).not.toContainText("True");
    await expectNoBarriers(page);
  }
});

/** Words can be selected, and are not offered to be marked. */
async function expectNothingToMark(page: Page): Promise<void> {
  await selectWords(page, "built the Alder Bridge");
  for (const key of ["c", "n", "o", "s", "l"]) await page.keyboard.press(key);
  await expect(toolbar(page)).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Annotations" }).getByRole("listitem")).toHaveCount(
    2,
  );
  await page.keyboard.press("Escape");
}

/** What only those may do who check. */
const FOR_STAFF = [
  /^Approve/,
  "Add a comment",
  "Request changes",
  "Withdraw",
  "Reopen…",
  "Change the statement",
  "Cite a source",
  "Edit what these words are in this article",
  "Link to another claim…",
  "Mark as seen",
  "Mark as unsourced",
  "The citations do not carry it",
  /: actions$/,
];

async function expectNoneOf(root: Locator, names: (string | RegExp)[]): Promise<void> {
  for (const name of names) await expect(root.getByRole("button", { name })).toHaveCount(0);
}
