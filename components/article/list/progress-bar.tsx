import { useTranslations } from "next-intl";
import "@/components/article/reading/state-colours.css";
import { StateMark } from "@/components/annotation/state-mark";
import { isDone, type Progress } from "./progress";
import styles from "./progress-bar.module.css";

interface ProgressBarProps {
  progress: Progress;
  notes: number;
}

/** How far an article is, as a bar and in words. */
export function ProgressBar({ progress, notes }: ProgressBarProps) {
  const t = useTranslations("article.list.progress");
  const states = useTranslations("annotation.states");
  const { total, approved, parts } = progress;
  const also = notes > 0 && <li className={styles.part}>{t("also", { notes })}</li>;
  if (total === 0) {
    return (
      <div className={styles.progress}>
        <div className={styles.bar} aria-hidden="true" />
        <ul className={styles.words}>
          <li className={styles.part}>{t("none")}</li>
          {also}
        </ul>
      </div>
    );
  }
  return (
    <div className={styles.progress}>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ state, count }) => (
          <span
            key={state}
            className={styles.segment}
            data-state={state}
            style={{ flexGrow: count }}
          />
        ))}
      </div>
      <ul className={styles.words}>
        <li className={styles.summary}>
          {isDone(progress) ? t("done", { total }) : t("summary", { approved, total })}
        </li>
        {parts
          .filter(({ state }) => state !== "approved")
          .map(({ state, count }) => (
            <li key={state} className={styles.part}>
              <StateMark state={state} size={10} />
              {t("part", { count, state: states(state).toLocaleLowerCase() })}
            </li>
          ))}
        {also}
      </ul>
    </div>
  );
}
