import {
  IconCircleDashed,
  IconFlag,
  IconGavel,
  IconLinkOff,
  IconMapPinOff,
  IconMessage2,
  IconPencilExclamation,
  IconQuestionMark,
  IconRefreshAlert,
  IconTargetOff,
} from "@tabler/icons-react";
import type { BlockerKind } from "@/lib/sign-off/schema";

const ICONS = {
  check: IconCircleDashed,
  fit: IconTargetOff,
  recheck: IconRefreshAlert,
  remedy: IconPencilExclamation,
  sourcing: IconLinkOff,
  verdict: IconGavel,
  orphaned: IconMapPinOff,
  query: IconQuestionMark,
  flag: IconFlag,
  thread: IconMessage2,
} as const satisfies Record<BlockerKind, unknown>;

export function BlockerIcon({ kind }: { kind: BlockerKind }) {
  const Icon = ICONS[kind];
  return <Icon size={16} aria-hidden="true" />;
}
