import type { Page } from "@playwright/test";
import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, selectIn, text } from "@/tests/support/journey-article";
import { claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

// The workspace's claims are read by all journeys, so the words are this one's own.
const BUILT = `The city built bridge ${newId().slice(-8)} in 1971`;
const LENGTH = "it is 412 metres long";
const DIED = "Six people died while it was being built";
const paragraphs = [
  `${BUILT}.`,
  `By its plans ${LENGTH}, and wide.`,
  `${DIED}.`,
  "Nobody has measured it since.",
];

function editor(page: Page) {
  return page.getByRole("textbox", { name: "Text of the article" });
}

async function edit(page: Page, path: string): Promise<void> {
  await openArticle(page, path);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expect(editor(page)).toBeVisible();
}

async function replace(page: Page, words: string, by: string): Promise<void> {
  await selectIn(editor(page), words);
  await page.keyboard.press("Delete");
  await page.keyboard.type(by);
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save version" }).click();
}

/** The words, without their context, that the browser draws a line under, in the order of the text. */
function underlined(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ranges = [...CSS.highlights].flatMap(([name, sheet]) =>
      name.endsWith("-context") ? [] : [...sheet],
    );
    const words = ranges.map((drawn) => {
      const range = document.createRange();
      range.setStart(drawn.startContainer, drawn.startOffset);
      range.setEnd(drawn.endContainer, drawn.endOffset);
      return range;
    });
    words.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
    return words.map(String).filter((word) => word !== "");
  });
}

test("a text is edited under its highlights: one is kept, one changed, one without a place", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const headline = "An edited bridge";
  const path = await newArticle(tomas, stet.sample, { headline, paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  for (const words of [BUILT, LENGTH, DIED]) {
    await claimWords(ines, words);
    await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  }
  await expect(ines.getByRole("button", { name: "Edit", exact: true })).toHaveCount(0);

  await edit(tomas, path);
  await expect.poll(() => underlined(tomas)).toEqual([BUILT, LENGTH, DIED]);
  await expectNoBarriers(tomas);

  // What is typed at its edge is no part of a highlight; what is typed inside is.
  await selectIn(editor(tomas), "412");
  await tomas.keyboard.type("398");
  await selectIn(editor(tomas), ", and");
  await tomas.keyboard.type(", says the city, and");
  await selectIn(editor(tomas), `${DIED}.`);
  await tomas.keyboard.press("Delete");
  const changed = LENGTH.replace("412", "398");
  await expect.poll(() => underlined(tomas)).toEqual([BUILT, changed]);
  await tomas.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => underlined(tomas)).toEqual([BUILT, changed, DIED]);
  await tomas.keyboard.press("ControlOrMeta+Shift+z");
  await expect.poll(() => underlined(tomas)).toEqual([BUILT, changed]);

  // Kept through a reload, highlights and all, and through being given up by mistake.
  await expect(tomas.getByText("Kept in this browser until you save")).toBeVisible();
  await tomas.reload();
  await expect(editor(tomas)).toContainText(`${changed}, says the city, and wide`);
  await expect.poll(() => underlined(tomas)).toEqual([BUILT, changed]);
  await tomas.getByRole("button", { name: "Discard changes" }).click();
  await expect(editor(tomas)).toContainText(LENGTH);
  await tomas.getByRole("button", { name: "Undo" }).filter({ hasText: "Undo" }).click();
  await expect(editor(tomas)).toContainText(changed);

  await tomas.getByLabel("What changed (optional)").fill("Length corrected");
  await tomas.keyboard.press("ControlOrMeta+s");
  const notice = tomas.getByRole("alert").filter({ hasText: "Version 2 is saved" });
  await expect(notice).toContainText("1 kept, 1 to recheck, 1 without a place");
  await expect(text(tomas)).toContainText(changed);
  await expect(card(tomas, LENGTH)).toContainText("Recheck");

  // Nothing is left over for the next edit.
  await edit(tomas, path);
  await expect(tomas.getByRole("status").filter({ hasText: "No changes yet" })).toBeVisible();
  await expect(editor(tomas)).toContainText(changed);
});

test("two people edit one text: what goes together is merged, what does not is shown", async ({
  journey,
  stet,
}) => {
  journey.expectError(/409/);
  const ada = await journey.as(stet.ada);
  const headline = "Two at one bridge";
  const path = await newArticle(ada, stet.sample, { headline, paragraphs });
  const tomas = await journey.as(stet.tomas);
  await edit(ada, path);
  await edit(tomas, path);
  await replace(ada, "Nobody", "Not one");
  await save(ada);
  await expect(text(ada)).toContainText("Not one has measured it since.");
  await replace(tomas, "412", "398");
  await save(tomas);
  await expect(
    tomas.getByRole("heading", { name: "Version 2 was saved while you were editing" }),
  ).toBeVisible();
  await expect(tomas.getByRole("insertion").filter({ hasText: "Not one" })).toBeVisible();
  await expectNoBarriers(tomas);
  await tomas.getByRole("button", { name: "Save the merged text" }).click();
  await expect(text(tomas)).toContainText("398 metres");
  await expect(text(tomas)).toContainText("Not one has measured it since.");

  // The same paragraph by both: nothing is put together, and nothing is lost.
  await edit(ada, path);
  await edit(tomas, path);
  await replace(ada, "398", "400");
  await save(ada);
  await expect(text(ada)).toContainText("400 metres");
  await replace(tomas, "398", "401");
  await save(tomas);
  await expect(tomas.getByRole("heading", { name: /^Version 4 was saved/ })).toBeVisible();
  await expect(tomas.getByText(/Both changed the same paragraph/)).toBeVisible();
  await expect(tomas.getByRole("deletion").filter({ hasText: "400" })).toBeVisible();
  await expect(tomas.getByRole("insertion").filter({ hasText: "401" })).toBeVisible();
  await expectNoBarriers(tomas);
  await tomas.getByRole("button", { name: "Copy my text" }).click();
  expect(await tomas.evaluate(() => navigator.clipboard.readText())).toContain("401 metres");

  await tomas.getByRole("button", { name: "Go on editing" }).click();
  await expect(editor(tomas)).toContainText("401 metres");
  await save(tomas);
  await tomas.getByRole("button", { name: "Edit theirs, with my words beside it" }).click();
  await expect(editor(tomas)).toContainText("400 metres");
  await expect(tomas.getByText("Editing version 4")).toBeVisible();
  await expect(tomas.getByRole("insertion").filter({ hasText: "401" })).toBeVisible();
  await expectNoBarriers(tomas);
});

test("a version that cannot be saved is kept, with a sentence that says what to do", async ({
  journey,
  stet,
}) => {
  journey.expectError(/ERR_INTERNET_DISCONNECTED|401/);
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "A refused bridge", paragraphs });
  await edit(tomas, path);
  await replace(tomas, "412", "398");
  const refusal = tomas.getByRole("alert").filter({ hasText: "The version was not saved" });

  await tomas.context().setOffline(true);
  await save(tomas);
  await expect(refusal).toContainText("The server did not answer.");
  await expect(editor(tomas)).toContainText("398 metres");
  await tomas.context().setOffline(false);
  await expectNoBarriers(tomas);

  // Signed out elsewhere, and in again in another tab.
  const cookies = await tomas.context().cookies();
  await tomas.context().clearCookies();
  await save(tomas);
  await expect(refusal).toContainText("You are no longer signed in.");
  await expect(editor(tomas)).toContainText("398 metres");
  await expect(tomas.getByText("Kept in this browser until you save")).toBeVisible();
  await tomas.context().addCookies(cookies);
  await save(tomas);
  await expect(text(tomas)).toContainText("398 metres");
});

test("two tabs of one browser keep an edit each, and what is left behind is found again", async ({
  journey,
  stet,
}) => {
  journey.expectError(/409/);
  const first = await journey.as(stet.tomas);
  const path = await newArticle(first, stet.sample, {
    headline: "A bridge in two tabs",
    paragraphs,
  });
  await edit(first, path);
  await replace(first, "412", "398");
  const kept = (page: Page) => page.getByText("Kept in this browser until you save");
  await expect(kept(first)).toBeVisible();

  const second = await first.context().newPage();
  await second.goto(`${path}/edit`);
  await expect(editor(second)).toContainText("412 metres");
  await expect(second.getByText(/You have this text open in another tab, too/)).toBeVisible();
  await expectNoBarriers(second);
  await replace(second, "Nobody", "Not one");
  await expect(kept(second)).toBeVisible();

  // Each finds its own again.
  await first.reload();
  await expect(editor(first)).toContainText("398 metres");
  await expect(editor(first)).toContainText("Nobody has measured");
  await second.reload();
  await expect(editor(second)).toContainText("Not one has measured");
  await expect(editor(second)).toContainText("412 metres");

  // A tab that is gone leaves its edit to the next one that opens the text.
  await second.close();
  const third = await first.context().newPage();
  await third.goto(`${path}/edit`);
  await expect(editor(third)).toContainText("Not one has measured");
  await expect(editor(third)).toContainText("412 metres");
  await save(first);
  await expect(text(first)).toContainText("398 metres");
  await save(third);
  await third.getByRole("button", { name: "Save the merged text" }).click();
  await expect(text(third)).toContainText("398 metres");
  await expect(text(third)).toContainText("Not one has measured");
});
