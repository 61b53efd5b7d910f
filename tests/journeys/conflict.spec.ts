import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { cite, claimWords, submit } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = ["The city built the Alder Bridge in 1971, and it is 412 metres long."];

test("two people change one statement: both texts are there, and one of them decides", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "Two at once", paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "it is 412 metres long");
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await openArticle(tomas, path);
  await card(tomas, "412 metres").click();

  for (const page of [ines, tomas]) {
    await panel(page).getByRole("button", { name: "Change the statement" }).click();
  }
  const statement = (page: typeof ines) => page.getByLabel("Statement", { exact: true });
  await statement(ines).fill("The Alder Bridge is 412 metres long.");
  await ines.getByRole("button", { name: "Save statement" }).click();
  await expect(card(ines, "The Alder Bridge is 412 metres long.")).toHaveCount(1);

  const mine = "The Alder Bridge has a length of 412 metres.";
  await statement(tomas).fill(mine);
  await tomas.getByRole("button", { name: "Save statement" }).click();
  const alert = tomas.getByRole("alert").filter({ hasText: "This claim changed while you wrote." });
  await expect(alert.getByText("The Alder Bridge is 412 metres long.")).toBeVisible();
  await expect(alert.getByText(mine)).toBeVisible();
  await expect(statement(tomas)).toHaveValue(mine);
  await expectNoBarriers(tomas);

  // Nothing was written over.
  await ines.reload();
  await expect(card(ines, "The Alder Bridge is 412 metres long.")).toHaveCount(1);

  await alert.getByRole("button", { name: "Keep mine" }).click();
  await tomas.getByRole("button", { name: "Save statement" }).click();
  await expect(card(tomas, mine)).toHaveCount(1);
  await ines.reload();
  await expect(card(ines, mine)).toHaveCount(1);
});

test("an approval of what has changed meanwhile never wins", async ({ journey, stet }) => {
  const own = newId().slice(-8);
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "Too late", paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "it is 412 metres long");
  await cite(ines, {
    address: `https://city.example.org/sheets/${own}`,
    title: "Plans, sheet 412",
    publisher: "Example City",
    primacy: "Primary",
    quote: "Length 412 m",
  });
  await submit(ines, "True", "The plans give the length.");
  await openArticle(tomas, path);
  await card(tomas, "412 metres").click();
  await expect(panel(tomas).getByRole("button", { name: "Approve" })).toBeVisible();

  // While the reviewer reads, a third person cites what contradicts it.
  const ada = await journey.as(stet.ada);
  await openArticle(ada, path);
  await card(ada, "412 metres").click();
  await cite(ada, {
    address: `https://survey.example.org/${own}`,
    title: "Survey of the bridge",
    publisher: "Example Survey",
    primacy: "Primary",
    stance: "Contradicts",
    quote: "Length 398.2 m",
  });

  await panel(tomas).getByRole("button", { name: "Approve" }).click();
  await expect(tomas.getByText("Length 398.2 m").first()).toBeVisible();
  await openArticle(ines, path);
  await expect(card(ines, "412 metres")).toContainText("In progress");
  await card(ines, "412 metres").click();
  await expect(
    panel(ines).getByText(/A citation that does not support the claim was added/),
  ).toBeVisible();
});
