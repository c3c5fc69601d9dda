import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { withLines } from '../docs/kept-table.ts';
import { memory, nineOClock, slackRate } from './rows/crowds.ts';
import { leaveCommands, ownCommands } from './rows/journeys.ts';
import { lists } from './rows/lists.ts';
import { month } from './rows/month.ts';
import { payroll } from './rows/payroll.ts';
import { presses, sizes } from './rows/presses.ts';
import { type Bench, openBench } from './support/bench.ts';
import type { Row } from './support/figures.ts';
import { others } from './support/load.ts';

/**
 * The table of `docs/performance.md`: `npm run bench`, about 20 minutes on a machine that does nothing else. `-- --only presses,memory` writes the
 * lines of these; `-- --quick` takes less of everything and writes nothing; `-- --profile FOLDER` leaves CPU profiles of the app there.
 * `MONGODB_URI` names another server than the embedded one.
 */
const ROWS: Record<string, (bench: Bench) => Promise<Row[]>> = {
  ...{ ownCommands, leaveCommands, presses, sizes, nineOClock, slackRate, lists, payroll, month, memory },
};
/** After it a row has hung. */
const MOST_MS = 75 * 60_000;
const PAGE = 'docs/performance.md';
const TABLE = {
  head: '| row | what | goal | measured | met | when, and cores that others kept busy |',
  names: Object.keys(ROWS),
};

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, profile: { type: 'string' } },
});
const chosen = values.only?.split(',') ?? TABLE.names;
const unknown = chosen.filter(name => !ROWS[name]);
if (unknown.length > 0) throw new Error(`no row ${unknown.join(', ')}; there are ${TABLE.names.join(', ')}`);

// What is measured is the built program.
execFileSync('npx', ['tsc', '-p', 'scripts/bench/tsconfig.json'], { stdio: 'inherit' });

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(0)} s`;

function write(name: string, rows: readonly Row[], load: string): void {
  const when = `${new Date().toISOString().slice(0, 10)}, ${load}`;
  const lines = rows.map(
    r => `| \`${name}\` | ${r.what} | ${r.goal} | ${r.measured} | ${r.met ? 'yes' : '**no**'} | ${when} |`,
  );
  writeFileSync(PAGE, withLines(readFileSync(PAGE, 'utf8'), TABLE, name, lines));
}

async function one(bench: Bench, name: string): Promise<void> {
  const [from, load] = [performance.now(), others()];
  let rows: Row[];
  let late: NodeJS.Timeout | undefined;
  try {
    const hung = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new Error(`not done after ${seconds(from)}`)), MOST_MS);
    });
    rows = await Promise.race([ROWS[name]?.(bench) ?? [], hung]);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    rows = [{ what: 'failed', goal: '', measured: (error as Error).message.replaceAll(/[|\n]/g, ' '), met: false }];
  } finally {
    clearTimeout(late);
    bench.clear();
  }
  const busy = load();
  for (const r of rows) console.log(`${r.met ? 'met   ' : 'MISSED'} ${r.what}: ${r.measured} (${r.goal})`);
  console.log(`       ${name} took ${seconds(from)}; others kept ${busy} cores busy`);
  if (!values.quick) write(name, rows, busy);
}

const begun = performance.now();
const bench = await openBench({ quick: values.quick, hurried: values.only === undefined });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
try {
  for (const name of TABLE.names.filter(each => chosen.includes(each))) await one(bench, name);
} finally {
  await bench.close();
}
console.log(
  `${seconds(begun)} on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node.js ${process.versions.node}, ${bench.server}`,
);
