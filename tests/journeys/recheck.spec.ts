import type { Page } from "@playwright/test";
import { newId } from "@/lib/id";
import { expect, type Journey, test } from "@/tests/support/journey";
import {
  card,
  newArticle,
  openArticle,
  panel,
  saveText,
  selectWords,
  text,
} from "@/tests/support/journey-article";
import { cite, claimWords, submit } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";
import type { Stet } from "@/tests/support/journey-stet";

const headline = "The bridge of 1971";
// The workspace's claims are read by all journeys, so the words are this one's own.
const BUILT = `The city built bridge ${newId().slice(-8)} in 1971`;
const paragraphs = [
  `${BUILT}, and it is 412 metres long.`,
  "Six people died while it was being built, the council said.",
] as const;

/** An article with words that a checker took through their check and a second person approved. */
async function approvedWords(journey: Journey, stet: Stet, words: string, remedy?: Remedy) {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline, paragraphs: [...paragraphs] });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, words);
  if (remedy !== undefined) await setRemedy(ines, remedy);
  await cite(ines, {
    address: `https://city.example.org/chronicle/${newId().slice(-8)}`,
    title: "Chronicle of the city",
    publisher: "Example City",
    primacy: "Primary",
    quote: "In this year the bridge was opened.",
  });
  await submit(ines, "True", "The chronicle dates the opening.");
  await openArticle(tomas, path);
  await card(tomas, words).click();
  await panel(tomas).getByRole("button", { name: "Approve" }).click();
  await expect(panel(tomas).getByText("Fit confirmed")).toBeVisible();
  return { ines, tomas, path };
}

type Remedy = { fix: string } | "cut";

async function setRemedy(page: Page, remedy: Remedy): Promise<void> {
  await panel(page)
    .getByRole("button", { name: /^Edit what these words are/ })
    .click();
  await page.getByRole("combobox", { name: "Remedy" }).click();
  const name = remedy === "cut" ? "Cut" : "Fix";
  await page.getByRole("option", { name, exact: true }).click();
  if (remedy !== "cut") await page.getByLabel("Wording").fill(remedy.fix);
  await panel(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(panel(page).getByRole("deletion").first()).toBeVisible();
}

test("words edited under an approval want a recheck: said to fit, confirmed by another", async ({
  journey,
  stet,
}) => {
  const { ines, tomas, path } = await approvedWords(journey, stet, BUILT);
  await saveText(tomas, path, 1, {
    headline,
    paragraphs: [paragraphs[0].replace("in 1971", "in 1972"), paragraphs[1]],
  });

  await openArticle(ines, path);
  await expect(card(ines, BUILT)).toContainText("Recheck");
  await card(ines, BUILT).click();
  const recheck = panel(ines).getByRole("region", { name: "Recheck" });
  await expect(recheck.getByText("The words changed.")).toBeVisible();
  await expect(recheck.getByText("Since version 2.")).toBeVisible();
  await expect(recheck.getByRole("deletion")).toHaveText(/1971/);
  await expect(recheck.getByRole("insertion")).toHaveText(/1972/);
  await expectNoBarriers(ines);
  await recheck.getByRole("button", { name: "Still fits…" }).click();
  await recheck.getByLabel("Why the words still say the claim").fill("Begun then, opened then.");
  await recheck.getByRole("button", { name: "Say that they still fit" }).click();
  await expect(recheck.getByText("Another member has to confirm it.")).toBeVisible();
  await expect(recheck.getByText("Begun then, opened then.")).toBeVisible();
  await expect(recheck.getByRole("button")).toHaveCount(0);
  await expect(panel(ines).getByRole("button", { name: "Confirm these words" })).toHaveCount(0);
  await expectNoBarriers(ines);

  await tomas.goto(`/w/${stet.sample}/review`);
  await tomas.getByRole("region", { name: "What waits for you" }).getByText(BUILT).first().click();
  const desk = tomas.getByRole("article", { name: /^Review of claim/ });
  const words = desk.getByRole("region", { name: "Words to confirm" });
  await expect(words.getByRole("insertion")).toHaveText(/1972/);
  await expect(words.getByText("Begun then, opened then.")).toBeVisible();
  await expectNoBarriers(tomas);
  await tomas.keyboard.press("a");
  await expect(tomas.getByText(/: Confirmed\.$/)).toBeVisible();

  await openArticle(ines, path);
  await expect(card(ines, BUILT)).toContainText("Approved");
  await expect(card(ines, BUILT)).not.toContainText("Recheck");
});

test("a remedy is applied to the text from its panel, and undone", async ({ journey, stet }) => {
  const fixed = BUILT.replace("built", "opened");
  const { tomas } = await approvedWords(journey, stet, BUILT, { fix: fixed });
  await tomas.evaluate(() => scrollTo({ top: 40 }));
  const apply = panel(tomas).getByRole("button", { name: "Apply to the text" });
  await expect(panel(tomas).getByRole("insertion")).toHaveText(/opened/);
  await expectNoBarriers(tomas);
  await apply.click();
  await expect(text(tomas)).toContainText(`${fixed}, and it is 412 metres long.`);
  await expect(panel(tomas).getByLabel("Carried out in the text")).toBeChecked();
  await expect(card(tomas, BUILT)).toContainText("Approved");
  await expect(card(tomas, BUILT)).not.toContainText("Recheck");
  await expectNoBarriers(tomas);
  await tomas.keyboard.press("u");
  await expect(text(tomas)).toContainText(`${BUILT}, and it is 412 metres long.`);
  await expect(panel(tomas).getByLabel("Carried out in the text")).not.toBeChecked();
  await expect(apply).toBeVisible();
});

test("words that lost their place are put on others, and taken off them again", async ({
  journey,
  stet,
}) => {
  const { ines, tomas, path } = await approvedWords(journey, stet, BUILT);
  await saveText(tomas, path, 1, { headline, paragraphs: [paragraphs[1]] });

  await openArticle(ines, path);
  await ines.getByRole("button", { name: /no place in the text/ }).click();
  const list = ines.getByRole("list", { name: "Without a place in the text" });
  await expect(list.getByText(BUILT)).toBeVisible();
  await expectNoBarriers(ines);
  await list.getByRole("button").click();
  const lost = panel(ines).getByRole("region", { name: "Without a place in the text" });
  await expect(lost.getByText(BUILT)).toBeVisible();
  await expect(lost.getByRole("button", { name: "Close with a reason…" })).toBeVisible();
  await expectNoBarriers(ines);

  await selectWords(ines, "it was being built");
  await ines.keyboard.press("p");
  await expect(ines.getByText("It has its place again.")).toBeVisible();
  const words = panel(ines).getByRole("list", { name: "Marked words" });
  await expect(words.getByText("it was being built")).toBeVisible();
  await expect(words.getByText(BUILT)).toBeVisible();
  await expect(panel(ines).getByRole("region", { name: "Recheck" })).toBeVisible();
  // The rest of its sentence is gone, too.
  await expect(lost.getByRole("button", { name: "Take these words away" })).toBeVisible();
  await expectNoBarriers(ines);
  await ines.keyboard.press("u");
  await expect(lost.getByText(BUILT)).toBeVisible();
});

test("a cut that was approved is carried out from its card, and undone", async ({
  journey,
  stet,
}) => {
  const { tomas } = await approvedWords(journey, stet, BUILT, "cut");
  await expect(panel(tomas).getByText("Nothing: the words are cut")).toBeVisible();
  await panel(tomas).getByRole("button", { name: "Apply to the text" }).click();
  await expect(text(tomas)).not.toContainText(BUILT);
  await expect(text(tomas)).toContainText(", and it is 412 metres long.");
  await expect(panel(tomas).getByLabel("Carried out in the text")).toBeChecked();
  // What went where it should is not lost.
  await expect(tomas.getByRole("button", { name: /no place in the text/ })).toHaveCount(0);
  await expectNoBarriers(tomas);
  await tomas.keyboard.press("u");
  await expect(text(tomas)).toContainText(`${BUILT}, and it is 412 metres long.`);
  await expect(panel(tomas).getByLabel("Carried out in the text")).not.toBeChecked();
  await expect(card(tomas, BUILT)).toContainText("Cut (to do)");
  await expect(card(tomas, BUILT)).not.toContainText("Recheck");
});

test("a lost place is chosen from the proposals by a key, or closed with a reason; both undone", async ({
  journey,
  stet,
}) => {
  const LENGTH = "it is 412 metres long";
  const { ines, tomas, path } = await approvedWords(journey, stet, LENGTH);
  await saveText(tomas, path, 1, {
    headline,
    paragraphs: [
      `${BUILT}.`,
      "Of all its 412 metres it is proud, long or not.",
      "The tunnel beside it is 412 metres deep, and long.",
      "By the river it is a long walk, of 412 metres or more.",
      paragraphs[1],
    ],
  });

  await openArticle(ines, path);
  await ines.getByRole("button", { name: /no place in the text/ }).click();
  await ines
    .getByRole("list", { name: "Without a place in the text" })
    .getByRole("button")
    .filter({ hasText: LENGTH })
    .click();
  const lost = panel(ines).getByRole("region", { name: "Without a place in the text" });
  await expect(lost.getByText("Where it may belong")).toBeVisible();
  const shown = lost.getByRole("button", { name: /^Show “/ });
  const proposed = await shown.evaluateAll((buttons) =>
    buttons.map((button) => /“(.+)”/.exec(button.ariaLabel ?? "")?.[1] ?? ""),
  );
  expect(new Set(proposed).size, "three places are proposed").toBe(3);
  await expectNoBarriers(ines);
  for (const [index, place] of proposed.entries()) {
    expect(place).toContain("412 metres");
    await text(ines).focus();
    await ines.keyboard.press(String(index + 1));
    await expect(ines.getByText("It has its place again.").last()).toBeVisible();
    const words = panel(ines).getByRole("list", { name: "Marked words" });
    await expect(words.getByText(place)).toBeVisible();
    await expect(panel(ines).getByRole("region", { name: "Recheck" })).toBeVisible();
    await text(ines).focus();
    await ines.keyboard.press("u");
    await expect(lost.getByText(LENGTH)).toBeVisible();
    await expect(lost.getByRole("button", { name: `Show “${place}” in the text` })).toBeVisible();
  }

  await lost.getByRole("button", { name: "Close with a reason…" }).click();
  const dialog = ines.getByRole("dialog", { name: "Delete this occurrence" });
  await expectNoBarriers(ines);
  await dialog.getByLabel("Reason").fill("The length is no longer given.");
  await dialog.getByRole("button", { name: "Delete" }).click();
  const list = ines.getByRole("button", { name: /no place in the text/ });
  await expect(list).toHaveCount(0);
  await text(ines).focus();
  await ines.keyboard.press("u");
  await expect(list).toBeVisible();
  await list.click();
  await expect(
    ines.getByRole("list", { name: "Without a place in the text" }).getByText(LENGTH),
  ).toBeVisible();
});

test("a relative date wants a recheck when the planned publication moves, and not when it moves back", async ({
  journey,
  stet,
}) => {
  const WEEK = "was closed last week";
  const title = `A bridge that is closed ${newId().slice(-8)}`;
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, {
    headline: title,
    paragraphs: [`The bridge ${WEEK}, said the city.`, "It carries 18,000 vehicles a day."],
  });
  const publishOn = async (date: string) => {
    await tomas.goto(`/w/${stet.sample}`);
    await tomas.getByRole("button", { name: `Actions for “${title}”` }).click();
    await tomas.getByRole("menuitem", { name: "Byline, date and language…" }).click();
    const dialog = tomas.getByRole("dialog");
    await dialog.getByLabel("Publication date").fill(date);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
  };
  await publishOn("2 March 2027");
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, WEEK);
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

  await publishOn("9 March 2027");
  await openArticle(ines, path);
  await expect(card(ines, WEEK)).toContainText("Recheck");
  await card(ines, WEEK).click();
  const recheck = panel(ines).getByRole("region", { name: "Recheck" });
  await expect(recheck.getByText(/The publication date moved/)).toBeVisible();
  await expect(recheck).toContainText("2 Mar 2027 → 9 Mar 2027");
  await expectNoBarriers(ines);

  await publishOn("2 March 2027");
  await openArticle(ines, path);
  await expect(card(ines, WEEK)).not.toContainText("Recheck");
});
