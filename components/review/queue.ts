import type { QueueItem, QueueKind } from "@/lib/review/schema";

/** A dispute holds two people up; words of a claim that stands already hold up nobody. */
const ORDER: readonly QueueKind[] = [
  "second_check",
  "dispute",
  "submission",
  "still_holds",
  "fits",
];

export interface QueueGroup {
  kind: QueueKind;
  items: QueueItem[];
}

/** What waits, by what is asked of the reviewer; in each group the longest waiting first. */
export function groupsOf(items: readonly QueueItem[]): QueueGroup[] {
  return ORDER.flatMap((kind) => {
    const its = items.filter((item) => item.kind === kind);
    return its.length > 0 ? [{ kind, items: its }] : [];
  });
}

/** The items as they are gone through: group after group. */
export function inOrder(items: readonly QueueItem[]): QueueItem[] {
  return groupsOf(items).flatMap((group) => group.items);
}

/** The claim before or after one; at either end, or where it is not in the queue, the nearest. */
export function neighbourOf(
  items: readonly Pick<QueueItem, "claimId">[],
  claimId: string,
  step: 1 | -1,
): string | null {
  const at = items.findIndex((item) => item.claimId === claimId);
  if (at < 0) return items[0]?.claimId ?? null;
  return items[at + step]?.claimId ?? null;
}

/** Which claim comes once this one is decided: the next, at the end the first that was passed over. */
export function nextAfter(
  items: readonly Pick<QueueItem, "claimId">[],
  claimId: string,
): string | null {
  return (
    neighbourOf(items, claimId, 1) ??
    items.find((item) => item.claimId !== claimId)?.claimId ??
    null
  );
}
