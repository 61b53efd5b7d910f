import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import {
  card,
  cards,
  newArticle,
  openArticle,
  panel,
  selectWords,
} from "@/tests/support/journey-article";
import { citationForm, cite, claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = [
  "The city built the Alder Bridge in 1971, and it is 412 metres long.",
  "He said on Monday that the bridge now carries 18,000 vehicles a day.",
];

test("citations make a claim sourced, split and unsourced, each with its reason", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const census = `Traffic census ${own} of the city`;
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "What carries it", paragraphs });
  const page = await journey.as(stet.ines);
  await openArticle(page, path);
  await claimWords(page, "the bridge now carries 18,000 vehicles a day");
  const evidence = panel(page).getByRole("region", { name: "Evidence" });
  await expect(evidence.getByText("No citation yet.")).toBeVisible();

  // A statement stands alone, or the form says what it lacks.
  await panel(page).getByRole("button", { name: "Change the statement" }).click();
  const statement = page.getByRole("form", { name: "Change the statement" });
  await expect(statement.getByText(/“now”/i)).toBeVisible();
  await statement.getByLabel("Statement").fill("He counted 18,000 vehicles a day.");
  await expect(statement.getByText("“He” does not stand alone")).toBeVisible();
  await statement.getByLabel("Statement").fill("The Alder Bridge carries 18,000 vehicles a day.");
  await statement.getByLabel("As of").fill("March 2026");
  await statement.getByRole("button", { name: "Save statement" }).click();
  await expect(panel(page).getByText("as of March 2026")).toBeVisible();

  await cite(page, {
    address: `https://counts-${own}.example.org/bridges?year=2026`,
    title: "Vehicle counts 2026",
    publisher: "Example Road Agency",
    primacy: "Secondary",
    quote: "Alder Bridge: 18,010 vehicles a day",
  });
  await expect(evidence.getByText(/One secondary source; needs another publisher/)).toBeVisible();
  await expectNoBarriers(page);

  // The same address, written another way, is the same source.
  await panel(page).getByRole("button", { name: "Cite a source" }).click();
  const form = citationForm(page);
  await form
    .getByLabel("Source", { exact: true })
    .fill(`https://COUNTS-${own}.example.org:443/bridges?year=2026&utm_source=mail#table`);
  await page.getByRole("option", { name: /^New source:/ }).click();
  await expect(form.getByText("The workspace has a source with this address:")).toBeVisible();
  await form.getByRole("button", { name: "Cite that one" }).first().click();
  await expect(form.getByText("Vehicle counts 2026")).toBeVisible();
  await expectNoBarriers(page);
  await form.getByRole("button", { name: "Cancel" }).click();

  await cite(page, {
    address: `https://city.example.org/archive/${own}.pdf`,
    title: census,
    publisher: "Example City",
    primacy: "Primary",
    quote: "The Alder Bridge carried 18,000 vehicles on an average day.",
    place: { type: "page", value: "12" },
  });
  await expect(evidence.getByText("A primary source says so.")).toBeVisible();
  await expect(card(page, "18,000 vehicles")).toContainText("Sourced");

  await cite(page, {
    address: `https://university.example.edu/${own}`,
    title: "A count of our own",
    publisher: "Example University",
    primacy: "Primary",
    stance: "Contradicts",
    quote: "We counted 9,400 vehicles a day.",
  });
  await expect(
    evidence.getByText("The citations carry both the claim and its opposite."),
  ).toBeVisible();
  await expect(card(page, "18,000 vehicles")).toContainText("Sources split");

  // A person's judgement goes before the rule, until the evidence changes.
  await evidence.getByRole("button", { name: "The citations do not carry it" }).click();
  await evidence
    .getByLabel("Why the citations do not carry the claim")
    .fill("They count other bridges.");
  await evidence.getByRole("button", { name: "Mark as unsourced" }).click();
  await expect(evidence.getByText("They count other bridges.")).toBeVisible();
  await expect(card(page, "18,000 vehicles")).toContainText("Unsourced");

  // The list can be filtered by it.
  await claimWords(page, "412 metres long");
  await cite(page, {
    title: census,
    quote: "412 metres",
    stance: "Supports",
  });
  await expect(card(page, "412 metres")).toContainText("Sourced");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("checkbox", { name: "Unsourced" }).check();
  await page.keyboard.press("Escape");
  // What is open stays in sight until it is closed.
  await expect(cards(page).getByRole("listitem")).toHaveCount(2);
  await panel(page).getByRole("button", { name: "Close" }).click();
  await expect(cards(page).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByText("1 of 2 shown")).toBeVisible();
  await expectNoBarriers(page);
});

test("from a selection to a submitted claim with a known source: five keys", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "Five keys", paragraphs });
  const page = await journey.as(stet.ines);
  await openArticle(page, path);
  await claimWords(page, "412 metres long");
  await cite(page, {
    address: `https://city.example.org/plans/${newId().slice(-8)}`,
    title: "Plans of the Alder Bridge",
    publisher: "Example City",
    primacy: "Primary",
    quote: "412 metres",
  });
  await page.evaluate(() => navigator.clipboard.writeText("Built from 1969 to 1971."));

  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await selectWords(page, "The city built the Alder Bridge in 1971");
  await press("c");
  await press(".");
  const quote = citationForm(page).getByLabel("Quoted passage");
  await expect(quote).toBeFocused();
  await press("ControlOrMeta+v");
  await press("Enter");
  await expect(citationForm(page)).toHaveCount(0);
  await press("1");
  await expect(panel(page).getByRole("heading", { name: /In review/ })).toBeVisible();
  expect(keys).toBeLessThanOrEqual(5);
  await expect(card(page, "The city built the Alder Bridge in 1971")).toContainText("In review");
  await expect(panel(page).getByText("Built from 1969 to 1971.")).toBeVisible();
});
