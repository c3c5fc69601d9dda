/** Minutes since the epoch, the end excluded. */
export type Interval = readonly [from: number, to: number];

/** In order, without overlaps and empty intervals. */
export function united(list: readonly Interval[]): Interval[] {
  if (list.length === 0) return [];
  const found: [number, number][] = [];
  for (const [from, to] of [...list].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (to <= from) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

/** What is left of `list` outside `holes`; both must be united. */
export function without(list: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const [from, to] of list) {
    let at = from;
    for (const [holeFrom, holeTo] of holes) {
      if (holeTo <= at || holeFrom >= to) continue;
      if (holeFrom > at) found.push([at, holeFrom]);
      at = holeTo;
    }
    if (at < to) found.push([at, to]);
  }
  return found;
}

export const minutesOf = (list: readonly Interval[]): number => list.reduce((sum, [from, to]) => sum + to - from, 0);
