import { z } from "zod";

/** How a placement came to be where it is. */
export const PLACEMENT_METHODS = [
  /** Where a person marked it. */
  "made",
  /** It moved with its text. */
  "steps",
  /** Other words were put in the place of its own. */
  "replaced",
  "diff",
  "search",
  /** A person put it there. */
  "person",
] as const;
export const placementMethodSchema = z.enum(PLACEMENT_METHODS);
export type PlacementMethod = z.infer<typeof placementMethodSchema>;

/** Likely places of an orphaned target in the current version; likeness from 0 to 1. */
export const proposalsSchema = z.array(
  z.object({ start: z.int(), end: z.int(), likeness: z.number() }),
);

export type Proposal = z.infer<typeof proposalsSchema>[number];

/** Puts an orphaned target, or one that was placed wrongly, on words that a person chose. */
export const placeTargetInput = z.object({
  annotationId: z.uuid(),
  /** The annotation's. */
  revision: z.int().min(1),
  targetId: z.uuid(),
  madeVersion: z.int().min(1),
  /** A span of that version; null takes the target off the text again, to undo. */
  place: z.object({ start: z.int().min(0), end: z.int().min(0) }).nullable(),
});
export type PlaceTarget = z.infer<typeof placeTargetInput>;
