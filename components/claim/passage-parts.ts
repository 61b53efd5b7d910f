import type { TargetRole } from "@/lib/annotation/schema";
import type { Passage } from "@/lib/claim/schema";

export interface Part {
  /** Counted as the passage counts. */
  start: number;
  text: string;
  role: TargetRole | null;
}

const BLANK_LINE = "\n\n";

/**
 * A passage cut into its text blocks, and these where a target begins or ends. Where words and
 * context overlap, they are words.
 */
export function partsOf({ text, offset, targets }: Passage): { start: number; parts: Part[] }[] {
  const cuts = new Set(targets.flatMap(({ start, end }) => [start - offset, end - offset]));
  const roleAt = (at: number): TargetRole | null => {
    const over = targets.filter(({ start, end }) => start - offset <= at && at < end - offset);
    if (over.some(({ role }) => role === "words")) return "words";
    return over[0]?.role ?? null;
  };
  let from = 0;
  return text.split(BLANK_LINE).map((block) => {
    const start = from;
    const end = start + block.length;
    from = end + BLANK_LINE.length;
    const inside = [...cuts].filter((cut) => cut > start && cut < end).sort((a, b) => a - b);
    const parts = [start, ...inside].flatMap((begin, index): Part[] => {
      const stop = inside[index] ?? end;
      if (stop === begin) return [];
      return [{ start: begin + offset, text: text.slice(begin, stop), role: roleAt(begin) }];
    });
    return { start: start + offset, parts };
  });
}
