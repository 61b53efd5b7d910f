import type { ComparedRow } from "@/lib/version/comparison";

export interface NumberedRow {
  row: ComparedRow;
  /** Which difference of the whole text it is, from 1; null where nothing differs. */
  number: number | null;
  /** Its place among all rows. */
  index: number;
}

/** Rows that are shown, or a stretch that is folded away. */
interface RowGroup {
  isFolded: boolean;
  rows: NumberedRow[];
}

/** A part of the text under one heading; the first may have none. */
export interface ComparedSection {
  heading: NumberedRow | null;
  items: RowGroup[];
  differences: number;
}

/** Fewer than so many are not worth folding. */
const FOLD_FROM = 3;

/** The rows by headings, with what is the same folded but for one row beside each difference. */
export function sectionsOf(rows: readonly ComparedRow[]): ComparedSection[] {
  let count = 0;
  const numbered = rows.map((row, index): NumberedRow => {
    if (row.change !== "none") count += 1;
    return { row, number: row.change === "none" ? null : count, index };
  });
  const isNearChange = ({ index }: NumberedRow) =>
    [index - 1, index, index + 1].some((at) => (rows[at]?.change ?? "none") !== "none");
  const sections: ComparedSection[] = [];
  let section: NumberedRow[] = [];
  const close = () => {
    const [first] = section;
    if (!first) return;
    sections.push({
      heading: isHeading(first.row) ? first : null,
      items: foldedGroups(section, (row) => isHeading(row.row) || isNearChange(row)),
      differences: section.filter(({ number }) => number !== null).length,
    });
    section = [];
  };
  for (const row of numbered) {
    if (isHeading(row.row)) close();
    section.push(row);
  }
  close();
  return sections;
}

function isHeading({ older, newer }: ComparedRow): boolean {
  const role = (newer[0] ?? older[0])?.role;
  return role === "headline" || role === "heading";
}

function foldedGroups(
  rows: readonly NumberedRow[],
  isShown: (row: NumberedRow) => boolean,
): RowGroup[] {
  const groups: RowGroup[] = [];
  for (const row of rows) {
    const isFolded = !isShown(row);
    const last = groups.at(-1);
    if (last && last.isFolded === isFolded) last.rows.push(row);
    else groups.push({ isFolded, rows: [row] });
  }
  return groups.map((group) => ({
    ...group,
    isFolded: group.isFolded && group.rows.length >= FOLD_FROM,
  }));
}

/** The words of a row as the newer text has them, or the older where it is gone. */
export function wordsOf({ newer, parts }: ComparedRow): string {
  const gone = newer.length > 0 ? "older" : "newer";
  return parts
    .filter((part) => part.in !== gone)
    .map(({ text, isBreak }) => (isBreak ? " " : text))
    .join("");
}
