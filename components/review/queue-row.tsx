import { IconAlarm, IconFlag } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import { Time } from "@/components/ui/time";
import type { QueueItem } from "@/lib/review/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import styles from "./review.module.css";

interface QueueRowProps {
  href: string;
  item: QueueItem;
  scale: RatingScale;
  /** Beside the claim that is being read: less of each. */
  brief?: boolean;
  current?: boolean;
  onOpen?: () => void;
}

/** One thing that waits for the reviewer. */
export function QueueRow({ href, item, scale, brief, current, onOpen }: QueueRowProps) {
  const t = useTranslations("review.list");
  const { statement, verdict, by, since, articles, fits, kind, deadline, priority } = item;
  const [first] = articles;
  return (
    <Link
      href={href}
      className={styles.row}
      data-brief={brief || undefined}
      aria-current={current || undefined}
      data-row=""
      prefetch={false}
      onClick={(event) => {
        if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
    >
      <span className={styles.rowStatement} dir="auto">
        {statement}
      </span>
      <span className={styles.rowFacts}>
        {verdict && <VerdictBadge scale={scale} verdict={verdict} />}
        {kind === "fits" && <span>{t("fits", { count: fits.length })}</span>}
        {by && <span>{t("by", { name: by.name })}</span>}
        {!brief && first && (
          <span className={styles.rowArticle}>
            {t("articles", { first: first.headline, more: articles.length - 1 })}
          </span>
        )}
      </span>
      <span className={styles.rowWhen}>
        {priority === 3 && (
          <span className={styles.urgent}>
            <IconFlag size={14} aria-hidden="true" />
            {t("priority", { priority: String(priority) })}
          </span>
        )}
        {deadline && <Deadline at={deadline} />}
        <span>{t.rich(`since.${kind}`, { time: () => <Time at={since} /> })}</span>
      </span>
    </Link>
  );
}

function Deadline({ at }: { at: string }) {
  const t = useTranslations("review.list");
  const isPast = new Date(at).getTime() < Date.now();
  return (
    <span className={styles.deadline} data-past={isPast || undefined} suppressHydrationWarning>
      <IconAlarm size={14} aria-hidden="true" />
      {t.rich(isPast ? "overdue" : "deadline", { time: () => <Time at={at} /> })}
    </span>
  );
}
