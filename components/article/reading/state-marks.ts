import type { HighlightState } from "@/lib/annotation/state";

/**
 * The mark of each state, as a path in relative commands from the centre of a box of 10 by 10, so
 * that any number of them can be drawn as one path. Drawn with a line, never filled.
 */
export const statePaths: Record<HighlightState, string> = {
  // An asterisk.
  note: "m0 -4v8m-3.5 -6l7 4m0 -4l-7 4",
  // A short dash: passed over.
  nothing: "m-3 0h6",
  // An open ring.
  unchecked: "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0",
  // A caret, the mark of a hand at work.
  in_progress: "m-4 3.5l4 -7l4 7",
  // Two eyes' worth: a ring with its centre.
  in_review: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0m3.4 0a.6 .6 0 1 0 1.2 0a.6 .6 0 1 0 -1.2 0",
  // Not equal.
  disputed: "m-4 -1.5h8m-8 3h8m-6 2.8l4 -8.6",
  // A tick.
  approved: "m-4 .5l3 3.2l5.2 -7",
  // An exclamation mark in a triangle's place.
  attention: "m0 -4.2v5m0 2.8v.6",
  // Round again.
  stale: "m3.2 -2.2a4 4 0 1 0 .6 3.4m-.4 -5.2v2.4h-2.4",
};
