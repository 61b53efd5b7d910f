import { createStore, del, delMany, get, getMany, set, setMany } from "idb-keyval";
import { z } from "zod";
import { stepsSchema } from "@/lib/document/steps";
import { editHighlightSchema } from "./highlight";

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

/**
 * Keeps an edit in this browser through a reload or a crash. What it began with and its pictures are
 * apart from the steps, which are written again every other moment.
 */
export class EditKeeper {
  readonly #keys: { base: string; work: string; pictures: string };
  readonly #aside: string;
  #store: ReturnType<typeof createStore> | null = null;

  constructor(of: { workspace: string; articleId: string; memberId: string }) {
    const name = `${of.workspace}/${of.articleId}/${of.memberId}`;
    this.#keys = { base: `${name}/base`, work: `${name}/work`, pictures: `${name}/pictures` };
    this.#aside = `${name}/aside`;
  }

  /** Null where there is none, or none that can be read. */
  async read(): Promise<KeptEdit | null> {
    const { base, work, pictures } = this.#keys;
    try {
      const found: unknown[] = await getMany([base, work, pictures], this.#opened());
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
    return this.#try(() => setMany(entries, this.#opened()));
  }

  async keepWork(work: EditWork): Promise<boolean> {
    return this.#try(() => set(this.#keys.work, work, this.#opened()));
  }

  async forget(): Promise<boolean> {
    return this.#try(() => delMany(Object.values(this.#keys), this.#opened()));
  }

  async readAside(): Promise<EditAside | null> {
    try {
      return asideSchema.safeParse(await get(this.#aside, this.#opened())).data ?? null;
    } catch {
      return null;
    }
  }

  async keepAside(document: EditAside): Promise<boolean> {
    return this.#try(() => set(this.#aside, document, this.#opened()));
  }

  async forgetAside(): Promise<boolean> {
    return this.#try(() => del(this.#aside, this.#opened()));
  }

  async #try(run: () => Promise<void>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch {
      return false;
    }
  }

  #opened() {
    this.#store ??= createStore("stet-edits", "edits");
    return this.#store;
  }
}
