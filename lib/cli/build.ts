import { ensureBuild, ensureClient } from "@/lib/cli/prepare";
import { run } from "@/lib/cli/run";

run(async () => {
  await ensureClient();
  await ensureBuild({ always: true });
});
