import { expect, signInByHand, test } from "@/tests/support/journey";
import { expectNoBarriers } from "@/tests/support/journey-page";
import { newDataFolder, removeDataFolder, startServer } from "@/tests/support/journey-server";
import { fillSetUp } from "@/tests/support/journey-stet";

const admin = (number: number) => ({
  name: `First ${number}`,
  email: `first.${number}@example.org`,
  password: "correct horse battery",
});

test("a new installation is set up once, by whoever has the printed address", async ({
  journey,
}) => {
  const data = await newDataFolder();
  const server = await startServer(data);
  const setUpUrl = server.setUpUrl ?? "";
  const visitor = () => journey.visitor({ baseURL: server.url });
  try {
    expect(setUpUrl).toContain("/set-up?token=");

    const stranger = await visitor();
    for (const path of ["/", "/set-up", "/set-up?token=guessed"]) {
      await stranger.goto(path);
      await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(
        "Stet is not set up yet",
      );
    }
    await expectNoBarriers(stranger);

    // Two people fill the page in, and send it at the same moment: one installation comes of it.
    const pages = [await visitor(), await visitor()];
    for (const [number, page] of pages.entries()) {
      await page.goto(setUpUrl);
      const fields = { workspace: `Newsroom ${number}`, admin: admin(number), sample: false };
      await fillSetUp(page, fields, { send: false });
    }
    await Promise.all(pages.map((page) => page.getByRole("button", { name: "Set up" }).click()));
    const refused = (page: (typeof pages)[number]) =>
      page.getByText("The address of this page is no longer valid");
    const outcomes = await Promise.all(
      pages.map((page) =>
        Promise.race([
          refused(page)
            .waitFor()
            .then(() => "refused"),
          page.waitForURL(/\/w\//).then(() => "done"),
        ]),
      ),
    );
    expect(outcomes.sort()).toEqual(["done", "refused"]);

    // From now on the address leads nowhere, for ever.
    const late = await visitor();
    await late.goto(setUpUrl);
    await expect(late.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  } finally {
    await server.stop();
  }

  const again = await startServer(data, server.port);
  try {
    expect(again.setUpUrl).toBeNull();
    const late = await visitor();
    await late.goto("/set-up");
    await expect(late.getByRole("heading", { level: 1 })).toHaveText("Sign in");
    await late.close();
  } finally {
    await again.stop();
    await removeDataFolder(data);
  }
});

test("the sample comes with an article half checked and colleagues who can sign in", async ({
  journey,
  stet,
}) => {
  journey.expectError(/status of 401/);
  // Set-up itself was done for all journeys, and showed these passwords.
  const page = await journey.visitor();
  await page.goto("/");
  await expectNoBarriers(page);
  await signInByHand(page, { email: stet.ines.email, password: "not the password" });
  await expect(page.getByText("The e-mail address or the password is not right.")).toBeVisible();
  await signInByHand(page, stet.ines);
  const articles = page.getByRole("list", { name: "Articles" });
  await expect(articles.getByRole("heading", { level: 2 }).first()).toBeVisible();
  const sample = articles.getByRole("listitem").filter({ hasText: "Apollo 11" });
  await expect(sample.getByText(/[1-9] of \d+ approved/)).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: `${stet.ines.name}: your account` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});
