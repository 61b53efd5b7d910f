import { expect, test } from "@/tests/support/journey";
import { expectNoBarriers } from "@/tests/support/journey-page";

test("an editor reads everybody's measures, a checker their own, until the workspace shows them all", async ({
  journey,
  stet,
}) => {
  const tomas = await journey.as(stet.tomas);
  await tomas.goto(`/w/${stet.sample}`);
  await tomas.getByRole("link", { name: "Measures" }).click();
  await expect(tomas.getByRole("heading", { level: 1, name: "Measures" })).toBeVisible();
  await expect(tomas.getByText(/How the newsroom’s checks go/)).toBeVisible();
  const stays = tomas.getByRole("region", { name: "Time in each status" });
  await expect(stays.getByRole("img", { name: /Median and 90th percentile/ })).toBeVisible();
  await expect(stays.getByRole("row", { name: /^In progress/ })).toBeVisible();
  await stays.getByText("Person", { exact: true }).click();
  await expect(stays.getByRole("row", { name: new RegExp(stet.ines.name) })).toBeVisible();
  const load = tomas.getByRole("region", { name: "Load", exact: true });
  await expect(load.getByRole("row", { name: new RegExp(stet.ines.name) })).toBeVisible();
  await expect(load.getByRole("row", { name: new RegExp(stet.tomas.name) })).toBeVisible();
  await expectNoBarriers(tomas);
  await tomas.setViewportSize({ width: 390, height: 800 });
  await expect
    .poll(() => tomas.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBeLessThanOrEqual(0);

  // Of a period in which nothing was done nothing is told.
  await tomas.goto(`/w/${stet.sample}/measures?from=2020-01-01&to=2020-01-31`);
  await expect(tomas.getByText("No check moved to another status in the period.")).toBeVisible();

  const ines = await journey.as(stet.ines);
  await ines.goto(`/w/${stet.sample}/measures`);
  await expect(ines.getByText(/How your own checks go/)).toBeVisible();
  await expect(ines.getByRole("row", { name: new RegExp(stet.tomas.name) })).toHaveCount(0);
  const own = ines.getByRole("region", { name: "Load", exact: true });
  await expect(own.getByRole("row", { name: new RegExp(stet.ines.name) })).toBeVisible();

  const ada = await journey.as(stet.ada);
  await ada.goto(`/w/${stet.sample}/settings`);
  const work = ada.getByRole("region", { name: "Work", exact: true });
  await work.getByLabel("Who sees others’ measures").selectOption("Everybody who checks");
  await work.getByRole("button", { name: "Save" }).click();
  await expect(ada.getByText("Saved.", { exact: true })).toBeVisible();
  await ines.reload();
  await expect(own.getByRole("row", { name: new RegExp(stet.tomas.name) })).toBeVisible();
});
