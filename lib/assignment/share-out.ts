/** Somebody among whom claims are shared out, with how many they hold already. */
export interface Sharer {
  id: string;
  load: number;
}

/**
 * Shares claims out evenly: each in its turn to whoever holds the fewest of those who may check it,
 * the claims given before counted in; among equals to the first by id. Null where nobody may. The
 * same claims, people and loads always come out the same.
 */
export function shareOut<T>(
  claims: readonly T[],
  sharers: readonly Sharer[],
  may: (claim: T, memberId: string) => boolean,
): { claim: T; memberId: string | null }[] {
  const loads = new Map(
    sharers.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, load }) => [id, load]),
  );
  return claims.map((claim) => {
    let chosen: string | null = null;
    for (const [id, load] of loads) {
      if (!may(claim, id)) continue;
      if (chosen === null || load < (loads.get(chosen) ?? 0)) chosen = id;
    }
    if (chosen !== null) loads.set(chosen, (loads.get(chosen) ?? 0) + 1);
    return { claim, memberId: chosen };
  });
}
