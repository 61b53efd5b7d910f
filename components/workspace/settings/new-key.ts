/**
 * A key for something new in a list of the settings, from its label: lower-case letters, digits and
 * underscores, and none that is taken. A label without Latin letters gets a numbered one.
 */
export function newKey(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 36);
  const base = plain === "" ? "entry" : plain;
  let key = base;
  for (let number = 2; taken.includes(key); number += 1) key = `${base}_${number}`;
  return key;
}

/** Gives a key to every entry of a list that has none yet. */
export function withKeys<T extends { key: string; label: string }>(entries: readonly T[]): T[] {
  const taken = entries.map(({ key }) => key).filter((key) => key !== "");
  return entries.map((entry) => {
    if (entry.key !== "") return entry;
    const key = newKey(entry.label, taken);
    taken.push(key);
    return { ...entry, key };
  });
}
