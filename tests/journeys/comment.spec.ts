import type { Locator, Page } from "@playwright/test";
import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { card, clickWords, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { cite, claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = [
  "The city built the Alder Bridge in 1971, and it is 412 metres long.",
  "It has stood there ever since, through two floods and a fire.",
];

function threads(root: Page | Locator): Locator {
  return root.getByRole("article", { name: /^Thread begun by/ });
}

function composer(root: Page | Locator): Locator {
  return root.getByRole("textbox", { name: "New comment" });
}

/** Opens what can be done with a comment and chooses one thing. */
async function choose(page: Page, comment: Locator, what: string): Promise<void> {
  await comment.getByRole("button", { name: /^What can be done with the comment/ }).click();
  await page.getByRole("menuitem", { name: what }).click();
}

test("a mention, a reply, an edit with its trace, a resolution and the link back to it", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "The bridge", paragraphs });
  const ines = await journey.as(stet.ines);
  await openArticle(ines, path);
  await claimWords(ines, "it is 412 metres long");
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();

  // The key begins a comment; Escape leaves it, and what was written is kept through a reload.
  await panel(ines).focus();
  await ines.keyboard.press("i");
  await expect(composer(panel(ines))).toBeFocused();
  await ines.keyboard.type("Do we have the plans, ");
  await ines.keyboard.press("Escape");
  await expect(composer(panel(ines))).toHaveCount(0);
  await ines.reload();
  await panel(ines).getByRole("button", { name: "Go on with what you were writing" }).click();
  await expect(composer(panel(ines))).toHaveValue("Do we have the plans, ");

  // "@" offers those who may read it, by their first letters.
  const [first = ""] = stet.tomas.name.split(" ");
  await composer(panel(ines)).press("End");
  await ines.keyboard.type(`@${first.slice(0, 3).toLowerCase()}`);
  await expect(ines.getByRole("option", { name: stet.tomas.name })).toBeVisible();
  await expectNoBarriers(ines);
  // The list is at the word, not under the field; and whoever has chosen types on at once.
  const field = await composer(panel(ines)).boundingBox();
  const list = await ines.getByRole("listbox", { name: "Members who may read it" }).boundingBox();
  expect(list?.x).toBeGreaterThan((field?.x ?? 0) + 100);
  expect(list?.y).toBeLessThan((field?.y ?? 0) + (field?.height ?? 0));
  await ines.keyboard.press("Enter");
  await ines.keyboard.type(
    "**or only** https://city.example.org/bridge? <img src=x> [x](javascript:alert(1))",
  );
  await expect(composer(panel(ines))).toHaveValue(
    new RegExp(`^Do we have the plans, @${stet.tomas.name} \\*\\*or only\\*\\* https.*1\\)\\)$`),
  );
  await ines.keyboard.press("ControlOrMeta+Enter");
  const asked = threads(panel(ines));
  await expect(asked).toHaveCount(1);
  await expect(asked.getByText(`@${stet.tomas.name}`)).toBeVisible();
  await expect(asked.getByText("or only").and(asked.locator("strong"))).toBeVisible();
  await expect(asked.getByRole("link", { name: "https://city.example.org/bridge" })).toBeVisible();
  await expect(asked.getByText("<img src=x> [x](javascript:alert(1))")).toBeVisible();
  await expect(card(ines, "412 metres")).toContainText("1 open thread");

  // Whoever is named reads it and answers; the other finds the answer.
  await openArticle(tomas, path);
  await expect(card(tomas, "412 metres")).toContainText("1 open thread");
  await card(tomas, "412 metres").click();
  await threads(panel(tomas)).getByRole("button", { name: "Reply…" }).click();
  await tomas.keyboard.type("Sheet 12 has them.");
  await tomas.keyboard.press("ControlOrMeta+Enter");
  await expect(threads(panel(tomas)).getByText("Sheet 12 has them.")).toBeVisible();
  await expectNoBarriers(tomas);
  await ines.reload();
  await expect(asked.getByText("Sheet 12 has them.")).toBeVisible();

  // Only its writer changes a comment, and what it said stays to be read.
  const answer = threads(panel(tomas)).getByRole("listitem").filter({ hasText: "Sheet 12" });
  await choose(tomas, answer, "Edit");
  await tomas.getByRole("textbox", { name: "Edit the comment" }).fill("Sheet 14 has them.");
  await tomas.keyboard.press("ControlOrMeta+Enter");
  await expect(threads(panel(tomas)).getByText("Sheet 14 has them.")).toBeVisible();
  await ines.reload();
  const edited = asked.getByRole("listitem").filter({ hasText: "Sheet 14" });
  await edited.getByRole("button", { name: "edited" }).click();
  const before = ines.getByRole("dialog").filter({ hasText: "What it said before" });
  await expect(before.getByText("Sheet 12 has them.")).toBeVisible();
  await expectNoBarriers(ines);
  await ines.keyboard.press("Escape");
  await edited.getByRole("button", { name: /^What can be done/ }).click();
  await expect(ines.getByRole("menuitem", { name: "Copy a link to the comment" })).toBeVisible();
  await expect(ines.getByRole("menuitem", { name: "Edit" })).toHaveCount(0);
  await expect(ines.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);
  await ines.keyboard.press("Escape");

  // A reply to what was resolved meanwhile is refused, and kept.
  await asked.getByRole("button", { name: "Reply…" }).click();
  await ines.keyboard.type("Then cite it.");
  await threads(panel(tomas)).getByRole("button", { name: "Resolve" }).click();
  await tomas.getByLabel("Why it is settled (optional)").fill("The sheet is cited now.");
  await tomas.keyboard.press("Enter");
  await expect(panel(tomas).getByText("1 resolved thread")).toBeVisible();
  await expect(card(tomas, "412 metres")).not.toContainText("open thread");
  await expect(asked.getByText("The sheet is cited now.")).toBeVisible();
  await expect(asked.getByRole("textbox")).toHaveValue("Then cite it.");
  await ines.keyboard.press("ControlOrMeta+Enter");
  await expect(ines.getByText("What you wrote is kept.")).toBeVisible();
  await panel(ines).getByText("1 resolved thread").click();
  await expect(asked.getByText("The sheet is cited now.")).toBeVisible();
  await expect(asked.getByText("Then cite it.")).toBeVisible();
  await asked.getByRole("button", { name: "Reopen" }).click();
  await ines.getByLabel("Why it is open again (optional)").fill("Sheet 14 is of another bridge.");
  await ines.keyboard.press("Enter");
  await asked.getByRole("button", { name: "Go on with what you were writing" }).click();
  await ines.keyboard.press("ControlOrMeta+Enter");
  await expect(asked.getByRole("listitem").filter({ hasText: "Then cite it." })).toBeVisible();
  await expectNoBarriers(ines);

  // The list can be narrowed to what is talked about.
  await ines.getByRole("button", { name: "Filter" }).click();
  await ines.getByRole("checkbox", { name: /^Open threads/ }).check();
  await ines.keyboard.press("Escape");
  await expect(ines.getByText("1 of 1 shown")).toBeVisible();
  await ines.getByRole("button", { name: "Remove filter: Open threads" }).click();

  // A comment's link opens it where it stands.
  await choose(ines, edited, "Copy a link to the comment");
  const link = await ines.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/w\/[^/]+\/comments\/[0-9a-f-]{36}$/);
  await tomas.goto(link);
  await expect(tomas).toHaveURL(/\/articles\/.*#comment-/);
  const found = threads(panel(tomas)).getByRole("listitem").filter({ hasText: "Sheet 14 has" });
  await expect(found).toBeInViewport();
  await expect(threads(panel(tomas)).getByText("Sheet 14 is of another bridge.")).toBeVisible();
});

test("on a citation, the claim and the article; deleted and brought back; blocking", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const ines = await journey.as(stet.ines);
  const tomas = await journey.as(stet.tomas);
  const path = await newArticle(tomas, stet.sample, { headline: "Floods", paragraphs });
  await openArticle(ines, path);

  // Where nothing is open or under the caret, the key is about the article.
  await ines.getByRole("button", { name: "Comments on the article: none open" }).click();
  const about = ines.getByRole("complementary", { name: "Comments on the article" });
  await about.focus();
  await ines.keyboard.press("i");
  await composer(about).fill("Who wrote the standfirst?");
  await about.getByLabel("Blocks sign-off until it is resolved").check();
  await composer(about).press("ControlOrMeta+Enter");
  await expect(threads(about).getByText("Blocks sign-off")).toBeVisible();
  await expect(
    ines.getByRole("button", { name: "Comments on the article: 1 open thread" }),
  ).toBeVisible();
  await expectNoBarriers(ines);
  await about.getByRole("button", { name: "Close" }).click();

  await claimWords(ines, "two floods and a fire");
  await cite(ines, {
    address: `https://city.example.org/floods/${own}`,
    title: "The floods",
    quote: "Two floods.",
  });
  const citation = panel(ines).getByRole("listitem").filter({ hasText: "Two floods." });
  await citation.getByRole("button", { name: /^Comment on the citation of/ }).click();
  await composer(citation).fill("It says nothing of a fire.");
  await composer(citation).press("ControlOrMeta+Enter");
  await expect(threads(citation)).toHaveCount(1);
  await expect(card(ines, "two floods")).toContainText("1 open thread");

  // The claim's page shows both, and a comment there is about the claim.
  await panel(ines).focus();
  await ines.keyboard.press("i");
  const choice = panel(ines).getByRole("radiogroup", { name: "What it is about" });
  await choice.getByText("The claim", { exact: true }).click();
  await composer(panel(ines)).fill("Which fire?");
  await composer(panel(ines)).press("ControlOrMeta+Enter");
  await expect(card(ines, "two floods")).toContainText("2 open threads");
  const link = threads(panel(ines)).filter({ hasText: "Which fire?" });
  await expect(link.getByText("The claim", { exact: true })).toBeVisible();
  await expect(ines.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await openArticle(tomas, path);
  await expect(
    tomas.getByRole("region", { name: "Comments on the article" }).getByText("Who wrote the"),
  ).toBeVisible();
  await card(tomas, "two floods").click();
  const onClaim = threads(panel(tomas)).filter({ hasText: "Which fire?" });
  await onClaim.getByRole("button", { name: "Reply…" }).click();
  await tomas.keyboard.type("That of 1983.");
  await tomas.keyboard.press("ControlOrMeta+Enter");

  // Beside the comments on the article the key is about them, wherever the caret stands.
  await clickWords(ines, "two floods");
  await ines.getByRole("button", { name: /^Comments on the article/ }).click();
  await ines.keyboard.press("i");
  await expect(composer(about)).toBeFocused();

  // An editor deletes another's comment; that it was, and by whom, stays, and can be taken back.
  const question = onClaim.getByRole("listitem").filter({ hasText: "Which fire?" });
  await choose(tomas, question, "Delete");
  await expect(threads(panel(tomas)).getByText(`Deleted by ${stet.tomas.name}`)).toBeVisible();
  await expect(panel(tomas).getByText("Which fire?")).toHaveCount(0);
  await expectNoBarriers(tomas);
  await tomas.getByRole("button", { name: "Undo" }).last().click();
  await expect(onClaim.getByText("Which fire?")).toBeVisible();
});
