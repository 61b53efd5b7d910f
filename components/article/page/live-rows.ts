import { Pacer } from "@/components/live/pacer";
import { articleRows } from "@/lib/article/actions";
import { MOST_ROWS } from "@/lib/article/schema";
import type { Change } from "@/lib/live/schema";
import type { PageStore } from "./store";

const SOON_MS = 80;
const PAUSE_MS = 400;
/** After no answer came. */
const AGAIN_MS = 2_000;

/**
 * Brings the rows of an article's page up with what others changed: asks for all that changed within
 * a short time at once, and only while nothing is being saved here, so that an older answer never
 * stands for a moment where a person has just written something.
 */
export class LiveRows {
  #annotations = new Set<string>();
  #claims = new Set<string>();
  #whole = false;
  #due = false;
  #stopped = false;
  #asking = false;
  readonly #pacer = new Pacer(() => void this.#ask(), { soonMs: SOON_MS, pauseMs: PAUSE_MS });

  constructor(private readonly store: PageStore) {}

  start(): void {
    this.#stopped = false;
    if (this.#due) this.#pacer.due();
  }

  stop(): void {
    this.#stopped = true;
    this.#pacer.stop();
  }

  changed(changes: readonly Change[]): void {
    const { article, annotations, claims } = this.store.getState();
    for (const { subject, id, articleId, claimId } of changes) {
      const isHere = articleId === article.id;
      const isOurs = claimId !== null && claims.has(claimId);
      if (!isHere && !isOurs && !annotations.has(id)) continue;
      if (subject === "annotation" && (isHere || annotations.has(id))) this.#annotations.add(id);
      if (claimId !== null) this.#claims.add(claimId);
      this.#due = true;
    }
    if (this.#due) this.#pacer.due();
  }

  reset(): void {
    this.#whole = true;
    this.#due = true;
    this.#pacer.due();
  }

  async #ask(): Promise<void> {
    if (this.#stopped || !this.#due || this.#asking) return;
    const { workspace, article, saving } = this.store.getState();
    if (saving > 0) return this.#whenSaved();
    const asked = { annotations: this.#annotations, claims: this.#claims, whole: this.#whole };
    const whole =
      asked.whole || asked.annotations.size > MOST_ROWS || asked.claims.size > MOST_ROWS;
    this.#annotations = new Set();
    this.#claims = new Set();
    this.#whole = false;
    this.#due = false;
    this.#asking = true;
    const answer = await articleRows(workspace, {
      articleId: article.id,
      ...(whole
        ? { whole }
        : { annotationIds: [...asked.annotations], claimIds: [...asked.claims] }),
    }).catch(() => null);
    this.#asking = false;
    if (this.#stopped) return;
    // What was begun here meanwhile is in no answer yet: the rows are asked for once more.
    if (answer?.ok && this.store.getState().saving === 0) {
      this.store.actions.follow(answer.data, { whole });
    } else if (!answer || answer.ok) {
      for (const id of asked.annotations) this.#annotations.add(id);
      for (const id of asked.claims) this.#claims.add(id);
      this.#whole ||= whole;
      this.#due = true;
    }
    if (!this.#due) return;
    if (answer) this.#pacer.due();
    else setTimeout(() => this.#pacer.due(), AGAIN_MS);
  }

  #whenSaved(): void {
    const stop = this.store.subscribe(({ saving }) => {
      if (saving > 0) return;
      stop();
      this.#pacer.due();
    });
  }
}
