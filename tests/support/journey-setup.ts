import { chromium, type FullConfig } from "@playwright/test";
import { ensureBuild, ensureClient } from "@/lib/cli/prepare";
import { newDataFolder, removeDataFolder, startServer } from "@/tests/support/journey-server";
import { setUpStet, tellStet } from "@/tests/support/journey-stet";

/** Before the journeys: a build, which their servers serve as it is, and the server they share. */
export default async function setUpJourneys({
  projects: [project],
}: FullConfig): Promise<() => Promise<void>> {
  if (!project) throw new Error("no journeys are configured");
  await ensureClient();
  await ensureBuild();
  const data = await newDataFolder();
  const server = await startServer(data);
  const end = async () => {
    await server.stop();
    await removeDataFolder(data);
  };
  try {
    const browser = await chromium.launch(project.use.launchOptions);
    await tellStet(project.outputDir, await setUpStet(browser, server));
    await browser.close();
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
