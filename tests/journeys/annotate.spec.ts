import type { Page } from "@playwright/test";
import { expect, type Journey, test } from "@/tests/support/journey";
import {
  card,
  cards,
  clickWords,
  newArticle,
  openArticle,
  panel,
  selectWords,
  text,
  toolbar,
} from "@/tests/support/journey-article";
import { expectNoBarriers } from "@/tests/support/journey-page";
import { greyPicture } from "@/tests/support/journey-picture";
import type { Stet } from "@/tests/support/journey-stet";

const paragraphs = [
  "The city built the Alder Bridge in 1971, and it is 412 metres long.",
  "“We never measured it,” the engineer Lena Sorg said on Monday, “and nobody asked us to.”",
  "The bridge carries 18,000 vehicles a day. It is, frankly, an ugly thing.",
  "The bridge carries 18,000 vehicles a day, the city repeats in its brochure.",
];

async function bridge({ journey, stet }: { journey: Journey; stet: Stet }): Promise<Page> {
  const page = await journey.as(stet.tomas);
  const path = await newArticle(page, stet.sample, { headline: "The bridge", paragraphs });
  await openArticle(page, path);
  return page;
}

/** The words that the open annotation stands on, those of its context left out. */
function markedWords(page: Page) {
  return panel(page).getByRole("list", { name: "Marked words" });
}

function saved(page: Page) {
  return page.getByRole("status").filter({ hasText: "Saved" });
}

test("with the mouse: overlapping, across paragraphs, on two targets, the same words elsewhere", async ({
  journey,
  stet,
}) => {
  const page = await bridge({ journey, stet });
  await expectNoBarriers(page);

  // A selection that begins and ends within words is of whole words.
  await selectWords(page, "ridge in 197");
  await toolbar(page).getByRole("button", { name: "Claim", exact: true }).click();
  await expect(panel(page).getByRole("heading", { name: /Unchecked/ })).toBeVisible();
  await expect(
    markedWords(page).getByRole("button", { name: "Bridge in 1971", exact: true }),
  ).toBeVisible();
  await expect(card(page, "Bridge in 1971")).toContainText("Unchecked");

  // A note over some of the same words.
  await selectWords(page, "in 1971, and it is 412 metres long");
  await toolbar(page).getByRole("button", { name: "Note" }).click();
  await panel(page).getByLabel("Note", { exact: true }).fill("Where is this from?");
  await panel(page).getByRole("button", { name: "Save note" }).click();
  await expect(card(page, "Where is this from?")).toContainText("Note");

  // Where they overlap, both can be reached, and selecting either selects its card.
  await clickWords(page, "1971");
  const both = page.getByRole("group", { name: "2 annotations on these words" });
  await expect(both.getByRole("button")).toHaveCount(2);
  await expectNoBarriers(page);
  // The list is away once the page has been scrolled.
  await clickWords(page, "1971");
  await both.getByRole("button", { name: /Bridge in 1971/ }).click();
  await expect(card(page, "Bridge in 1971")).toHaveAttribute("aria-current", "true");
  await card(page, "Where is this from?").click();
  await expect(panel(page).getByRole("heading", { name: /Note/ })).toBeVisible();

  // Across a paragraph's end.
  await selectWords(page, "nobody asked us", "carries 18,000 vehicles");
  await toolbar(page).getByRole("button", { name: "Claim", exact: true }).click();
  await expect(markedWords(page)).toContainText("The bridge carries 18,000 vehicles");
  await expect(markedWords(page)).toContainText("nobody asked us to");

  // Two targets: a quotation that “she said” splits.
  await selectWords(page, "We never measured it");
  await toolbar(page).getByRole("button", { name: "Claim", exact: true }).click();
  await expect(markedWords(page)).toContainText("We never measured it");
  await selectWords(page, "nobody asked us to");
  await toolbar(page).getByRole("button", { name: "To the open annotation" }).click();
  await page.getByRole("menuitem", { name: "Add as words" }).click();
  await expect(
    markedWords(page).getByRole("button", { name: "nobody asked us to", exact: true }),
  ).toBeVisible();
  await selectWords(page, "Lena Sorg");
  await page.keyboard.press("x");
  await expect(
    markedWords(page).getByRole("button", { name: "Lena Sorg", exact: true }),
  ).toBeVisible();

  // Nothing to check, with its reason.
  await selectWords(page, "an ugly thing");
  await toolbar(page).getByRole("button", { name: "Nothing to check" }).click();
  await page.getByRole("menuitem", { name: "Opinion" }).click();
  await expect(card(page, "an ugly thing")).toContainText("Opinion");

  // The same words elsewhere become another occurrence of the same claim.
  await selectWords(page, "The bridge carries 18,000 vehicles a day");
  await toolbar(page).getByRole("button", { name: "Claim", exact: true }).click();
  await panel(page).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Same words elsewhere" }).click();
  const same = page.getByRole("dialog", { name: "Same words elsewhere" });
  await expectNoBarriers(page);
  await same.getByRole("button", { name: "Mark one occurrence" }).click();
  await expect(card(page, "The bridge carries 18,000 vehicles a day")).toHaveCount(2);

  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(cards(page).getByRole("listitem")).toHaveCount(7);
});

test("undo brings back what was deleted, takes back what was made, and mends targets", async ({
  journey,
  stet,
}) => {
  const page = await bridge({ journey, stet });
  await selectWords(page, "412 metres long");
  await page.keyboard.press("c");
  await expect(card(page, "412 metres")).toHaveCount(1);
  await page.keyboard.press("u");
  await expect(card(page, "412 metres")).toHaveCount(0);
  await page.keyboard.press("Shift+u");
  await expect(card(page, "412 metres")).toHaveCount(1);

  await card(page, "412 metres").click();
  await expect(markedWords(page)).toContainText("412 metres long");
  await selectWords(page, "Alder Bridge");
  await expect(toolbar(page).getByRole("button", { name: "To the open annotation" })).toBeVisible();
  await page.keyboard.press("w");
  const words = markedWords(page).getByRole("button", { name: "Alder Bridge", exact: true });
  await expect(words).toBeVisible();
  await text(page).press("u");
  await expect(words).toHaveCount(0);

  await card(page, "412 metres").click();
  await page.keyboard.press("Delete");
  await expect(page.getByText("Deleted.")).toBeVisible();
  await expect(card(page, "412 metres")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card(page, "412 metres")).toHaveCount(1);
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(cards(page).getByRole("listitem")).toHaveCount(1);
});

test("by keyboard alone", async ({ journey, stet }) => {
  const page = await bridge({ journey, stet });
  const press = async (keys: string, times = 1) => {
    for (let time = 0; time < times; time++) await page.keyboard.press(keys);
  };
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press("Tab");
    if (await text(page).evaluate((root) => root === document.activeElement)) break;
  }
  await expect(text(page)).toBeFocused();

  // The third paragraph's first words.
  await press("Control+Home");
  await press("Control+ArrowDown", 3);
  await press("Control+Shift+ArrowRight", 4);
  await press("c");
  await expect(card(page, "The bridge carries 18,000")).toHaveCount(1);
  await expect(text(page)).toBeFocused();

  // Without a selection the key takes the sentence first, and then acts on it.
  await press("Control+ArrowDown");
  await press("ArrowRight", 3);
  await press("m");
  await expect(cards(page).getByRole("listitem")).toHaveCount(1);
  await press("m");
  await expect(card(page, "Common knowledge")).toHaveCount(1);

  // A note over the first, then both of what lies under the caret.
  await press("Control+ArrowUp", 2);
  await press("Control+Shift+ArrowRight", 2);
  await press("n");
  await page.keyboard.type("A note by keyboard, with c and o and u in it.");
  await press("Control+Enter");
  await expect(card(page, "A note by keyboard")).toHaveCount(1);
  await press("Escape");
  await press("ArrowLeft", 2);
  await press("Enter");
  const both = page.getByRole("group", { name: "2 annotations on these words" });
  await expect(both).toBeVisible();
  await press("ArrowDown");
  await expect(both.getByRole("button").nth(1)).toBeFocused();
  await press("Enter");
  await expect(panel(page)).toBeFocused();
  await press("Escape");
  await expect(text(page)).toBeFocused();

  // From one to the next, and to the next that is to do.
  await press("j");
  await press("]");
  await expect(card(page, "Unsourced")).toHaveAttribute("aria-current", "true");
  await press("Delete");
  await expect(card(page, "Unsourced")).toHaveCount(0);
  await press("u");
  await expect(card(page, "Unsourced")).toHaveCount(1);
});

test("a picture, and a link to its annotation", async ({ journey, stet }) => {
  const page = await journey.as(stet.ines);
  const editor = await journey.as(stet.tomas);
  const picture = greyPicture(320, 180);
  const path = await newArticle(editor, stet.sample, {
    headline: "A bridge in a picture",
    paragraphs: paragraphs.slice(0, 1),
    more: [
      {
        type: "figure",
        content: [
          { type: "image", attrs: { src: `picture:${picture.sha256}`, alt: "The bridge" } },
          {
            type: "figcaption",
            content: [{ type: "text", text: "The Alder Bridge in the spring of 1972" }],
          },
        ],
      },
    ],
    pictures: [picture],
  });
  await openArticle(page, path);
  await text(page).getByRole("img", { name: "The bridge" }).click();
  await toolbar(page).getByRole("button", { name: "Claim", exact: true }).click();
  await expect(markedWords(page)).toContainText("A picture");
  await expect(card(page, "spring of 1972")).toContainText("Image");
  await expect(saved(page)).toBeVisible();

  await panel(page).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await editor.goto(link);
  await expect(markedWords(editor)).toContainText("A picture");
  await expect(card(editor, "spring of 1972")).toHaveAttribute("aria-current", "true");
});

test("said and so: two claims from one selection", async ({ journey, stet }) => {
  const page = await bridge({ journey, stet });
  await selectWords(page, "We never measured it");
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: "Said and so" });
  await expect(dialog.getByLabel("Who says it")).toHaveValue(/Lena Sorg/);
  await expectNoBarriers(page);
  await dialog
    .getByLabel("Claim 2: that it is so")
    .fill("The city’s engineers never measured the Alder Bridge.");
  await dialog.getByLabel("Leave claim 2 unchecked").check();
  await dialog.getByRole("button", { name: "Make both claims" }).click();
  await expect(dialog.getByText("Say why claim 2 is left unchecked.")).toBeVisible();
  await dialog.getByLabel("Why it need not be checked").fill("Not the subject of the article.");
  await dialog.getByRole("button", { name: "Make both claims" }).click();
  await expect(cards(page).getByRole("listitem")).toHaveCount(2);
  await expect(card(page, /Lena Sorg said/)).toHaveCount(1);
  await expect(card(page, "never measured the Alder Bridge")).toContainText("Left unchecked");
  await expect(saved(page)).toBeVisible();

  await card(page, "never measured the Alder Bridge").click();
  await expect(panel(page).getByText("Reported by")).toBeVisible();
  await card(page, /Lena Sorg said/).click();
  await expect(panel(page).getByText("Reports the claim")).toBeVisible();
});
