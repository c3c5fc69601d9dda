import { once } from 'node:events';
import type { PayrollFigures } from '../payroll.ts';
import type { Bench } from '../support/bench.ts';
import { said, startBuilt } from '../support/children.ts';
import type { Row } from '../support/figures.ts';

const MOST_MB = 300;

/**
 * The month for payroll, each size in a process of its own: memory once taken is not given back. 10,000 people take minutes to store:
 * only by `--only payroll`.
 */
export async function payroll(bench: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  const sizes = bench.hurried ? [100, 1_000] : [100, 1_000, 10_000];
  for (const people of bench.quick ? [100] : sizes) {
    const run = startBuilt('payroll.js', [String(people)]);
    const { seconds, mb, before, most } = await said<PayrollFigures>(run);
    await once(run, 'exit');
    rows.push({
      what: `the month of ${people} people for payroll, XLSX`,
      goal: `≤ ${MOST_MB} MB in memory`,
      measured: `${before.toFixed(0)} MB before, at most ${most.toFixed(0)} MB; ${seconds.toFixed(1)} s; a file of ${mb.toFixed(1)} MB`,
      met: most <= MOST_MB,
    });
  }
  return rows;
}
