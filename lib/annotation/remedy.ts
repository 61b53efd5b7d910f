import type { Remedy, Voice } from "@/lib/annotation/schema-enums";

export type RemedyProblem = "wording_missing" | "quotation_reworded";

export interface RemedyProposal {
  voice: Voice;
  remedy: Remedy;
  wording: string;
  /** The occurrence's words as they stand in the article. */
  words: string;
  /** Quoted passages of the claim's citations: the records a quotation may be matched to. */
  records: readonly string[];
}

const QUOTED = /[“"„«]([^“”"„«»]+)[”"“»]/gu;

/**
 * What is wrong with a remedy, or null. A fix has its wording. A quotation is matched to its
 * record, paraphrased or cut, never reworded: the wording's quoted parts must stand in a record,
 * and where the words lie inside the quotation marks, all of it must. Saying whose words they are
 * leaves them as they are.
 */
export function remedyProblem(proposal: RemedyProposal): RemedyProblem | null {
  const { voice, remedy, wording, words, records } = proposal;
  if (remedy === "fix" && wording.trim() === "") return "wording_missing";
  if (voice !== "quotation") return null;
  const quoted = [...wording.matchAll(QUOTED)].map(([, inside = ""]) => inside);
  if (remedy === "attribute") {
    return quoted.every((passage) => standsIn(passage, [words])) ? null : "quotation_reworded";
  }
  if (remedy !== "fix") return null;
  const kept = quoted.length > 0 || /[“”"„«»]/u.test(words) ? quoted : [wording];
  return kept.every((passage) => standsIn(passage, records)) ? null : "quotation_reworded";
}

/** Whether a passage stands in one record, with what it leaves out marked by an ellipsis. */
function standsIn(passage: string, records: readonly string[]): boolean {
  const parts = plain(passage)
    .split(/\[?(?:…|\.\.\.)\]?/u)
    .map((part) => part.replace(/^[\s.,;:!?]+|[\s.,;:!?]+$/gu, ""))
    .filter((part) => part !== "");
  return records.some((record) => {
    const text = plain(record);
    let from = 0;
    return parts.every((part) => {
      const at = text.indexOf(part, from);
      from = at + part.length;
      return at >= 0;
    });
  });
}

/** The words, whatever their case, typographic marks and spaces. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’ʼ]/gu, "'")
    .replace(/[‐‑‒–—―]/gu, "-")
    .replace(/\s+/gu, " ")
    .trim();
}
