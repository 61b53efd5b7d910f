import { newId } from "@/lib/id";
import {
  expect,
  joinAs,
  makeInvitation,
  makeWorkspace,
  signInByHand,
  test,
} from "@/tests/support/journey";
import { expectNoBarriers } from "@/tests/support/journey-page";

test("an invitation works once, for whom it was made", async ({ journey, stet }) => {
  const ada = await journey.as(stet.ada);
  await ada.goto(`/w/${stet.newsroom}`);
  await ada.getByRole("link", { name: "Members" }).click();
  await expect(ada.getByRole("heading", { level: 1 })).toHaveText("Members");
  const own = newId().slice(-8);
  const link = await makeInvitation(ada, `noor.${own}@example.org`, "checker");
  await expectNoBarriers(ada);

  const noor = await journey.visitor();
  await noor.goto(link);
  await expect(
    noor.getByText(`${stet.ada.name} invites you to Newsroom as Checker.`),
  ).toBeVisible();
  await expectNoBarriers(noor);
  await noor.getByLabel("Your name").fill("Noor Haddad");
  await noor.getByLabel("Password", { exact: true }).fill("password123");
  await noor.getByRole("button", { name: "Join" }).click();
  await expect(noor.getByText("This is one of the passwords that are tried first.")).toBeVisible();
  await noor.getByLabel("Password", { exact: true }).fill("a long enough password");
  await noor.getByRole("button", { name: "Join" }).click();
  await expect(noor.getByRole("heading", { level: 1 })).toHaveText("Articles");

  const another = await journey.visitor();
  await another.goto(link);
  await expect(another.getByRole("heading", { level: 1 })).toHaveText(
    "This invitation cannot be used",
  );

  // Somebody who has an account accepts with it; anybody else who is signed in is told so.
  await ada.goto(`/w/${await makeWorkspace(ada, "Evening desk")}/members`);
  const second = await makeInvitation(ada, `noor.${own}@example.org`, "viewer");
  const ines = await journey.as(stet.ines);
  await ines.goto(second);
  await expect(ines.getByText(`The invitation is for noor.${own}@example.org`)).toBeVisible();
  await noor.goto(second);
  await noor.getByRole("button", { name: "Accept as Noor Haddad" }).click();
  await expect(noor.getByRole("heading", { level: 1 })).toHaveText("Articles");
  await expect(noor.getByText(/^Evening desk/)).toBeVisible();

  // And one that is withdrawn is over.
  const third = await makeInvitation(ada, "nobody@example.org", "editor");
  await ada.getByRole("button", { name: "Withdraw the invitation of nobody@example.org" }).click();
  await expect(ada.getByText("The invitation of nobody@example.org is withdrawn.")).toBeVisible();
  await another.goto(third);
  await expect(another.getByRole("heading", { level: 1 })).toHaveText(
    "This invitation cannot be used",
  );
});

test("each role is shown what it may do, and refused the rest", async ({ journey, stet }) => {
  journey.expectError(/status of 40[34]/);
  const ada = await journey.as(stet.ada);
  const workspace = await makeWorkspace(ada, "Roles");
  const browsers = {
    editor: await journey.visitor(),
    checker: await journey.visitor(),
    author: await journey.visitor(),
    viewer: await journey.visitor(),
  };
  await joinAs({ admin: ada, visitor: browsers.editor }, workspace, "Edda Lind", "editor");
  await joinAs({ admin: ada, visitor: browsers.checker }, workspace, "Cleo Marsh", "checker");
  await joinAs({ admin: ada, visitor: browsers.author }, workspace, "Abel Ortiz", "author");
  await joinAs({ admin: ada, visitor: browsers.viewer }, workspace, "Vera Kuhn", "viewer");

  for (const [role, page] of Object.entries(browsers)) {
    const may = {
      makeArticles: role === "editor",
      review: role === "editor" || role === "checker",
    };
    await page.goto(`/w/${workspace}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Articles");
    const nav = page.getByRole("navigation", { name: "Workspace" });
    await expect(nav.getByRole("link", { name: "Settings" })).toHaveCount(0);
    await expect(nav.getByRole("link", { name: "Review" })).toHaveCount(may.review ? 1 : 0);
    // In an empty workspace it is offered twice.
    const newArticle = page.getByRole("link", { name: "New article" });
    if (may.makeArticles) await expect(newArticle.first()).toBeVisible();
    else await expect(newArticle).toHaveCount(0);

    await page.goto(`/w/${workspace}/members`);
    await expect(page.getByRole("cell", { name: "Checker" }).first()).toBeVisible();
    await expect(page.getByRole("region", { name: "Invite somebody" })).toHaveCount(0);
    await expect(page.getByRole("combobox")).toHaveCount(0);

    // Typing the address does not help, nor does another workspace's.
    await page.goto(`/w/${workspace}/settings`);
    await expect(
      page
        .getByText("Only admins can change these settings.")
        .or(page.getByRole("heading", { name: "There is no such page" })),
    ).toBeVisible();
    await page.goto(`/w/${stet.sample}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
    const answer = await page.request.post(`/api/w/${workspace}/articles`, {
      headers: { origin: stet.url },
      multipart: { article: "{}" },
    });
    expect(answer.status(), `${role} makes an article`).toBe(may.makeArticles ? 422 : 403);
    const elsewhere = await page.request.post(`/api/w/${stet.sample}/articles`, {
      headers: { origin: stet.url },
      multipart: { article: "{}" },
    });
    expect(elsewhere.status(), `${role} in another workspace`).toBe(404);
  }
});

test("a changed role and a removal count from the next request", async ({ journey, stet }) => {
  journey.expectError(/status of 404/);
  const ada = await journey.as(stet.ada);
  const workspace = await makeWorkspace(ada, "Changes");
  const browsers = { checker: await journey.visitor(), viewer: await journey.visitor() };
  await joinAs({ admin: ada, visitor: browsers.checker }, workspace, "Cleo Marsh", "checker");
  await joinAs({ admin: ada, visitor: browsers.viewer }, workspace, "Vera Kuhn", "viewer");

  await ada.goto(`/w/${workspace}/members`);
  await ada.getByLabel("Role of Vera Kuhn").selectOption("editor");
  await expect(ada.getByText("Vera Kuhn is now Editor.")).toBeVisible();
  await browsers.viewer.goto(`/w/${workspace}`);
  await expect(browsers.viewer.getByRole("link", { name: "New article" }).first()).toBeVisible();

  // The only admin cannot be lost.
  await ada.getByRole("button", { name: "Actions for Cleo Marsh" }).click();
  await ada.getByRole("menuitem", { name: "Remove …" }).click();
  await ada.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(ada.getByText("Cleo Marsh is no longer a member.")).toBeVisible();
  await expect(ada.getByText("The only admin")).toBeVisible();
  await browsers.checker.goto(`/w/${workspace}`);
  await expect(browsers.checker.getByRole("heading", { level: 1 })).toHaveText(
    "There is no such page",
  );
});

test("signing out everywhere works on the next request", async ({ journey, stet }) => {
  const ada = await journey.as(stet.ada);
  const phone = await journey.visitor();
  const person = await joinAs(
    { admin: ada, visitor: phone },
    stet.newsroom,
    "Sol Weaver",
    "checker",
  );

  const desk = await journey.visitor();
  await desk.goto("/sign-in");
  await signInByHand(desk, person);
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Articles");
  await desk.goto("/account/security");
  await expect(desk.getByRole("row")).toHaveCount(3);
  await expectNoBarriers(desk);
  await desk.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await phone.reload();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Sign in");

  // A new password signs the other browsers out as well.
  for (const page of [desk, phone]) {
    await signInByHand(page, person);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Articles");
  }
  await desk.goto("/account/security");
  await desk.getByLabel("Current password", { exact: true }).fill(person.password);
  await desk.getByLabel("New password", { exact: true }).fill("another long password");
  await desk.getByRole("button", { name: "Change the password" }).click();
  await expect(desk.getByText("Your password is changed.")).toBeVisible();
  await phone.reload();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await desk.reload();
  await expect(desk.getByRole("heading", { name: "Browsers", exact: true })).toBeVisible();
});
