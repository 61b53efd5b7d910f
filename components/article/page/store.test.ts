import { describe, expect, it } from "vitest";
import type { AnnotationView } from "@/lib/annotation/schema";
import type { ArticleChange, ArticlePageView, ArticleRows } from "@/lib/article/schema";
import { newId } from "@/lib/id";
import type { SavedVersion } from "@/lib/version/schema";
import { ratingScalePresets } from "@/lib/workspace/rating-scale";
import { parseSettings } from "@/lib/workspace/settings";
import { NO_FILTER } from "./filter";
import { noteOf } from "./marking";
import { type Answer, createPageStore, type PageServer } from "./store";

const TEXT = "He won 51 votes.\n\nShe won 12 votes.";
const me = newId();
const articleId = newId();

const view: ArticlePageView = {
  position: "1",
  article: {
    id: articleId,
    headline: "Votes",
    byline: "",
    publishedOn: null,
    sourceUrl: null,
    language: "en",
    direction: "ltr",
    deadline: null,
    priority: 0,
    currentVersion: 1,
    revision: 1,
    createdById: me,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    deletedAt: null,
    can: {
      edit: true,
      assign: true,
      delete: true,
      annotate: true,
      ask: true,
      flag: true,
      close: true,
    },
  },
  version: {
    number: 1,
    text: TEXT,
    document: null,
    schemaVersion: 1,
    origin: "import",
    note: "",
    createdById: me,
    createdAt: "2026-01-01T00:00:00.000Z",
  },
  annotations: [],
  claims: [],
  threads: {},
  queries: [],
  flags: [],
  people: [],
  members: [{ id: me, name: "Ann", role: "editor", removed: false }],
  ratingScale: ratingScalePresets.before_publication,
  settings: parseSettings({}),
  standing: null,
  me: { memberId: me, role: "editor" },
};

/**
 * A server of notes that keeps revisions as the real one does. `refuse` answers the next request
 * with something else; null stands for a connection that breaks.
 */
function newsroom() {
  const rows = new Map<string, AnnotationView>();
  const asked: string[] = [];
  let refusal: Answer<ArticleChange> | null | undefined;
  const change = (row: AnnotationView): Answer<ArticleChange> => {
    rows.set(row.id, row);
    return { ok: true, data: { annotations: [row], claims: [] } };
  };
  const answer = async (what: string, run: () => Answer<ArticleChange>) => {
    asked.push(what);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const refused = refusal;
    refusal = undefined;
    if (refused === null) throw new TypeError("Failed to fetch");
    return refused ?? run();
  };
  const guarded = (id: string, revision: number, next: Partial<AnnotationView>) => {
    const row = rows.get(id);
    if (!row) return { ok: false, code: "not_found" } as const;
    if (row.revision !== revision) {
      const current = { annotations: [row], claims: [] };
      return { ok: false, code: "conflict", details: { current } } as const;
    }
    return change({ ...row, ...next, revision: revision + 1 });
  };
  let current = 1;
  const effect = { kept: 0, recheck: 0, orphaned: 0, restored: 0, remedied: 1, unmarked: 0 };
  const textAnswer = (baseVersion: number): Answer<SavedVersion> => {
    if (baseVersion !== current) {
      const details = { reason: "version_outdated", currentVersion: current };
      return { ok: false, code: "conflict", details };
    }
    current += 1;
    return { ok: true, data: { articleId, number: current, effect } };
  };
  const unused = async () => ({ ok: false, code: "invalid" }) as const;
  const server: PageServer = {
    createAnnotation: (_, input) =>
      answer("create", () =>
        change({
          id: input.id,
          articleId,
          kind: input.kind,
          body: input.kind === "note" ? input.body : "",
          nothingReason: null,
          importedFrom: null,
          revision: 1,
          createdById: me,
          createdAt: "2026-01-02T00:00:00.000Z",
          updatedAt: "2026-01-02T00:00:00.000Z",
          deletedAt: null,
          targets: input.targets.map((target, ordinal) => ({
            ...target,
            ordinal,
            state: "placed",
            exact: TEXT.slice(target.start, target.end),
            madeVersion: 1,
          })),
          occurrence: null,
          can: { edit: true, delete: true },
        }),
      ),
    updateNote: (_, { annotationId, revision, body }) =>
      answer(`note ${revision}`, () => guarded(annotationId, revision, { body: body ?? "" })),
    deleteAnnotation: (_, { annotationId, revision }) =>
      answer(`delete ${revision}`, () =>
        guarded(annotationId, revision, { deletedAt: "2026-01-03T00:00:00.000Z" }),
      ),
    restoreAnnotation: (_, { annotationId }) =>
      answer("restore", () => {
        const row = rows.get(annotationId);
        return guarded(annotationId, row?.revision ?? 0, { deletedAt: null });
      }),
    createOccurrences: unused,
    saidAndSo: unused,
    setTargets: unused,
    updateOccurrence: unused,
    placeTarget: unused,
    applyRemedy: async (_, { revision, baseVersion }) => {
      asked.push(`remedy ${revision} on ${baseVersion}`);
      return textAnswer(baseVersion);
    },
    restoreVersion: async (_, { number, baseVersion }) => {
      asked.push(`restore ${number} on ${baseVersion}`);
      return textAnswer(baseVersion);
    },
  };
  return {
    server,
    asked,
    rows,
    edited: () => {
      current += 1;
    },
    refuse: (next: Answer<ArticleChange> | null) => {
      refusal = next;
    },
  };
}

function openPage() {
  const room = newsroom();
  const store = createPageStore("daily", { view, html: "" }, NO_FILTER, room.server);
  const note = (body: string) =>
    noteOf(view, [{ id: newId(), role: "words", start: 0, end: 15 }], body);
  const bodies = () => [...store.getState().annotations.values()].map(({ body }) => body);
  return { ...room, store, actions: store.actions, note, bodies };
}

describe("what a person makes", () => {
  it("shows at once, as unsaved, and then as the server has it", async () => {
    const { store, actions, note } = openPage();
    const input = note("Really?");
    const done = actions.create(input);
    expect(store.getState().highlights).toMatchObject([{ id: input.id, state: "note" }]);
    expect(store.getState().unsaved.has(input.id)).toBe(true);
    expect(store.getState().saving).toBe(1);
    await done;
    expect(store.getState().unsaved.size).toBe(0);
    expect(store.getState().saving).toBe(0);
    expect(store.getState().annotations.get(input.id)?.createdAt).toBe("2026-01-02T00:00:00.000Z");
  });

  it("is taken back when it is refused, the words being kept, and made by trying again", async () => {
    const { store, actions, note, refuse, bodies } = openPage();
    const input = note("Really?");
    actions.activate(input.id);
    refuse({ ok: false, code: "forbidden" });
    expect(await actions.create(input)).toBe(false);
    expect(bodies()).toEqual([]);
    expect(store.getState().activeId).toBeNull();
    expect(store.getState().undo).toEqual([]);
    const [failure] = store.getState().failures;
    expect(failure).toMatchObject({ operation: "create", code: "forbidden", words: "Really?" });
    actions.retry(failure?.id ?? "");
    expect(store.getState().failures).toEqual([]);
    await expect.poll(() => store.getState().saving).toBe(0);
    expect(bodies()).toEqual(["Really?"]);
  });

  it("is taken back when no answer comes", async () => {
    const { store, actions, note, refuse } = openPage();
    refuse(null);
    await actions.create(note("Really?"));
    expect(store.getState().failures).toMatchObject([{ code: "offline", words: "Really?" }]);
  });
});

describe("changes one after another", () => {
  it("each carry the revision that the one before made", async () => {
    const { actions, note, asked, bodies } = openPage();
    const input = note("one");
    const all = [
      actions.create(input),
      actions.updateNote({ annotationId: input.id, body: "two" }),
      actions.updateNote({ annotationId: input.id, body: "three" }),
    ];
    expect(bodies()).toEqual(["three"]);
    await Promise.all(all);
    expect(asked).toEqual(["create", "note 1", "note 2"]);
    expect(bodies()).toEqual(["three"]);
  });
});

describe("a conflict", () => {
  it("shows the newer state, keeps the person's words, and puts them there if asked", async () => {
    const { store, actions, note, rows, bodies } = openPage();
    const input = note("one");
    await actions.create(input);
    const row = rows.get(input.id);
    if (row) rows.set(input.id, { ...row, body: "theirs", revision: 2 });
    await actions.updateNote({ annotationId: input.id, body: "mine" });
    expect(bodies()).toEqual(["theirs"]);
    const [failure] = store.getState().failures;
    expect(failure).toMatchObject({ code: "conflict", words: "mine", newer: { body: "theirs" } });
    actions.retry(failure?.id ?? "");
    await expect.poll(() => store.getState().saving).toBe(0);
    expect(bodies()).toEqual(["mine"]);
  });
});

describe("undo", () => {
  it("takes back what was made, and makes it again", async () => {
    const { store, actions, note, asked, bodies } = openPage();
    await actions.create(note("one"));
    await actions.undo();
    expect(bodies()).toEqual([]);
    await actions.redo();
    expect(bodies()).toEqual(["one"]);
    await actions.undo();
    expect(asked).toEqual(["create", "delete 1", "restore", "delete 3"]);
    expect(store.getState().notice).toMatchObject({ kind: "undone" });
  });

  it("brings a deleted one back, and is offered with the notice", async () => {
    const { store, actions, note, bodies } = openPage();
    const input = note("one");
    await actions.create(input);
    actions.activate(input.id);
    await actions.remove(input.id, null);
    expect(store.getState().activeId).toBeNull();
    expect(store.getState().notice).toMatchObject({ kind: "deleted", canUndo: true });
    await actions.undo();
    expect(bodies()).toEqual(["one"]);
  });

  it("has nothing to take back at first, and forgets what lay ahead after something new", async () => {
    const { store, actions, note } = openPage();
    await actions.undo();
    expect(store.getState().notice).toMatchObject({ kind: "nothing_to_undo" });
    await actions.create(note("one"));
    await actions.undo();
    await actions.create(note("two"));
    await actions.redo();
    expect(store.getState().notice).toMatchObject({ kind: "nothing_to_redo" });
  });
});

describe("a remedy", () => {
  /** A page that reads the newer version when it hears of one. */
  function openRenewing() {
    const page = openPage();
    page.store.subscribe(({ newerVersion }, before) => {
      if (newerVersion === null || newerVersion === before.newerVersion) return;
      setTimeout(() => {
        const version = { ...view.version, number: newerVersion, text: `Text ${newerVersion}` };
        const annotations = [...page.rows.values()].map((row) => ({
          ...row,
          revision: row.revision + newerVersion,
        }));
        page.actions.renew({ view: { ...view, version, annotations }, html: `${newerVersion}` });
        page.actions.renewalEnded();
      });
    });
    return page;
  }

  it("is carried out, taken back and carried out again, each on the text that the page then shows", async () => {
    const { store, actions, note, asked } = openRenewing();
    const input = note("one");
    await actions.create(input);
    expect(await actions.applyRemedy(input.id)).toBe(true);
    expect(store.getState()).toMatchObject({ html: "2", newerVersion: null, saving: 0 });
    expect(store.getState().notice).toMatchObject({ kind: "remedied", count: 2, canUndo: true });
    await actions.undo();
    expect(store.getState().version.number).toBe(3);
    await actions.redo();
    await actions.undo();
    expect(asked).toEqual([
      "create",
      "remedy 1 on 1",
      "restore 1 on 2",
      "remedy 4 on 3",
      "restore 3 on 4",
    ]);
  });

  it("is not taken back over a newer edit, which is shown instead", async () => {
    const { store, actions, note, edited } = openRenewing();
    const input = note("one");
    await actions.create(input);
    await actions.applyRemedy(input.id);
    edited();
    await actions.undo();
    expect(store.getState()).toMatchObject({
      version: { number: 3 },
      undo: [{ kind: "created" }],
      redo: [],
      failures: [{ operation: "text_back", reason: "version_outdated" }],
    });
  });
});

describe("rows from elsewhere", () => {
  it("never replace newer ones, and leave the highlights of the others as they are", async () => {
    const { store, actions, note, rows } = openPage();
    const first = note("one");
    const second = note("two");
    await actions.create(first);
    await actions.create(second);
    const before = store.getState().highlights;
    const old = rows.get(first.id);
    await actions.updateNote({ annotationId: first.id, body: "newer" });
    if (old) actions.merge({ annotations: [old] });
    expect(store.getState().annotations.get(first.id)?.body).toBe("newer");
    expect(store.getState().highlights[1]).toBe(before[1]);
  });
});

describe("what others changed", () => {
  const rows = (given: Partial<ArticleRows>): ArticleRows => ({
    article: view.article,
    savedById: me,
    annotations: [],
    claims: [],
    threads: {},
    queries: [],
    flags: [],
    ...given,
  });
  const row = (given: Partial<AnnotationView> = {}): AnnotationView => ({
    id: newId(),
    articleId,
    kind: "note",
    body: "A note",
    nothingReason: null,
    importedFrom: null,
    revision: 1,
    createdById: me,
    createdAt: view.article.createdAt,
    updatedAt: view.article.createdAt,
    deletedAt: null,
    targets: [],
    occurrence: null,
    can: { edit: true, delete: true },
    ...given,
  });
  const opened = (annotations: AnnotationView[]) =>
    createPageStore(
      "daily",
      { view: { ...view, annotations }, html: "1" },
      NO_FILTER,
      // Nothing is asked of the server.
      {} as PageServer,
    );

  it("appears, and an older answer never stands in a newer one’s place", () => {
    const known = row({ revision: 3, body: "Newer" });
    const { getState, actions } = opened([known]);
    const added = row();
    actions.follow(rows({ annotations: [{ ...known, revision: 2, body: "Older" }, added] }), {
      whole: false,
    });
    expect(getState().annotations.get(known.id)?.body).toBe("Newer");
    expect(getState().annotations.get(added.id)).toEqual(added);
  });

  it("announces a version, and leaves the text and its places as they are", () => {
    const known = row();
    const { getState, actions } = opened([known]);
    const other = newId();
    actions.follow(
      rows({
        article: { ...view.article, currentVersion: 4 },
        savedById: other,
        annotations: [{ ...known, revision: 2, body: "Changed", targets: [] }, row()],
      }),
      { whole: false },
    );
    const state = getState();
    expect(state.version.number).toBe(1);
    expect(state.foreignVersion).toEqual({ number: 4, byId: other });
    expect(state.newerVersion).toBeNull();
    expect([...state.annotations.keys()]).toEqual([known.id]);
    actions.loadNewer();
    expect(getState().newerVersion).toBe(4);
  });

  it("keeps what is open here until it is closed, though somebody deleted it", () => {
    const [known, other] = [row(), row()];
    const { getState, actions } = opened([known, other]);
    actions.activate(known.id);
    const deletedAt = view.article.createdAt;
    actions.follow(
      rows({
        annotations: [known, other].map((each) => ({ ...each, revision: 2, deletedAt })),
      }),
      { whole: false },
    );
    expect([...getState().annotations.keys()]).toEqual([known.id]);
    expect(getState().goneRow?.id).toBe(known.id);
    actions.activate(null);
    expect(getState().annotations.size).toBe(0);
  });

  it("of everything there is, what is not there is gone", () => {
    const [known, other] = [row(), row()];
    const { getState, actions } = opened([known, other]);
    actions.follow(rows({ annotations: [known] }), { whole: true });
    expect([...getState().annotations.keys()]).toEqual([known.id]);
  });
});
