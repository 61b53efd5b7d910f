import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/support/journey";
import {
  cards,
  newArticle,
  panel,
  placeOfWords,
  text,
  toolbar,
} from "@/tests/support/journey-article";
import { expectNoBarriers } from "@/tests/support/journey-page";

/** A telephone, held upright. */
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("with a finger: select, claim, cite, open by a tap, go through the list", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, {
    headline: "A bridge that is read on a telephone",
    paragraphs: [
      "The city built the Alder Bridge in 1971, and it is 412 metres long.",
      "It has stood there ever since, and it carries 18,000 vehicles a day.",
    ],
  });
  const page = await journey.as(stet.ines, PHONE);
  await page.goto(path);
  await expect(text(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Filter" })).toBeVisible();

  await selectByTouch(page, "412", "long");
  await expect(toolbar(page)).toBeVisible();
  await expectRoomForFingers(page);
  await expectNoBarriers(page);
  await toolbar(page).getByRole("button", { name: "Claim", exact: true }).tap();
  await expect(panel(page).getByRole("button", { name: "Change the statement" })).toBeVisible();
  await expect(panel(page).getByText("412 metres long").first()).toBeVisible();
  await expect(toolbar(page)).toHaveCount(0);
  await expectRoomForFingers(page);
  await expectNoBarriers(page);
  await panel(page).getByRole("button", { name: "Close" }).tap();

  // Taken up by the system's handles, let go of by a tap beside it.
  await selectByTouch(page, "18,000", "vehicles");
  await toolbar(page).getByRole("button", { name: "Dismiss the selection" }).tap();
  await expect(toolbar(page)).toHaveCount(0);
  await selectByTouch(page, "18,000", "day");
  await toolbar(page).getByRole("button", { name: "Nothing to check" }).tap();
  await page.getByRole("menuitem", { name: /^Opinion/ }).tap();
  await expect(toolbar(page)).toHaveCount(0);

  // A tap on the words opens them, also where the finger comes down a little beside them.
  const claim = await placeOfWords(page, "412 metres");
  await page.touchscreen.tap(claim.left + 12, claim.y);
  await expect(panel(page).getByRole("button", { name: "Change the statement" })).toBeVisible();
  await panel(page).getByRole("button", { name: "Close" }).tap();
  await page.touchscreen.tap(claim.left - 11, claim.y);
  await expect(panel(page).getByRole("button", { name: "Change the statement" })).toBeVisible();
  await panel(page).getByRole("button", { name: "Close" }).tap();

  await page.getByRole("button", { name: "Show the list of annotations" }).tap();
  const sheet = page.getByRole("dialog", { name: "Annotations" });
  await expect(sheet.getByRole("listitem")).toHaveCount(2);
  await expectRoomForFingers(page);
  await sheet.getByRole("button", { name: /Opinion/ }).tap();
  await expect(sheet).toHaveCount(0);
  await expect(panel(page).getByText("18,000 vehicles a day")).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "nothing lies beside the screen").toBeLessThanOrEqual(PHONE.viewport.width);
  await expect(cards(page)).toHaveCount(0);
});

/**
 * Selects as a telephone does: a finger that rests on a word has the system select it, which takes
 * the touch over and lets its handles take the selection on, of which a page sees nothing but the
 * selection. This Chromium has no such system, so the selection is set as one sets it.
 */
async function selectByTouch(page: Page, from: string, to: string): Promise<void> {
  const { left, y } = await placeOfWords(page, from);
  const touch = await page.context().newCDPSession(page);
  const touchPoints = [{ x: left + 6, y }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await setSelection(page, from, from);
  await touch.send("Input.dispatchTouchEvent", { type: "touchCancel", touchPoints: [] });
  await touch.detach();
  await setSelection(page, from, to);
}

async function setSelection(page: Page, from: string, to: string): Promise<void> {
  await text(page).evaluate(
    (root, [first, last]) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const words = node.textContent ?? "";
        const start = words.indexOf(first);
        const end = words.indexOf(last, start) + last.length;
        if (start < 0 || end < last.length) continue;
        document.getSelection()?.setBaseAndExtent(node, start, node, end);
        return;
      }
      throw new Error(`not in one piece of the text: ${first} … ${last}`);
    },
    [from, to] as const,
  );
}

/** Everything that can be pressed and is no link in a sentence is large enough for a finger. */
async function expectRoomForFingers(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const least = 44;
    return [...document.querySelectorAll("button, [role=menuitem], [role=tab], summary")].flatMap(
      (element) => {
        const { width, height } = element.getBoundingClientRect();
        const isSeen = element.checkVisibility({ visibilityProperty: true }) && width > 0;
        const isInText = getComputedStyle(element).display === "inline";
        if (!isSeen || isInText || (width >= least - 0.5 && height >= least - 0.5)) return [];
        const name = element.getAttribute("aria-label") ?? element.textContent?.trim();
        return [`${name}: ${Math.round(width)} × ${Math.round(height)}`];
      },
    );
  });
  expect(small).toEqual([]);
}
