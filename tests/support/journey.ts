import {
  type Browser,
  type BrowserContext,
  test as base,
  type ConsoleMessage,
  expect,
  type Page,
} from "@playwright/test";
import { newId } from "@/lib/id";
import { expectNoBarriers, isChecked, newPage } from "@/tests/support/journey-page";
import { findStet, type JourneyPerson, type Stet } from "@/tests/support/journey-stet";

export { expect };

/** The browsers of one journey. Each page is watched: an error in its console fails the journey. */
export interface Journey {
  /** A browser of its own in which somebody is signed in. */
  as: (person: JourneyPerson, options?: BrowserOptions) => Promise<Page>;
  /** A browser in which nobody is. */
  visitor: (options?: BrowserOptions) => Promise<Page>;
  /** An error of the console that belongs to the journey: a refusal that it provokes. */
  expectError: (message: RegExp) => void;
}

type BrowserOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;

/** Wide enough for text, cards and panel beside one another. */
const DESKTOP = { width: 1440, height: 900 };

export const test = base.extend<{ journey: Journey }, { stet: Stet }>({
  stet: [
    async ({ browser: _ }, use, { project }) => use(await findStet(project.outputDir)),
    { scope: "worker" },
  ],

  journey: async ({ browser, stet }, use) => {
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    const expected: RegExp[] = [];
    const open = async (options: BrowserOptions) => {
      const context = await browser.newContext({
        baseURL: stet.url,
        viewport: DESKTOP,
        reducedMotion: "reduce",
        ...options,
      });
      contexts.push(context);
      await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: stet.url });
      context.on("page", (page) => watch(page, errors));
      return newPage(context);
    };
    await use({
      as: (person, options = {}) => open({ ...options, storageState: stet.sessions[person.email] }),
      visitor: (options = {}) => open(options),
      expectError: (message) => expected.push(message),
    });
    for (const context of contexts) {
      for (const page of context.pages()) {
        const isOpen = !page.isClosed() && page.url().startsWith("http://localhost");
        if (isOpen && !isChecked(page)) await expectNoBarriers(page);
      }
      await context.close();
    }
    expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([]);
  },
});

function watch(page: Page, errors: string[]): void {
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() !== "error") return;
    // What follows the server breaks when that does, and goes on with it: that is what it is for.
    const { url } = message.location();
    if (/\/api\/w\/[^/]+\/live(\?|$)/.test(url)) return;
    if (/\/api\/w\/[^/]+\/waiting$/.test(url) && /net::ERR_/.test(message.text())) return;
    errors.push(`${message.text()} (${url}, on ${page.url()})`);
  });
  page.on("pageerror", (error) => errors.push(`${error.stack ?? error.message} (${page.url()})`));
}

/** The sign-in page, as a person fills it in. */
export async function signInByHand(
  page: Page,
  { email, password }: Pick<JourneyPerson, "email" | "password">,
): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Makes a workspace in which no other journey works, and answers its slug. */
export async function makeWorkspace(page: Page, name: string): Promise<string> {
  await page.goto("/account/workspaces");
  await page.getByRole("button", { name: "New workspace" }).click();
  await page.getByLabel("Name", { exact: true }).fill(`${name} ${newId().slice(-8)}`);
  await page.getByRole("button", { name: "Create" }).click();
  await page.waitForURL(/\/w\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Articles");
  return new URL(page.url()).pathname.replace("/w/", "");
}

/** Invites somebody into a workspace and joins as them, all by the pages. */
export async function joinAs(
  { admin, visitor }: { admin: Page; visitor: Page },
  workspace: string,
  name: string,
  role: string,
): Promise<JourneyPerson> {
  const person = {
    name,
    email: `${name.split(" ")[0]?.toLowerCase()}.${newId().slice(-8)}@example.org`,
    password: "a long enough password",
  };
  await admin.goto(`/w/${workspace}/members`);
  await visitor.goto(await makeInvitation(admin, person.email, role));
  await visitor.getByLabel("Your name").fill(person.name);
  await visitor.getByLabel("Password", { exact: true }).fill(person.password);
  await visitor.getByRole("button", { name: "Join" }).click();
  await expect(visitor.getByRole("button", { name: `${name}: your account` })).toBeVisible();
  return person;
}

/** On the members page: makes an invitation and answers its link. */
export async function makeInvitation(page: Page, email: string, role: string): Promise<string> {
  const invite = page.getByRole("region", { name: "Invite somebody" });
  await invite.getByLabel("E-mail address").fill(email);
  await invite.getByLabel("Role").selectOption(role);
  await invite.getByRole("button", { name: "Make the link" }).click();
  await expect(invite.getByText(`Send this link to ${email}`)).toBeVisible();
  return invite.getByLabel("Invitation link").inputValue();
}
