"use client";

import { Button, Checkbox, CloseButton, Pill, Popover, Text, TextInput } from "@mantine/core";
import { IconFilter, IconSearch } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useKeyShortcuts } from "@/components/keys/key-caps";
import { FITS } from "@/lib/annotation/schema";
import { HIGHLIGHT_STATES } from "@/lib/annotation/state";
import { CLAIM_KINDS } from "@/lib/claim/schema-enums";
import { FLAG_KINDS } from "@/lib/flag/schema";
import { QUERY_STATUSES } from "@/lib/query/status";
import { SOURCINGS } from "@/lib/source/sourcing";
import { AssignShownButton } from "./assign-shown";
import { usePageControl } from "./control";
import {
  FACETS,
  type Facet,
  type Filter,
  isFiltering,
  NO_FILTER,
  NO_VERDICT,
  THREADS_KINDS,
  toggled,
} from "./filter";
import styles from "./filter-menu.module.css";
import { mattersOf } from "./queries-on";
import { openThreads } from "./state";
import { usePage, usePageActions } from "./store-context";

/** The words for a value of a facet. */
function useValueWords(): (facet: Facet, value: string) => string {
  const t = useTranslations("annotation");
  const page = useTranslations("article.page.filter");
  const query = useTranslations("query");
  const flag = useTranslations("flag");
  const scale = usePage((state) => state.ratingScale);
  const members = usePage((state) => state.members);
  return (facet, value) => {
    const of = <T extends string>(list: readonly T[]) => list.find((known) => known === value);
    switch (facet) {
      case "status": {
        const state = of(HIGHLIGHT_STATES);
        return state ? t(`states.${state}`) : value;
      }
      case "sourcing": {
        const sourcing = of(SOURCINGS);
        return sourcing ? t(`sourcing.${sourcing}`) : value;
      }
      case "kind": {
        const kind = of(CLAIM_KINDS);
        return kind ? t(`claimKinds.${kind}`) : value;
      }
      case "fit": {
        const fit = of(FITS);
        return fit ? t(`fits.${fit}`) : value;
      }
      case "threads": {
        const kind = of(THREADS_KINDS);
        return kind ? page(`threads.${kind}`) : value;
      }
      case "queries": {
        const standing = of(QUERY_STATUSES);
        return standing ? query(`standing.${standing}`) : value;
      }
      case "flags": {
        const kind = of(FLAG_KINDS);
        return kind ? flag(`kinds.${kind}`) : value;
      }
      case "verdict":
        if (value === NO_VERDICT) return page("noVerdict");
        return scale.find(({ key }) => key === value)?.label ?? value;
      case "person":
        return members.get(value)?.name ?? page("nobody");
    }
  };
}

const NO_THREADS = { open: 0, blocking: 0 };

/** Every value that occurs in this article, facet by facet, with how often. */
function useValues(): Record<Facet, Map<string, number>> {
  const annotations = usePage((state) => state.annotations);
  const claims = usePage((state) => state.claims);
  const highlights = usePage((state) => state.highlights);
  const threads = usePage((state) => state.threads);
  const queries = usePage((state) => state.queries);
  const flags = usePage((state) => state.flags);
  return useMemo(() => {
    const values: Record<Facet, Map<string, number>> = {
      status: new Map(),
      sourcing: new Map(),
      verdict: new Map(),
      kind: new Map(),
      person: new Map(),
      fit: new Map(),
      threads: new Map(),
      queries: new Map(),
      flags: new Map(),
    };
    const count = (facet: Facet, value: string | null | undefined) => {
      if (value) values[facet].set(value, (values[facet].get(value) ?? 0) + 1);
    };
    for (const { id, state } of highlights) {
      const annotation = annotations.get(id);
      const claim = claims.get(annotation?.occurrence?.claimId ?? "");
      count("status", state);
      const people = [annotation?.createdById, claim?.check?.checker?.id, claim?.assigneeId];
      for (const person of new Set(people)) count("person", person);
      const { open, blocking } = annotation ? openThreads({ threads }, annotation) : NO_THREADS;
      if (open > 0) count("threads", "open");
      if (blocking > 0) count("threads", "blocking");
      if (annotation) {
        const { standings, flagKinds } = mattersOf({ queries, flags }, annotation, new Date());
        for (const standing of standings) count("queries", standing);
        for (const kind of flagKinds) count("flags", kind);
      }
      if (!claim) continue;
      count("sourcing", claim.sourcing);
      count("kind", claim.kind);
      count("fit", annotation?.occurrence?.fit);
      count("verdict", claim.check?.verdict ?? NO_VERDICT);
    }
    return values;
  }, [annotations, claims, highlights, threads, queries, flags]);
}

/** Chooses what is shown, and searches. */
export function FilterMenu() {
  const t = useTranslations("article.page.filter");
  const filter = usePage((state) => state.filter);
  const { setFilter } = usePageActions();
  const { task, setTask } = usePageControl();
  const opened = task?.kind === "filter";
  const shortcuts = useKeyShortcuts("search");
  const active = FACETS.reduce((sum, facet) => sum + filter[facet].length, 0);
  return (
    <Popover
      opened={opened}
      onChange={(open) => setTask(open ? { kind: "filter" } : null)}
      position="bottom-end"
      width="min(34rem, 94vw)"
      shadow="md"
      // What is typed after the key that opens it is meant for the field, which is therefore there
      // and focused before the next key comes.
      transitionProps={{ duration: 0 }}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={active > 0 || filter.words !== "" ? "light" : "default"}
          leftSection={<IconFilter size={15} aria-hidden="true" />}
          aria-keyshortcuts={shortcuts}
          onClick={() => setTask(opened ? null : { kind: "filter" })}
        >
          {t("button")}
          {active > 0 && ` (${active})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("label")}>
        <TextInput
          ref={focusAtOnce}
          data-autofocus
          aria-label={t("search")}
          placeholder={t("searchPlaceholder")}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={filter.words}
          onChange={(event) => setFilter({ ...filter, words: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === "Enter") setTask(null);
          }}
          rightSection={
            filter.words !== "" && (
              <CloseButton
                size="sm"
                aria-label={t("clear")}
                onClick={() => setFilter({ ...filter, words: "" })}
              />
            )
          }
        />
        {opened && <Facets filter={filter} onChange={setFilter} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function focusAtOnce(input: HTMLInputElement | null): void {
  input?.focus({ preventScroll: true });
}

function Facets({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const t = useTranslations("article.page.filter");
  const values = useValues();
  const words = useValueWords();
  return (
    <>
      <div className={styles.facets}>
        {FACETS.map((facet) => {
          const chosen: readonly string[] = filter[facet];
          const known = new Map(values[facet]);
          for (const value of chosen) if (!known.has(value)) known.set(value, 0);
          if (known.size === 0) return null;
          return (
            <fieldset key={facet} className={styles.facet}>
              <legend>{t(`facets.${facet}`)}</legend>
              {[...known].map(([value, count]) => (
                <Checkbox
                  key={value}
                  size="xs"
                  checked={chosen.includes(value)}
                  onChange={() => onChange(toggled(filter, facet, value))}
                  label={
                    <>
                      {words(facet, value)} <span className={styles.count}>{count}</span>
                    </>
                  }
                />
              ))}
            </fieldset>
          );
        })}
      </div>
      <Button
        size="compact-sm"
        variant="subtle"
        disabled={!isFiltering(filter)}
        onClick={() => onChange(NO_FILTER)}
      >
        {t("clear")}
      </Button>
    </>
  );
}

/** What the view is narrowed to, each part removable; nothing where it is not. */
export function FilterChips({ shown, total }: { shown: number; total: number }) {
  const t = useTranslations("article.page.filter");
  const filter = usePage((state) => state.filter);
  const { setFilter } = usePageActions();
  const words = useValueWords();
  if (!isFiltering(filter)) return null;
  const chip = (key: string, value: string, remove: () => void) => (
    <Pill
      key={key}
      withRemoveButton
      onRemove={remove}
      removeButtonProps={{
        "aria-label": t("remove", { value }),
        "aria-hidden": false,
        tabIndex: 0,
      }}
    >
      {value}
    </Pill>
  );
  return (
    <div className={styles.chips}>
      {filter.words !== "" &&
        chip("words", t("words", { words: filter.words }), () =>
          setFilter({ ...filter, words: "" }),
        )}
      {FACETS.flatMap((facet) =>
        filter[facet].map((value) =>
          chip(`${facet} ${value}`, words(facet, value), () =>
            setFilter(toggled(filter, facet, value)),
          ),
        ),
      )}
      <Text size="xs" c="dimmed">
        {t("shown", { shown, total })}
      </Text>
      <AssignShownButton />
      <Button size="compact-xs" variant="subtle" onClick={() => setFilter(NO_FILTER)}>
        {t("clear")}
      </Button>
    </div>
  );
}
