import {
  IconAlarm,
  IconArrowBackUp,
  IconArrowsExchange,
  IconAt,
  IconChecks,
  IconEyeOff,
  IconHourglassEmpty,
  IconMessage,
  IconMessageCheck,
  IconMessageQuestion,
  IconRefreshAlert,
  IconScale,
  IconUserCheck,
  type TablerIcon,
} from "@tabler/icons-react";
import type { NotificationKind } from "@/lib/notification/preferences";

const ICONS = {
  assigned: IconUserCheck,
  second_check: IconEyeOff,
  handed_over: IconArrowsExchange,
  mentioned: IconAt,
  commented: IconMessage,
  asked: IconMessageQuestion,
  answered: IconMessageCheck,
  sent_back: IconArrowBackUp,
  approved: IconChecks,
  disputed: IconScale,
  stale: IconRefreshAlert,
  deadline: IconAlarm,
  stuck: IconHourglassEmpty,
} as const satisfies Record<NotificationKind, TablerIcon>;

/** Beside the sentence that says the same. */
export function KindIcon({ kind }: { kind: NotificationKind }) {
  const Icon = ICONS[kind];
  return <Icon size={18} aria-hidden="true" />;
}
