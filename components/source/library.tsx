"use client";

import { Button, Checkbox, Group, NativeSelect, Pagination, Select } from "@mantine/core";
import { IconArrowMerge, IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { type ClaimSetting, ClaimSettingProvider } from "@/components/claim/setting";
import { SearchField, useSearch } from "@/components/list/search-field";
import { useRowKeys } from "@/components/list/use-row-keys";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { ExportMenu } from "@/components/reference/export-menu";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { libraryQuery } from "@/lib/source/library-query";
import type { SourceView } from "@/lib/source/schema";
import { PRIMACIES, primacySchema } from "@/lib/source/schema-enums";
import {
  LIBRARY_SORTS,
  type LibraryChoices,
  type LibraryInput,
  type LibraryItem,
  type LibraryView,
  librarySortSchema,
} from "@/lib/source/schema-library";
import { SOURCE_TYPES, sourceTypeSchema } from "@/lib/source/source-type";
import styles from "./library.module.css";
import { MergeDialog } from "./merge-dialog";
import { NewSourceDialog } from "./new-source-dialog";
import { SourceFacts } from "./source-line";

interface LibraryProps {
  setting: ClaimSetting;
  view: LibraryView;
  choices: LibraryChoices;
  input: LibraryInput;
  /** Where the workspace's log stood before the list was read. */
  position: string;
}

/** The workspace's sources, to be found, narrowed and merged. */
export function Library({ setting, view, choices, input, position }: LibraryProps) {
  const { workspace } = setting;
  const t = useTranslations("source.library");
  const reference = useTranslations("reference");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [chosen, setChosen] = useState<readonly SourceView[]>([]);
  const [open, setOpen] = useState<"merge" | "new" | null>(null);
  const rows = useRef<HTMLUListElement>(null);
  useRowKeys(rows, view.page);
  useLiveRefresh(({ subject }) => subject === "source", position);

  const go = (change: Partial<LibraryInput>) => {
    const next = { ...input, page: 1, ...change };
    startTransition(() =>
      router.replace(`/w/${workspace}/sources${libraryQuery(next)}`, { scroll: false }),
    );
  };
  const choose = (source: SourceView, isChosen: boolean) =>
    setChosen((now) => [
      ...now.filter(({ id }) => id !== source.id),
      ...(isChosen ? [source] : []),
    ]);
  const isNarrowed = libraryQuery({ ...input, sort: "used", page: 1 }) !== "";
  return (
    <ClaimSettingProvider setting={setting}>
      <Page
        title={t("title")}
        lead={t("lead")}
        width={68}
        actions={
          <Group gap="xs">
            <ExportMenu workspace={workspace} input={input} />
            {view.can.importLists && (
              <LinkButton href={`/w/${workspace}/sources/import`} variant="default">
                {reference("import")}
              </LinkButton>
            )}
            {view.can.create && (
              <Button
                leftSection={<IconPlus size={16} aria-hidden="true" />}
                onClick={() => setOpen("new")}
              >
                {t("new")}
              </Button>
            )}
          </Group>
        }
      >
        <Tools input={input} choices={choices} go={go} />
        <div className={styles.head}>
          <p className={styles.total} role="status">
            {view.isMore
              ? t("totalMore", { count: view.total })
              : t("total", { count: view.total })}
          </p>
          {view.can.merge && chosen.length > 0 && (
            <Group gap="xs">
              <span className={styles.total}>{t("selected", { count: chosen.length })}</span>
              <Button
                size="compact-sm"
                leftSection={<IconArrowMerge size={15} aria-hidden="true" />}
                disabled={chosen.length < 2}
                title={chosen.length < 2 ? t("mergeNeeds") : undefined}
                onClick={() => setOpen("merge")}
              >
                {t("merge")}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setChosen([])}>
                {t("clear")}
              </Button>
            </Group>
          )}
        </div>
        {view.sources.length === 0 ? (
          <Empty title={isNarrowed ? t("noneFound") : t("none")}>
            {isNarrowed ? t("noneFoundText") : t("noneText")}
          </Empty>
        ) : (
          <ul
            ref={rows}
            className={styles.rows}
            data-key-scope="list"
            data-pending={pending || undefined}
          >
            {view.sources.map((source) => (
              <li key={source.id} className={styles.item}>
                {view.can.merge && (
                  <Checkbox
                    size="xs"
                    className={styles.check}
                    aria-label={t("select", { title: source.title })}
                    checked={chosen.some(({ id }) => id === source.id)}
                    onChange={(event) => choose(source, event.currentTarget.checked)}
                  />
                )}
                <Row workspace={workspace} source={source} />
              </li>
            ))}
          </ul>
        )}
        {view.pages > 1 && (
          <Pagination
            mt="lg"
            total={view.pages}
            value={view.page}
            onChange={(page) => go({ page })}
            getControlProps={(control) => ({ "aria-label": t(`pages.${control}`) })}
            getItemProps={(page) => ({ "aria-label": t("pages.page", { page }) })}
          />
        )}
      </Page>
      {open === "merge" && (
        <MergeDialog
          sources={chosen}
          onClose={() => setOpen(null)}
          onMerged={() => {
            setOpen(null);
            setChosen([]);
            router.refresh();
          }}
        />
      )}
      {open === "new" && (
        <NewSourceDialog
          onClose={() => setOpen(null)}
          onMade={(source) => router.push(`/w/${workspace}/sources/${source.id}`)}
        />
      )}
    </ClaimSettingProvider>
  );
}

interface ToolsProps extends Pick<LibraryProps, "input" | "choices"> {
  go: (change: Partial<LibraryInput>) => void;
}

function Tools({ input, choices, go: goNow }: ToolsProps) {
  const t = useTranslations("source.library");
  const source = useTranslations("source");
  const search = useSearch(input.query, (query) => goNow({ query }));
  const go = (change: Partial<LibraryInput>) => goNow({ query: search.settle(), ...change });
  return (
    <div className={styles.tools}>
      <SearchField
        search={search}
        className={styles.search}
        label={t("search")}
        placeholder={t("placeholder")}
      />
      <NativeSelect
        aria-label={t("sort")}
        value={input.sort}
        data={LIBRARY_SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))}
        onChange={(event) => go({ sort: librarySortSchema.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        aria-label={t("type")}
        value={input.type ?? ""}
        data={[
          { value: "", label: t("anyType") },
          ...SOURCE_TYPES.map((value) => ({ value, label: source(`types.${value}`) })),
        ]}
        onChange={(event) =>
          go({ type: sourceTypeSchema.nullable().catch(null).parse(event.currentTarget.value) })
        }
      />
      <NativeSelect
        aria-label={t("primacy")}
        value={input.primacy ?? ""}
        data={[
          { value: "", label: t("anyPrimacy") },
          ...PRIMACIES.map((value) => ({ value, label: source(`primaryShort.${value}`) })),
        ]}
        onChange={(event) =>
          go({ primacy: primacySchema.nullable().catch(null).parse(event.currentTarget.value) })
        }
      />
      <Select
        aria-label={t("publisher")}
        placeholder={t("anyPublisher")}
        searchable
        clearable
        limit={50}
        nothingFoundMessage={t("noPublisher")}
        value={input.publisherId}
        data={choices.publishers.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(publisherId) => go({ publisherId })}
      />
      {choices.languages.length > 0 && (
        <NativeSelect
          aria-label={t("language")}
          value={input.language ?? ""}
          data={[{ value: "", label: t("anyLanguage") }, ...choices.languages]}
          onChange={(event) => go({ language: event.currentTarget.value || null })}
        />
      )}
      <Checkbox
        size="xs"
        className={styles.uncited}
        label={t("uncited")}
        checked={input.uncited}
        onChange={(event) => go({ uncited: event.currentTarget.checked })}
      />
    </div>
  );
}

function Row({ workspace, source }: { workspace: string; source: LibraryItem }) {
  const t = useTranslations("source");
  return (
    <Link
      href={`/w/${workspace}/sources/${source.id}`}
      className={styles.row}
      data-row=""
      prefetch={false}
    >
      <span className={styles.title} dir="auto">
        {source.title}
      </span>
      <span className={styles.facts}>
        <span>{t(`types.${source.type}`)}</span>
        <span dir="auto">
          <SourceFacts source={source} />
        </span>
        <span data-none={source.claims === 0 || undefined} className={styles.claims}>
          {t("library.claims", { count: source.claims })}
        </span>
      </span>
    </Link>
  );
}
