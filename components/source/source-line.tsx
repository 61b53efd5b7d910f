import { Anchor } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { SourceView } from "@/lib/source/schema";
import styles from "./source.module.css";

type Line = Pick<SourceView, "publisher" | "host" | "author" | "issued" | "primacy"> &
  Pick<SourceView, "encyclopaedia">;

/** A source's title, which leads to it, and what it is in brief. */
export function SourceLine({ source }: { source: SourceView }) {
  return (
    <div className={styles.source}>
      {source.url === null ? (
        <span className={styles.title}>{source.title}</span>
      ) : (
        <Anchor
          className={styles.title}
          href={source.url}
          target="_blank"
          rel="noreferrer noopener"
          underline="hover"
          c="inherit"
        >
          {source.title}
        </Anchor>
      )}
      <span className={styles.facts}>
        <SourceFacts source={source} />
      </span>
    </div>
  );
}

/** Publisher, author, date and primacy, as far as they are known. */
export function SourceFacts({ source }: { source: Line }) {
  const t = useTranslations("source");
  const facts = [
    source.publisher?.name ?? source.host ?? "",
    source.author,
    source.issued,
    source.encyclopaedia ? t("encyclopaedia") : t(`primacies.${source.primacy}`),
  ].filter((fact) => fact !== "");
  return facts.join(" · ");
}
