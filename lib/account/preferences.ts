import { z } from "zod";

export const COLOUR_SCHEMES = ["auto", "light", "dark"] as const;
const colourSchemeSchema = z.enum(COLOUR_SCHEMES);
export type ColourScheme = z.infer<typeof colourSchemeSchema>;

/** Keys a person has changed: name of the command → key, written as the reading view writes keys. */
const keymapSchema = z
  .record(z.string().max(60), z.string().max(40))
  .refine((map) => Object.keys(map).length <= 200, { error: "too_long" });

/**
 * A person's settings for themselves. A stored field that no longer parses falls back to its
 * default alone, so that an old row is never an error.
 */
const preferencesSchema = z.object({
  colourScheme: colourSchemeSchema.catch("auto"),
  /** Whether single letters act in the reading view and in lists. */
  singleKeys: z.boolean().catch(true),
  keymap: keymapSchema.catch({}),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** What a person may change of them, all or some at once; here what does not parse is refused. */
export const changePreferencesInput = z.object({
  colourScheme: colourSchemeSchema.optional(),
  singleKeys: z.boolean().optional(),
  keymap: keymapSchema.optional(),
});
export type ChangePreferences = z.infer<typeof changePreferencesInput>;

/** The stored preferences, whatever state they are in. */
export function parsePreferences(stored: unknown): Preferences {
  const parsed = preferencesSchema.safeParse(stored);
  return parsed.success ? parsed.data : preferencesSchema.parse({});
}
