import { existsSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import {
  card,
  openArticle,
  panel,
  selectWords,
  showWords,
  text,
} from "@/tests/support/journey-article";
import { cite, submit } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const file = path.resolve("../shared/data/articles/1988-campaign.txt");

/** Every checkable statement from “Over the past year” to the last sentence but one: where it
 * begins, and where it ends. */
const STATEMENTS: [string, string?][] = [
  ["Over the past year", "both inside Iran and around the world"],
  ["The campaign has been worrying", "being held accountable"],
  ["During the summer of 1988", "30,000 political prisoners"],
  ["Many of the officials involved", "risen through the ranks"],
  ["death commissions”", "sent people to their death"],
  ["Mostafa Pour Mohammadi was the Minister of Justice"],
  ["is now Adviser to the Judiciary"],
  ["Ebrahim Raisi who was a presidential candidate"],
  ["and now the Minister of Justice"],
  ["British MPs held a parliamentary conference", "to discuss the issue"],
  ["A number of MPs spoke", "importance of seeking justice"],
  ["with many describing", "as unacceptable"],
  ["no one has been held accountable"],
  ["MP David Jones said", "taking action towards"],
  ["MP Steve McCabe said", "have been failed"],
  ["President-elect Maryam Rajavi"],
];

/** Opens the annotation on some words by its card beside them. */
async function open(page: Page, words: string): Promise<void> {
  await showWords(page, words);
  await card(page, words).click();
}

test("a real article through the main job", async ({ journey, stet }) => {
  test.skip(!existsSync(file), "the file ../shared/data/articles/1988-campaign.txt is not here");

  const own = newId().slice(-8);
  const ada = await journey.as(stet.ada);
  await ada.goto(`/w/${stet.sample}/articles/new`);
  const chooser = ada.waitForEvent("filechooser");
  await ada.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles(file);
  await expect(ada.getByRole("textbox", { name: "Headline", exact: true })).toHaveValue(
    /Campaign Calling for Justice/,
  );
  await ada.getByRole("button", { name: "Save article" }).click();
  await ada.waitForURL(/\/articles\/[0-9a-f-]{36}/);
  const article = new URL(ada.url()).pathname;

  const ines = await journey.as(stet.ines);
  await openArticle(ines, article);
  for (const [number, [from, to]] of STATEMENTS.entries()) {
    await selectWords(ines, from, to);
    await ines.keyboard.press("c");
    await expect(
      ines.getByRole("region", { name: `Progress by state: 0 of ${number + 1} approved` }),
    ).toBeVisible();
  }
  await selectWords(ines, "one of the most horrific crimes", "in recent decades");
  await ines.keyboard.press("o");
  await showWords(ines, "one of the most horrific crimes");
  await expect(card(ines, "Opinion")).toHaveCount(1);

  // Said and so: that McCabe said it is checked, whether it was a mistake is not.
  await selectWords(ines, "He said that not recognizing", "has been a mistake");
  await ines.keyboard.press("s");
  const both = ines.getByRole("dialog", { name: "Said and so" });
  await both.getByLabel("Who says it").fill("Steve McCabe");
  await both
    .getByLabel("Claim 1: that it was said")
    .fill(
      "Steve McCabe said that it was a mistake not to recognise the National Council of Resistance of Iran and Maryam Rajavi.",
    );
  await both
    .getByLabel("Claim 2: that it is so")
    .fill(
      "Not to recognise the National Council of Resistance of Iran and Maryam Rajavi was a mistake.",
    );
  await both.getByLabel("Leave claim 2 unchecked").check();
  await both.getByLabel("Why it need not be checked").fill("An opinion, and attributed.");
  await both.getByRole("button", { name: "Make both claims" }).click();
  const total = STATEMENTS.length + 2;
  const progress = (approved: number) =>
    ines.getByRole("region", { name: `Progress by state: ${approved} of ${total} approved` });
  await expect(progress(0)).toBeVisible();
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await expectNoBarriers(ines);

  // Three claims with their citations.
  await open(ines, "Mostafa Pour Mohammadi was");
  await cite(ines, {
    address: `https://cabinet.example.org/eleventh/${own}`,
    title: "Members of the eleventh cabinet",
    publisher: "Cabinet office",
    primacy: "Primary",
    quote: "Mostafa Pourmohammadi, Minister of Justice, 2013–2017",
  });
  await submit(ines, "True", "The cabinet’s own list has him as minister.");

  await open(ines, "now the Minister of Justice");
  await cite(ines, {
    address: `https://judiciary.example.org/appointments/${own}`,
    title: "Appointments, March 2019",
    publisher: "The judiciary",
    primacy: "Primary",
    stance: "Contradicts",
    quote: "Ebrahim Raisi is appointed head of the judiciary.",
  });
  await panel(ines).getByRole("group", { name: "Verdict" }).getByText("False").click();
  const proposal = ines.getByRole("form", { name: "Proposed verdict" });
  await proposal
    .getByLabel("Rationale")
    .fill("He is head of the judiciary; the minister is another.");
  await proposal.getByLabel("What should happen to the words").selectOption("Fix");
  await proposal.getByLabel("Wording").fill("and now the head of the judiciary");
  await proposal.getByRole("button", { name: "Submit for review" }).click();
  await expect(proposal).toHaveCount(0);

  await open(ines, "ordered the execution of 30,000 political prisoners");
  await cite(ines, {
    address: `https://rights.example.org/reports/${own}`,
    title: "The executions of 1988",
    publisher: "Example Rights",
    primacy: "Secondary",
    stance: "Partly supports",
    quote: "Estimates of those executed range from 4,000 to 30,000.",
  });
  await submit(ines, "Cannot be verified", "The estimates differ widely, and no list is complete.");

  // Another person approves one and sends one back.
  const tomas = await journey.as(stet.tomas);
  await openArticle(tomas, article);
  await open(tomas, "Mostafa Pour Mohammadi was");
  await panel(tomas).getByRole("button", { name: "Approve" }).click();
  await expect(tomas.getByText("Approved.", { exact: true })).toBeVisible();
  await open(tomas, "ordered the execution of 30,000 political prisoners");
  await panel(tomas).getByRole("button", { name: "Request changes" }).click();
  const request = tomas.getByRole("form", { name: "What should change" });
  await request.getByLabel("In words").fill("Attribute the number instead.");
  await request.getByRole("button", { name: "Send back" }).click();
  await expect(tomas.getByText("Sent back to its checker.")).toBeVisible();
  await expectNoBarriers(tomas);

  await ines.reload();
  await expect(text(ines)).toBeVisible();
  await expect(progress(1)).toBeVisible();
  await showWords(ines, "Mostafa Pour Mohammadi was");
  await expect(card(ines, "Mostafa Pour Mohammadi was")).toContainText("Approved");
  await expect(card(ines, "execution of 30,000 political prisoners")).toContainText("In progress");
  await expect(card(ines, "now the Minister of Justice")).toContainText("Fix (to do)");
  await ines.goto(`/w/${stet.sample}`);
  const row = ines.getByRole("listitem").filter({ has: ines.locator(`a[href="${article}"]`) });
  await expect(row.getByText(`1 of ${total} approved`)).toBeVisible();
});
