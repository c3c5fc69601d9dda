/** The share of its runs that a property makes; `npm run test:long` makes all of them. */
const SHARE = Number(process.env.FC_RUNS ?? 0.2);

/** Whether everything is tried, as in the night. */
export const isLong = SHARE >= 1;

/** How often a property runs, out of `all` that are worth a night. */
export const runs = (all: number): number => Math.max(1, Math.ceil(all * SHARE));

/** What of a list is tried: each on a push one of `of`, another one at the next turn; all at night. */
export const someOf = <T>(list: readonly T[], turn: number, of: number): T[] =>
  list.filter((_, k) => isLong || (turn + k) % of === 0);
