import { type ListRow, listRows } from '../lists.ts';
import type { Bench } from '../support/bench.ts';
import { median, type Row } from '../support/figures.ts';

const [SMALL, LARGE] = [300, 5_000];

/** Each list of everybody, from the press to its modal (`lists.ts` prints them one by one). */
export async function lists(bench: Bench): Promise<Row[]> {
  const sizes = bench.quick ? [SMALL] : [SMALL, LARGE];
  const found = await listRows(sizes, bench.quick ? 2 : 3);
  const told = ({ what, value }: ListRow): string =>
    `${what.replace(/, \d+ people$/, '')} ${(value / 1000).toFixed(1)} s`;
  return sizes.map(people => {
    const looks = found.filter(r => r.what.endsWith(` ${people} people`));
    const over = looks.filter(r => r.value > r.goal).toSorted((a, b) => b.value - a.value);
    return {
      what: `lists of ${people} people: opened, next page, filtered, searched`,
      goal: '≤ 0.5 s',
      measured: `median ${median(looks.map(r => r.value)).toFixed(0)} ms; ${looks.length - over.length} of ${looks.length} within${over.length > 0 ? `, not: ${over.map(told).join(', ')}` : ''}`,
      met: over.length === 0,
    };
  });
}
