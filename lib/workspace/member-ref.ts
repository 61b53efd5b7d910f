/** A member as views name them. */
export interface MemberRef {
  id: string;
  name: string;
}

/** The columns that a MemberRef is made of. */
export const memberRefSelect = { id: true, user: { select: { name: true } } } as const;

export function memberRef(row: { id: string; user: { name: string } }): MemberRef {
  return { id: row.id, name: row.user.name };
}
