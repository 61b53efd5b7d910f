import { defineConfig } from "prisma/config";
import { env } from "./lib/env";

// For `prisma generate`, and for operators who rather run `prisma migrate deploy` themselves.
// Stet applies its migrations at start without it (lib/db/migrate.ts).
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  ...(env.DATABASE_URL ? { datasource: { url: env.DATABASE_URL } } : {}),
});
