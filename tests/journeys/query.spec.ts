import type { Locator, Page } from "@playwright/test";
import { expect, joinAs, makeWorkspace, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel, share } from "@/tests/support/journey-article";
import { citationForm, claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = [
  "The council closed the Alder Bridge in 1971. The mayor, Jo Roe, kept the report to herself.",
  "It has stood there ever since, through two floods and a fire.",
];

function queries(root: Page | Locator): Locator {
  return root.getByRole("article", { name: /^Query to/ });
}

/** Asks somebody outside about what is open, by the key. */
async function ask(page: Page, name: string, question: string): Promise<void> {
  await panel(page).focus();
  await page.keyboard.press("q");
  const dialog = page.getByRole("dialog", { name: "Ask a query" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("E-mail (only for copying)").fill("fay@example.org");
  await dialog.getByLabel("Question").fill(question);
  await expectNoBarriers(page);
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function choose(page: Page, query: Locator, what: string): Promise<void> {
  await query.getByRole("button", { name: "More about this query" }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

test("an outside author answers a query by link, the words are ruled on, and the link is revoked", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "The bridge", paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "closed the Alder Bridge in 1971");
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

  await ask(ines, "Fay Freelance", "Where does the year come from?");
  const asked = queries(panel(ines));
  await expect(asked).toHaveCount(1);
  await expect(asked.getByText("Asked", { exact: true })).toBeVisible();
  await expect(card(ines, "Alder Bridge")).toContainText("Asked");
  await ask(ines, "Fay Freelance", "Who close it?");
  await expect(asked).toHaveCount(2);

  // As long as nobody has it on a link, it can be worded otherwise.
  const slip = asked.filter({ hasText: "Who close it?" });
  await choose(ines, slip, "Reword…");
  const rewording = panel(ines).getByRole("form", { name: "Reword…" });
  await expect(rewording.getByLabel("Question")).toBeFocused();
  await expectNoBarriers(ines);
  await rewording.getByLabel("Question").fill("Who closed it?");
  await rewording.getByRole("button", { name: "Reword" }).click();
  await expect(asked.filter({ hasText: "Who closed it?" })).toBeVisible();
  await expect(slip).toHaveCount(0);

  // One link carries both; its address is shown once.
  await choose(ines, asked.first(), "Link for an answer…");
  const making = ines.getByRole("dialog", { name: "Link for Fay Freelance" });
  await expect(making.getByRole("checkbox")).toHaveCount(2);
  await expectNoBarriers(ines);
  await making.getByRole("button", { name: "Make the link" }).click();
  const link = await making.getByLabel("Link", { exact: true }).inputValue();
  expect(link).toContain("/answer/");
  await expectNoBarriers(ines);
  await making.getByRole("button", { name: "Done" }).click();
  await asked.first().getByRole("button", { name: "More about this query" }).click();
  await expect(ines.getByRole("menuitem", { name: "Another date…" })).toBeVisible();
  await expect(ines.getByRole("menuitem", { name: "Reword…" })).toHaveCount(0);
  await ines.keyboard.press("Escape");

  // Somebody without an account sees the sentence and the questions, and nothing else.
  const fay = await journey.visitor({ viewport: { width: 390, height: 844 } });
  await fay.goto(link);
  await expect(fay.getByRole("heading", { level: 1, name: /^Questions from/ })).toBeVisible();
  await expect(fay.getByText("The council closed the Alder Bridge in 1971.").first()).toBeVisible();
  await expect(fay.locator("mark").first()).toHaveText("closed the Alder Bridge in 1971");
  const page = await fay.content();
  for (const hidden of ["Jo Roe", "two floods", "The bridge<", stet.tomas.name]) {
    expect(page).not.toContain(hidden);
  }
  await expect(fay.locator("meta[name=robots]")).toHaveAttribute("content", /noindex/);
  await expectNoBarriers(fay);
  const first = fay.getByRole("region", { name: "Where does the year come from?" });
  await first.getByRole("textbox", { name: "Answer" }).fill("From the minutes of 1972.");
  await first.getByRole("button", { name: "Name a source" }).click();
  await first.getByLabel("Source", { exact: true }).fill("Minutes of the council");
  await first.getByLabel("Its web address").fill("https://council.example.org/minutes");
  await first.getByLabel("What it says, word for word").fill("closed on 3 January 1972");
  await first.getByRole("button", { name: "Send the answer" }).click();
  await expect(first.getByText("Your answer has arrived. Thank you.")).toBeVisible();
  await expectNoBarriers(fay);
  await fay.reload();
  await expect(first.getByText("From the minutes of 1972.")).toBeVisible();

  // The checker finds it among the things to do, takes the source over, and rules.
  await openArticle(ines, path);
  await expect(card(ines, "Alder Bridge")).toContainText("Answered");
  await card(ines, "Alder Bridge").click();
  const answered = asked.filter({ hasText: "Where does the year come from?" });
  await expect(answered.getByText("From the minutes of 1972.")).toBeVisible();
  await answered.getByRole("button", { name: "Cite it" }).click();
  const citing = citationForm(ines);
  await expect(citing.getByLabel("Quoted passage")).toHaveValue("closed on 3 January 1972");
  await citing.getByRole("button", { name: "Cancel" }).click();
  await answered.getByRole("button", { name: "Rule" }).click();
  await answered.getByRole("radio", { name: "Fix" }).check();
  await answered.getByLabel("New wording").fill("closed the Alder Bridge in 1972");
  await expectNoBarriers(ines);
  await answered.getByRole("button", { name: "Rule" }).click();
  await expect(answered.getByText("Ruled", { exact: true })).toBeVisible();
  await expect(card(ines, "Alder Bridge")).toContainText("Fix");

  // The list can be narrowed to where somebody waits.
  await ines.getByRole("button", { name: "Filter" }).click();
  await ines.getByRole("checkbox", { name: /^Asked/ }).check();
  await ines.keyboard.press("Escape");
  await expect(ines.getByText("1 of 1 shown")).toBeVisible();
  await ines.getByRole("button", { name: "Remove filter: Asked" }).click();

  // What is open can be copied as an e-mail.
  await ines.getByRole("button", { name: /^Queries and flags: 1 open query/ }).click();
  const drawer = ines.getByRole("dialog", { name: "Queries and flags" });
  await expect(queries(drawer)).toHaveCount(1);
  await expectNoBarriers(ines);
  await drawer.getByRole("button", { name: "Copy open queries as an e-mail…" }).click();
  const mail = ines.getByRole("dialog", { name: "Open queries as an e-mail" });
  await mail.getByRole("button", { name: "Copy", exact: true }).click();
  const copied = await ines.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("To: fay@example.org");
  expect(copied).toContain("1. Who closed it?");
  expect(copied).toContain("In the article: “closed the Alder Bridge in 1971”");
  expect(copied).not.toContain("Where does the year come from?");
  await ines.keyboard.press("Escape");
  await ines.keyboard.press("Escape");

  // A revoked link shows the same sentence as one that never was.
  await card(ines, "Alder Bridge").click();
  const other = asked.filter({ hasText: "Who closed it?" });
  await other.getByRole("button", { name: "Revoke" }).click();
  await expect(other.getByText(/^Link revoked/)).toBeVisible();
  const second = fay.getByRole("region", { name: "Who closed it?" });
  await second.getByRole("textbox", { name: "Answer" }).fill("The council.");
  await second.getByRole("button", { name: "Send the answer" }).click();
  await expect(second.getByText("This link is no longer open")).toBeVisible();
  await fay.reload();
  await expect(fay.getByRole("heading", { name: "This link is no longer open" })).toBeVisible();
  const gone = await fay.getByRole("main").textContent();
  await fay.goto(`${new URL(link).origin}/answer/unknown`);
  expect(await fay.getByRole("main").textContent()).toBe(gone);
  await expectNoBarriers(fay);

  // The history tells who did what, the guest by name.
  await ines.getByRole("button", { name: "History", exact: true }).click();
  const history = ines.getByRole("dialog");
  await expect(history.getByText("Fay Freelance").first()).toBeVisible();
  await expect(history.getByText("Ruled on a query: fix")).toBeVisible();
  await expect(history.getByText("Revoked the link for Fay Freelance")).toBeVisible();
});

test("the author, a member, answers; what is asked about the whole article is to do; all is on paper", async ({
  journey,
  stet,
}) => {
  const headline = "The bridge and its author";
  const ada = await journey.as(stet.ada);
  const workspace = await makeWorkspace(ada, "Queries");
  const abel = await journey.visitor();
  const cleo = await journey.visitor();
  await joinAs({ admin: ada, visitor: abel }, workspace, "Abel Ortiz", "author");
  await joinAs({ admin: ada, visitor: cleo }, workspace, "Cleo Marsh", "checker");
  const path = await newArticle(ada, workspace, { headline, paragraphs });
  await share(ada, workspace, headline, { authors: "Abel Ortiz" });
  await openArticle(cleo, path);
  await claimWords(cleo, "closed the Alder Bridge in 1971");
  await expect(cleo.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await askMember(cleo, panel(cleo), "Where does the year come from?");
  await panel(cleo).getByRole("button", { name: "Close", exact: true }).click();
  const standing = cleo.getByRole("complementary", { name: "Where this article stands" });
  await askMember(cleo, standing, "Who read it before us?");

  // Both wait for the author; the one about the whole article comes before the text.
  await openArticle(abel, path);
  await abel.keyboard.press("]");
  const whole = abel.getByRole("complementary", { name: "Queries and flags on the article" });
  await expect(queries(whole).getByText("Who read it before us?")).toBeVisible();
  await expectNoBarriers(abel);
  await answer(queries(whole), "Only the desk.");
  await abel.keyboard.press("Escape");
  await abel.keyboard.press("]");
  const asked = queries(panel(abel));
  await expect(asked.getByText("Where does the year come from?")).toBeVisible();
  await expect(asked.getByRole("button", { name: "Rule" })).toHaveCount(0);
  await answer(asked, "From the minutes of 1972.");
  await expect(asked.getByText("Answered", { exact: true })).toBeVisible();
  await expectNoBarriers(abel);

  // Now both wait for a ruling: on the claim's own page, too, it is to be seen.
  await openArticle(cleo, path);
  await cleo.keyboard.press("]");
  const ruling = cleo.getByRole("complementary", { name: "Queries and flags on the article" });
  await expect(queries(ruling).getByText("Only the desk.")).toBeVisible();
  await cleo.keyboard.press("]");
  await expect(queries(panel(cleo)).getByText("From the minutes of 1972.")).toBeVisible();
  await cleo.emulateMedia({ media: "print" });
  await cleo.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const paper = cleo.getByRole("region", { name: "Annotations" });
  await expect(paper.getByText("Who read it before us?")).toBeVisible();
  await expect(paper.getByRole("listitem").getByText("Where does the year")).toBeVisible();
  await cleo.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await cleo.emulateMedia({ media: null });
  await panel(cleo).getByRole("button", { name: "Raise a flag" }).click();
  const raising = cleo.getByRole("dialog", { name: "Raise a flag" });
  await raising.getByLabel("Why").fill("The lawyer has to see it.");
  await raising.getByRole("button", { name: "Raise the flag" }).click();
  await cleo.goto(`/w/${workspace}/claims`);
  await cleo.getByRole("link", { name: /Alder Bridge/ }).click();
  const open = cleo.getByRole("region", { name: "Open queries" });
  await expect(queries(open).getByText("From the minutes of 1972.")).toBeVisible();
  await expect(cleo.getByRole("region", { name: "Flags" })).toContainText("The lawyer");
  await expectNoBarriers(cleo);
  await queries(open).getByRole("link", { name: "Show in the article" }).click();
  await expect(queries(panel(cleo)).getByText("From the minutes of 1972.")).toBeVisible();
});

/** Asks the article's author, a member, about what the panel shows. */
async function askMember(page: Page, root: Locator, question: string): Promise<void> {
  await root.getByRole("button", { name: "Ask a query" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask a query" });
  await expect(dialog.getByLabel("Who", { exact: true })).toBeVisible();
  await dialog.getByLabel("Question").fill(question);
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(queries(root).getByText(question)).toBeVisible();
}

async function answer(query: Locator, words: string): Promise<void> {
  await query.getByRole("button", { name: "Answer", exact: true }).click();
  await query.getByRole("textbox", { name: "Answer" }).fill(words);
  await query.getByRole("button", { name: "Send the answer" }).click();
  await expect(query.getByText(words)).toBeVisible();
}

test("a flag is raised by its key and cleared by an editor, with a reason", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "The mayor", paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "kept the report to herself");
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await panel(ines).focus();
  await ines.keyboard.press("v");
  const dialog = ines.getByRole("dialog", { name: "Raise a flag" });
  await dialog.getByLabel("Kind").selectOption("Legal");
  await dialog.getByLabel("Why").fill("The lawyer has to see it.");
  await expectNoBarriers(ines);
  await dialog.getByRole("button", { name: "Raise the flag" }).click();
  const flag = panel(ines).getByRole("article", { name: "Flag: Legal" });
  await expect(flag).toBeVisible();
  await expect(flag.getByRole("button", { name: "Clear" })).toHaveCount(0);
  await expect(card(ines, "kept the report")).toContainText("Legal");

  await openArticle(tomas, path);
  await tomas.getByRole("button", { name: /1 open flag/ }).click();
  const all = tomas.getByRole("dialog", { name: "Queries and flags" });
  const raised = all.getByRole("article", { name: "Flag: Legal" });
  await raised.getByRole("button", { name: "Clear" }).click();
  await raised.getByLabel("Why it is cleared").fill("She has seen it.");
  await expectNoBarriers(tomas);
  await raised.getByRole("button", { name: "Clear the flag" }).click();
  await expect(raised.getByText("Cleared", { exact: false }).first()).toBeVisible();
  await tomas.keyboard.press("Escape");
  await expect(card(tomas, "kept the report")).not.toContainText("Legal");
});
