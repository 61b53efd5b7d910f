"use client";

import { Button, Tabs } from "@mantine/core";
import { IconArrowRight, IconChecks } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { KeyCaps } from "@/components/keys/key-caps";
import { useRowKeys } from "@/components/list/use-row-keys";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { useAction } from "@/components/ui/use-action";
import { reviewQueue } from "@/lib/review/actions";
import { MOST_COUNTED, type ReviewQueue, type SentBackItem } from "@/lib/review/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { ReviewReason } from "@/lib/workspace/settings";
import { groupsOf, inOrder } from "./queue";
import { QueueRow } from "./queue-row";
import styles from "./review.module.css";
import { SentBackList } from "./sent-back-list";

export const REVIEW_TABS = ["waiting", "back"] as const;
export type ReviewTab = (typeof REVIEW_TABS)[number];

interface ReviewOverviewProps {
  workspace: string;
  scale: RatingScale;
  reasons: readonly ReviewReason[];
  queue: ReviewQueue;
  /** Of everything that waits, however much is shown. */
  count: number;
  sentBack: readonly SentBackItem[];
  tab: ReviewTab;
  /** Where the workspace's log stood before these were read. */
  position: string;
}

/** What waits for the reviewer, and what came back to the checker. */
export function ReviewOverview(props: ReviewOverviewProps) {
  const { workspace, scale, reasons, sentBack, count } = props;
  const t = useTranslations("review");
  const [tab, setTab] = useState(props.tab);
  const [queue, setQueue] = useState(props.queue);
  const [read, setRead] = useState(props.queue);
  // Read anew by the server: what was read of later pages is read again when it is asked for.
  if (read !== props.queue) {
    setRead(props.queue);
    setQueue(props.queue);
  }
  useLiveRefresh(({ claimId }) => claimId !== null, props.position);
  const [first] = inOrder(queue.items);
  const choose = (value: string | null) => {
    const chosen = REVIEW_TABS.find((known) => known === value) ?? "waiting";
    setTab(chosen);
    const path = `/w/${workspace}/review${chosen === "back" ? "?tab=back" : ""}`;
    window.history.replaceState(null, "", path);
  };
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width={58}
      actions={
        first && (
          <LinkButton
            href={`/w/${workspace}/review/${first.claimId}`}
            rightSection={<IconArrowRight size={16} />}
          >
            {t("list.start")}
          </LinkButton>
        )
      }
    >
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="waiting" rightSection={<Count count={count} />}>
            {t("tabs.waiting")}
          </Tabs.Tab>
          <Tabs.Tab value="back" rightSection={<Count count={sentBack.length} />}>
            {t("tabs.back")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="waiting" pt="lg">
          <Waiting workspace={workspace} scale={scale} queue={queue} onQueue={setQueue} />
        </Tabs.Panel>
        <Tabs.Panel value="back" pt="lg">
          <SentBackList workspace={workspace} reasons={reasons} items={sentBack} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Count({ count }: { count: number }) {
  const t = useTranslations("review.tabs");
  if (count === 0) return null;
  const most = MOST_COUNTED;
  return <span className={styles.count}>{count > most ? t("more", { most }) : count}</span>;
}

interface WaitingProps {
  workspace: string;
  scale: RatingScale;
  queue: ReviewQueue;
  onQueue: (queue: ReviewQueue) => void;
}

function Waiting({ workspace, scale, queue, onQueue }: WaitingProps) {
  const t = useTranslations("review");
  const list = useRef<HTMLDivElement>(null);
  const { run, busy } = useAction(reviewQueue);
  useRowKeys(list, queue.items.length === 0);
  if (queue.items.length === 0) {
    return (
      <Empty
        icon={<IconChecks size={36} stroke={1.4} />}
        title={t("empty.title")}
        action={
          <LinkButton href={`/w/${workspace}`} variant="default">
            {t("empty.articles")}
          </LinkButton>
        }
      >
        {t("empty.text")}
      </Empty>
    );
  }
  const more = async () => {
    const outcome = await run(workspace, { cursor: queue.nextCursor });
    if (!outcome.ok) return;
    const { items, nextCursor } = outcome.data;
    onQueue({ items: [...queue.items, ...items], nextCursor });
  };
  return (
    <section
      ref={list}
      className={styles.groups}
      data-key-scope="list"
      aria-label={t("list.label")}
    >
      {groupsOf(queue.items).map(({ kind, items }) => (
        <section key={kind} aria-labelledby={`group-${kind}`}>
          <h2 className={styles.groupTitle} id={`group-${kind}`}>
            {t(`groups.${kind}`)} <span className={styles.groupCount}>{items.length}</span>
          </h2>
          <ul className={styles.rows}>
            {items.map((item) => (
              <li key={item.claimId}>
                <QueueRow
                  href={`/w/${workspace}/review/${item.claimId}`}
                  item={item}
                  scale={scale}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {queue.nextCursor !== null && (
        <Button variant="default" loading={busy} onClick={() => void more()}>
          {t("list.more")}
        </Button>
      )}
      <p className={styles.keys}>
        {t.rich("list.keys", {
          down: () => <KeyCaps sequence="j" />,
          up: () => <KeyCaps sequence="k" />,
          open: () => <KeyCaps sequence="Enter" />,
        })}
      </p>
    </section>
  );
}
