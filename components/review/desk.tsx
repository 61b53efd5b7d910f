"use client";

import { ActionIcon, Drawer, Skeleton, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconChecks, IconChevronDown, IconChevronUp, IconList } from "@tabler/icons-react";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import "@/components/article/reading/state-colours.css";
import { type ClaimSetting, ClaimSettingProvider } from "@/components/claim/setting";
import { ClaimProvider } from "@/components/claim/use-claim";
import { useKeyShortcuts } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { useLive } from "@/components/live/live-provider";
import { Pacer } from "@/components/live/pacer";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Unreadable } from "@/components/ui/unreadable";
import { callAction } from "@/components/ui/use-action";
import { claimDetail } from "@/lib/claim/actions";
import type { ClaimDetail } from "@/lib/claim/schema";
import { reviewQueue } from "@/lib/review/actions";
import type { QueueItem, ReviewQueue } from "@/lib/review/schema";
import styles from "./desk.module.css";
import { DeskClaim } from "./desk-claim";
import { groupsOf, inOrder, neighbourOf, nextAfter } from "./queue";
import { QueueRow } from "./queue-row";
import type { Decided } from "./use-decide";

interface ReviewDeskProps {
  setting: ClaimSetting;
  queue: ReviewQueue;
  /** The claim that the address names. */
  claim: ClaimDetail;
  /** Where the workspace's log stood before these were read. */
  position: string;
}

/** From claim to claim: what waits on one side, the claim in hand on the other. */
export function ReviewDesk({ setting, queue: first, claim, position }: ReviewDeskProps) {
  const t = useTranslations("review");
  const { workspace } = setting;
  const [queue, setQueue] = useState(first);
  const [isDone, setDone] = useState(false);
  const [opened, setOpened] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const claimId = useClaimIdOfPath(claim.id);
  const items = useMemo(() => inOrder(queue.items), [queue.items]);
  const at = items.findIndex((item) => item.claimId === claimId);
  const ahead = useAhead(workspace, claim, neighbourOf(items, claimId, 1));

  const go = useCallback(
    (id: string | null) => {
      if (id === null) return false;
      setDone(false);
      setOpened(false);
      window.history.pushState(null, "", `/w/${workspace}/review/${id}`);
      window.scrollTo({ top: 0 });
      return true;
    },
    [workspace],
  );
  useMoreItems(workspace, queue, at, setQueue);
  useFollowedQueue(workspace, position, setQueue);
  const countAnew = useRefreshOnLeave();
  useEffect(() => root.current?.focus({ preventScroll: true }), []);
  useCommands({
    next_annotation: () => go(neighbourOf(items, claimId, 1)),
    previous_annotation: () => go(neighbourOf(items, claimId, -1)),
  });

  const decided = (number: number, what: Decided) => {
    const next = nextAfter(items, claimId);
    setQueue((now) => ({ ...now, items: now.items.filter((item) => item.claimId !== claimId) }));
    notifications.show({
      message: t("decision.doneOf", { number, what: t(`decision.done.${what}`) }),
      autoClose: 4000,
    });
    countAnew();
    if (next) go(next);
    else setDone(true);
    root.current?.focus({ preventScroll: true });
  };

  const list = (
    <QueueList
      items={items}
      setting={setting}
      claimId={claimId}
      onOpen={(id) => {
        go(id);
        root.current?.focus({ preventScroll: true });
      }}
    />
  );
  return (
    <ClaimSettingProvider setting={setting}>
      <div ref={root} className={styles.desk} data-key-scope="panel" tabIndex={-1}>
        <nav className={styles.queue} aria-label={t("desk.queue")}>
          {list}
        </nav>
        <div className={styles.main}>
          <div className={styles.bar}>
            <LinkButton
              href={`/w/${workspace}/review`}
              variant="subtle"
              color="gray"
              size="compact-sm"
            >
              {t("desk.overview")}
            </LinkButton>
            <ActionIcon
              className={styles.listButton}
              variant="subtle"
              color="gray"
              aria-label={t("desk.listOpen", { count: items.length })}
              onClick={() => setOpened(true)}
            >
              <IconList size={18} />
            </ActionIcon>
            <span className={styles.position} aria-live="polite">
              {at >= 0 && t("desk.position", { position: at + 1, count: items.length })}
            </span>
            <Step
              command="previous_annotation"
              label={t("desk.previous")}
              disabled={neighbourOf(items, claimId, -1) === null || at < 0}
              onGo={() => go(neighbourOf(items, claimId, -1))}
            />
            <Step
              command="next_annotation"
              label={t("desk.next")}
              disabled={neighbourOf(items, claimId, 1) === null}
              onGo={() => go(neighbourOf(items, claimId, 1))}
            />
          </div>
          {isDone ? (
            <Empty
              icon={<IconChecks size={36} stroke={1.4} />}
              title={t("empty.done")}
              action={
                <LinkButton href={`/w/${workspace}`} variant="default">
                  {t("empty.articles")}
                </LinkButton>
              }
            >
              {t("empty.doneText")}
            </Empty>
          ) : (
            <ClaimProvider
              key={claimId}
              claimId={claimId}
              initial={ahead(claimId)}
              ahead={claimId !== claim.id}
              {...(claimId === claim.id && { position })}
              fallback={(refusal, retry) =>
                refusal ? (
                  <Unreadable refusal={refusal} onRetry={retry} />
                ) : (
                  <Skeleton height={320} aria-label={t("desk.reading")} />
                )
              }
            >
              <DeskClaim
                item={items[at]}
                onDecided={decided}
                onNext={neighbourOf(items, claimId, 1) ? () => go(nextAfter(items, claimId)) : null}
              />
            </ClaimProvider>
          )}
        </div>
        <Drawer
          opened={opened}
          onClose={() => setOpened(false)}
          title={t("desk.queue")}
          size="sm"
          padding="md"
        >
          {list}
        </Drawer>
      </div>
    </ClaimSettingProvider>
  );
}

interface StepProps {
  command: "next_annotation" | "previous_annotation";
  label: string;
  disabled: boolean;
  onGo: () => void;
}

function Step({ command, label, disabled, onGo }: StepProps) {
  const shortcuts = useKeyShortcuts(command);
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-keyshortcuts={shortcuts}
        disabled={disabled}
        onClick={onGo}
      >
        {command === "next_annotation" ? (
          <IconChevronDown size={18} />
        ) : (
          <IconChevronUp size={18} />
        )}
      </ActionIcon>
    </Tooltip>
  );
}

interface QueueListProps {
  items: readonly QueueItem[];
  setting: ClaimSetting;
  claimId: string;
  onOpen: (claimId: string) => void;
}

function QueueList({ items, setting, claimId, onOpen }: QueueListProps) {
  const t = useTranslations("review");
  if (items.length === 0) return <p className={styles.none}>{t("empty.title")}</p>;
  return groupsOf(items).map((group) => (
    <section key={group.kind} className={styles.group}>
      <h2>{t(`groups.${group.kind}`)}</h2>
      <ul>
        {group.items.map((item) => (
          <li key={item.claimId}>
            <QueueRow
              brief
              href={`/w/${setting.workspace}/review/${item.claimId}`}
              item={item}
              scale={setting.ratingScale}
              current={item.claimId === claimId}
              onOpen={() => onOpen(item.claimId)}
            />
          </li>
        ))}
      </ul>
    </section>
  ));
}

/** The address names the claim in hand, so that the browser's own steps go through them, too. */
function useClaimIdOfPath(first: string): string {
  const path = usePathname();
  return /\/review\/([0-9a-f-]{36})$/i.exec(path)?.[1] ?? first;
}

/**
 * Lets the workspace's bar count anew what waits, on the way out: a refresh of this page would take
 * from the reviewer what they are writing.
 */
function useRefreshOnLeave(): () => void {
  const router = useRouter();
  const isDue = useRef(false);
  useEffect(
    () => () => {
      if (isDue.current) window.setTimeout(() => router.refresh());
    },
    [router],
  );
  return () => {
    isDue.current = true;
  };
}

/** Reads the next claim while this one is being read. */
function useAhead(workspace: string, first: ClaimDetail, nextId: string | null) {
  const known = useRef(new Map([[first.id, first]]));
  useEffect(() => {
    if (nextId === null || known.current.has(nextId)) return;
    void callAction(claimDetail, workspace, { claimId: nextId }).then((outcome) => {
      if (outcome.ok) known.current.set(nextId, outcome.data);
    });
  }, [workspace, nextId]);
  return useCallback((id: string) => known.current.get(id), []);
}

/** As others decide and submit, what waits is read anew; the claim in hand stays where it is. */
function useFollowedQueue(
  workspace: string,
  since: string,
  setQueue: (change: (now: ReviewQueue) => ReviewQueue) => void,
): void {
  const pacer = useRef<Pacer | null>(null);
  useEffect(() => {
    const read = async () => {
      const outcome = await callAction(reviewQueue, workspace, {});
      if (outcome.ok) setQueue(() => outcome.data);
    };
    pacer.current = new Pacer(() => void read(), { soonMs: 150, pauseMs: 1_000 });
    return () => pacer.current?.stop();
  }, [workspace, setQueue]);
  useLive(
    {
      changed: (changes) => {
        if (changes.some(({ claimId }) => claimId !== null)) pacer.current?.due();
      },
      reset: () => pacer.current?.due(),
    },
    since,
  );
}

/** Nearly at the end of what was read of the queue, reads on. */
function useMoreItems(
  workspace: string,
  queue: ReviewQueue,
  at: number,
  setQueue: (change: (now: ReviewQueue) => ReviewQueue) => void,
): void {
  const { nextCursor } = queue;
  const isNear = nextCursor !== null && queue.items.length - at < 5;
  useEffect(() => {
    if (!isNear || nextCursor === null) return;
    void callAction(reviewQueue, workspace, { cursor: nextCursor }).then((outcome) => {
      if (!outcome.ok) return;
      setQueue((now) => {
        if (now.nextCursor !== nextCursor) return now;
        const known = new Set(now.items.map(({ claimId }) => claimId));
        const more = outcome.data.items.filter(({ claimId }) => !known.has(claimId));
        return { items: [...now.items, ...more], nextCursor: outcome.data.nextCursor };
      });
    });
  }, [workspace, isNear, nextCursor, setQueue]);
}
