import type { Voice } from "@/lib/annotation/schema-enums";
import { findReporting, isMostlyQuoted } from "@/lib/claim/reporting";

/**
 * Who says these words, and in whose voice they stand: a quotation where most of them lie in
 * quotation marks, a paraphrase where the sentence only reports them, else the article's own. The
 * speaker is "" where the sentence names none.
 */
export function guessSpeaker(words: string, sentence: string): { speaker: string; voice: Voice } {
  const speaker = (findReporting(words) ?? findReporting(sentence))?.speaker ?? "";
  if (isMostlyQuoted(words, sentence)) return { speaker, voice: "quotation" };
  return speaker === "" ? { speaker, voice: "own" } : { speaker, voice: "paraphrase" };
}
