import type { MemberRef } from "@/lib/workspace/member-ref";

/**
 * A mention is stored as "@[id]", so that a renamed member is shown under the new name. While
 * somebody writes it is "@Name".
 */
const MEMBER_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const MENTION = new RegExp(`@\\[(${MEMBER_ID})\\]`, "g");

/** The mention with which a text begins: its length and whom it names. */
export function mentionAt(text: string): { length: number; memberId: string } | null {
  const found = new RegExp(`^${MENTION.source}`).exec(text);
  return found?.[1] ? { length: found[0].length, memberId: found[1] } : null;
}

/** Whom a stored text names, each once, in the order of the text. */
export function mentionedIn(body: string): string[] {
  return [...new Set([...body.matchAll(MENTION)].flatMap(([, id]) => id ?? []))];
}

/** What each member is called while somebody writes: their name, told apart where two share one. */
export function mentionLabels(members: readonly MemberRef[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name } of members) {
    let label = name;
    for (let other = 2; taken.has(label); other += 1) label = `${name} (${other})`;
    taken.add(label);
    labels.set(id, label);
  }
  return labels;
}

/** A text as it was typed, with every "@Name" of these members as it is stored. */
export function toStored(typed: string, members: readonly MemberRef[]): string {
  const ids = new Map([...mentionLabels(members)].map(([id, label]) => [label, id]));
  // The longest first, so that "@Ann Lee" is never "@Ann" with a word after it.
  const labels = [...ids.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
  if (labels.length === 0) return typed;
  const any = labels.map((label) => label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const mention = new RegExp(`(?<![\\p{L}\\p{N}_.])@(${any})(?![\\p{L}\\p{N}_])`, "gu");
  return typed.replace(mention, (_, label: string) => `@[${ids.get(label)}]`);
}

/** A stored text as it is typed. Whoever is not among the members stays as stored. */
export function toTyped(body: string, members: readonly MemberRef[]): string {
  const labels = mentionLabels(members);
  return body.replace(MENTION, (stored, id: string) => {
    const label = labels.get(id);
    return label === undefined ? stored : `@${label}`;
  });
}

/** The word after an "@" that ends at the caret, and where the "@" stands; null where there is none. */
export function mentionBefore(
  text: string,
  caret: number,
): { start: number; query: string } | null {
  const found = /(?:^|[^\p{L}\p{N}_.@])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]*)?)$/u.exec(
    text.slice(0, caret),
  );
  if (!found) return null;
  const query = found[1] ?? "";
  return { start: caret - query.length - 1, query };
}

/** Members whose name, or a word of it, begins with what was typed; the whole name's beginning first. */
export function mentionMatches<M extends MemberRef>(
  members: readonly M[],
  query: string,
  limit: number,
): M[] {
  const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const wanted = fold(query);
  const rank = ({ name }: M) => {
    const folded = fold(name);
    if (folded.startsWith(wanted)) return 0;
    return folded.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return members
    .map((member) => ({ member, rank: rank(member) }))
    .filter((each) => each.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.member.name.localeCompare(b.member.name))
    .slice(0, limit)
    .map(({ member }) => member);
}
