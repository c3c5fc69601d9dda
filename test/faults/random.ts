/** Numbers that a seed repeats (mulberry32). */
export interface Random {
  /** 0 ≤ n < 1 */
  next(): number;
  /** a whole number from `from` to `to`, both included */
  from(from: number, to: number): number;
  one<T>(list: readonly T[]): T;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    from: (from, to) => from + Math.floor(next() * (to - from + 1)),
    one: list => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new Error('nothing to choose from');
      return found;
    },
  };
}
