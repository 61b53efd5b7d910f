import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  expect,
  type Page,
} from "@playwright/test";

export interface JourneyPerson {
  name: string;
  email: string;
  password: string;
}

/** What all journeys share: a server that is set up, with the sample and its people. */
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
  /** What a browser in which they are signed in keeps, by address. */
  sessions: Record<string, Awaited<ReturnType<BrowserContext["storageState"]>>>;
}

const ADA: JourneyPerson = {
  name: "Ada Example",
  email: "ada@example.org",
  password: "correct horse battery",
};

/** Sets a new server up as its first admin does, with the sample, and signs its people in. */
export async function setUpStet(
  browser: Browser,
  server: { url: string; setUpUrl: string | null },
): Promise<Stet> {
  if (server.setUpUrl === null) throw new Error("a new server has no set-up address");
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto(server.setUpUrl);
  await fillSetUp(page, { workspace: "Newsroom", admin: ADA, sample: true });
  const [ines, tomas] = await readColleagues(page);
  if (!ines || !tomas) throw new Error("the sample has no two colleagues");
  const sessions: Stet["sessions"] = { [ADA.email]: await context.storageState() };
  for (const person of [ines, tomas]) {
    await context.clearCookies();
    await signIn(context.request, person);
    sessions[person.email] = await context.storageState();
  }
  await context.close();
  const { url } = server;
  return { url, sample: "sample-newsroom", newsroom: "newsroom", ada: ADA, ines, tomas, sessions };
}

/** Leaves word for the workers of where the journeys' server is, in the folder of their results. */
export async function tellStet(folder: string, stet: Stet): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "stet.json"), JSON.stringify(stet));
}

export async function findStet(folder: string): Promise<Stet> {
  return JSON.parse(await readFile(path.join(folder, "stet.json"), "utf8"));
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
async function readColleagues(page: Page): Promise<JourneyPerson[]> {
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

/** Signs a person in as the sign-in page does, where signing in is not the subject. */
async function signIn(
  request: APIRequestContext,
  { email, password }: JourneyPerson,
): Promise<void> {
  const csrf = await request.get("/api/auth/csrf");
  const { csrfToken }: { csrfToken: string } = await csrf.json();
  const answer = await request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true", callbackUrl: "/" },
  });
  expect(answer.ok(), `${email} can sign in`).toBe(true);
}
