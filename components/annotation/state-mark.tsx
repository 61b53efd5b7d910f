import "@/components/article/reading/state-colours.css";
import { useTranslations } from "next-intl";
import { statePaths } from "@/components/article/reading/state-marks";
import type { HighlightState } from "@/lib/annotation/state";
import styles from "./state-mark.module.css";

/** The mark of a state, as it stands over the words in the text. */
export function StateMark({ state, size = 12 }: { state: HighlightState; size?: number }) {
  return (
    <svg
      className={styles.mark}
      data-state={state}
      width={size}
      height={size}
      viewBox="-6 -6 12 12"
      aria-hidden="true"
    >
      <path d={`M0 0${statePaths[state]}`} />
    </svg>
  );
}

/** A state by its mark and its word. */
export function StateWord({ state }: { state: HighlightState }) {
  const t = useTranslations("annotation.states");
  return (
    <span className={styles.word} data-state={state}>
      <StateMark state={state} />
      {t(state)}
    </span>
  );
}

/** A state's line, as it is drawn under the words. */
export function StateLine({ state }: { state: HighlightState }) {
  return <span className={styles.line} data-state={state} aria-hidden="true" />;
}
