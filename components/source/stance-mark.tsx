import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleX,
  IconInfoCircle,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { Stance } from "@/lib/source/schema-enums";
import styles from "./source.module.css";

const ICONS = {
  supports: IconCircleCheck,
  partly_supports: IconCircleHalf2,
  contradicts: IconCircleX,
  context: IconInfoCircle,
  does_not_say: IconCircleDashed,
} as const satisfies Record<Stance, unknown>;

export function StanceIcon({ stance, size = 15 }: { stance: Stance; size?: number }) {
  const Icon = ICONS[stance];
  return <Icon size={size} aria-hidden="true" />;
}

/** What a source says of the claim, by its mark and its word. */
export function StanceWord({ stance }: { stance: Stance }) {
  const t = useTranslations("source.stances");
  return (
    <span className={styles.stance} data-stance={stance}>
      <StanceIcon stance={stance} />
      {t(stance)}
    </span>
  );
}
