import type { NotificationView } from "./schema";

/** What the sentence of a notification's kind in the catalogue needs. */
export function sentenceValues({ by, count }: Pick<NotificationView, "by" | "count">) {
  return { known: by === null ? "no" : "yes", by: by?.name ?? "", count };
}
