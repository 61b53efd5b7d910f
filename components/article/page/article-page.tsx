"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from "react";
import { AnnotationCard } from "@/components/annotation/annotation-card";
import type { Hit } from "@/components/article/reading/hit";
import { type ReadingHandle, ReadingView } from "@/components/article/reading/reading-view";
import { type ClaimSetting, ClaimSettingProvider } from "@/components/claim/setting";
import { commentOfHash } from "@/components/comment/link";
import { useLive, useLook } from "@/components/live/live-provider";
import { useDeparture } from "@/components/ui/use-departure";
import {
  createAnnotation,
  createOccurrences,
  deleteAnnotation,
  restoreAnnotation,
  saidAndSo,
  setTargets,
  updateNote,
  updateOccurrence,
} from "@/lib/annotation/actions";
import type { ArticlePageView } from "@/lib/article/schema";
import { placeTarget } from "@/lib/placement/actions";
import { applyRemedy, restoreVersion } from "@/lib/version/actions";
import styles from "./article-page.module.css";
import { ControlProvider, type PageControl, type Task, usePageControl } from "./control";
import { EmptyHint } from "./empty-hint";
import { filterFromQuery, filterIntoQuery, isFiltering, passes } from "./filter";
import { filterableOf } from "./filterable";
import { ANNOTATION_PARAMETER, linkOf } from "./link";
import { LiveRegion } from "./live-region";
import { LiveRows } from "./live-rows";
import { LostSearch } from "./lost-search";
import { Notices } from "./notices";
import { ForeignVersion } from "./others";
import { OverlapList } from "./overlap-list";
import { PageBar } from "./page-bar";
import { PageCommands } from "./page-commands";
import { Panel } from "./panel";
import { PrintedList } from "./printed-list";
import { SelectionToolbar } from "./selection-toolbar";
import { createPageStore, type PageServer, type PageStore } from "./store";
import { StoreProvider, usePage, usePageStore } from "./store-context";
import { Tasks } from "./tasks";
import { useBarHeight } from "./use-bar-height";
import { useSpoken } from "./use-spoken";

const server: PageServer = {
  createAnnotation,
  createOccurrences,
  saidAndSo,
  setTargets,
  updateNote,
  updateOccurrence,
  deleteAnnotation,
  restoreAnnotation,
  placeTarget,
  applyRemedy,
  restoreVersion,
};

export interface ArticlePageProps {
  workspace: string;
  /** The version's text is rendered already; its document stays on the server. */
  view: ArticlePageView;
  html: string;
  /** The annotation that a link names. */
  linkedId: string | null;
}

/** What the panel shows in the place of an annotation. */
const IN_PANEL: ReadonlySet<Task["kind"]> = new Set(["note", "lost", "comment", "article"]);

/** The article with its annotations: where facts are found, cited, checked and reviewed. */
export function ArticlePage({ workspace, view, html, linkedId }: ArticlePageProps) {
  const query = useSearchParams();
  const [store] = useState(() =>
    createPageStore(workspace, { view, html }, filterFromQuery(query), server),
  );
  const [setting] = useState<ClaimSetting>(() => ({
    workspace,
    ratingScale: view.ratingScale,
    settings: view.settings,
    members: view.members.filter(({ removed }) => !removed),
    me: view.me,
  }));
  useEffect(() => store.actions.renew({ view, html }), [store, view, html]);
  return (
    <StoreProvider store={store}>
      <ClaimSettingProvider setting={setting}>
        <Page linkedId={linkedId} position={view.position} />
      </ClaimSettingProvider>
    </StoreProvider>
  );
}

interface PageProps {
  linkedId: string | null;
  position: string;
}

function Page({ linkedId, position }: PageProps) {
  const store = usePageStore();
  const reading = useRef<ReadingHandle>(null);
  const panel = useRef<HTMLElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const [task, setTask] = useState<Task | null>(null);
  const [narrow, setNarrow] = useState(false);
  const [sheetOpened, setSheetOpened] = useState(false);
  const [overlap, setOverlap] = useState<PageControl["overlap"]>(null);
  const [spoken, setSpoken] = useState("");
  const shownIds = useShownIds();

  const open = useCallback<PageControl["open"]>(
    (id, { reveal = true, focus } = {}) => {
      store.actions.activate(id);
      setSheetOpened(false);
      setTask((now) => (now && IN_PANEL.has(now.kind) ? null : now));
      if (reveal && !reading.current?.reveal(id)) {
        const stood = store.getState().annotations.get(id)?.targets[0];
        if (stood) reading.current?.revealSpan(stood);
      }
      if (narrowScreen()) requestAnimationFrame(() => keepInSight(panel.current));
      if (focus === "text") reading.current?.focus();
      if (focus === "panel") panel.current?.focus({ preventScroll: true });
    },
    [store],
  );
  const leave = useCallback(() => {
    setTask(null);
    setOverlap(null);
    reading.current?.focus();
  }, []);
  const close = useCallback(() => {
    leave();
    store.actions.activate(null);
  }, [leave, store]);
  const stepOut = useCallback(() => {
    const isInPanel = panel.current?.contains(document.activeElement) ?? false;
    if (isInPanel && !narrowScreen()) leave();
    else close();
  }, [leave, close]);

  const control = useMemo<PageControl>(
    () => ({
      reading,
      panel,
      task,
      setTask,
      narrow,
      sheetOpened,
      setSheetOpened,
      open,
      close,
      stepOut,
      overlap,
      setOverlap,
      speak: setSpoken,
    }),
    [task, narrow, sheetOpened, open, close, stepOut, overlap],
  );

  useAddress(store);
  useOthers(store, position);
  useNewerVersion(store, reading);
  useBarHeight(root);

  useLink(store, linkedId, open);
  useEffect(() => {
    if (linkedId === null && commentOfHash(window.location.hash) !== null) {
      setTask({ kind: "comment", annotationId: null });
    }
  }, [linkedId]);

  return (
    <ControlProvider value={control}>
      <div ref={root} className={styles.page}>
        <PageBar shown={shownIds?.size ?? store.getState().annotations.size} />
        <ForeignVersion />
        <div className={styles.zones}>
          <Reading shownIds={shownIds} onNarrow={setNarrow} onSpoken={setSpoken} />
          <Panel />
        </div>
        <PrintedList shownIds={shownIds} />
        <SelectionToolbar />
        <OverlapList />
        <Tasks />
        <PageCommands shownIds={shownIds} />
        <Notices />
        <LiveRegion words={spoken} />
        <LostSearch />
      </div>
    </ControlProvider>
  );
}

/** Below this width the panel is a sheet over the page. */
function narrowScreen(): boolean {
  return window.matchMedia("(max-width: 59.99em)").matches;
}

/** Scrolls the caret's line out from under the panel, where that is a sheet at the foot. */
function keepInSight(panel: HTMLElement | null): void {
  const selection = document.getSelection();
  if (!panel || !selection || selection.rangeCount === 0) return;
  const line = selection.getRangeAt(0).getBoundingClientRect();
  const bar = document.querySelector("[data-page-bar]")?.getBoundingClientRect();
  const top = Math.max(0, bar?.bottom ?? 0) + 16;
  const bottom = panel.getBoundingClientRect().top - 16;
  if (line.height === 0 || (line.top >= top && line.bottom <= bottom)) return;
  window.scrollBy({ top: line.top - Math.min(top + 8, bottom - line.height) });
}

interface ReadingProps {
  shownIds: ReadonlySet<string> | null;
  onNarrow: (narrow: boolean) => void;
  onSpoken: (words: string) => void;
}

function Reading({ shownIds, onNarrow, onSpoken }: ReadingProps) {
  const t = useTranslations("article.page");
  const store = usePageStore();
  const { reading, open, sheetOpened, setSheetOpened, setOverlap } = usePageControl();
  const highlights = usePage((state) => state.highlights);
  const activeId = usePage((state) => state.activeId);
  const article = usePage((state) => state.article);
  const html = usePage((state) => state.html);
  const { text, number } = usePage((state) => state.version);
  const spokenOf = useSpoken();
  const under = useRef("");

  const activeIds = useMemo(() => (activeId === null ? [] : [activeId]), [activeId]);
  const painted = useMemo(
    () =>
      shownIds === null
        ? highlights
        : highlights.filter(({ id }) => shownIds.has(id) || id === activeId),
    [highlights, shownIds, activeId],
  );

  const onActivate = (hit: Hit | null) => {
    if (!hit) {
      setOverlap(null);
      store.actions.activate(null);
      return;
    }
    open(hit.current, { reveal: false });
    setOverlap(hit.ids.length > 1 ? { ids: hit.ids, rect: hit.rect } : null);
  };
  const onCaret = (_: number, ids: string[]) => {
    const key = ids.join(" ");
    if (key === under.current) return;
    under.current = key;
    onSpoken(spokenOf(ids));
  };
  const renderCard = useCallback(
    (id: string, active: boolean) => (
      <AnnotationCard id={id} active={active} onOpen={(opened) => open(opened)} />
    ),
    [open],
  );

  return (
    <div className={styles.reading} data-key-scope="reading">
      <ReadingView
        key={number}
        ref={reading}
        html={html}
        text={text}
        language={article.language}
        direction={article.direction}
        label={t("text", { headline: article.headline })}
        highlights={painted}
        activeIds={activeIds}
        onActivate={onActivate}
        onSelect={store.actions.select}
        onCaret={onCaret}
        renderCard={renderCard}
        cardsLabel={t("cards")}
        sheet={{ opened: sheetOpened, onClose: () => setSheetOpened(false) }}
        onNarrow={onNarrow}
      />
      <EmptyHint shown={shownIds} />
    </div>
  );
}

/** Which annotations pass the filter; null where there is none. */
function useShownIds(): ReadonlySet<string> | null {
  const filter = usePage((state) => state.filter);
  const annotations = usePage((state) => state.annotations);
  const claims = usePage((state) => state.claims);
  const highlights = usePage((state) => state.highlights);
  const threads = usePage((state) => state.threads);
  const queries = usePage((state) => state.queries);
  const flags = usePage((state) => state.flags);
  return useMemo(() => {
    if (!isFiltering(filter)) return null;
    const shown = new Set<string>();
    for (const { id, state } of highlights) {
      const annotation = annotations.get(id);
      if (!annotation) continue;
      const rows = { claims, threads, queries, flags };
      if (passes(filter, filterableOf(rows, annotation, state))) shown.add(id);
    }
    return shown;
  }, [filter, annotations, claims, highlights, threads, queries, flags]);
}

/**
 * Reads the page anew where a newer version of the text is known of. The text is then another, and
 * what was looked at is brought back into sight.
 */
function useNewerVersion(store: PageStore, reading: RefObject<ReadingHandle | null>): void {
  const router = useRouter();
  const newer = usePage((state) => state.newerVersion);
  const number = usePage((state) => state.version.number);
  const [isReading, read] = useTransition();
  const shown = useRef(number);
  useEffect(() => {
    if (newer !== null) read(() => router.refresh());
  }, [newer, router]);
  useEffect(() => {
    if (!isReading) store.actions.renewalEnded();
  }, [isReading, store]);
  useEffect(() => {
    if (shown.current === number) return;
    shown.current = number;
    const { activeId } = store.getState();
    if (activeId !== null) reading.current?.reveal(activeId);
    if (document.activeElement === document.body) reading.current?.focus();
  }, [number, reading, store]);
}

/**
 * Opens what a link names. Come back to, a page is made of what the browser kept of it: then its
 * address knows what was open, which may have been made since and be told only now.
 */
function useLink(store: PageStore, linkedId: string | null, open: PageControl["open"]): void {
  const wanted = useRef(linkOf(useSearchParams()));
  const given = useRef(linkedId);
  useEffect(() => {
    if (given.current !== linkedId) wanted.current = linkedId;
    given.current = linkedId;
    const show = () => {
      const id = wanted.current;
      if (id === null || !store.getState().annotations.has(id)) return;
      wanted.current = null;
      if (store.getState().activeId !== id) open(id, { reveal: true });
    };
    // The reading view has laid the text out in its own effects, before this one.
    show();
    return store.subscribe(({ activeId }) => {
      if (activeId !== null) wanted.current = null;
      show();
    });
  }, [linkedId, open, store]);
}

/** Follows what others do, and tells them what is looked at here. */
function useOthers(store: PageStore, position: string): void {
  const [rows] = useState(() => new LiveRows(store));
  useEffect(() => {
    rows.start();
    return () => rows.stop();
  }, [rows]);
  useLive({ changed: (changes) => rows.changed(changes), reset: () => rows.reset() }, position);
  const articleId = usePage((state) => state.article.id);
  const claimId = usePage(({ activeId, annotations, unsaved }) =>
    activeId === null || unsaved.has(activeId)
      ? null
      : (annotations.get(activeId)?.occurrence?.claimId ?? null),
  );
  useLook({ articleId, claimId });
}

/** Keeps the page's address a link to what is seen: the filter and the open annotation. */
function useAddress(store: PageStore): void {
  const address = useRef<{ settle: (destination: URL) => void } | null>(null);
  useDeparture((destination) => address.current?.settle(destination));
  useEffect(() => {
    const own = window.location.pathname;
    let timer = 0;
    let isLeaving = false;
    const write = () => {
      timer = 0;
      if (isLeaving || window.location.pathname !== own) return;
      const { filter, activeId, unsaved } = store.getState();
      const url = new URL(window.location.href);
      const query = filterIntoQuery(filter, url.searchParams);
      if (activeId === null || unsaved.has(activeId)) query.delete(ANNOTATION_PARAMETER);
      else query.set(ANNOTATION_PARAMETER, activeId);
      if (query.toString() === url.searchParams.toString()) return;
      url.search = query.toString();
      url.hash = "";
      window.history.replaceState(null, "", url);
    };
    // What is open when the page is left is open when it is come back to, unless Next, which writes
    // the address it knows at each of its own commits, finishes an earlier one just now.
    const settle = (destination: URL) => {
      window.clearTimeout(timer);
      if (timer !== 0) write();
      isLeaving = destination.pathname !== own;
    };
    address.current = { settle };
    const stop = store.subscribe((state, before) => {
      const isSame =
        state.filter === before.filter &&
        state.activeId === before.activeId &&
        state.unsaved === before.unsaved;
      if (isSame) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(write, 300);
    });
    return () => {
      stop();
      address.current = null;
      window.clearTimeout(timer);
    };
  }, [store]);
}
