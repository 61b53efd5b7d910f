import type { AnnotationView } from "@/lib/annotation/schema";
import type { QueryView } from "@/lib/query/schema";

/** The marked words, as they were marked. */
export function wordsOf({ targets }: AnnotationView): string {
  return targets
    .filter(({ role }) => role === "words")
    .map(({ exact }) => exact.trim())
    .join(" … ");
}

/** Whom a query asks, by name. */
export function addresseeName({ addressee }: Pick<QueryView, "addressee">): string {
  return addressee.member?.name ?? addressee.name;
}
