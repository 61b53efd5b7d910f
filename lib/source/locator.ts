import { z } from "zod";

/** What a citation points to inside its source. */
export const LOCATOR_TYPES = [
  "page",
  "paragraph",
  "section",
  "chapter",
  "timestamp",
  "line",
  "figure",
  "table",
  "other",
] as const;

/** "h:mm:ss" or "m:ss", alone or from one to another, as players show them. */
const MOMENT = /^(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)$/u;
/** "12", "xiv", "A-3", and ranges and lists of them: what pages, lines and figures are called. */
const NUMBERED = /^[\p{L}\p{N}]+(?:[.,\s/–—-]+[\p{L}\p{N}]+)*$/u;

/** Where in its source a citation finds what it cites. */
export const locatorSchema = z
  .object({ type: z.enum(LOCATOR_TYPES), value: z.string().trim().min(1).max(120) })
  .refine(({ type, value }) => type !== "timestamp" || parseTimestamp(value) !== null, {
    path: ["value"],
    message: "timestamp",
  })
  .refine(({ type, value }) => !(type === "page" || type === "line") || NUMBERED.test(value), {
    path: ["value"],
    message: "number",
  });
export type Locator = z.infer<typeof locatorSchema>;

/** The seconds of a timestamp, or of both ends of "1:02–1:30"; null where it is none. */
export function parseTimestamp(value: string): { start: number; end: number } | null {
  const ends = value.split(/\s*[–—-]\s*/u).map(seconds);
  const [start, end = start] = ends;
  if (ends.length > 2 || ends.includes(null)) return null;
  if (start === undefined || start === null || end === undefined || end === null) return null;
  return start <= end ? { start, end } : null;
}

function seconds(moment: string): number | null {
  const found = MOMENT.exec(moment.trim());
  if (!found) return null;
  const [, hours = "0", minutes, rest] = found;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}
