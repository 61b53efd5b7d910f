import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowDownRight,
  IconArrowUpRight,
  IconCheck,
  IconCircleHalf2,
  IconQuestionMark,
  IconScale,
  IconX,
} from "@tabler/icons-react";
import { findVerdict, type RatingScale, type Verdict } from "@/lib/workspace/rating-scale";

const ICONS = {
  check: IconCheck,
  cross: IconX,
  half: IconCircleHalf2,
  warning: IconAlertTriangle,
  scale: IconScale,
  question: IconQuestionMark,
  up: IconArrowUpRight,
  down: IconArrowDownRight,
} as const satisfies Record<Verdict["icon"], unknown>;

export function VerdictIcon({ icon, size = 12 }: { icon: Verdict["icon"]; size?: number }) {
  const Icon = ICONS[icon];
  return <Icon size={size} aria-hidden="true" />;
}

/** A verdict as the workspace words and colours it; one that left the scale by its key. */
export function VerdictBadge({ scale, verdict }: { scale: RatingScale; verdict: string }) {
  const found = findVerdict(scale, verdict);
  if (!found) {
    return (
      <Badge size="sm" variant="default" tt="none">
        {verdict}
      </Badge>
    );
  }
  return (
    <Badge
      size="sm"
      variant="light"
      color={found.colour}
      tt="none"
      leftSection={<VerdictIcon icon={found.icon} />}
    >
      {found.label}
    </Badge>
  );
}
