import { newId } from "@/lib/id";
import { expect, test } from "@/tests/support/journey";
import { card, newArticle, openArticle, panel } from "@/tests/support/journey-article";
import { cite, claimWords } from "@/tests/support/journey-claim";
import { expectNoBarriers } from "@/tests/support/journey-page";

const paragraphs = ["The Alder Bridge is 412 metres long.", "It carries 18,000 vehicles a day."];

test("two of one source are found in the library and merged, and the log remembers", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const survey = `Survey of the bridge ${own}`;
  const copy = `Bridge survey, a copy ${own}`;
  const ines = await journey.as(stet.ines);
  const tomas = await journey.as(stet.tomas);
  const headline = `A library ${own}`;
  const path = await newArticle(tomas, stet.sample, { headline, paragraphs });
  await openArticle(ines, path);
  await claimWords(ines, "412 metres long");
  await cite(ines, {
    address: `https://city.example.org/survey/${own}`,
    title: survey,
    publisher: "Example City",
    quote: "Length: 412 m",
  });
  await claimWords(ines, "18,000 vehicles a day");
  await cite(ines, {
    address: `https://mirror.example.net/survey/${own}`,
    title: copy,
    publisher: "Mirror of Surveys",
    quote: "18,000 vehicles",
  });
  await expect(card(ines, "18,000 vehicles")).toContainText("Unsourced");

  // By keys from the article to the library, and by the beginnings of words to both.
  await panel(ines).press("g");
  await ines.keyboard.press("l");
  await expect(ines.getByRole("heading", { level: 1, name: "Sources" })).toBeVisible();
  await ines.keyboard.press("/");
  const search = ines.getByRole("searchbox", { name: "Search the sources" });
  await expect(search).toBeFocused();
  await ines.keyboard.type(`surv brid ${own}`);
  await expect(ines.getByText("2 sources", { exact: true })).toBeVisible();
  await expectNoBarriers(ines);
  await ines.getByRole("combobox", { name: "Kind of source" }).selectOption("Book");
  await expect(ines.getByText("No source matches")).toBeVisible();
  await ines.getByRole("combobox", { name: "Kind of source" }).selectOption("Any kind");
  await expect(ines.getByText("2 sources", { exact: true })).toBeVisible();

  await ines.getByRole("checkbox", { name: `Select “${survey}”` }).check();
  await ines.getByRole("checkbox", { name: `Select “${copy}”` }).check();
  await ines.getByRole("button", { name: "Merge", exact: true }).click();
  const dialog = ines.getByRole("dialog", { name: "Merge sources" });
  await dialog.getByRole("radio", { name: survey }).check();
  await expect(dialog.getByText("One claim cites one of the others.")).toBeVisible();
  await expectNoBarriers(ines);
  await dialog.getByRole("button", { name: "Merge one source into it" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(ines.getByText("One source", { exact: true })).toBeVisible();

  await ines.getByRole("link", { name: survey }).click();
  await expect(ines.getByRole("heading", { level: 1, name: survey })).toBeVisible();
  await expect(ines.getByRole("heading", { name: "2 claims rest on it" })).toBeVisible();
  await expect(ines.getByRole("link", { name: headline })).toBeVisible();
  await ines.getByText("History", { exact: true }).click();
  await expect(ines.getByText(`Merged “${copy}” into it; one citation moved`)).toBeVisible();
  await expectNoBarriers(ines);

  // Corrected here, it is corrected wherever it is cited.
  await ines.getByRole("button", { name: "Change", exact: true }).click();
  const form = ines.getByRole("dialog", { name: "Change the source" });
  await form.getByLabel("Kind of source").selectOption("Report");
  await form.getByRole("textbox", { name: "Author" }).fill("Ng, Amy; City Survey Office");
  await form.getByRole("textbox", { name: "Date" }).fill("12 May 2024");
  await form.getByRole("textbox", { name: "Language" }).fill("en-gb");
  await form.getByRole("button", { name: "Save source" }).click();
  await expect(form).toHaveCount(0);
  await expect(ines.getByText("Ng, Amy; City Survey Office", { exact: true })).toBeVisible();
  await expect(ines.getByText("en-GB", { exact: true })).toBeVisible();
  await openArticle(ines, path);
  await card(ines, "18,000 vehicles").click();
  await expect(
    panel(ines).getByText(/Example City · Ng, Amy; City Survey Office · 12 May 2024/),
  ).toBeVisible();
});

test("a source is made in the library before anything cites it", async ({ journey, stet }) => {
  const own = newId().slice(-8);
  const title = `Interview with the engineer ${own}`;
  const ines = await journey.as(stet.ines);
  await ines.goto(`/w/${stet.sample}/sources`);
  await ines.getByRole("button", { name: "New source" }).click();
  const dialog = ines.getByRole("dialog", { name: "New source" });
  await dialog.getByLabel("Kind of source").selectOption("Interview");
  await dialog.getByRole("textbox", { name: "Title" }).fill(title);
  await dialog.getByRole("textbox", { name: "Person interviewed" }).fill("Ng, Amy");
  await dialog.getByRole("textbox", { name: "Interviewer" }).fill("Okafor, Ines");
  await dialog.getByRole("button", { name: "Make it" }).click();
  await expect(ines.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(ines.getByText("Okafor, Ines", { exact: true })).toBeVisible();
  await expect(ines.getByRole("heading", { name: "No claim rests on it" })).toBeVisible();
  await ines.goto(`/w/${stet.sample}/sources?uncited=1&q=${own}`);
  await expect(ines.getByRole("link", { name: title })).toBeVisible();
  await expectNoBarriers(ines);
});

test("a list of another program comes in as BibTeX and goes out as RIS", async ({
  journey,
  stet,
}) => {
  const own = newId().slice(-8);
  const ines = await journey.as(stet.ines);
  await ines.goto(`/w/${stet.sample}/sources`);
  await ines.getByRole("link", { name: "Import" }).click();
  await expect(ines.getByRole("heading", { level: 1, name: "Import sources" })).toBeVisible();
  const list = ines.getByRole("textbox", { name: "The list" });
  await list.fill("<p>Doe, J. (2019). Rain.</p>");
  await ines.getByRole("button", { name: "Read the list" }).click();
  await expect(ines.getByText("This is no list of references.")).toBeVisible();
  await expect(list).toHaveValue("<p>Doe, J. (2019). Rain.</p>");

  // A written list: what each line seems to be is corrected before it is made.
  await list.fill(`Doe, J. (2019). Rain over Berlin ${own}. Weather, 12(3), 4–9.\nSleet ${own}`);
  await ines.getByRole("button", { name: "Read the list" }).click();
  await expect(ines.getByRole("status").filter({ hasText: "2 entries" })).toBeVisible();
  await ines.getByRole("button", { name: `Correct “Sleet ${own}”` }).click();
  const dialog = ines.getByRole("dialog", { name: "Correct the source" });
  await dialog.getByRole("textbox", { name: "Title" }).fill(`Sleet and hail ${own}`);
  await expectNoBarriers(ines);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(ines.getByText(`Sleet and hail ${own}`)).toBeVisible();
  await ines.getByRole("button", { name: "Add 2 sources" }).click();
  await expect(ines.getByRole("link", { name: `Sleet and hail ${own}` })).toBeVisible();
  await ines.getByRole("link", { name: "Import" }).click();

  const file = [
    `@article{a, title = {Rain over {Oslo} ${own}}, author = {{\\O}stby, {\\AA}se}, year = 2019,`,
    `  journal = {Weather}, doi = {10.5555/${own}}, file = {:rain.pdf:PDF}}`,
    `@online{b, title = {Snow ${own}}, url = {https://example.org/snow/${own}}}`,
    "@book{c, title = {never closed}",
  ].join("\n");
  await ines
    .locator("input[type=file]")
    .last()
    .setInputFiles({
      name: "mine.bib",
      mimeType: "text/plain",
      buffer: Buffer.from(file),
    });
  await ines.getByRole("button", { name: "Read the list" }).click();
  await expect(ines.getByRole("status").filter({ hasText: "3 entries" })).toHaveText(
    "3 entries in BibTeX / BibLaTeX; one cannot be read.",
  );
  await expect(ines.getByText("Line 2: the field “file” has no place here")).toBeVisible();
  await expect(ines.getByText("Line 4: cannot be read: @book{c, title")).toBeVisible();
  await expect(ines.getByText("Østby, Åse", { exact: true })).toBeVisible();
  await expectNoBarriers(ines);
  await ines.getByRole("button", { name: "Add 2 sources" }).click();
  await expect(ines.getByText("2 sources added.")).toBeVisible();
  await expect(ines.getByRole("link", { name: `Rain over Oslo ${own}` })).toBeVisible();

  // What the list shows goes out.
  await ines.goto(`/w/${stet.sample}/sources?q=${own}`);
  await ines.getByRole("button", { name: "Export" }).click();
  const download = ines.waitForEvent("download");
  await ines.getByRole("menuitem", { name: "RIS" }).click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const written = Buffer.concat(chunks).toString("utf8");
  expect(written.match(/^TY {2}- /gm)).toHaveLength(4);
  expect(written).toContain(`TI  - Rain over Oslo ${own}`);
  expect(written).toContain("AU  - Østby, Åse");
  expect(written).toContain(`UR  - https://example.org/snow/${own}`);
});
