import type { Span } from "@/components/article/reading/highlight";
import type { CreateAnnotation, NewTarget, NothingReason, Voice } from "@/lib/annotation/schema";
import { guessSpeaker } from "@/lib/annotation/speaker";
import { guessKind } from "@/lib/claim/kind";
import type { ClaimKind } from "@/lib/claim/schema-enums";
import { proposeStatement, splitSaid } from "@/lib/claim/statement";
import { newId } from "@/lib/id";
import { draftTargets, isPicture, sentenceAround, wordsOf } from "./draft";
import type { PageState } from "./state";

type Ground = Pick<PageState, "article" | "version">;

/** What is guessed of a selection, for a person to correct. */
export interface Guess {
  words: string;
  statement: string;
  kind: ClaimKind;
  speaker: string;
  voice: Voice;
  targets: NewTarget[];
}

/** @param pictureStatement what a picture's claim says where it has no caption */
export function guessOf(ground: Ground, span: Span, pictureStatement: string): Guess {
  const { text } = ground.version;
  const { language } = ground.article;
  const targets = draftTargets(text, span, language);
  if (isPicture(text, span)) {
    const caption = captionOf(text, span);
    return {
      words: caption,
      statement: caption === "" ? pictureStatement : proposeStatement(caption, { language }),
      kind: "image",
      speaker: "",
      voice: "own",
      targets,
    };
  }
  const words = wordsOf(text, span);
  const sentence = sentenceAround(text, span, language);
  const { speaker, voice } = guessSpeaker(words, wordsOf(text, sentence));
  return {
    words,
    statement: proposeStatement(words, { language }) || words,
    kind: guessKind(words, {
      before: text.slice(sentence.start, span.start),
      after: text.slice(span.end, sentence.end),
    }),
    speaker,
    voice,
    targets,
  };
}

/** The block after a picture, where it is short enough to be its caption. */
function captionOf(text: string, span: Span): string {
  const block = text.slice(span.end).split("\n\n")[1] ?? "";
  return block.length <= 300 && !block.includes("\uFFFC") ? block.trim() : "";
}

/** An occurrence of a new claim, or of one that the workspace has. */
export function occurrenceOf(
  ground: Ground,
  guess: Guess,
  existingClaimId?: string,
): Extract<CreateAnnotation, { kind: "occurrence" }> {
  return {
    kind: "occurrence",
    id: newId(),
    ...placeOf(ground, guess.targets),
    claim: existingClaimId
      ? { from: "existing", id: existingClaimId }
      : {
          from: "new",
          id: newId(),
          statement: guess.statement,
          kind: guess.kind,
          asOf: "",
          reportsId: null,
        },
    speaker: guess.speaker,
    saidOn: "",
    voice: guess.voice,
    remedy: "none",
    remedyWording: "",
  };
}

export function noteOf(ground: Ground, targets: NewTarget[], body: string): CreateAnnotation {
  return { kind: "note", id: newId(), ...placeOf(ground, targets), body };
}

export function nothingOf(
  ground: Ground,
  targets: NewTarget[],
  nothingReason: NothingReason,
): CreateAnnotation {
  return { kind: "nothing", id: newId(), ...placeOf(ground, targets), nothingReason, body: "" };
}

function placeOf({ article, version }: Ground, targets: NewTarget[]) {
  return { articleId: article.id, madeVersion: version.number, targets };
}

/** The same targets for a second annotation on the same words. */
export function targetsAgain(targets: readonly NewTarget[]): NewTarget[] {
  return targets.map((target) => ({ ...target, id: newId() }));
}

/** The proposal for "said and so"; the speaker is empty where the sentence names none. */
export function saidAndSoOf(ground: Ground, span: Span) {
  const { text } = ground.version;
  const { language } = ground.article;
  const words = wordsOf(text, span);
  const sentence = wordsOf(text, sentenceAround(text, span, language));
  const split = splitSaid(words, sentence);
  const { voice } = guessSpeaker(words, sentence);
  const so = split?.so ?? proposeStatement(words, { language });
  return {
    words,
    speaker: split?.speaker ?? "",
    said: split?.said ?? "",
    so,
    isQuotation: voice === "quotation",
    soKind: guessKind(so),
    targets: draftTargets(text, span, language),
  };
}
