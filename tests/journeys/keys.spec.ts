import { expect, joinAs, test } from "@/tests/support/journey";
import {
  card,
  cards,
  newArticle,
  openArticle,
  panel,
  selectWords,
  text,
} from "@/tests/support/journey-article";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = [
  "The city built the Alder Bridge in 1971, and it is 412 metres long.",
  "It carries 18,000 vehicles a day, more than any other.",
];

test("the keys are listed, changed and turned off, and never act in fields", async ({
  journey,
  stet,
}) => {
  const ada = await journey.as(stet.ada);
  const page = await journey.visitor();
  await joinAs({ admin: ada, visitor: page }, stet.newsroom, "Kay Board", "checker");
  const path = await newArticle(ada, stet.newsroom, { headline: "Keys", paragraphs });
  await openArticle(page, path);

  // In a field they are letters.
  await selectWords(page, "412 metres");
  await page.keyboard.press("n");
  await page.keyboard.type("c o m u [ ] ? 1 a");
  await expect(panel(page).getByLabel("Note", { exact: true })).toHaveValue("c o m u [ ] ? 1 a");
  await page.keyboard.press("Control+Enter");
  await expect(cards(page).getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("/");
  await page.keyboard.type("cobra");
  await expect(page.getByLabel("Search annotations")).toHaveValue("cobra");
  await page.getByRole("button", { name: "Clear all" }).last().click();
  await page.keyboard.press("Escape");
  await expect(text(page)).toBeFocused();
  await expect(cards(page).getByRole("listitem")).toHaveCount(1);

  // One key away, the list of keys; there single keys are turned off.
  await text(page).press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(
    help.getByText("Next thing to do; between two versions, next difference"),
  ).toBeVisible();
  await expectNoBarriers(page);
  const stored = page.waitForResponse((response) => response.request().method() === "POST");
  await help.getByRole("switch", { name: "Single keys" }).click();
  await stored;
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await selectWords(page, "18,000 vehicles a day");
  await page.keyboard.press("m");
  await page.keyboard.press("c");
  await page.getByRole("toolbar", { name: "Selected words" }).waitFor();
  await expect(cards(page).getByRole("listitem")).toHaveCount(1);

  // A key of one's own, which works in the text from then on.
  await page.goto("/account/keys");
  await page.getByRole("switch", { name: "Single keys" }).click();
  await page.getByRole("button", { name: "Change the key of: Claim", exact: true }).click();
  await expect(page.getByRole("button", { name: /Change the key of: Claim$/ })).toHaveText(
    "Press a key…",
  );
  await page.keyboard.press("o");
  await expect(page.getByText("The same key does:").first()).toBeVisible();
  await page.getByRole("button", { name: "Change the key of: Claim", exact: true }).click();
  await page.keyboard.press("z");
  await expect(page.getByText("The same key does:")).toHaveCount(0);
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Default key of: Claim", exact: true }).waitFor();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();

  await openArticle(page, path);
  await selectWords(page, "18,000 vehicles a day");
  await page.keyboard.press("z");
  await expect(card(page, "18,000 vehicles")).toHaveCount(1);
  await selectWords(page, "Alder Bridge");
  await page.keyboard.press("c");
  await page.getByRole("toolbar", { name: "Selected words" }).waitFor();
  await expect(cards(page).getByRole("listitem")).toHaveCount(2);
});
