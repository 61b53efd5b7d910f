/** The fields of `after` that differ from `before`, compared by value. */
export function changesOf<T extends object>(before: T, after: T): Partial<T> {
  const changes: Partial<T> = {};
  for (const key in after) {
    if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) changes[key] = after[key];
  }
  return changes;
}

/** What was written over `before`, carried over to what another made of it meanwhile. */
export function keepOwn<T extends object>(before: T, mine: T, theirs: T): T {
  return { ...theirs, ...changesOf(before, mine) };
}
