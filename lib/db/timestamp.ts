import { Prisma } from "@/lib/db/generated/client";

/** As the database keeps time: UTC, without saying so. */
export function timestamp(at: Date): Prisma.Sql {
  return Prisma.sql`${at.toISOString().replace("Z", "")}::timestamp`;
}
