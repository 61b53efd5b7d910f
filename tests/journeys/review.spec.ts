import type { Page } from "@playwright/test";
import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel, selectWords } from "@/tests/support/journey-article";
import { cite, claimWords, submit } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = [
  "The city built the Alder Bridge in 1971, and it is 412 metres long.",
  "It has stood there ever since: the city built the Alder Bridge in 1971.",
];

/** Goes to what waits for the person, and opens what is about the words. */
async function openWaiting(page: Page, statement: string): Promise<void> {
  await page.getByRole("link", { name: /^Review/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Review" })).toBeVisible();
  await page.getByRole("region", { name: "What waits for you" }).getByText(statement).click();
  await expect(page.getByRole("heading", { level: 1, name: statement })).toBeVisible();
}

test("submitted, sent back, submitted again, approved by a second person, confirmed elsewhere", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const statement = `The Alder Bridge in the sample city ${own} was built in 1971.`;
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "The bridge of 1971", paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "The city built the Alder Bridge in 1971");
  await panel(ines).getByRole("button", { name: "Change the statement" }).click();
  await ines.getByLabel("Statement", { exact: true }).fill(statement);
  await ines.getByRole("button", { name: "Save statement" }).click();
  await expect(card(ines, statement)).toHaveCount(1);

  // Unsourced, it can be submitted only as not to be verified.
  await panel(ines).getByRole("button", { name: /^True/ }).click();
  const form = ines.getByRole("form", { name: "Proposed verdict" });
  await expect(form.getByText(/An unsourced claim can be submitted only as/)).toBeVisible();
  await expect(form.getByRole("button", { name: "Submit for review" })).toBeDisabled();
  await form.getByRole("button", { name: "Cancel" }).click();

  await cite(ines, {
    address: `https://city.example.org/chronicle/${own}`,
    title: "Chronicle of the city, 1971",
    publisher: "Example City",
    primacy: "Primary",
    quote: "In this year the bridge was opened.",
  });
  await submit(ines, "True", "The chronicle dates the opening.");
  await expect(panel(ines).getByRole("heading", { name: /In review/ })).toBeVisible();

  // Who submitted it does not review it, and it does not wait for them.
  await expect(
    panel(ines).getByText("You submitted it yourself, so another member has to decide."),
  ).toBeVisible();
  await expect(panel(ines).getByRole("button", { name: "Approve" })).toHaveCount(0);
  await ines.getByRole("link", { name: /^Review/ }).click();
  await expect(ines.getByRole("heading", { level: 1, name: "Review" })).toBeVisible();
  await expect(ines.getByText(statement)).toHaveCount(0);
  await expectNoBarriers(ines);

  await tomas.goto(`/w/${stet.sample}`);
  await openWaiting(tomas, statement);
  const desk = tomas.getByRole("article", { name: /^Review of claim/ });
  await expect(desk.getByText("In this year the bridge was opened.")).toBeVisible();
  await expect(desk.getByText("The chronicle dates the opening.")).toBeVisible();
  await expectNoBarriers(tomas);
  await tomas.keyboard.press("b");
  const request = tomas.getByRole("form", { name: "What should change" });
  await tomas.keyboard.press("1");
  await expect(request.getByRole("checkbox").first()).toBeChecked();
  await request.getByLabel("In words").fill("Opened is not built. Cite when it was built.");
  await tomas.keyboard.press("ControlOrMeta+Enter");
  await expect(tomas.getByText(/Sent back to its checker/)).toBeVisible();

  // The checker sees what came back and why, answers and submits again.
  await ines.getByRole("link", { name: /^Review/ }).click();
  await ines.getByRole("tab", { name: /Came back to me/ }).click();
  const back = ines.getByRole("list", { name: "Checks that came back to you" });
  await expect(back.getByText("Opened is not built. Cite when it was built.")).toBeVisible();
  await expectNoBarriers(ines);
  await openArticle(ines, path);
  await card(ines, statement).click();
  await expect(
    panel(ines).getByRole("region", { name: "Came back" }).getByText("Opened is not built."),
  ).toBeVisible();
  const again = ines.getByRole("form", { name: "Proposed verdict" });
  await again.getByLabel("Rationale").fill("The chronicle says on page 3 that it was built then.");
  await again.getByRole("button", { name: "Submit for review" }).click();
  await expect(panel(ines).getByRole("heading", { name: /In review/ })).toBeVisible();

  await openWaiting(tomas, statement);
  await expect(desk.getByText("The chronicle says on page 3")).toBeVisible();
  await tomas.keyboard.press("a");
  await expect(tomas.getByText(/: Approved\.$/)).toBeVisible();

  await openArticle(ines, path);
  await expect(card(ines, statement)).toContainText("Approved");
  await card(ines, statement).click();
  await expect(panel(ines).getByText("Fit confirmed")).toBeVisible();

  // The same claim in other words of the article has a fit of its own to be confirmed.
  await selectWords(ines, "the city built the Alder Bridge in 1971");
  await ines.keyboard.press("l");
  const link = ines.getByRole("dialog", { name: "Link the words to a claim" });
  await link.getByLabel("Search claims").fill(`Alder Bridge in the sample city ${own}`);
  await expect(link.getByRole("option", { name: statement })).toBeVisible();
  await expectNoBarriers(ines);
  await link.getByRole("option", { name: statement }).click();
  await expect(card(ines, statement)).toHaveCount(2);
  await expect(card(ines, statement).last()).toContainText("Fit unconfirmed");
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

  await openWaiting(tomas, statement);
  await expectNoBarriers(tomas);
  await tomas.keyboard.press("a");
  await expect(tomas.getByText(/: Confirmed\.$/)).toBeVisible();
  await openArticle(ines, path);
  await expect(card(ines, statement).filter({ hasText: "Approved" })).toHaveCount(2);
});

test("an approval carries words to the checker, and into the history", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: `With words ${own}`, paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "it is 412 metres long");
  await cite(ines, {
    address: `https://city.example.org/survey/${own}`,
    title: "Survey of the bridge",
    publisher: "Example City",
    primacy: "Primary",
    quote: "Length: 412 m",
  });
  await submit(ines, "True", "The survey gives the length.");
  await expect(panel(ines).getByRole("heading", { name: /In review/ })).toBeVisible();

  await openArticle(tomas, path);
  await card(tomas, "412 metres long").click();
  await panel(tomas).getByRole("button", { name: "Add a comment" }).click();
  const form = tomas.getByRole("form", { name: "Approval" });
  await form.getByLabel("Words with the approval").fill("The survey of 2019 has it, too.");
  await expectNoBarriers(tomas);
  // What is being written survives the page.
  await tomas.reload();
  await expect(form.getByLabel("Words with the approval")).toHaveValue(/survey of 2019/);
  await form.getByLabel("Words with the approval").press("ControlOrMeta+Enter");
  await expect(panel(tomas).getByRole("heading", { name: /Approved/ })).toBeVisible();
  await expect(form).toHaveCount(0);

  await openArticle(ines, path);
  await card(ines, "412 metres long").click();
  const check = panel(ines).getByRole("region", { name: "Check" });
  await expect(check.getByText("The survey of 2019 has it, too.")).toBeVisible();
  await panel(ines).getByText("History", { exact: true }).click();
  await expect(panel(ines).getByText("The survey of 2019 has it, too.")).toHaveCount(2);
});

test("where the article stands: counts, filters, the next thing to do, its history", async ({
  journey,
  stet,
}) => {
  const page = await journey.as(stet.ada);
  await page.goto(`/w/${stet.sample}`);
  await expectNoBarriers(page);
  const list = page.getByRole("list", { name: "Articles" });
  const sample = list.getByRole("listitem").filter({ hasText: "Apollo 11" });
  await expect(sample.getByText(/^[1-9]\d* of \d+ approved$/)).toBeVisible();
  await sample.getByRole("link", { name: /Apollo 11/ }).click();
  const progress = page.getByRole("region", { name: /^Progress by state: \d+ of \d+ approved$/ });
  await expect(progress).toBeVisible();

  const inReview = progress.getByRole("button", { name: /^Show only: In review \((\d+)\)$/ });
  const count = Number(/\((\d+)\)/.exec((await inReview.getAttribute("aria-label")) ?? "")?.[1]);
  await inReview.click();
  await expect(page.getByText(new RegExp(`^${count} of \\d+ shown$`))).toBeVisible();
  await expect(page.getByRole("list", { name: "Annotations" }).getByRole("listitem")).toHaveCount(
    count,
  );

  // The address is a link to what is seen.
  await expect(page).toHaveURL(/in_review/);
  await page.reload();
  await expect(page.getByText(new RegExp(`^${count} of \\d+ shown$`))).toBeVisible();
  await page.getByRole("button", { name: "Remove filter: In review" }).click();
  await expect(page.getByText(/shown$/)).toHaveCount(0);

  await page.keyboard.press("]");
  await expect(panel(page)).toBeVisible();
  await panel(page).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "History" }).click();
  await expect(page.getByRole("dialog").getByText("Marked words").first()).toBeVisible();
  await expectNoBarriers(page);
});
