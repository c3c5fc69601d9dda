import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { memory, nineOClock, slackRate } from './rows/crowds.ts';
import { leaveCommands, ownCommands } from './rows/journeys.ts';
import { month } from './rows/month.ts';
import { presses, sizes } from './rows/presses.ts';
import { type Bench, openBench } from './support/bench.ts';
import type { Row } from './support/figures.ts';

/**
 * All figures of `docs/performance.md`, which it writes: `npm run bench`, about 20 minutes on a machine that does nothing
 * else. `-- --quick` takes less of everything and writes nothing; `-- --only presses,memory` takes these;
 * `-- --profile FOLDER` leaves CPU profiles of the app there. `MONGODB_URI` names another server than the embedded one.
 */
const ROWS: Record<string, (bench: Bench) => Promise<Row[]>> = {
  ...{ ownCommands, leaveCommands, presses, sizes, nineOClock, slackRate, month, memory },
};

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1]?.split(',') : undefined;

// What is measured is the built program.
execFileSync('npx', ['tsc', '-p', 'scripts/bench/tsconfig.json'], { stdio: 'inherit' });

const rows: Row[] = [];
const bench = await openBench(quick);
const begun = performance.now();
try {
  for (const [name, row] of Object.entries(ROWS)) {
    if (only && !only.includes(name)) continue;
    const found = await row(bench);
    for (const r of found) console.log(`${r.met ? 'met   ' : 'MISSED'} ${r.what}: ${r.measured} (${r.goal})`);
    rows.push(...found);
  }
} finally {
  await bench.close();
}

const cpu = cpus()[0]?.model.trim() ?? 'unknown';
const minutes = ((performance.now() - begun) / 60_000).toFixed(0);
const line = (r: Row): string => `| ${r.what} | ${r.goal} | ${r.measured} | ${r.met ? 'yes' : '**no**'} |`;
const page = `# Performance

Written by \`npm run bench\`, in ${minutes} minutes, on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpu}), Node.js ${process.versions.node}, database: ${bench.server}. Medians of interleaved rounds, with the least and the most; *to bare Bolt* is against an app in the same run that stores nothing and publishes a fixed Home.

| what | goal | measured | met |
| --- | --- | --- | --- |
${rows.map(line).join('\n')}
`;
if (quick || only) console.log(page);
else writeFileSync('docs/performance.md', page);
