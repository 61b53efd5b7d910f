"use client";

import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import styles from "./comparison.module.css";
import { COMPARISON_VIEWS, type ComparisonView } from "./comparison-text";
import { DifferenceSteps } from "./difference-steps";
import { comparisonPath } from "./paths";

interface ComparisonBarProps {
  workspace: string;
  articleId: string;
  from: number;
  to: number;
  currentVersion: number;
  view: ComparisonView;
  /** How many differences there are. */
  count: number;
}

/** Which versions are compared, how it is shown, and the way from one difference to the next. */
export function ComparisonBar(props: ComparisonBarProps) {
  const { workspace, articleId, from, to, currentVersion, view, count } = props;
  const t = useTranslations("article.versions");
  const router = useRouter();
  const go = (change: { from?: number; to?: number; view?: ComparisonView }) =>
    router.replace(comparisonPath(workspace, articleId, { from, to, view, ...change }));
  const versions = Array.from({ length: currentVersion }, (_, index) => ({
    value: String(currentVersion - index),
    label: t("version", { number: currentVersion - index }),
  }));
  return (
    <div className={styles.bar}>
      <fieldset className={styles.pickers} aria-label={t("compare.versions")}>
        {(["from", "to"] as const).map((end) => (
          <NativeSelect
            key={end}
            size="xs"
            aria-label={t(`compare.${end}`)}
            value={String(end === "from" ? from : to)}
            data={versions}
            onChange={(event) => go({ [end]: Number(event.currentTarget.value) })}
          />
        ))}
      </fieldset>
      <SegmentedControl
        size="xs"
        aria-label={t("compare.view")}
        value={view}
        data={COMPARISON_VIEWS.map((value) => ({ value, label: t(`compare.${value}`) }))}
        onChange={(value) => {
          const chosen = COMPARISON_VIEWS.find((known) => known === value);
          if (chosen) go({ view: chosen });
        }}
      />
      {count > 0 && <DifferenceSteps count={count} />}
    </div>
  );
}
