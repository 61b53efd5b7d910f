import type { TargetRole } from "@/lib/annotation/schema-enums";
import type { HighlightState } from "@/lib/annotation/state";

/** The part of `CSS.highlights` that is used; tests give their own. */
export type Registry = Pick<HighlightRegistry, "get" | "set">;

export const browserRegistry: Registry | null =
  typeof CSS !== "undefined" && "highlights" in CSS ? CSS.highlights : null;

/** Later wins where two give the same words a background. */
export const priority = { state: 0, overlap: 1, hover: 2, active: 3, selection: 4 } as const;

/** The platform's highlight of a name, shared by all that paint on a page. */
export function sheetOf(registry: Registry | null, name: string, rank: number): Highlight | null {
  if (!registry) return null;
  let sheet = registry.get(name);
  if (!sheet) {
    sheet = new Highlight();
    sheet.priority = rank;
    registry.set(name, sheet);
  }
  return sheet;
}

/** The sheet that draws targets of annotations in a state. */
export function stateSheet(
  registry: Registry | null,
  state: HighlightState,
  role: TargetRole,
): Highlight | null {
  return sheetOf(registry, `stet-${state}${role === "context" ? "-context" : ""}`, priority.state);
}
