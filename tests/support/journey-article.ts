import { expect, type Locator, type Page } from "@playwright/test";
import { newId } from "@/lib/id";

/** An article that a journey is set in. */
interface JourneyArticle {
  headline: string;
  paragraphs: string[];
  language?: string;
  direction?: "ltr" | "rtl";
  /** Blocks of the document as they are stored, after the paragraphs. */
  more?: object[];
  pictures?: { sha256: string; bytes: Buffer }[];
}

/** Makes an article as the import page does when it saves, and answers its path. */
export async function newArticle(
  page: Page,
  workspace: string,
  article: JourneyArticle,
): Promise<string> {
  const { headline, language = "en-GB", direction = "ltr" } = article;
  const id = newId();
  const form = new FormData();
  form.append(
    "article",
    JSON.stringify({
      id,
      headline,
      language,
      direction,
      origin: "pasted",
      document: documentOf(article),
    }),
  );
  for (const { sha256, bytes } of article.pictures ?? []) {
    form.append(sha256, new Blob([new Uint8Array(bytes)], { type: "image/png" }), `${sha256}.png`);
  }
  const answer = await page.request.post(`/api/w/${workspace}/articles`, {
    headers: { origin: await originOf(page) },
    multipart: form,
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return `/w/${workspace}/articles/${id}`;
}

/** Saves a whole new text over an article's, as importing a file over it does. */
export async function saveText(
  page: Page,
  path: string,
  baseVersion: number,
  article: Pick<JourneyArticle, "headline" | "paragraphs">,
): Promise<void> {
  const form = new FormData();
  form.append(
    "version",
    JSON.stringify({ kind: "text", baseVersion, document: documentOf(article) }),
  );
  const answer = await page.request.post(`/api${path}/versions`, {
    headers: { origin: await originOf(page) },
    multipart: form,
  });
  expect(answer.status(), await answer.text()).toBe(201);
}

/** Sets a note on spans of an article's first version, as offsets into its text. */
export async function newNote(
  page: Page,
  path: string,
  spans: readonly { start: number; end: number }[],
): Promise<void> {
  const answer = await page.request.post(`/api${path}/annotations`, {
    headers: { origin: await originOf(page) },
    data: {
      id: newId(),
      madeVersion: 1,
      kind: "note",
      body: "Who says so?",
      targets: spans.map((span) => ({ ...span, id: newId(), role: "words" })),
    },
  });
  expect(answer.status(), await answer.text()).toBe(201);
}

function documentOf({ headline, paragraphs, more = [] }: JourneyArticle): object {
  const text = (words: string) => [{ type: "text", text: words }];
  return {
    type: "doc",
    content: [
      { type: "heading", attrs: { level: 1, role: "headline" }, content: text(headline) },
      ...paragraphs.map((words) => ({ type: "paragraph", content: text(words) })),
      ...more,
    ],
  };
}

/** Opens an article and waits until it can be worked in. */
export async function openArticle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(text(page)).toBeVisible();
  // The cards are placed by the script that also listens for selections and keys.
  await expect(cards(page)).toBeAttached();
}

export function text(page: Page): Locator {
  return page.getByRole("document", { name: /^Text of the article/ });
}

export function cards(page: Page): Locator {
  return page.getByRole("list", { name: "Annotations" });
}

/** The card whose words or state match. */
export function card(page: Page, words: string | RegExp): Locator {
  return cards(page).getByRole("button").filter({ hasText: words });
}

/** The panel of the open annotation. */
export function panel(page: Page): Locator {
  return page.getByRole("complementary", { name: "Open annotation" });
}

export function toolbar(page: Page): Locator {
  return page.getByRole("toolbar", { name: "Selected words" });
}

/** Selects words with the mouse: from the first letter of `from` to the last of `to`. */
export async function selectWords(page: Page, from: string, to = from): Promise<void> {
  await selectIn(text(page), from, to);
}

/** As `selectWords`, in another text than the one that is read. */
export async function selectIn(root: Locator, from: string, to = from): Promise<void> {
  const page = root.page();
  const [start, end] = await edgesOf(root, from, to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2);
  await page.mouse.move(end.x, end.y, { steps: 3 });
  await page.mouse.up();
}

/** Clicks into words of one line, a letter or two after their beginning. */
export async function clickWords(page: Page, words: string): Promise<void> {
  const [start, end] = await edgesOf(text(page), words, words);
  await page.mouse.click(start.x + 8 * Math.sign(end.x - start.x), start.y);
}

/** Where words of one line are on the screen. */
export async function placeOfWords(
  page: Page,
  words: string,
): Promise<{ left: number; right: number; y: number }> {
  const [start, end] = await edgesOf(text(page), words, words);
  return { left: Math.min(start.x, end.x), right: Math.max(start.x, end.x), y: start.y };
}

/** Brings words onto the screen, and with them the cards beside them, which settle there. */
export async function showWords(page: Page, words: string): Promise<void> {
  await edgesOf(text(page), words, words);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(null))));
  await expect(cards(page)).not.toHaveAttribute("aria-busy");
}

interface Point {
  x: number;
  y: number;
}

/** Where words begin and end on the screen, scrolled to where nothing lies over them. */
function edgesOf(text: Locator, from: string, to: string): Promise<[Point, Point]> {
  return text.evaluate(
    (root, [first, last]) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const nodes: { node: Node; start: number }[] = [];
      let whole = "";
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        nodes.push({ node, start: whole.length });
        whole += node.textContent ?? "";
      }
      const startOf = (words: string, after: number): number => {
        const start = whole.indexOf(words, after);
        if (start < 0) throw new Error(`not in the text: ${words}`);
        return start;
      };
      // Letter by letter: in a text of two directions the parts of a line are not in its order.
      const rectOf = (offset: number): DOMRect => {
        const at = nodes.findLast((entry) => entry.start <= offset);
        if (!at) throw new Error("no text");
        const range = document.createRange();
        range.setStart(at.node, offset - at.start);
        range.setEnd(at.node, offset - at.start + 1);
        return range.getBoundingClientRect();
      };
      const start = startOf(first, 0);
      const end = startOf(last, start) + last.length - 1;
      const margin = 160;
      const { top } = rectOf(start);
      if (top < margin || rectOf(end).bottom > innerHeight - margin) {
        scrollBy({ top: top - margin * 1.5, behavior: "instant" });
      }
      const head = rectOf(start);
      const tail = rectOf(end);
      const isRtl = getComputedStyle(root).direction === "rtl";
      const y = (rect: DOMRect) => (rect.top + rect.bottom) / 2;
      return [
        { x: isRtl ? head.right - 1 : head.left + 1, y: y(head) },
        { x: isRtl ? tail.left + 1 : tail.right - 1, y: y(tail) },
      ] as [Point, Point];
    },
    [from, to] as const,
  );
}

async function originOf(page: Page): Promise<string> {
  const answer = await page.request.get("/api/auth/csrf");
  return new URL(answer.url()).origin;
}

/** On the list of articles: says who wrote one and who else may read it. */
export async function share(
  page: Page,
  workspace: string,
  headline: string,
  people: { authors: string; viewers?: string },
): Promise<void> {
  await page.goto(`/w/${workspace}`);
  await page.getByRole("button", { name: `Actions for “${headline}”` }).click();
  await page.getByRole("menuitem", { name: "Authors and readers…" }).click();
  const dialog = page.getByRole("dialog", { name: "Authors and readers" });
  for (const [label, name] of [
    ["Authors", people.authors],
    ["Readers", people.viewers],
  ] as const) {
    if (name === undefined) continue;
    await dialog.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name }).click();
    await expect(dialog.getByText(name)).toHaveCount(1);
    await page.keyboard.press("Escape");
  }
  await dialog.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("listitem").filter({ hasText: headline });
  await expect(row.getByLabel(new RegExp(`^${people.authors}`))).toBeVisible();
}
