import { expect, type Page } from "@playwright/test";
import { panel, selectWords } from "@/tests/support/journey-article";

/** A citation as a person fills its form in; a new source where it has an address. */
export interface JourneyCitation {
  address?: string;
  title?: string;
  publisher?: string;
  primacy?: "Primary" | "Secondary" | "Tertiary";
  stance?: string;
  quote?: string;
  place?: { type: string; value: string };
}

/** Makes the words an occurrence of a new claim, by its key. */
export async function claimWords(page: Page, words: string, to?: string): Promise<void> {
  await selectWords(page, words, to);
  await page.keyboard.press("c");
  await expect(panel(page).getByRole("button", { name: "Change the statement" })).toBeVisible();
}

export function citationForm(page: Page) {
  return page.getByRole("form", { name: "New citation" });
}

/** Cites a new source for the claim that is open. */
export async function cite(page: Page, citation: JourneyCitation): Promise<void> {
  await panel(page).getByRole("button", { name: "Cite a source" }).click();
  const form = citationForm(page);
  if (citation.address) {
    await form.getByLabel("Source", { exact: true }).fill(citation.address);
    await page.getByRole("option", { name: /^New source:/ }).click();
  } else if (citation.title) {
    await form.getByLabel("Source", { exact: true }).fill(citation.title);
    await page.getByRole("option", { name: new RegExp(`^${citation.title}`) }).click();
  }
  if (citation.address && citation.title) {
    await form.getByRole("textbox", { name: "Title", exact: true }).fill(citation.title);
  }
  if (citation.publisher) {
    await form.getByLabel("Publisher", { exact: true }).fill(citation.publisher);
  }
  if (citation.primacy) {
    await form
      .getByRole("radiogroup", { name: "How near it is to the facts" })
      .getByText(citation.primacy, { exact: true })
      .click();
  }
  if (citation.stance) {
    await form.getByRole("radio", { name: citation.stance, exact: true }).click();
  }
  if (citation.place) {
    await form.getByLabel("Where", { exact: true }).selectOption(citation.place.type);
    await form.getByLabel("Which", { exact: true }).fill(citation.place.value);
  }
  await form.getByLabel("Quoted passage").fill(citation.quote ?? "");
  await form.getByRole("button", { name: "Add citation" }).click();
  await expect(form).toHaveCount(0);
}

/** Submits the open claim with a verdict and its rationale. */
export async function submit(page: Page, verdict: string, rationale: string): Promise<void> {
  await panel(page)
    .getByRole("group", { name: "Verdict" })
    .getByRole("button", { name: verdict, exact: false })
    .click();
  const form = page.getByRole("form", { name: "Proposed verdict" });
  await form.getByLabel("Rationale").fill(rationale);
  await form.getByRole("button", { name: "Submit for review" }).click();
  await expect(form).toHaveCount(0);
}
