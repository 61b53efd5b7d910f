import { z } from "zod";
import { keymapSchema } from "./keymap";

export const COLOUR_SCHEMES = ["auto", "light", "dark"] as const;
const colourSchemeSchema = z.enum(COLOUR_SCHEMES);
export type ColourScheme = z.infer<typeof colourSchemeSchema>;

/**
 * A person's settings for themselves. A stored field that no longer parses falls back to its
 * default alone, so that an old row is never an error.
 */
const preferencesSchema = z.object({
  colourScheme: colourSchemeSchema.catch("auto"),
  /** Whether single letters act in the reading view and in lists. */
  singleKeys: z.boolean().catch(true),
  /** The keys a person has changed. */
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
