/** A line of the table. */
export interface Row {
  what: string;
  goal: string;
  measured: string;
  met: boolean;
}

export const percentile = (list: readonly number[], p: number): number =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * p))] ?? 0;

export const median = (list: readonly number[]): number => percentile(list, 0.5);

/** Median with the least and the most of the rounds. */
export const spread = (list: readonly number[], digits = 1): string =>
  `${median(list).toFixed(digits)} (${Math.min(...list).toFixed(digits)}–${Math.max(...list).toFixed(digits)})`;

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
