import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { cite, claimWords, submit } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = ["The city built the Alder Bridge in 1971, and it is 412 metres long."];

test("a reviewer disputes a verdict, and an editor who is neither settles it", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const words = "it is 412 metres long";
  const ada = await journey.as(stet.ada);
  const path = await newArticle(ada, stet.sample, { headline: `Disputed ${own}`, paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, words);
  await cite(ines, {
    address: `https://city.example.org/bridges/${own}`,
    title: "Bridges of the city",
    publisher: "Example City",
    primacy: "Primary",
    quote: "Length 412 m, with both approaches",
  });
  await submit(ines, "True", "The city’s list has 412 metres.");

  // By keyboard: the panel of the open annotation, D, the verdict, the reason.
  const tomas = await journey.as(stet.tomas);
  await openArticle(tomas, path);
  await card(tomas, words).click();
  await expect(panel(tomas).getByRole("button", { name: "Dispute" })).toBeVisible();
  await panel(tomas).focus();
  await tomas.keyboard.press("d");
  const form = panel(tomas).getByRole("form", { name: "Dispute" });
  await expect(form.getByRole("button", { name: /^Misleading/ })).toBeFocused();
  await expect(form.getByRole("button", { name: /^True/ })).toHaveCount(0);
  await expect(form.getByRole("button", { name: "Dispute it" })).toBeDisabled();
  await tomas.keyboard.press("Enter");
  await expect(form.getByLabel("Why")).toBeFocused();
  await tomas.keyboard.type("The list counts the approaches in; the bridge itself is 398 metres.");
  await expectNoBarriers(tomas);
  await tomas.keyboard.press("ControlOrMeta+Enter");
  await expect(tomas.getByText("Disputed; an editor decides.")).toBeVisible();
  await expect(panel(tomas).getByText(/You disputed it, so another editor/)).toBeVisible();

  // Both verdicts stand side by side for whoever opens it, and for the checker.
  await ines.reload();
  const sides = panel(ines).getByRole("region", { name: "Two verdicts" });
  await card(ines, words).click();
  await expect(sides.getByRole("region", { name: "Checker" })).toContainText(
    "The city’s list has 412 metres.",
  );
  await expect(sides.getByRole("region", { name: "Reviewer" })).toContainText("Misleading");

  // It waits for the editor who is neither.
  await ada.goto(`/w/${stet.sample}/review`);
  const waits = ada.getByRole("region", { name: "Disputes to settle" });
  await waits.getByText(words).first().click();
  const ruling = ada.getByRole("form", { name: "Settle the dispute" });
  await expect(ruling.getByRole("button", { name: "Decide for this verdict" })).toBeDisabled();
  await expect(ruling.getByRole("button", { name: "Back to its checker" })).toBeDisabled();
  await ruling.getByRole("button", { name: /^Misleading/ }).click();
  await ruling
    .getByLabel("Why", { exact: true })
    .fill("A reader takes it for the bridge, not for its approaches.");
  await expectNoBarriers(ada);
  await ruling.getByRole("button", { name: "Decide for this verdict" }).click();
  await expect(ada.getByText(/The dispute is settled/)).toBeVisible();

  // The checker reads the verdict that stands, whose it is and why.
  await ines.reload();
  await card(ines, words).click();
  await expect(panel(ines).getByRole("heading", { name: /Approved/ })).toBeVisible();
  await expect(panel(ines).getByText(/^Settled by Ada Example/)).toBeVisible();
  await expect(
    panel(ines).getByText("A reader takes it for the bridge, not for its approaches.").first(),
  ).toBeVisible();
  await panel(ines).getByRole("button", { name: /^History/ }).click();
  await expect(panel(ines).getByText("Settled the dispute: Misleading")).toBeVisible();
  await expect(panel(ines).getByText("Disputed with another verdict: Misleading")).toBeVisible();
});
