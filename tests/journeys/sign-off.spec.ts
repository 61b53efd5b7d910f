import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { cite, claimWords, submit } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = [
  "The city built the Alder Bridge in 1971, and it is 412 metres long.",
  "Nine hundred people came to see it opened, an engineer said.",
];

test("a sign-off is refused, then given with an exception, then outdated by an edit", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const ada = await journey.as(stet.ada);
  const path = await newArticle(ada, stet.sample, { headline: `To be closed ${own}`, paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  for (const [index, words] of ["it is 412 metres long", "Nine hundred people"].entries()) {
    await claimWords(ines, words);
    await cite(ines, {
      address: `https://city.example.org/bridges/${own}/${index}`,
      title: `Bridges of the city, ${index}`,
      publisher: "Example City",
      primacy: "Primary",
      quote: "412 m; nine hundred",
    });
  }

  // Refused: one is not submitted yet. By the key, from the article.
  await openArticle(ada, path);
  await card(ada, "it is 412 metres long").click();
  await panel(ada).focus();
  await expect(panel(ada)).toBeFocused();
  await ada.keyboard.press("g");
  await ada.keyboard.press("s");
  await expect(ada.getByRole("heading", { name: "Sign-off" })).toBeVisible();
  const list = ada.getByRole("region", { name: "What stands in the way" });
  await expect(list.getByRole("status")).toContainText("2 things stand in the way");
  await expect(list.getByText("Not approved")).toHaveCount(2);
  const sign = ada.getByRole("button", { name: "Sign off version 1" });
  await expect(sign).toBeDisabled();
  await expect(ada.getByRole("button", { name: "Let it pass" })).toHaveCount(0);
  await expectNoBarriers(ada);

  // Both are submitted; one is approved from here, the other let pass, by keys alone.
  for (const words of ["it is 412 metres long", "Nine hundred people"]) {
    await card(ines, words).click();
    await submit(ines, "True", "The city’s list has it.");
  }
  await ada.reload();
  await expect(list.getByText("Checked by one person")).toHaveCount(2);
  const first = list.getByRole("link", { name: "it is 412 metres long" });
  await first.focus();
  await ada.keyboard.press("a");
  await ada.waitForURL(/\/review\//);
  await ada.getByRole("button", { name: /^Approve/ }).click();
  await expect(ada.getByText(/^Approved/).first()).toBeVisible();
  await ada.goto(`${path}/sign-off`);
  await expect(list.getByRole("status")).toContainText("One thing stands in the way");
  await list.getByRole("link", { name: "Nine hundred people" }).focus();
  await ada.keyboard.press("Shift+X");
  const why = ada.getByRole("textbox", { name: "Why it may pass" });
  await expect(why).toHaveValue("Single-checked");
  await expect(why).toBeFocused();
  await ada.keyboard.press("Enter");
  await expect(list.getByText("Passes: Single-checked")).toBeVisible();
  await expect(list.getByRole("status")).toContainText("Nothing stands in the way, one exception");
  await expectNoBarriers(ada);
  await sign.click();
  await expect(ada.getByText("Version 1 is signed off.")).toBeVisible();
  const history = ada.getByRole("region", { name: "Sign-offs" });
  await expect(history).toContainText("Version 1, by Ada Example");
  await expect(history).toContainText("Nine hundred people: Single-checked");

  // A checker reads it and may not sign; the article says so on its page.
  await ines.goto(`${path}/sign-off`);
  await expect(ines.getByText("An editor who is not an author")).toBeVisible();
  await expect(ines.getByText(/^Signed off by Ada Example/)).toBeVisible();
  await openArticle(ines, path);
  await expect(ines.getByRole("link", { name: "Signed off", exact: true })).toBeVisible();

  await ines.goto(`/w/${stet.sample}`);
  const listed = ines.getByRole("listitem").filter({ hasText: own });
  await expect(listed.getByText("Signed off", { exact: true })).toBeVisible();
  await expectNoBarriers(ines);

  // An edit outdates it; what was signed stays to be read.
  await ada.goto(`${path}/edit`);
  const text = ada.getByRole("textbox", { name: /text/i }).first();
  await text.click();
  await ada.keyboard.press("ControlOrMeta+End");
  await ada.keyboard.type(" It rained.");
  await ada.getByRole("button", { name: "Save version" }).click();
  await ada.waitForURL((url) => !url.pathname.endsWith("/edit"));
  await ada.goto(`${path}/sign-off`);
  await expect(ada.getByText(/that is no longer the current version/)).toBeVisible();
  await ines.reload();
  await expect(listed.getByText("Signed off, newer text since")).toBeVisible();
  await expect(history).toContainText("Version 1, by Ada Example");
  await expectNoBarriers(ada);
});

test("what is open is ended on the closing screen, by its key", async ({ journey, stet }) => {
  const ada = await journey.as(stet.ada);
  const path = await newArticle(ada, stet.sample, { headline: "To be ended", paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "it is 412 metres long");
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await panel(ines).focus();
  await ines.keyboard.press("v");
  const flagging = ines.getByRole("dialog", { name: "Raise a flag" });
  await flagging.getByLabel("Why").fill("The city may sue.");
  await flagging.getByRole("button", { name: "Raise the flag" }).click();
  await expect(flagging).toBeHidden();
  await panel(ines).focus();
  await ines.keyboard.press("q");
  const asking = ines.getByRole("dialog", { name: "Ask a query" });
  await asking.getByLabel("Name").fill("Fay Engineer");
  await asking.getByLabel("Question").fill("How long is it?");
  await asking.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(asking).toBeHidden();
  await panel(ines).focus();
  await ines.keyboard.press("i");
  const field = panel(ines).getByRole("textbox", { name: "New comment" });
  await field.fill("Not before we measured.");
  await panel(ines).getByLabel("Blocks sign-off").check();
  await field.press("ControlOrMeta+Enter");
  await expect(field).toHaveCount(0);
  await expect(panel(ines).getByText("Not before we measured.")).toBeVisible();

  await ada.goto(`${path}/sign-off`);
  const list = ada.getByRole("region", { name: "What stands in the way" });
  await expect(list.getByRole("status")).toContainText("5 things stand in the way");
  const row = (words: string) => list.getByRole("listitem").filter({ hasText: words });
  const press = async (words: string) => {
    await row(words).getByRole("link").first().focus();
    await ada.keyboard.press("Shift+R");
  };
  await press("The city may sue.");
  await expect(row("The city may sue.").getByLabel("Why it is cleared")).toBeFocused();
  await expectNoBarriers(ada);
  await ada.keyboard.type("The lawyer has seen it.");
  await ada.keyboard.press("ControlOrMeta+Enter");
  await expect(row("The city may sue.")).toHaveCount(0);

  await press("Not before we measured.");
  await expect(row("Not before we measured.").getByLabel("What it came to")).toBeFocused();
  await ada.keyboard.type("412.3 metres.");
  await ada.keyboard.press("ControlOrMeta+Enter");
  await expect(row("Not before we measured.")).toHaveCount(0);

  // Nobody rules while an answer can still come in time: first none is expected any more.
  await press("How long is it?");
  await expect(row("How long is it?").getByRole("button", { name: "Rule on it" })).toBeVisible();
  await press("How long is it?");
  const ruling = row("How long is it?").getByRole("form", { name: "Rule" });
  await ruling.getByRole("radio", { name: "Keep" }).check();
  await expectNoBarriers(ada);
  await ruling.getByRole("button", { name: "Rule", exact: true }).click();
  await expect(row("How long is it?")).toHaveCount(0);
  await expect(list.getByRole("status")).toContainText("2 things stand in the way");
});
