import { ensureClient } from "@/lib/cli/prepare";
import { run } from "@/lib/cli/run";

run(() => ensureClient({ always: true }));
