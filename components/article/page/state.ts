import type { Highlight, Span } from "@/components/article/reading/highlight";
import type { AnnotationView, TargetRole } from "@/lib/annotation/schema";
import type {
  ArticleChange,
  ArticleClaim,
  ArticlePageView,
  ArticlePerson,
  ArticleRows,
  ArticleView,
  MemberName,
  VersionView,
} from "@/lib/article/schema";
import type { ThreadCount } from "@/lib/comment/schema";
import type { FlagView } from "@/lib/flag/schema";
import type { QueryView } from "@/lib/query/schema";
import type { Standing } from "@/lib/sign-off/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { Role } from "@/lib/workspace/role";
import type { Settings } from "@/lib/workspace/settings";
import type { Filter } from "./filter";
import type { HighlightMaker } from "./highlights";

/** What a person did that can be taken back, and done again. */
export type Step =
  | { kind: "created"; annotationIds: readonly string[] }
  | { kind: "deleted"; annotationId: string; reason: string | null }
  | { kind: "targets"; annotationId: string; before: TargetRef[]; after: TargetRef[] }
  /** An orphaned target put on words of a version. */
  | {
      kind: "placed";
      annotationId: string;
      targetId: string;
      place: Span;
      madeVersion: number;
    }
  /** The version that carries the remedy out. */
  | { kind: "remedy"; annotationId: string; version: number };

export interface TargetRef {
  id: string;
  role: TargetRole;
}

/** What was asked of the server, as failures and notices name it. */
export type Operation =
  | "create"
  | "said_and_so"
  | "same_words"
  | "targets"
  | "note"
  | "occurrence"
  | "delete"
  | "restore"
  | "place"
  | "remedy"
  | "text_back";

/** Something the server did not do. What the person wrote stays here until they let it go. */
export interface Failure {
  id: string;
  operation: Operation;
  /** A code of lib/errors.ts, or "offline" where no answer came. */
  code: string;
  /** A reason from the answer's details, where there is one. */
  reason: string | null;
  annotationIds: readonly string[];
  /** The words marked or written. */
  words: string;
  /** In a conflict, what stands there now. */
  newer: AnnotationView | null;
  retry: () => void;
}

export interface Notice {
  id: number;
  kind:
    | "placed"
    | "remedied"
    | "deleted"
    | "undone"
    | "redone"
    | "restored"
    | "nothing_to_undo"
    | "nothing_to_redo";
  count: number;
  canUndo: boolean;
}

export interface LostSearch {
  /** How many places are through, of those that are looked for. */
  done: number;
  total: number;
  /** It gave up before its end. */
  isStopped: boolean;
  /** It is to be begun again. */
  again: boolean;
}

/** Everything the article page knows. Rows are values: a changed row is a new object. */
export interface PageState {
  workspace: string;
  article: ArticleView;
  version: VersionView;
  /** The version's text as it is shown. */
  html: string;
  /** A newer version that this page has heard of and not read yet. */
  newerVersion: number | null;
  /** A newer version that somebody else saved; shown when the person asks for it. */
  foreignVersion: { number: number; byId: string } | null;
  people: readonly ArticlePerson[];
  members: ReadonlyMap<string, MemberName>;
  ratingScale: RatingScale;
  settings: Settings;
  /** How the article's last sign-off stands. */
  standing: Standing | null;
  me: { memberId: string; role: Role };

  /** The living ones. */
  annotations: ReadonlyMap<string, AnnotationView>;
  claims: ReadonlyMap<string, ArticleClaim>;
  /** Open threads, by what they are about. */
  threads: ReadonlyMap<string, ThreadCount>;
  queries: ReadonlyMap<string, QueryView>;
  flags: ReadonlyMap<string, FlagView>;
  /** Of all living annotations, in no order. */
  highlights: readonly Highlight[];
  /** Rows that were deleted here, for undo to show at once. */
  deleted: ReadonlyMap<string, AnnotationView>;
  /** The open annotation, where somebody else deleted it: it is let go of when it is closed. */
  goneRow: AnnotationView | null;

  filter: Filter;
  activeId: string | null;
  selection: Span | null;

  /** The search for likely places of what has lost its own, as the server told of it last. */
  lostSearch: LostSearch;

  /** Requests under way. */
  saving: number;
  /** Whether anything was saved since the page was opened. */
  saved: boolean;
  /** Made here and not yet known to the server. */
  unsaved: ReadonlySet<string>;
  failures: readonly Failure[];
  undo: readonly Step[];
  redo: readonly Step[];
  notice: Notice | null;
}

/** What the server gives the page: the article, and its text rendered. */
export interface PageSource {
  view: ArticlePageView;
  html: string;
}

const NO_SEARCH: LostSearch = { done: 0, total: 0, isStopped: false, again: false };

export function initialState(
  workspace: string,
  { view, html }: PageSource,
  filter: Filter,
  maker: HighlightMaker,
): PageState {
  const annotations = byId(view.annotations);
  const claims = byId(view.claims);
  return {
    workspace,
    article: view.article,
    version: view.version,
    html,
    newerVersion: null,
    foreignVersion: null,
    people: view.people,
    members: byId(view.members),
    ratingScale: view.ratingScale,
    settings: view.settings,
    standing: view.standing,
    me: view.me,
    annotations,
    claims,
    threads: new Map(Object.entries(view.threads)),
    queries: byId(view.queries),
    flags: byId(view.flags),
    highlights: highlightsOf(annotations, claims, maker),
    deleted: new Map(),
    goneRow: null,
    filter,
    activeId: null,
    selection: null,
    lostSearch: NO_SEARCH,
    saving: 0,
    saved: false,
    unsaved: new Set(),
    failures: [],
    undo: [],
    redo: [],
    notice: null,
  };
}

/**
 * A newer version of the text with everything on it, in the place of the one that was shown. What
 * is not saved yet stays.
 */
export function renewedState(
  state: PageState,
  { view, html }: PageSource,
  maker: HighlightMaker,
): Partial<PageState> {
  const annotations = byId(view.annotations);
  const claims = byId(view.claims);
  for (const id of state.unsaved) {
    const row = state.annotations.get(id);
    if (!row) continue;
    annotations.set(id, row);
    const claim = state.claims.get(row.occurrence?.claimId ?? "");
    if (claim && !claims.has(claim.id)) claims.set(claim.id, claim);
  }
  const { activeId, newerVersion, foreignVersion } = state;
  const { number } = view.version;
  return {
    article: view.article,
    version: view.version,
    html,
    newerVersion: newerVersion !== null && newerVersion > number ? newerVersion : null,
    foreignVersion:
      foreignVersion !== null && foreignVersion.number > number ? foreignVersion : null,
    people: view.people,
    members: byId(view.members),
    annotations,
    claims,
    threads: new Map(Object.entries(view.threads)),
    queries: byId(view.queries),
    flags: byId(view.flags),
    highlights: highlightsOf(annotations, claims, maker),
    activeId: activeId !== null && annotations.has(activeId) ? activeId : null,
    selection: null,
    goneRow: null,
    lostSearch: NO_SEARCH,
  };
}

/**
 * What others changed. Where they saved a newer version, its places are not those of the text that
 * is shown: rows keep the places that they have here, and new ones come with the text.
 */
export function followedState(
  state: PageState,
  { article, savedById, annotations, claims, threads, queries, flags }: ArticleRows,
  { whole }: { whole: boolean },
  maker: HighlightMaker,
): Partial<PageState> {
  const { version, foreignVersion, activeId } = state;
  const isOurs = article.currentVersion === version.number;
  const there = new Map(annotations.map((row) => [row.id, row]));
  const open = state.annotations.get(activeId ?? "");
  const isOpenGone =
    open !== undefined && isGone(there.get(open.id), whole, state.unsaved, open.id);
  const rows = annotations.flatMap((row) => {
    if (isOpenGone && row.id === open.id) return [];
    if (isOurs) return row;
    const known = state.annotations.get(row.id);
    return known ? { ...row, targets: known.targets } : [];
  });
  const gone = [...state.annotations.keys()].filter(
    (id) => id !== activeId && whole && isGone(there.get(id), whole, state.unsaved, id),
  );
  const kept = withoutRows(state, { annotationIds: gone, claimIds: [] }, [], maker);
  return {
    ...withRows({ ...state, ...kept }, { annotations: rows, claims }, maker),
    article: article.revision >= state.article.revision ? article : state.article,
    threads: new Map(Object.entries(threads)),
    queries: byId(queries),
    flags: byId(flags),
    foreignVersion: isOurs ? foreignVersion : { number: article.currentVersion, byId: savedById },
    goneRow: isOpenGone
      ? (there.get(open.id) ?? { ...open, deletedAt: article.updatedAt })
      : state.goneRow,
  };
}

/** Deleted, or no longer there where everything living was answered. */
function isGone(
  row: AnnotationView | undefined,
  whole: boolean,
  unsaved: ReadonlySet<string>,
  id: string,
): boolean {
  if (row) return row.deletedAt !== null;
  return whole && !unsaved.has(id);
}

/** The open threads on an annotation, with those on its claim and that one's citations. */
export function openThreads(
  { threads }: Pick<PageState, "threads">,
  { id, occurrence }: AnnotationView,
): ThreadCount {
  const own = threads.get(id);
  const claim = threads.get(occurrence?.claimId ?? "");
  return {
    open: (own?.open ?? 0) + (claim?.open ?? 0),
    blocking: (own?.blocking ?? 0) + (claim?.blocking ?? 0),
  };
}

export type Rows = Pick<PageState, "annotations" | "claims" | "deleted" | "highlights">;

/** Puts changed rows in the place of those with the same id. An older row never replaces a newer. */
export function withRows(state: Rows, change: Partial<ArticleChange>, maker: HighlightMaker): Rows {
  const rows = new ChangedRows(state);
  for (const row of change.annotations ?? []) {
    const known = state.annotations.get(row.id) ?? state.deleted.get(row.id);
    if (!known || known.revision <= row.revision) rows.put(row);
  }
  for (const row of change.claims ?? []) {
    const known = state.claims.get(row.id);
    if (!known || known.revision <= row.revision) rows.claims.set(row.id, row);
  }
  return rows.made(maker);
}

/** Takes away rows that never came to be, and puts back those that stood there before. */
export function withoutRows(
  state: Rows,
  gone: { annotationIds: readonly string[]; claimIds: readonly string[] },
  before: readonly AnnotationView[],
  maker: HighlightMaker,
): Rows {
  const rows = new ChangedRows(state);
  for (const id of gone.annotationIds) rows.annotations.set(id, null);
  for (const id of gone.claimIds) rows.claims.set(id, null);
  for (const row of before) rows.put(row);
  return rows.made(maker);
}

/** So many changed highlights are each looked for in the list; for more it is made anew. */
const few = 32;

/** What is to be put in the place of rows; null takes one away. What is not touched stays the same. */
class ChangedRows {
  readonly annotations = new Map<string, AnnotationView | null>();
  readonly claims = new Map<string, ArticleClaim | null>();
  private readonly deleted = new Map<string, AnnotationView | null>();

  constructor(private readonly state: Rows) {}

  put(row: AnnotationView): void {
    const isLiving = row.deletedAt === null;
    this.annotations.set(row.id, isLiving ? row : null);
    this.deleted.set(row.id, isLiving ? null : row);
  }

  made(maker: HighlightMaker): Rows {
    const { state } = this;
    const annotations = changedMap(state.annotations, this.annotations);
    const claims = changedMap(state.claims, this.claims);
    const deleted = changedMap(state.deleted, this.deleted);
    const ids = new Set([
      ...this.annotations.keys(),
      ...[...this.claims.keys()].flatMap((id) => maker.annotationsOf(id)),
    ]);
    const highlights =
      ids.size > few
        ? highlightsOf(annotations, claims, maker)
        : changedHighlights(state.highlights, ids, (id) => {
            const annotation = annotations.get(id);
            const claimId = annotation?.occurrence?.claimId ?? "";
            return annotation && maker.of(annotation, claims.get(claimId));
          });
    return { annotations, claims, deleted, highlights };
  }
}

function changedMap<T>(
  map: ReadonlyMap<string, T>,
  changes: ReadonlyMap<string, T | null>,
): ReadonlyMap<string, T> {
  const real = [...changes].filter(([id, row]) => row !== null || map.has(id));
  if (real.length === 0) return map;
  const next = new Map(map);
  for (const [id, row] of real) {
    if (row === null) next.delete(id);
    else next.set(id, row);
  }
  return next;
}

function changedHighlights(
  highlights: readonly Highlight[],
  ids: ReadonlySet<string>,
  make: (id: string) => Highlight | undefined,
): readonly Highlight[] {
  const next = [...highlights];
  let isSame = true;
  for (const id of ids) {
    const at = next.findIndex((highlight) => highlight.id === id);
    const highlight = make(id);
    if (next[at] === highlight) continue;
    isSame = false;
    if (!highlight) next.splice(at, 1);
    else if (at >= 0) next[at] = highlight;
    else next.push(highlight);
  }
  return isSame ? highlights : next;
}

function highlightsOf(
  annotations: ReadonlyMap<string, AnnotationView>,
  claims: ReadonlyMap<string, ArticleClaim>,
  maker: HighlightMaker,
): Highlight[] {
  const highlights: Highlight[] = [];
  for (const annotation of annotations.values()) {
    highlights.push(maker.of(annotation, claims.get(annotation.occurrence?.claimId ?? "")));
  }
  return highlights;
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
