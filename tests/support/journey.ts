import AxeBuilder from "@axe-core/playwright";
import {
  type BrowserContext,
  test as base,
  type ConsoleMessage,
  expect,
  type Page,
} from "@playwright/test";
import { newId } from "@/lib/id";
import { newDataFolder, removeDataFolder, startServer } from "@/tests/support/journey-server";

export { expect };

export interface JourneyPerson {
  name: string;
  email: string;
  password: string;
}

/** What one worker's journeys share: a server that is set up, with the sample and its people. */
export interface Stet {
  url: string;
  /** The sample's workspace, of which all three are members. */
  sample: string;
  /** The newsroom's own, of which only the admin is a member to begin with. */
  newsroom: string;
  ada: JourneyPerson;
  /** A checker. */
  ines: JourneyPerson;
  /** An editor. */
  tomas: JourneyPerson;
  /** The cookies of those who have signed in, by address. */
  sessions: Map<string, Awaited<ReturnType<BrowserContext["storageState"]>>>;
}

/** The browsers of one journey. Each page is watched: an error in its console fails the journey. */
export interface Journey {
  /** A browser of its own in which somebody is signed in. */
  as: (person: JourneyPerson, options?: BrowserOptions) => Promise<Page>;
  /** A browser in which nobody is. */
  visitor: (options?: BrowserOptions) => Promise<Page>;
  /** An error of the console that belongs to the journey: a refusal that it provokes. */
  expectError: (message: RegExp) => void;
}

type BrowserOptions = NonNullable<Parameters<import("@playwright/test").Browser["newContext"]>[0]>;

/** Wide enough for text, cards and panel beside one another. */
const DESKTOP = { width: 1440, height: 900 };

const ADA: JourneyPerson = {
  name: "Ada Example",
  email: "ada@example.org",
  password: "correct horse battery",
};

export const test = base.extend<{ journey: Journey }, { stet: Stet }>({
  stet: [
    async ({ browser }, use) => {
      const data = await newDataFolder();
      const server = await startServer(data);
      try {
        if (server.setUpUrl === null) throw new Error("a new server has no set-up address");
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(server.setUpUrl);
        await fillSetUp(page, { workspace: "Newsroom", admin: ADA, sample: true });
        const [ines, tomas] = await readColleagues(page);
        if (!ines || !tomas) throw new Error("the sample has no two colleagues");
        const sessions = new Map([[ADA.email, await context.storageState()]]);
        await context.close();
        await use({
          url: server.url,
          sample: "sample-newsroom",
          newsroom: "newsroom",
          ada: ADA,
          ines,
          tomas,
          sessions,
        });
      } finally {
        await server.stop();
        await removeDataFolder(data);
      }
    },
    { scope: "worker", timeout: 300_000 },
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
      return context;
    };
    await use({
      as: async (person, options = {}) => {
        const context = await open({ ...options, storageState: stet.sessions.get(person.email) });
        if (!stet.sessions.has(person.email)) {
          await signIn(context, person);
          stet.sessions.set(person.email, await context.storageState());
        }
        return newPage(context);
      },
      visitor: async (options = {}) => newPage(await open(options)),
      expectError: (message) => expected.push(message),
    });
    for (const context of contexts) {
      for (const page of context.pages()) {
        if (!page.isClosed() && page.url().startsWith("http://localhost"))
          await expectNoBarriers(page);
      }
      await context.close();
    }
    expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([]);
  },
});

/** A page that is left alone until its scripts listen: a person is slower than they are. */
async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...args) => {
    const response = await goto(...args);
    await page.waitForFunction(isReady);
    return response;
  };
  page.reload = async (...args) => {
    const response = await reload(...args);
    await page.waitForFunction(isReady);
    return response;
  };
  return page;
}

/** Whether React has taken over what the server rendered; true of any other page. */
function isReady(): boolean {
  const main = document.querySelector("main");
  return main === null || Object.keys(main).some((key) => key.startsWith("__react"));
}

function watch(page: Page, errors: string[]): void {
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() !== "error") return;
    errors.push(`${message.text()} (${message.location().url}, on ${page.url()})`);
  });
  page.on("pageerror", (error) => errors.push(`${error.stack ?? error.message} (${page.url()})`));
}

/** What axe holds to be serious or critical is on no page, as it stands now. */
export async function expectNoBarriers(page: Page): Promise<void> {
  // What fades in or out has no colours of its own yet.
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => ({ id, target: target.join(" "), failureSummary })),
    );
  expect(serious, `barriers on ${page.url()}`).toEqual([]);
}

/** Signs a person in as the sign-in page does, where signing in is not the subject. */
async function signIn(context: BrowserContext, { email, password }: JourneyPerson): Promise<void> {
  const csrf = await context.request.get("/api/auth/csrf");
  const { csrfToken }: { csrfToken: string } = await csrf.json();
  const answer = await context.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true", callbackUrl: "/" },
  });
  expect(answer.ok(), `${email} can sign in`).toBe(true);
}

interface SetUp {
  workspace: string;
  admin: JourneyPerson;
  sample: boolean;
}

/** Fills the set-up page in and sends it. */
export async function fillSetUp(
  page: Page,
  { workspace, admin, sample }: SetUp,
  { send = true } = {},
): Promise<void> {
  await page.getByLabel("Name of the workspace").fill(workspace);
  await page.getByLabel("Your name").fill(admin.name);
  await page.getByLabel("E-mail address").fill(admin.email);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByLabel("Make a sample workspace as well").setChecked(sample);
  if (send) await page.getByRole("button", { name: "Set up" }).click();
}

/** The sample's colleagues, whose passwords set-up shows once. */
export async function readColleagues(page: Page): Promise<JourneyPerson[]> {
  await expect(page.getByRole("heading", { name: "Stet is ready" })).toBeVisible({
    timeout: 60_000,
  });
  const colleagues: JourneyPerson[] = [];
  for (const name of ["Ines Okafor", "Tomas Lindqvist"]) {
    const section = page.getByRole("region", { name });
    colleagues.push({
      name,
      email: await section.getByLabel("E-mail address", { exact: true }).inputValue(),
      password: await section.getByLabel("Password", { exact: true }).inputValue(),
    });
  }
  return colleagues;
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
