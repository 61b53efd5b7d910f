import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { cite, claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = ["The Alder Bridge is 412 metres long.", "It carries 18,000 vehicles a day."];

test("a source is corrected from a citation, and what rests on it judged anew", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const title = `Survy of the bridge ${own}`;
  const menuName = (name: string) => `Citation of “${name}”: actions`;
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: `A source ${own}`, paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "18,000 vehicles a day");
  await cite(ines, {
    address: `https://city.example.org/survey/${own}`,
    title,
    publisher: "Example City",
    primacy: "Secondary",
    quote: "18,000 vehicles",
  });
  await claimWords(ines, "412 metres long");
  await cite(ines, { title, quote: "Length: 412 m" });
  await expect(card(ines, "412 metres")).toContainText("Unsourced");
  await expect(card(ines, "18,000 vehicles")).toContainText("Unsourced");

  // Both have it open.
  await openArticle(tomas, path);
  await card(tomas, "412 metres").click();
  await panel(tomas)
    .getByRole("button", { name: menuName(title) })
    .click();
  await tomas.getByRole("menuitem", { name: "Change the source" }).click();
  const theirs = tomas.getByRole("dialog", { name: "Change the source" });
  await expect(theirs.getByText(/2 claims rest on it/)).toBeVisible();
  await theirs.getByLabel("Date").fill("2019");
  await theirs.getByRole("textbox", { name: "Title" }).fill(`Survey ${own}, by Tomas`);

  await panel(ines)
    .getByRole("button", { name: menuName(title) })
    .click();
  await ines.getByRole("menuitem", { name: "Change the source" }).click();
  const mine = ines.getByRole("dialog", { name: "Change the source" });
  await expect(mine.getByRole("textbox", { name: "Title" })).toHaveValue(title);
  await mine.getByRole("textbox", { name: "Title" }).fill("");
  await mine.getByRole("button", { name: "Save source" }).click();
  await expect(mine.getByText("Fill this in.")).toBeVisible();
  await mine.getByRole("textbox", { name: "Title" }).fill(`Survey of the bridge ${own}`);
  await mine.getByText("Primary", { exact: true }).click();
  await expectNoBarriers(ines);
  await mine.getByRole("button", { name: "Save source" }).click();
  await expect(mine).toHaveCount(0);
  await expect(ines.getByText("The sourcing of 2 claims was judged anew.")).toBeVisible();
  await expect(panel(ines).getByText("A primary source says so.")).toBeVisible();
  await expect(card(ines, "412 metres")).toContainText("Sourced");
  await expect(card(ines, "18,000 vehicles")).toContainText("Sourced");

  // Refused as outdated: both texts are there, and what was not touched stays as it is now.
  await theirs.getByRole("button", { name: "Save source" }).click();
  const conflict = theirs.getByRole("alert");
  await expect(conflict.getByText(`theirs: Survey of the bridge ${own}`)).toBeVisible();
  await expect(conflict.getByText(`yours: Survey ${own}, by Tomas`)).toBeVisible();
  await expectNoBarriers(tomas);
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect(theirs.getByRole("radio", { name: "Primary" })).toBeChecked();
  await theirs.getByRole("button", { name: "Save source" }).click();
  await expect(theirs).toHaveCount(0);
  await expect(panel(tomas).getByText(`Survey ${own}, by Tomas`)).toBeVisible();
  await expect(panel(tomas).getByText(/Example City · 2019 · primary source/)).toBeVisible();
  await expect(panel(tomas).getByText("A primary source says so.")).toBeVisible();
});
