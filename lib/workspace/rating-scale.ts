import { z } from "zod";

/** Icons a verdict may carry; the interface draws each. */
export const VERDICT_ICONS = [
  "check",
  "cross",
  "half",
  "warning",
  "scale",
  "question",
  "up",
  "down",
] as const;

/** Colours a verdict may carry, by the names of the interface's palette. */
export const VERDICT_COLOURS = [
  "green",
  "teal",
  "lime",
  "yellow",
  "orange",
  "red",
  "grape",
  "blue",
  "gray",
] as const;

const keySchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

export const verdictSchema = z.object({
  key: keySchema,
  label: z.string().trim().min(1).max(60),
  colour: z.enum(VERDICT_COLOURS),
  icon: z.enum(VERDICT_ICONS),
  /**
   * How far the claim holds, from 1 (wholly true) through 0 (part of it, or both sides have a
   * case) to -1 (wholly false); null where the verdict says nothing about it.
   */
  value: z.number().min(-1).max(1).nullable(),
  /** An occurrence with this verdict and no carried-out remedy keeps its article from sign-off. */
  blocksSignOff: z.boolean().default(false),
  /** "Cannot be verified": the verdict that an unsourced claim may be submitted with. */
  unverifiable: z.boolean().default(false),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** Verdicts from the best downwards; their order is the order of their keys 1 to 9. */
export const ratingScaleSchema = z
  .array(verdictSchema)
  .min(2)
  .max(9)
  .refine((scale) => new Set(scale.map(({ key }) => key)).size === scale.length, "keys_repeat")
  .refine((scale) => {
    const values = scale.flatMap(({ value }) => value ?? []);
    return values.every((value, i) => i === 0 || value <= (values[i - 1] ?? value));
  }, "values_unordered")
  .refine((scale) => (scale[0]?.value ?? 0) > 0, "top_not_true");
export type RatingScale = z.infer<typeof ratingScaleSchema>;

export const RATING_SCALE_PRESETS = ["before_publication", "truth_rating", "averitec"] as const;
export const ratingScalePresetSchema = z.enum(RATING_SCALE_PRESETS);
export type RatingScalePreset = z.infer<typeof ratingScalePresetSchema>;

/** The scales a workspace can begin with. Labels are the workspace's data and may be reworded. */
export const ratingScalePresets: Readonly<Record<RatingScalePreset, RatingScale>> = {
  before_publication: [
    verdict("true", "True", "green", "check", 1),
    verdict("misleading", "Misleading", "orange", "warning", 0, { blocksSignOff: true }),
    verdict("contested", "Contested", "grape", "scale", 0),
    verdict("false", "False", "red", "cross", -1, { blocksSignOff: true }),
    verdict("cannot_be_verified", "Cannot be verified", "gray", "question", null, {
      blocksSignOff: true,
      unverifiable: true,
    }),
  ],
  truth_rating: [
    verdict("true", "True", "green", "check", 1),
    verdict("mostly_true", "Mostly true", "lime", "up", 0.5),
    verdict("half_true", "Half true", "yellow", "half", 0, { blocksSignOff: true }),
    verdict("mostly_false", "Mostly false", "orange", "down", -0.5, { blocksSignOff: true }),
    verdict("false", "False", "red", "cross", -1, { blocksSignOff: true }),
  ],
  averitec: [
    verdict("supported", "Supported", "green", "check", 1),
    verdict("conflicting", "Conflicting evidence/cherry-picking", "grape", "scale", 0, {
      blocksSignOff: true,
    }),
    verdict("refuted", "Refuted", "red", "cross", -1, { blocksSignOff: true }),
    verdict("not_enough_evidence", "Not enough evidence", "gray", "question", null, {
      blocksSignOff: true,
      unverifiable: true,
    }),
  ],
};

export const VERDICT_DIRECTIONS = ["for", "against", "none"] as const;
export type VerdictDirection = (typeof VERDICT_DIRECTIONS)[number];

/** Which way a verdict takes the claim. No verdict, or one not on the scale, takes none. */
export function verdictDirection(scale: RatingScale, key: string | null): VerdictDirection {
  const value = findVerdict(scale, key)?.value ?? 0;
  if (value === 0) return "none";
  return value > 0 ? "for" : "against";
}

/** Whether a verdict says that only part of the claim holds ("mostly true", "half true"). */
export function isPartialVerdict(scale: RatingScale, key: string | null): boolean {
  const value = findVerdict(scale, key)?.value ?? null;
  return value !== null && Math.abs(value) < 1;
}

/** Whether a verdict is the scale's best, for which alone a rationale may be left out. */
export function isTopVerdict(scale: RatingScale, key: string): boolean {
  return scale[0]?.key === key;
}

export function findVerdict(scale: RatingScale, key: string | null): Verdict | undefined {
  return scale.find((verdict) => verdict.key === key);
}

function verdict(
  key: string,
  label: string,
  colour: Verdict["colour"],
  icon: Verdict["icon"],
  value: number | null,
  flags: Partial<Pick<Verdict, "blocksSignOff" | "unverifiable">> = {},
): Verdict {
  return { key, label, colour, icon, value, blocksSignOff: false, unverifiable: false, ...flags };
}
