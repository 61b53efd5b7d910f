import type { z } from "zod";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Span } from "@/components/article/reading/highlight";
import type {
  AnnotationView,
  CreateAnnotation,
  CreateOccurrences,
  deleteAnnotationInput,
  NewTarget,
  restoreAnnotationInput,
  SaidAndSo,
  setTargetsInput,
  updateNoteInput,
  updateOccurrenceInput,
} from "@/lib/annotation/schema";
import type { ArticleChange, ArticleRows } from "@/lib/article/schema";
import type { ClaimSummary, OccurrenceChange } from "@/lib/claim/schema-summary";
import type { ThreadCounts } from "@/lib/comment/schema";
import type { FlagView } from "@/lib/flag/schema";
import { newId } from "@/lib/id";
import type { PlaceTarget } from "@/lib/placement/schema";
import type { QueryView } from "@/lib/query/schema";
import type {
  applyRemedyInput,
  LostPlacesAnswer,
  restoreVersionInput,
  SavedVersion,
} from "@/lib/version/schema";
import { newerRows } from "./conflict";
import type { Filter } from "./filter";
import { HighlightMaker } from "./highlights";
import { optimisticCreation, optimisticSaidAndSo, optimisticTargets } from "./optimistic";
import {
  type Failure,
  followedState,
  initialState,
  type Operation,
  type PageSource,
  type PageState,
  renewedState,
  type Step,
  type TargetRef,
  withoutRows,
  withRows,
} from "./state";

/** What the server answered; as lib/action.ts has it. */
export type Answer<T> =
  | { ok: true; data: T }
  | { ok: false; code: string; details?: Record<string, unknown> };

type Call<I, T = ArticleChange> = (workspace: string, input: I) => Promise<Answer<T>>;

/** The server, as this page needs it. */
export interface PageServer {
  createAnnotation: Call<CreateAnnotation>;
  createOccurrences: Call<CreateOccurrences>;
  saidAndSo: Call<SaidAndSo>;
  setTargets: Call<z.input<typeof setTargetsInput>>;
  updateNote: Call<z.input<typeof updateNoteInput>>;
  updateOccurrence: Call<z.input<typeof updateOccurrenceInput>>;
  deleteAnnotation: Call<z.input<typeof deleteAnnotationInput>>;
  restoreAnnotation: Call<z.input<typeof restoreAnnotationInput>>;
  placeTarget: Call<PlaceTarget>;
  applyRemedy: Call<z.input<typeof applyRemedyInput>, SavedVersion>;
  restoreVersion: Call<z.input<typeof restoreVersionInput>, SavedVersion>;
}

export interface PageActions {
  activate: (id: string | null) => void;
  select: (span: Span | null) => void;
  setFilter: (filter: Filter) => void;
  /** Takes rows that came from elsewhere: the claim's panel, a live update. */
  merge: (change: Partial<ArticleChange>) => void;
  /** Takes what a command changed of occurrences. */
  mergeOccurrences: (occurrences: readonly OccurrenceChange[]) => void;
  /** Takes what a command of the claim's own room answered. */
  mergeClaim: (change: { claim: ClaimSummary; occurrences?: OccurrenceChange[] }) => void;
  /** Takes how many threads are open on some things. */
  countThreads: (counts: ThreadCounts) => void;
  /** Takes queries as they now are, and takes away one that was withdrawn. */
  putQueries: (queries: readonly QueryView[], withdrawnId?: string) => void;
  putFlag: (flag: FlagView) => void;
  create: (input: CreateAnnotation) => Promise<boolean>;
  createOccurrences: (input: CreateOccurrences) => Promise<boolean>;
  saidAndSo: (input: SaidAndSo) => Promise<boolean>;
  setTargets: (annotationId: string, targets: (NewTarget | TargetRef)[]) => Promise<boolean>;
  updateNote: (input: Omit<z.input<typeof updateNoteInput>, "revision">) => Promise<boolean>;
  updateOccurrence: (
    input: Omit<z.input<typeof updateOccurrenceInput>, "revision">,
  ) => Promise<boolean>;
  remove: (annotationId: string, reason: string | null) => Promise<boolean>;
  restore: (annotationId: string) => Promise<boolean>;
  /** Puts an orphaned target on words of the text that is shown. */
  placeTarget: (annotationId: string, targetId: string, place: Span) => Promise<boolean>;
  /** Takes how the search for likely places stands, and what it found. */
  lostPlacesLooked: (answer: LostPlacesAnswer) => void;
  /** Has a search for likely places that gave up begun again. */
  lookAgain: () => void;
  /** Carries an occurrence's remedy out in the text, which makes a version. */
  applyRemedy: (annotationId: string) => Promise<boolean>;
  /** Takes what the server was asked for because others changed it; `whole`: all there is. */
  follow: (rows: ArticleRows, options: { whole: boolean }) => void;
  /** Shows the version that somebody else saved. */
  loadNewer: () => void;
  /** Shows a newer version of the text, with everything on it. */
  renew: (source: PageSource) => void;
  /** The newer version was asked for, and has come or has not. */
  renewalEnded: () => void;
  undo: () => Promise<void>;
  redo: () => Promise<void>;
  retry: (failureId: string) => void;
  dismiss: (failureId: string) => void;
}

export type PageStore = StoreApi<PageState> & { actions: PageActions };

interface Work {
  operation: Operation;
  annotationIds: readonly string[];
  /** The words that would be lost. */
  words: string;
  /** What is shown until the server answers. */
  optimistic?: (state: PageState) => Partial<ArticleChange>;
  /** Claims that come to be with it. */
  claimIds?: readonly string[];
  creates?: boolean;
  call: (state: PageState) => Promise<Answer<ArticleChange>>;
  /** What undoing it takes back; none for what undo itself does. */
  step?: Step;
  /** What else is shown at once. */
  after?: (state: PageState) => Partial<PageState>;
}

/** A change of the text itself. */
interface TextWork extends Pick<Work, "operation" | "annotationIds" | "words"> {
  call: (state: PageState) => Promise<Answer<SavedVersion>>;
}

/**
 * The store of one article page. Every change shows at once and is asked of the server in order,
 * one after another, so that each carries the revision that the one before it made. What the
 * server refuses is taken back and told, with the person's words.
 */
export function createPageStore(
  workspace: string,
  source: PageSource,
  filter: Filter,
  server: PageServer,
): PageStore {
  const maker = new HighlightMaker();
  const store = createStore<PageState>(() => initialState(workspace, source, filter, maker));
  const { getState, setState } = store;
  let queue: Promise<unknown> = Promise.resolve();
  let notices = 0;
  let afterRenewal: (() => void)[] = [];

  const merge = (change: Partial<ArticleChange>) =>
    setState((state) => withRows(state, change, maker));

  function run(work: Work): Promise<boolean> {
    const start = getState();
    const before = work.annotationIds.flatMap(
      (id) => start.annotations.get(id) ?? start.deleted.get(id) ?? [],
    );
    setState((state) => ({
      ...(work.optimistic && withRows(state, work.optimistic(state), maker)),
      saving: state.saving + 1,
      unsaved: work.creates ? new Set([...state.unsaved, ...work.annotationIds]) : state.unsaved,
      failures: state.failures.filter(
        ({ annotationIds, operation }) =>
          operation !== work.operation || annotationIds.join() !== work.annotationIds.join(),
      ),
      // At once: undoing means what was done last, also while that is being saved.
      ...(work.step && { undo: [...state.undo, work.step].slice(-200), redo: [] }),
    }));
    if (work.after) setState(work.after);
    const done = queue.then(() => settle(work, before));
    queue = done;
    return done;
  }

  async function settle(work: Work, before: readonly AnnotationView[]): Promise<boolean> {
    const answer = await work.call(getState()).catch((): Answer<ArticleChange> => {
      return { ok: false, code: "offline" };
    });
    const finished = (state: PageState): Partial<PageState> => ({
      saving: state.saving - 1,
      unsaved: work.creates
        ? new Set([...state.unsaved].filter((id) => !work.annotationIds.includes(id)))
        : state.unsaved,
    });
    if (answer.ok) {
      setState((state) => ({
        ...withRows(state, answer.data, maker),
        ...finished(state),
        saved: true,
      }));
      return true;
    }
    const current = newerRows(answer.details);
    const failure: Failure = {
      ...failureOf(work, answer, () => void run(work)),
      newer: current?.annotations.find(({ id }) => work.annotationIds.includes(id)) ?? null,
    };
    setState((state) => {
      const gone = {
        annotationIds: work.creates ? work.annotationIds : [],
        claimIds: work.claimIds ?? [],
      };
      const rows = withoutRows(state, gone, before, maker);
      const withNewer = current ? withRows(rows, current, maker) : rows;
      const lost = work.creates && work.annotationIds.includes(state.activeId ?? "");
      return {
        ...withNewer,
        ...finished(state),
        ...(work.step && withoutStep(work.step)(state)),
        failures: [...state.failures, failure],
        activeId: lost ? null : state.activeId,
      };
    });
    return false;
  }

  /**
   * Has the server make a version of the text, and goes on once the page shows it: what comes after
   * needs its places and revisions. Answers the version's number, null where it was refused.
   */
  function changeText(work: TextWork): Promise<number | null> {
    setState((state) => ({
      saving: state.saving + 1,
      failures: state.failures.filter(({ operation }) => operation !== work.operation),
    }));
    const done = queue.then(async () => {
      const answer = await work.call(getState()).catch((): Answer<SavedVersion> => {
        return { ok: false, code: "offline" };
      });
      const newer = answer.ok ? answer.data.number : currentVersionOf(answer.details);
      if (newer !== null && newer > getState().version.number) {
        const renewed = new Promise<void>((resolve) => afterRenewal.push(resolve));
        setState({ newerVersion: newer });
        await renewed;
      }
      setState((state) => ({
        saving: state.saving - 1,
        ...(answer.ok
          ? { saved: true }
          : {
              failures: [...state.failures, failureOf(work, answer, () => void changeText(work))],
            }),
      }));
      return answer.ok ? answer.data.number : null;
    });
    queue = done;
    return done;
  }

  const remedying = (annotationId: string): Promise<number | null> =>
    changeText({
      operation: "remedy",
      annotationIds: [annotationId],
      words: "",
      call: (state) =>
        server.applyRemedy(workspace, {
          annotationId,
          revision: revisionOf(state, annotationId),
          baseVersion: state.version.number,
        }),
    });

  const notify = (kind: NonNullable<PageState["notice"]>["kind"], count = 1, canUndo = false) => {
    notices += 1;
    setState({ notice: { id: notices, kind, count, canUndo } });
  };

  const revisionOf = (state: PageState, id: string) =>
    (state.annotations.get(id) ?? state.deleted.get(id))?.revision ?? 1;

  const removal = (annotationId: string, reason: string | null, step?: Step): Work => ({
    operation: "delete",
    annotationIds: [annotationId],
    words: reason ?? "",
    optimistic: (state) => {
      const row = state.annotations.get(annotationId);
      return { annotations: row ? [{ ...row, deletedAt: new Date().toISOString() }] : [] };
    },
    call: (state) =>
      server.deleteAnnotation(workspace, {
        annotationId,
        revision: revisionOf(state, annotationId),
        reason,
      }),
    step,
    after: (state) => ({ activeId: state.activeId === annotationId ? null : state.activeId }),
  });

  const restoration = (annotationId: string): Work => ({
    operation: "restore",
    annotationIds: [annotationId],
    words: "",
    optimistic: (state) => {
      const row = state.deleted.get(annotationId);
      return { annotations: row ? [{ ...row, deletedAt: null }] : [] };
    },
    call: () => server.restoreAnnotation(workspace, { annotationId }),
  });

  const targeting = (
    annotationId: string,
    targets: (NewTarget | TargetRef)[],
    step?: Step,
  ): Work => ({
    operation: "targets",
    annotationIds: [annotationId],
    words: "",
    optimistic: (state) => optimisticTargets(state, annotationId, targets),
    call: (state) =>
      server.setTargets(workspace, {
        annotationId,
        revision: revisionOf(state, annotationId),
        madeVersion: state.version.number,
        targets,
      }),
    step,
  });

  const placing = (step: Extract<Step, { kind: "placed" }>, place: Span | null): Work => {
    const { annotationId, targetId, madeVersion } = step;
    return {
      operation: "place",
      annotationIds: [annotationId],
      words: "",
      call: (state) =>
        server.placeTarget(workspace, {
          annotationId,
          revision: revisionOf(state, annotationId),
          targetId,
          madeVersion,
          place,
        }),
    };
  };

  /** Takes a step back, or does it again; the step as it now is, null where the server refused. */
  async function apply(step: Step, back: boolean): Promise<Step | null> {
    const kept = (isDone: boolean) => (isDone ? step : null);
    switch (step.kind) {
      case "created": {
        const works = step.annotationIds.map((id) => (back ? removal(id, null) : restoration(id)));
        const answers = await Promise.all(works.map(run));
        return kept(answers.every(Boolean));
      }
      case "deleted":
        return kept(
          await run(
            back ? restoration(step.annotationId) : removal(step.annotationId, step.reason),
          ),
        );
      case "targets":
        return kept(await run(targeting(step.annotationId, back ? step.before : step.after)));
      case "placed":
        return kept(await run(placing(step, back ? null : step.place)));
      case "remedy": {
        const { annotationId, version } = step;
        const number = back ? await takingBack(version) : await remedying(annotationId);
        return number === null ? null : { ...step, version: number };
      }
    }
  }

  /** Brings the text back that stood before a version, unless it was edited after it. */
  const takingBack = (version: number): Promise<number | null> =>
    changeText({
      operation: "text_back",
      annotationIds: [],
      words: "",
      call: ({ article }) =>
        server.restoreVersion(workspace, {
          articleId: article.id,
          number: version - 1,
          baseVersion: version,
        }),
    });

  const actions: PageActions = {
    activate: (activeId) => {
      const { activeId: before, goneRow } = getState();
      if (before === activeId) return;
      setState({ activeId, goneRow: null });
      if (goneRow) merge({ annotations: [goneRow] });
    },
    select: (selection) => setState({ selection }),
    setFilter: (next) => setState({ filter: next }),
    merge,
    mergeClaim: ({ claim, occurrences = [] }) => {
      const known = getState().claims.get(claim.id);
      merge({ claims: known ? [{ ...known, ...claim }] : [] });
      actions.mergeOccurrences(occurrences);
    },
    mergeOccurrences: (occurrences) => {
      const { annotations } = getState();
      merge({
        annotations: occurrences.flatMap(({ annotationId, articleId: _, revision, ...fields }) => {
          const row = annotations.get(annotationId);
          if (!row?.occurrence) return [];
          return [{ ...row, revision, occurrence: { ...row.occurrence, ...fields } }];
        }),
      });
    },

    countThreads: (counts) =>
      setState(({ threads }) => ({
        threads: new Map([...threads, ...Object.entries(counts)]),
      })),

    putQueries: (changed, withdrawnId) =>
      setState(({ queries }) => {
        const next = new Map([...queries, ...changed.map((row) => [row.id, row] as const)]);
        if (withdrawnId !== undefined) next.delete(withdrawnId);
        return { queries: next };
      }),
    putFlag: (flag) => setState(({ flags }) => ({ flags: new Map([...flags, [flag.id, flag]]) })),

    create: (input) => {
      const optimistic = optimisticCreation(getState(), input);
      return run({
        operation: "create",
        annotationIds: [input.id],
        claimIds: optimistic.claims.map(({ id }) => id),
        words: wordsOfCreation(input, optimistic),
        creates: true,
        optimistic: () => optimistic,
        call: () => server.createAnnotation(workspace, input),
        step: { kind: "created", annotationIds: [input.id] },
      });
    },

    createOccurrences: (input) => {
      const rows = input.occurrences.map(({ id, targets }) =>
        optimisticCreation(getState(), {
          id,
          articleId: input.articleId,
          madeVersion: input.madeVersion,
          targets,
          kind: "occurrence",
          claim: { from: "existing", id: input.claimId },
          speaker: input.speaker,
          saidOn: input.saidOn,
          voice: input.voice,
          remedy: "none",
          remedyWording: "",
        }),
      );
      const annotationIds = input.occurrences.map(({ id }) => id);
      return run({
        operation: "same_words",
        annotationIds,
        words: rows[0]?.annotations[0]?.targets[0]?.exact ?? "",
        creates: true,
        optimistic: () => ({ annotations: rows.flatMap(({ annotations }) => annotations) }),
        call: () => server.createOccurrences(workspace, input),
        step: { kind: "created", annotationIds },
      });
    },

    saidAndSo: (input) => {
      const optimistic = optimisticSaidAndSo(getState(), input);
      const annotationIds = [input.said.id, input.so.id];
      return run({
        operation: "said_and_so",
        annotationIds,
        claimIds: optimistic.claims.map(({ id }) => id),
        words: optimistic.claims.map(({ statement }) => statement).join("\n"),
        creates: true,
        optimistic: () => optimistic,
        call: () => server.saidAndSo(workspace, input),
        step: { kind: "created", annotationIds },
      });
    },

    setTargets: (annotationId, targets) => {
      const before = getState().annotations.get(annotationId)?.targets ?? [];
      const refs = (list: readonly TargetRef[]) => list.map(({ id, role }) => ({ id, role }));
      return run(
        targeting(annotationId, targets, {
          kind: "targets",
          annotationId,
          before: refs(before),
          after: refs(targets),
        }),
      );
    },

    updateNote: (input) =>
      run({
        operation: "note",
        annotationIds: [input.annotationId],
        words: input.body ?? "",
        optimistic: (state) => {
          const row = state.annotations.get(input.annotationId);
          if (!row) return {};
          const { body = row.body, nothingReason = row.nothingReason } = input;
          return { annotations: [{ ...row, body, nothingReason }] };
        },
        call: (state) =>
          server.updateNote(workspace, {
            ...input,
            revision: revisionOf(state, input.annotationId),
          }),
      }),

    updateOccurrence: (input) =>
      run({
        operation: "occurrence",
        annotationIds: [input.annotationId],
        words: input.remedyWording ?? input.speaker ?? input.saidOn ?? "",
        optimistic: (state) => {
          const row = state.annotations.get(input.annotationId);
          if (!row?.occurrence) return {};
          const { claim, annotationId: _, reason: __, remedyDone, ...fields } = input;
          const claimId = claim?.from === "existing" ? claim.id : row.occurrence.claimId;
          const occurrence = { ...row.occurrence, ...fields, claimId };
          if (remedyDone !== undefined) {
            occurrence.remedyDoneAt = remedyDone ? new Date().toISOString() : null;
          }
          return { annotations: [{ ...row, occurrence }] };
        },
        call: (state) =>
          server.updateOccurrence(workspace, {
            ...input,
            revision: revisionOf(state, input.annotationId),
          }),
      }),

    remove: async (annotationId, reason) => {
      const done = await run(
        removal(annotationId, reason, { kind: "deleted", annotationId, reason }),
      );
      if (done) notify("deleted", 1, true);
      return done;
    },

    restore: (annotationId) => run(restoration(annotationId)),

    placeTarget: async (annotationId, targetId, place) => {
      const madeVersion = getState().version.number;
      const step = { kind: "placed", annotationId, targetId, place, madeVersion } as const;
      const done = await run({ ...placing(step, place), step });
      if (done) notify("placed", 1, true);
      return done;
    },

    lostPlacesLooked: ({ annotations, left, done, isStopped }) =>
      setState((state) => ({
        ...withRows(state, { annotations }, maker),
        lostSearch: { done, total: left, isStopped, again: false },
      })),

    lookAgain: () =>
      setState(({ lostSearch }) => ({
        lostSearch: { ...lostSearch, isStopped: false, again: true },
      })),

    applyRemedy: async (annotationId) => {
      const version = await remedying(annotationId);
      if (version === null) return false;
      const step: Step = { kind: "remedy", annotationId, version };
      setState(({ undo }) => ({ undo: [...undo, step].slice(-200), redo: [] }));
      notify("remedied", version, true);
      return true;
    },

    follow: (rows, options) => setState((state) => followedState(state, rows, options, maker)),
    loadNewer: () =>
      setState(({ foreignVersion }) => ({ newerVersion: foreignVersion?.number ?? null })),

    renew: (next) => {
      if (next.view.version.number <= getState().version.number) return;
      setState((state) => renewedState(state, next, maker));
    },
    renewalEnded: () => {
      const waiting = afterRenewal;
      afterRenewal = [];
      for (const goOn of waiting) goOn();
    },

    undo: async () => {
      const step = getState().undo.at(-1);
      if (!step) return notify("nothing_to_undo");
      setState(({ undo, redo }) => ({ undo: undo.slice(0, -1), redo: [...redo, step] }));
      const done = await apply(step, true);
      setState(done ? withStep(step, done) : withoutStep(step));
      if (done) notify("undone", countOf(step));
    },

    redo: async () => {
      const step = getState().redo.at(-1);
      if (!step) return notify("nothing_to_redo");
      setState(({ undo, redo }) => ({ undo: [...undo, step], redo: redo.slice(0, -1) }));
      const done = await apply(step, false);
      setState(done ? withStep(step, done) : withoutStep(step));
      if (done) notify("redone", countOf(step));
    },

    retry: (failureId) => {
      const failure = getState().failures.find(({ id }) => id === failureId);
      actions.dismiss(failureId);
      failure?.retry();
    },

    dismiss: (failureId) =>
      setState((state) => ({ failures: state.failures.filter(({ id }) => id !== failureId) })),
  };

  return Object.assign(store, { actions });
}

/** What was refused can neither be taken back nor done again. */
function withoutStep(step: Step) {
  return ({ undo, redo }: Pick<PageState, "undo" | "redo">) => ({
    undo: undo.filter((other) => other !== step),
    redo: redo.filter((other) => other !== step),
  });
}

/** What was done once more has another version than the first time. */
function withStep(step: Step, done: Step) {
  return ({ undo, redo }: Pick<PageState, "undo" | "redo">) => ({
    undo: undo.map((other) => (other === step ? done : other)),
    redo: redo.map((other) => (other === step ? done : other)),
  });
}

function failureOf(
  { operation, annotationIds, words }: Pick<Work, "operation" | "annotationIds" | "words">,
  { code, details }: { code: string; details?: Record<string, unknown> },
  retry: () => void,
): Failure {
  const reason = reasonOf(details);
  return { id: newId(), operation, code, reason, annotationIds, words, newer: null, retry };
}

/** The version that a conflict names as the current one. */
function currentVersionOf(details: Record<string, unknown> | undefined): number | null {
  return typeof details?.currentVersion === "number" ? details.currentVersion : null;
}

function countOf(step: Step): number {
  return step.kind === "created" ? step.annotationIds.length : 1;
}

function reasonOf(details: Record<string, unknown> | undefined): string | null {
  return typeof details?.reason === "string" ? details.reason : null;
}

function wordsOfCreation(input: CreateAnnotation, rows: ArticleChange): string {
  if (input.kind === "note") return input.body;
  return rows.claims[0]?.statement ?? rows.annotations[0]?.targets[0]?.exact ?? "";
}
