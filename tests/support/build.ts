import { ensureBuild, ensureClient } from "@/lib/cli/prepare";

/** Builds once, before the journeys; their servers serve that build (--as-built). */
export default async function build(): Promise<void> {
  await ensureClient();
  await ensureBuild();
}
