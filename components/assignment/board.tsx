"use client";

import { Button, NativeSelect, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLayoutKanban } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { KeyCaps } from "@/components/keys/key-caps";
import { useRowKeys } from "@/components/list/use-row-keys";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { useAction } from "@/components/ui/use-action";
import { giveBackClaims, takeClaims, takeOverClaim } from "@/lib/assignment/actions";
import type { BoardGroup, BoardInput, BoardItem, BoardView, Place } from "@/lib/assignment/schema";
import { AssignDialog } from "./assign-dialog";
import styles from "./board.module.css";
import { type BoardAct, BoardCard } from "./board-card";
import { useAssignmentRefusal } from "./use-assignment-refusal";

interface BoardProps {
  workspace: string;
  board: BoardView;
  filter: BoardInput;
  /** Where in the log the page was read. */
  position: string;
}

const keyOf = ({ articleId, claimId }: BoardItem) => `${articleId} ${claimId}`;

function placeOf({ articleId, claimId, assigneeId, checkerId }: BoardItem): Place {
  return { articleId, claimId, seenAssigneeId: assigneeId, seenCheckerId: checkerId };
}

/** Who holds what: a column for each person, for what nobody holds, and for what waits for a review. */
export function Board({ workspace, board, filter, position }: BoardProps) {
  const t = useTranslations("assignment");
  const router = useRouter();
  const list = useRef<HTMLDivElement>(null);
  const [stuckOnly, setStuckOnly] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [assigning, setAssigning] = useState<readonly Place[] | null>(null);
  const onRefusal = useAssignmentRefusal();
  const take = useAction(takeClaims, { onRefusal });
  const giveBack = useAction(giveBackClaims, { onRefusal });
  const takeOver = useAction(takeOverClaim, { onRefusal });
  const busy = take.busy || giveBack.busy || takeOver.busy;
  const groups = board.groups
    .map((group) => ({
      ...group,
      items: group.items.filter(({ stuck }) => stuck || !stuckOnly),
    }))
    .filter(({ kind, items }) => items.length > 0 || (kind === "mine" && !stuckOnly));
  const items = groups.flatMap((group) => group.items);
  const selected = items.filter((item) => chosen.has(keyOf(item)));
  useRowKeys(list, items.length === 0);
  useLiveRefresh(({ claimId }) => claimId !== null, position);

  const show = (change: Partial<BoardInput>) => {
    const next = { ...filter, ...change };
    const query = new URLSearchParams();
    if (next.articleId) query.set("article", next.articleId);
    if (next.memberId) query.set("person", next.memberId);
    const search = query.size > 0 ? `?${query}` : "";
    setChosen(new Set());
    router.replace(`/w/${workspace}/board${search}`, { scroll: false });
  };
  const settle = (message: string | null) => {
    if (message) notifications.show({ message });
    setChosen(new Set());
    router.refresh();
  };
  const takeThese = async (these: readonly BoardItem[]) => {
    const outcome = await take.run(workspace, { places: these.map(placeOf) });
    settle(outcome.ok ? t("done.taken", { count: these.length }) : null);
  };
  const act = async (item: BoardItem, what: BoardAct) => {
    if (what === "assign") return setAssigning([placeOf(item)]);
    if (what === "take") return takeThese([item]);
    const back = what === "giveBack";
    const outcome = back
      ? await giveBack.run(workspace, { places: [placeOf(item)] })
      : await takeOver.run(workspace, placeOf(item));
    settle(outcome.ok ? t(back ? "done.givenBack" : "done.takenOver") : null);
  };
  const select = (these: readonly BoardItem[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const item of these) {
      if (isChosen) next.add(keyOf(item));
      else next.delete(keyOf(item));
    }
    setChosen(next);
  };
  const isFiltered = filter.articleId !== null || filter.memberId !== null || stuckOnly;

  return (
    <Page title={t("title")} lead={t("lead", { days: board.stuckAfterDays })} width={96}>
      <div className={styles.filter}>
        <NativeSelect
          label={t("filter.article")}
          value={filter.articleId ?? ""}
          data={[
            { value: "", label: t("filter.allArticles") },
            ...board.articles.map(({ id, headline }) => ({ value: id, label: headline })),
          ]}
          onChange={(event) => show({ articleId: event.currentTarget.value || null })}
        />
        <NativeSelect
          label={t("filter.person")}
          value={filter.memberId ?? ""}
          data={[
            { value: "", label: t("filter.everybody") },
            ...board.checkers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => show({ memberId: event.currentTarget.value || null })}
        />
        <Switch
          label={t("filter.stuck")}
          checked={stuckOnly}
          onChange={(event) => setStuckOnly(event.currentTarget.checked)}
        />
      </div>
      {selected.length > 0 && (
        <section
          className={styles.selection}
          aria-label={t("action.chosen", { count: selected.length })}
        >
          <span aria-live="polite">{t("action.chosen", { count: selected.length })}</span>
          {selected.every(({ can }) => can.assign) && (
            <Button size="compact-md" onClick={() => setAssigning(selected.map(placeOf))}>
              {t("action.assignMany", { count: selected.length })}
            </Button>
          )}
          {selected.every(({ can }) => can.take) && (
            <Button
              size="compact-md"
              variant="default"
              loading={take.busy}
              onClick={() => void takeThese(selected)}
            >
              {t("action.takeMany", { count: selected.length })}
            </Button>
          )}
          <Button size="compact-md" variant="subtle" onClick={() => setChosen(new Set())}>
            {t("action.clear")}
          </Button>
        </section>
      )}
      {items.length === 0 && (isFiltered || groups.every(({ count }) => count === 0)) ? (
        <Empty
          icon={<IconLayoutKanban size={36} stroke={1.4} />}
          title={isFiltered ? t("empty.filtered") : t("empty.title")}
          action={
            <LinkButton href={`/w/${workspace}`} variant="default">
              {t("empty.articles")}
            </LinkButton>
          }
        >
          {!isFiltered && t("empty.text")}
        </Empty>
      ) : (
        <div ref={list} className={styles.columns} data-key-scope="list">
          {groups.map((group) => (
            <Column
              key={group.member?.id ?? group.kind}
              group={group}
              onAll={
                group.member && group.count > group.items.length && !stuckOnly
                  ? () => show({ memberId: group.member?.id ?? null })
                  : null
              }
              onChooseAll={
                group.items.some(isSelectable)
                  ? () => select(group.items.filter(isSelectable), true)
                  : null
              }
            >
              {group.items.map((item) => (
                <BoardCard
                  key={keyOf(item)}
                  workspace={workspace}
                  item={item}
                  selectable={isSelectable(item)}
                  selected={chosen.has(keyOf(item))}
                  busy={busy}
                  onSelect={(isChosen) => select([item], isChosen)}
                  onAct={(what) => void act(item, what)}
                />
              ))}
            </Column>
          ))}
        </div>
      )}
      {items.length > 0 && (
        <p className={styles.keys}>
          {t.rich("keys", {
            down: () => <KeyCaps sequence="j" />,
            up: () => <KeyCaps sequence="k" />,
            open: () => <KeyCaps sequence="Enter" />,
          })}
        </p>
      )}
      {assigning && (
        <AssignDialog
          workspace={workspace}
          places={assigning}
          checkers={board.checkers}
          onDone={() => settle(null)}
          onClose={() => setAssigning(null)}
        />
      )}
    </Page>
  );
}

function isSelectable({ can }: BoardItem): boolean {
  return can.assign || can.take;
}

interface ColumnProps {
  group: BoardGroup;
  onAll: (() => void) | null;
  onChooseAll: (() => void) | null;
  children: React.ReactNode;
}

function Column({ group, onAll, onChooseAll, children }: ColumnProps) {
  const t = useTranslations("assignment");
  const { kind, member, count, stuck, items } = group;
  const id = `group-${member?.id ?? kind}`;
  return (
    <section className={styles.column} aria-labelledby={id} data-kind={kind}>
      <h2 className={styles.title} id={id}>
        {kind === "person" ? member?.name : t(`group.${kind}`)}
      </h2>
      <p className={styles.counts}>
        {t("group.count", { count })}
        {stuck > 0 && <span className={styles.stuck}>{t("group.stuck", { count: stuck })}</span>}
        {kind === "nobody" && <span>{t("group.nobodyHelp")}</span>}
        {kind === "review" && <span>{t("group.reviewHelp")}</span>}
        {onChooseAll && items.length > 1 && (
          <Button size="compact-xs" variant="subtle" onClick={onChooseAll}>
            {t("action.chooseAll")}
          </Button>
        )}
      </p>
      {items.length === 0 ? (
        <p className={styles.none}>{t("group.empty")}</p>
      ) : (
        <ul className={styles.cards}>{children}</ul>
      )}
      {onAll && (
        <Button variant="subtle" size="compact-sm" onClick={onAll}>
          {t("group.more", { count })}
        </Button>
      )}
    </section>
  );
}
