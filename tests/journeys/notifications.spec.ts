import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers, newPage } from "@/tests/support/journey-page";
import { newDataFolder, removeDataFolder, startServer } from "@/tests/support/journey-server";
import { setUpStet } from "@/tests/support/journey-stet";
import { openMailServer } from "@/tests/support/smtp";

const paragraphs = ["The city built the Alder Bridge in 1971, and it is 412 metres long."];

/** Names somebody in a comment on the claim that is open. */
async function mention(page: Page, name: string, words: string): Promise<void> {
  await panel(page).focus();
  await page.keyboard.press("i");
  const field = panel(page).getByRole("textbox", { name: "New comment" });
  await expect(field).toBeFocused();
  await page.keyboard.type(`@${name.slice(0, 3).toLowerCase()}`);
  await page.getByRole("option", { name }).click();
  await expect(field).toHaveValue(`@${name} `);
  await page.keyboard.type(words);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(field).toHaveCount(0);
  await expect(panel(page).getByText(words)).toBeVisible();
}

const bell = (page: Page) => page.getByRole("link", { name: /^Notifications:/ });

test("what concerns somebody reaches them wherever they are, and is read by keyboard", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "The long bridge", paragraphs });
  await openArticle(tomas, path);
  await claimWords(tomas, "it is 412 metres long");
  const ines = await journey.as(stet.ines);
  await ines.goto(`/w/${stet.sample}/notifications`);
  await ines
    .getByRole("button", { name: "Mark all as read" })
    .or(ines.getByText("You have read everything."))
    .first()
    .click();
  await expect(bell(ines)).toHaveAccessibleName("Notifications: none unread");
  await expect(ines.getByText("You have read everything.")).toBeVisible();
  await expectNoBarriers(ines);

  // It comes by itself, to the bell and to the list.
  await card(tomas, "412 metres").click();
  await mention(tomas, stet.ines.name, "do we have the plans?");
  await expect(bell(ines)).toHaveAccessibleName("Notifications: 1 unread");
  const row = ines.getByRole("link", { name: /mentioned you/ });
  await expect(row).toContainText("do we have the plans?");
  await expect(row).toContainText("It is 412 metres long.");
  await expectNoBarriers(ines);

  // From another page, by keys alone: to the list, to the first, to what it tells of.
  await ines.goto(`/w/${stet.sample}/claims`);
  await ines.keyboard.press("g");
  await ines.keyboard.press("n");
  await expect(row).toBeFocused();
  await ines.keyboard.press("Enter");
  await expect(ines).toHaveURL(/#comment-/);
  await expect(panel(ines).getByText("do we have the plans?")).toBeVisible();
  await expect(bell(ines)).toHaveAccessibleName("Notifications: none unread");

  // What was read is kept, and can be unread again.
  await bell(ines).click();
  await ines.getByText("All", { exact: true }).click();
  await ines
    .getByRole("listitem")
    .filter({ hasText: "do we have the plans?" })
    .getByRole("button", { name: "Mark as unread" })
    .click();
  await expect(bell(ines)).toHaveAccessibleName("Notifications: 1 unread");

  // Whoever does not want to hear of it, does not.
  await ines.getByRole("link", { name: "What I am told of" }).click();
  await ines.getByRole("checkbox", { name: "Somebody mentions me: In Stet" }).uncheck();
  await expect(ines.getByText("This server sends no e-mail yet.")).toBeVisible();
  await expectNoBarriers(ines);
  await ines.getByRole("button", { name: "Save" }).click();
  await expect(ines.getByText("Saved", { exact: true })).toBeVisible();
  await mention(tomas, stet.ines.name, "never mind");
  await mention(tomas, stet.ines.name, "and never again");
  await ines.reload();
  await expect(
    ines.getByRole("checkbox", { name: "Somebody mentions me: In Stet" }),
  ).not.toBeChecked();
  await expect(bell(ines)).toHaveAccessibleName("Notifications: 1 unread");
  await ines.getByRole("checkbox", { name: "Somebody mentions me: In Stet" }).check();
  await ines.getByRole("button", { name: "Save" }).click();
  await expect(ines.getByText("Saved", { exact: true })).toBeVisible();
});

test("an e-mail tells whoever is not there, and leads them to it", async ({ browser }) => {
  const mails = await openMailServer();
  const data = await newDataFolder();
  const server = await startServer(data, undefined, { SMTP_URL: mails.url });
  try {
    const stet = await setUpStet(browser, server);
    const as = async (email: string) =>
      newPage(
        await browser.newContext({
          baseURL: server.url,
          viewport: { width: 1440, height: 900 },
          storageState: stet.sessions[email],
        }),
      );
    // Nobody gets e-mails from the sample, unless they ask for them.
    const ines = await as(stet.ines.email);
    await ines.goto(`/w/${stet.sample}/notifications/settings`);
    await expect(ines.getByText(`To ${stet.ines.email}.`)).toBeVisible();
    await ines.getByRole("radio", { name: "At once" }).check();
    await ines.getByRole("button", { name: "Save" }).click();
    await expect(ines.getByText("Saved", { exact: true })).toBeVisible();
    const tomas = await as(stet.tomas.email);
    const path = await newArticle(tomas, stet.sample, { headline: "The long bridge", paragraphs });
    await openArticle(tomas, path);
    await claimWords(tomas, "it is 412 metres long");
    await card(tomas, "412 metres").click();
    await mention(tomas, stet.ines.name, "do we have the plans?");
    await expect.poll(() => mails.letters.length, { timeout: 90_000 }).toBe(1);
    const [letter] = mails.letters;
    expect(letter?.subject).toBe(`${stet.tomas.name} mentioned you · The long bridge`);
    expect(letter?.text).toContain("do we have the plans?");
    const link = /http:\S+\/comments\/\S+/.exec(letter?.text ?? "")?.[0] ?? "";
    await ines.goto(link);
    await expect(panel(ines).getByText("do we have the plans?")).toBeVisible();
    for (const page of [tomas, ines]) await page.context().close();
  } finally {
    await server.stop();
    await removeDataFolder(data);
    await mails.close();
  }
});
