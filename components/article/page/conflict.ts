import { z } from "zod";
import type { ArticleChange } from "@/lib/article/schema";

const row = z.object({ id: z.uuid(), revision: z.int() });
const detailsSchema = z.object({
  current: z.custom<ArticleChange>(
    (value) =>
      z
        .object({
          annotations: z.array(row.extend({ targets: z.array(row.pick({ id: true })) })),
          claims: z.array(row),
        })
        .safeParse(value).success,
  ),
});

/** The newer rows in the details of a conflict, where it carries them. */
export function newerRows(details: Record<string, unknown> | undefined): ArticleChange | null {
  const parsed = detailsSchema.safeParse(details);
  return parsed.success ? parsed.data.current : null;
}
