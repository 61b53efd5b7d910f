import { createStore, del, delMany, get, getMany, keys, set, setMany } from "idb-keyval";
import { z } from "zod";
import { stepsSchema } from "@/lib/document/steps";
import { newId } from "@/lib/id";
import { editHighlightSchema } from "./highlight";
import { type Hold, heldLocks, holdLock } from "./lock";

/** What an edit began with. Kept whole: by the time it is restored, the article may have moved on. */
const baseSchema = z.object({
  version: z.int(),
  /** ProseMirror JSON. */
  document: z.record(z.string(), z.unknown()),
  highlights: z.array(editHighlightSchema),
});
export type EditBase = z.infer<typeof baseSchema>;

const workSchema = z.object({
  /** Of the base that the steps begin at. */
  version: z.int(),
  steps: stepsSchema,
  note: z.string(),
});
export type EditWork = z.infer<typeof workSchema>;

const picturesSchema = z.map(z.string(), z.instanceof(Blob));

/** A text of one's own that was given up for another's: to be copied from beside that. */
const asideSchema = z.record(z.string(), z.unknown());
export type EditAside = z.infer<typeof asideSchema>;

/** An edit that is not saved yet. */
export interface KeptEdit {
  base: EditBase;
  work: EditWork;
  pictures: ReadonlyMap<string, Blob>;
}

/** What is kept of the same article beside the edit that this tab has. */
export interface OtherEdits {
  /** Edits that other tabs have open. */
  open: number;
  /** Edits that no tab has open. */
  left: number;
}

/** No longer than so, in milliseconds, a reloaded tab waits for itself to let go of its edit. */
const OWN_LOCK_MS = 1_000;

/**
 * Keeps an edit in this browser through a reload or a crash. What it began with and its pictures are
 * apart from the steps, which are written again every other moment.
 *
 * Every tab keeps an edit of its own, so that none overwrites what was written in another. One that
 * is left behind is found again by the next tab that opens the article's text.
 */
export class EditKeeper {
  readonly #keys: { base: string; work: string; pictures: string };
  readonly #aside: string;
  readonly #hold: Hold;

  private constructor(
    slot: string,
    hold: Hold,
    readonly others: OtherEdits,
  ) {
    this.#keys = { base: `${slot}/base`, work: `${slot}/work`, pictures: `${slot}/pictures` };
    this.#aside = `${slot}/aside`;
    this.#hold = hold;
  }

  /** The edit that this tab had, or else the newest one that no tab has open, or else a new one. */
  static async open(of: {
    workspace: string;
    articleId: string;
    memberId: string;
  }): Promise<EditKeeper> {
    const name = `${of.workspace}/${of.articleId}/${of.memberId}`;
    const kept = await keptSlots(`${name}/`);
    const own = sessionStorage.getItem(name);
    const tries = [...(own ? [own] : []), ...kept.filter((slot) => slot !== own), newSlot(name)];
    for (const slot of tries) {
      const hold = await holdLock(lockOf(slot), slot === own ? OWN_LOCK_MS : 0);
      if (!hold) continue;
      sessionStorage.setItem(name, slot);
      const held = await heldLocks(lockOf(`${name}/`));
      const others = kept.filter((other) => other !== slot);
      return new EditKeeper(slot, hold, {
        open: held.filter((lock) => lock !== lockOf(slot)).length,
        left: others.filter((other) => !held.includes(lockOf(other))).length,
      });
    }
    throw new Error("a new edit is held by another tab");
  }

  /** Leaves the edit to whichever tab opens the text next. */
  release(): void {
    this.#hold.release();
  }

  /** Null where there is none, or none that can be read. */
  async read(): Promise<KeptEdit | null> {
    const { base, work, pictures } = this.#keys;
    try {
      const found: unknown[] = await getMany([base, work, pictures], opened());
      const parsed = {
        base: baseSchema.safeParse(found[0]),
        work: workSchema.safeParse(found[1]),
        pictures: picturesSchema.safeParse(found[2]),
      };
      if (!parsed.base.success || !parsed.work.success) return null;
      if (parsed.base.data.version !== parsed.work.data.version) return null;
      return {
        base: parsed.base.data,
        work: parsed.work.data,
        pictures: parsed.pictures.data ?? new Map(),
      };
    } catch {
      return null;
    }
  }

  /** False where the browser does not let us, or has no room left. */
  async keepAll({ base, work, pictures }: KeptEdit): Promise<boolean> {
    const entries: [string, unknown][] = [
      [this.#keys.base, base],
      [this.#keys.work, work],
      [this.#keys.pictures, new Map(pictures)],
    ];
    return this.#try(() => setMany(entries, opened()));
  }

  async keepWork(work: EditWork): Promise<boolean> {
    return this.#try(() => set(this.#keys.work, work, opened()));
  }

  async forget(): Promise<boolean> {
    return this.#try(() => delMany(Object.values(this.#keys), opened()));
  }

  async readAside(): Promise<EditAside | null> {
    try {
      return asideSchema.safeParse(await get(this.#aside, opened())).data ?? null;
    } catch {
      return null;
    }
  }

  async keepAside(document: EditAside): Promise<boolean> {
    return this.#try(() => set(this.#aside, document, opened()));
  }

  async forgetAside(): Promise<boolean> {
    return this.#try(() => del(this.#aside, opened()));
  }

  async #try(run: () => Promise<void>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch {
      return false;
    }
  }
}

let store: ReturnType<typeof createStore> | null = null;

function opened(): ReturnType<typeof createStore> {
  store ??= createStore("stet-edits", "edits");
  return store;
}

/** In the order in which they are made, so that the newest is the last of them all. */
function newSlot(name: string): string {
  return `${name}/${newId()}`;
}

function lockOf(slot: string): string {
  return `stet-edit/${slot}`;
}

/** What is kept under a name, the newest first; nothing where the browser does not let us look. */
async function keptSlots(prefix: string): Promise<string[]> {
  const names = await keys(opened()).catch(() => []);
  const slots = new Set<string>();
  for (const key of names) {
    if (typeof key !== "string" || !key.startsWith(prefix)) continue;
    slots.add(key.slice(0, key.lastIndexOf("/")));
  }
  return [...slots].sort().reverse();
}
