import { type KeyScope, keyScopeSchema } from "@/lib/account/keymap";

/** What a key press would do where the focus is. */
export type KeyTarget =
  /** Keys type, or move inside a menu: none of them is a command, but Escape. */
  { kind: "field" } | { kind: "scope"; scope: KeyScope; isControl: boolean };

const FIELDS =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, ' +
  '[contenteditable=""], [contenteditable="true"], [role="textbox"], [role="combobox"], [role="searchbox"], ' +
  '[role="menu"], [role="listbox"], [role="slider"], [role="spinbutton"]';
const CONTROLS =
  'button, a[href], summary, input, [role="button"], [role="tab"], [role="option"], [role="menuitem"], ' +
  '[role="radio"], [role="checkbox"], [role="switch"]';

/** Reads from the document where a key was pressed. `data-key-scope` names the scope of a part. */
export function keyTargetOf(target: EventTarget | null): KeyTarget {
  if (!(target instanceof Element)) return { kind: "scope", scope: "page", isControl: false };
  const holder = target.closest("[data-key-scope]");
  const field = target.closest(FIELDS);
  // A part inside of a dialog may have a scope of its own; the dialog around it has none.
  const closed = target.closest('[role="dialog"], [role="alertdialog"]');
  if (field || (closed && !(holder && closed.contains(holder)))) return { kind: "field" };
  const scope = keyScopeSchema.safeParse(holder?.getAttribute("data-key-scope"));
  return {
    kind: "scope",
    scope: scope.success ? scope.data : "page",
    isControl: target.closest(CONTROLS) !== null,
  };
}
