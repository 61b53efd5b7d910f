import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers, newPage } from "@/tests/support/journey-page";
import {
  databaseName,
  newDataFolder,
  postgres,
  removeDataFolder,
  startServer,
} from "@/tests/support/journey-server";
import { setUpStet } from "@/tests/support/journey-stet";
import { onServer } from "@/tests/support/postgres";

const paragraphs = [
  "The city built the Alder Bridge in 1971, and it is 412 metres long.",
  "It has stood there ever since, through two floods and a fire.",
];

test("two people at one article see what the other does, while it is done", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "The bridge", paragraphs });
  await openArticle(tomas, path);
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);

  // Each sees that the other is there.
  await expect(
    tomas.getByRole("list", { name: "Also reading this article" }).getByLabel(stet.ines.name),
  ).toBeVisible();
  await expect(
    ines.getByRole("list", { name: "Also reading this article" }).getByLabel(stet.tomas.name),
  ).toBeVisible();

  // A claim appears beside the other's text, and with it who has it open.
  await claimWords(ines, "it is 412 metres long");
  await expect(card(tomas, "412 metres")).toBeVisible();
  await card(tomas, "412 metres").click();
  await expect(
    panel(tomas)
      .getByRole("list", { name: "Also looking at this claim" })
      .getByLabel(stet.ines.name),
  ).toBeVisible();
  await expectNoBarriers(tomas);

  // A mention and its reply, without a reload.
  const [first = ""] = stet.tomas.name.split(" ");
  await panel(ines).focus();
  await ines.keyboard.press("i");
  await expect(panel(ines).getByRole("textbox", { name: "New comment" })).toBeFocused();
  await ines.keyboard.type(`@${first.slice(0, 3).toLowerCase()}`);
  await expect(ines.getByRole("option", { name: stet.tomas.name })).toBeVisible();
  await ines.keyboard.press("Enter");
  await ines.keyboard.type("do we have the plans?");
  await ines.keyboard.press("ControlOrMeta+Enter");
  const thread = panel(tomas).getByRole("article", { name: /^Thread begun by/ });
  await expect(thread.getByText("do we have the plans?")).toBeVisible();
  await thread.getByRole("button", { name: "Reply…" }).click();
  await tomas.keyboard.type("Sheet 12 has them.");
  await tomas.keyboard.press("ControlOrMeta+Enter");
  await expect(panel(ines).getByText("Sheet 12 has them.")).toBeVisible();

  // A query and a flag, too.
  await panel(ines).focus();
  await ines.keyboard.press("q");
  const asking = ines.getByRole("dialog", { name: "Ask a query" });
  await asking.getByLabel("Name").fill("Fay Engineer");
  await asking.getByLabel("Question").fill("How long is it?");
  await asking.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(
    panel(tomas)
      .getByRole("article", { name: /Fay Engineer/ })
      .getByText("How long is it?"),
  ).toBeVisible();
  await expect(asking).toBeHidden();
  await panel(ines).focus();
  await ines.keyboard.press("v");
  const flagging = ines.getByRole("dialog", { name: "Raise a flag" });
  await flagging.getByLabel("Why").fill("The city may sue.");
  await flagging.getByRole("button", { name: "Raise the flag" }).click();
  await expect(panel(tomas).getByRole("article", { name: "Flag: Legal" })).toBeVisible();

  // What somebody is writing stays; that another changed the claim meanwhile is announced.
  await panel(tomas).getByRole("button", { name: "Change the statement" }).click();
  const statement = panel(tomas).getByRole("textbox", { name: "Statement" });
  await statement.fill("The Alder Bridge is 412 metres long.");
  await panel(ines).getByRole("button", { name: "Change the statement" }).click();
  await panel(ines)
    .getByRole("textbox", { name: "Statement" })
    .fill("The Alder Bridge measures 412 metres.");
  await ines.keyboard.press("ControlOrMeta+Enter");
  await expect(panel(tomas).getByText("The Alder Bridge measures 412 metres.")).toBeVisible();
  await expect(statement).toHaveValue("The Alder Bridge is 412 metres long.");
  await panel(tomas)
    .getByRole("button", { name: /^Cancel/ })
    .click();

  // Whoever goes is no longer there.
  await ines.goto(`/w/${stet.sample}`);
  await expect(tomas.getByRole("list", { name: "Also reading this article" })).toHaveCount(0);
});

test("two servers on one database show each other's changes", async ({ browser }) => {
  test.skip(!postgres, "The embedded database belongs to one server.");
  const data = await newDataFolder();
  const first = await startServer(data);
  let second: typeof first | undefined;
  try {
    const stet = await setUpStet(browser, first);
    second = await startServer(data);
    const open = async (server: typeof first, email: string) =>
      newPage(
        await browser.newContext({
          baseURL: server.url,
          viewport: { width: 1440, height: 900 },
          storageState: stet.sessions[email],
        }),
      );
    const tomas = await open(first, stet.tomas.email);
    const path = await newArticle(tomas, stet.sample, { headline: "The bridge", paragraphs });
    await openArticle(tomas, path);
    const ines = await open(second, stet.ines.email);
    await openArticle(ines, path);
    await expect(
      tomas.getByRole("list", { name: "Also reading this article" }).getByLabel(stet.ines.name),
    ).toBeVisible();

    await claimWords(ines, "it is 412 metres long");
    await expect(card(tomas, "412 metres")).toBeVisible();
    await claimWords(tomas, "through two floods and a fire");
    await expect(card(ines, "two floods and a fire")).toBeVisible();

    // What one server misses while its line to the database is cut, it reads afterwards.
    await onServer(
      postgres ?? "",
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = '${databaseName(data)}' and query like 'listen %'`,
    );
    await claimWords(tomas, "The city built the Alder Bridge in 1971");
    await expect(card(ines, "built the Alder Bridge in 1971")).toBeVisible();
    for (const page of [tomas, ines]) await page.context().close();
  } finally {
    await second?.stop();
    await first.stop();
    await removeDataFolder(data);
  }
});
