import { useTranslations } from "next-intl";
import type { ComparedBlock, ComparedPart, ComparedRow } from "@/lib/version/comparison";
import styles from "./comparison.module.css";
import { type NumberedRow, sectionsOf } from "./sections";

export const COMPARISON_VIEWS = ["inline", "side"] as const;
export type ComparisonView = (typeof COMPARISON_VIEWS)[number];

export interface ComparisonTextProps {
  workspace: string;
  rows: readonly ComparedRow[];
  view: ComparisonView;
  language: string;
  direction: "ltr" | "rtl";
  /** What the two texts are called. */
  names: { older: string; newer: string };
}

/**
 * Two texts by words: in one, or side by side. What was taken out and put in are the elements for
 * it, struck out and underlined, so that neither is told by colour alone.
 */
export function ComparisonText({ rows, view, names, ...frame }: ComparisonTextProps) {
  const t = useTranslations("article.versions.compare");
  const sections = sectionsOf(rows);
  return (
    <section className={styles.text} data-view={view} aria-label={t("text")}>
      {view === "side" && (
        <div className={styles.names} dir={frame.direction}>
          <p>{names.older}</p>
          <p>{names.newer}</p>
        </div>
      )}
      {sections.flatMap(({ items }) =>
        items.map((item) => {
          const shown = item.rows.map((row) => (
            <Row key={row.index} row={row} view={view} {...frame} />
          ));
          const key = item.rows[0]?.index;
          if (!item.isFolded) return <div key={key}>{shown}</div>;
          return (
            <details key={key} className={styles.fold}>
              <summary>{t("folded", { count: item.rows.length })}</summary>
              {shown}
            </details>
          );
        }),
      )}
    </section>
  );
}

/** Where a row is, to be jumped to. */
export function rowId(index: number): string {
  return `row-${index}`;
}

interface RowProps extends Pick<ComparisonTextProps, "workspace" | "language" | "direction"> {
  row: NumberedRow;
  view: ComparisonView;
}

function Row({ row: { row, number, index }, view, workspace, language, direction }: RowProps) {
  const t = useTranslations("article.versions.compare");
  const { change, older, newer, parts } = row;
  const shown = (side: Side) => (
    <Blocks workspace={workspace} parts={parts} older={older} newer={newer} side={side} />
  );
  return (
    <div
      id={rowId(index)}
      className={styles.row}
      data-change={change}
      lang={language}
      dir={direction}
      {...(number !== null && { tabIndex: -1, "data-difference": number })}
    >
      {view === "inline" ? (
        <div>{shown(newer.length > 0 ? "merged" : "older")}</div>
      ) : (
        <>
          <div className={styles.side}>{older.length > 0 && shown("older")}</div>
          <div className={styles.side}>{newer.length > 0 && shown("newer")}</div>
        </>
      )}
      {change === "look" && <Look older={older} newer={newer} label={t("look")} />}
    </div>
  );
}

/** The words are the same: says what else is not. */
function Look({
  older,
  newer,
  label,
}: {
  older: readonly ComparedBlock[];
  newer: readonly ComparedBlock[];
  label: string;
}) {
  const t = useTranslations("article");
  const [before, after] = [older[0]?.role, newer[0]?.role];
  return (
    <p className={styles.look} dir="auto" lang="en">
      {before && after && before !== after
        ? t("versions.compare.role", {
            older: t(`role.${before}`),
            newer: t(`role.${after}`),
          })
        : label}
    </p>
  );
}

type Side = "older" | "newer" | "merged";

interface BlocksProps {
  workspace: string;
  parts: readonly ComparedPart[];
  older: readonly ComparedBlock[];
  newer: readonly ComparedBlock[];
  side: Side;
}

/** The blocks of one side, or of both in one. */
function Blocks({ workspace, parts, older, newer, side }: BlocksProps) {
  const blocks = side === "older" ? older : newer;
  return paragraphsOf(parts, side).map(({ start, words: within }, at) => {
    const block = blocks[Math.min(at, blocks.length - 1)];
    const before = older[Math.min(at, older.length - 1)];
    const words = within.map(({ place, part }) => (
      <Part
        key={place}
        part={part}
        workspace={workspace}
        picture={(part.in === "older" ? before : block)?.picture}
      />
    ));
    if (block?.picture) return <div key={start}>{words}</div>;
    const isHeading = block?.role === "headline" || block?.role === "heading";
    return isHeading && side !== "older" ? (
      <h2 key={start} data-role={block.role}>
        {words}
      </h2>
    ) : (
      <p key={start} data-role={block?.role}>
        {words}
      </p>
    );
  });
}

interface PartProps {
  workspace: string;
  part: ComparedPart;
  picture: ComparedBlock["picture"];
}

function Part({ workspace, part, picture }: PartProps) {
  const t = useTranslations("article.versions.compare");
  const content = part.isBreak ? (
    <span title={t(part.in === "older" ? "paragraphRemoved" : "paragraphAdded")}>¶</span>
  ) : picture ? (
    <Picture workspace={workspace} {...picture} />
  ) : (
    part.text
  );
  if (part.in === "older") return <del>{content}</del>;
  return part.in === "newer" ? <ins>{content}</ins> : content;
}

interface PictureProps {
  workspace: string;
  sha256: string | null;
  alt: string;
}

function Picture({ workspace, sha256, alt }: PictureProps) {
  const t = useTranslations("article.versions.compare");
  const words = alt ? t("pictureOf", { alt }) : t("picture");
  if (!sha256) return <span className={styles.picture}>{words}</span>;
  const src = `/api/w/${workspace}/pictures/${sha256}`;
  // biome-ignore lint/performance/noImgElement: our own pictures are served as they are
  return <img className={styles.picture} src={src} alt={words} loading="lazy" />;
}

interface Paragraph {
  /** Of the part that it begins with, among the row's. */
  start: number;
  words: { place: number; part: ComparedPart }[];
}

/** Parts that are one side's, cut at the boundaries between its blocks. */
function paragraphsOf(parts: readonly ComparedPart[], side: Side): Paragraph[] {
  let last: Paragraph = { start: 0, words: [] };
  const paragraphs = [last];
  for (const [place, part] of parts.entries()) {
    if (side === "older" && part.in === "newer") continue;
    if (side === "newer" && part.in === "older") continue;
    // A boundary that both have is no mark; one that changed is.
    if (!part.isBreak || part.in !== "both") last.words.push({ place, part });
    if (part.isBreak && (side !== "merged" || part.in !== "older")) {
      last = { start: place + 1, words: [] };
      paragraphs.push(last);
    }
  }
  return paragraphs;
}
