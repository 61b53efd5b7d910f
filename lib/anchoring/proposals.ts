import { BLOCK_SEPARATOR } from "@/lib/document/canonical";
import type { TextRange } from "@/lib/document/sentences";
import type { DiffIndex } from "./diff-index";
import type { Lead } from "./lead";
import { type Likely, LikenessSearch } from "./search";
import { firstIndex } from "./text-range";
import { tokensIn } from "./tokens";

const PROPOSALS = 3;
/** Nobody is helped by a proposal that is less like (docs/decisions/0004 says how it was chosen). */
const LEAST_PROPOSED = 0.2;

/** Finds the likeliest places for spans that have no safe one. */
export class Proposals {
  readonly #index: DiffIndex;
  #search: LikenessSearch | null = null;

  constructor(index: DiffIndex) {
    this.#index = index;
  }

  propose(core: TextRange, lead: Lead | null): Likely[] {
    const offers: Likely[] = lead
      ? [{ start: lead.start, end: lead.end, likeness: lead.likeness }]
      : [];
    const sentence = this.#wholeSentence(core);
    if (sentence >= 0) offers.push(...this.#likeSentences(sentence));
    else {
      const { older, newer, vocabulary } = this.#index.diff;
      this.#search ??= new LikenessSearch(newer, vocabulary);
      const ofBlocks = older.text.slice(core.start, core.end).includes(BLOCK_SEPARATOR);
      offers.push(...this.#search.find(tokensIn(older, core), PROPOSALS, ofBlocks));
    }
    const chosen: Likely[] = [];
    for (const offer of offers.sort((a, b) => b.likeness - a.likeness)) {
      if (chosen.length === PROPOSALS || offer.likeness < LEAST_PROPOSED) break;
      if (chosen.every((other) => offer.end <= other.start || other.end <= offer.start)) {
        chosen.push(offer);
      }
    }
    return chosen;
  }

  /** The number of the sentence that a span takes up, or -1. */
  #wholeSentence({ start, end }: TextRange): number {
    const { sentences } = this.#index.diff.older;
    const at = firstIndex(sentences.length, (index) => (sentences[index]?.start ?? 0) >= start);
    return sentences[at]?.start === start && sentences[at].end === end ? at : -1;
  }

  /** The sentences most like one of the old text, but for those that other words have kept. */
  #likeSentences(old: number): Likely[] {
    return (this.#index.diff.candidates[old] ?? []).flatMap((candidate) => {
      const sentence = this.#index.diff.newer.sentences[candidate.new];
      if (!sentence) return [];
      const { start, end } = sentence;
      const owner = this.#index.origins.get(candidate.new)?.pair;
      const isKept = owner?.likeness === 1 && owner.old !== old;
      return isKept && candidate.likeness < 1 ? [] : [{ start, end, likeness: candidate.likeness }];
    });
  }
}
