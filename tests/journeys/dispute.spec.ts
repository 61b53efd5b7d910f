import { newId } from "@/lib/id";
import { expect, joinAs, makeWorkspace, test } from "@/tests/support/journey";
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
  const differences = ada.getByRole("region", { name: "Where they differ" });
  await expect(differences).toContainText("Both judged the same statement.");
  await expect(differences).toContainText("Both rest on the same sources");
  await expect(ruling.getByRole("button", { name: "Decide for this verdict" })).toBeDisabled();
  await expect(ruling.getByRole("button", { name: "Back to its checker" })).toBeDisabled();
  await ruling.getByRole("button", { name: /^Misleading/ }).click();
  await ruling.getByLabel("Why").fill("A reader takes it for the bridge, not for its approaches.");
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
  await panel(ines).getByText("History", { exact: true }).click();
  await expect(panel(ines).getByText("Settled the dispute: Misleading")).toBeVisible();
  await expect(panel(ines).getByText("Disputed with another verdict: Misleading")).toBeVisible();
});

test("a second check made blind, which finds something else, and an editor decides", async ({
  journey,
  stet,
}) => {
  const words = "it is 412 metres long";
  const ada = await journey.as(stet.ada);
  const workspace = await makeWorkspace(ada, "Blind");
  const cleo = await journey.visitor();
  const sam = await journey.visitor();
  await joinAs({ admin: ada, visitor: cleo }, workspace, "Cleo Marsh", "checker");
  await joinAs({ admin: ada, visitor: sam }, workspace, "Sam Ortiz", "checker");
  await ada.goto(`/w/${workspace}/settings`);
  await ada.getByLabel("Blind second checks").check();
  await expectNoBarriers(ada);
  await ada
    .locator("form")
    .filter({ has: ada.getByLabel("Blind second checks") })
    .getByRole("button", { name: "Save" })
    .click();
  await expect(ada.getByText("Saved.", { exact: true })).toBeVisible();

  const path = await newArticle(ada, workspace, { headline: "The bridge", paragraphs });
  await openArticle(cleo, path);
  await claimWords(cleo, words);
  await cite(cleo, {
    address: "https://city.example.org/bridges",
    title: "Bridges of the city",
    publisher: "Example City",
    primacy: "Primary",
    quote: "Length 412 m, with both approaches",
  });
  await submit(cleo, "True", "The first checker’s reasons.");

  // The admin, who opens the claim, sees the verdict and asks somebody who has not.
  await openArticle(ada, path);
  await card(ada, words).click();
  await panel(ada).getByRole("button", { name: "Blind second check …" }).click();
  await expect(ada.getByLabel("Who checks it a second time")).toContainText("Sam Ortiz");
  await expect(ada.getByLabel("Who checks it a second time")).not.toContainText("Ada Example");
  await ada.getByLabel("Who checks it a second time").selectOption({ label: "Sam Ortiz" });
  await panel(ada).getByRole("button", { name: "Ask", exact: true }).click();
  await expect(panel(ada).getByText(/Sam Ortiz checks this a second time/)).toBeVisible();
  await expect(panel(ada).getByRole("button", { name: "Approve" })).toHaveCount(0);

  // It waits for the second checker, who learns nothing of the first by any page.
  await sam.goto(`/w/${workspace}/review`);
  await sam.getByRole("region", { name: "Second checks, blind" }).getByText(words).click();
  const form = sam.getByRole("form", { name: "Second check" });
  await expect(form.getByText("Bridges of the city")).toBeVisible();
  const pages = [
    sam.url(),
    path,
    `/w/${workspace}`,
    `/w/${workspace}/claims`,
    `${path}/versions`,
    `${path}/versions/1`,
  ];
  for (const page of pages) {
    await sam.goto(page);
    await expect(sam.getByRole("main")).toBeVisible();
    const told = await sam.content();
    expect(told, page).not.toContain("first checker’s reasons");
    expect(told, page).not.toContain("with both approaches");
  }
  await openArticle(sam, path);
  await expect(card(sam, words)).toContainText("Second check, blind");
  await expect(card(sam, words)).not.toContainText("Unsourced");
  await card(sam, words).click();
  const inPanel = panel(sam).getByRole("form", { name: "Second check" });
  await expect(inPanel).toBeVisible();
  await expect(panel(sam).getByText("with both approaches")).toHaveCount(0);
  await expect(panel(sam).getByText("History", { exact: true })).toHaveCount(0);
  await inPanel.getByLabel("What “Bridges of the city” says").selectOption("Contradicts");
  await inPanel.getByLabel("Quoted passage").fill("398 m between the abutments");
  await inPanel.getByRole("button", { name: /^False/ }).click();
  await inPanel.getByLabel("Rationale").fill("Without its approaches it is 398 metres.");
  await expectNoBarriers(sam);
  await sam.keyboard.press("ControlOrMeta+Enter");
  await expect(sam.getByText(/You found something else/)).toBeVisible();
  const sides = panel(sam).getByRole("region", { name: "Two verdicts" });
  await expect(sides.getByRole("region", { name: "Checker", exact: true })).toContainText(
    "The first checker’s reasons.",
  );
  await expect(sides.getByRole("region", { name: "Second checker" })).toContainText(
    "398 m between the abutments",
  );
  await expect(panel(sam).getByRole("region", { name: "Where they differ" })).toContainText(
    "Bridges of the city: Supports for the first, Contradicts for the other",
  );

  // The editor sees both, and sends it back with a reason that both read.
  await ada.goto(`/w/${workspace}/review`);
  await ada.getByRole("region", { name: "Disputes to settle" }).getByText(words).click();
  const ruling = ada.getByRole("form", { name: "Settle the dispute" });
  await ruling.getByLabel("Why").fill("Say which length is meant.");
  await expectNoBarriers(ada);
  await ruling.getByRole("button", { name: "Back to its checker" }).click();
  await expect(ada.getByText(/Sent back to its checker/)).toBeVisible();
  await cleo.reload();
  await card(cleo, words).click();
  await expect(panel(cleo).getByText("Say which length is meant.").first()).toBeVisible();
});
