import { generateClient } from "@/lib/cli/prisma-client";
import { run } from "@/lib/cli/run";

run(async () => {
  await generateClient();
});
