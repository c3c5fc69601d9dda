/** Reads the import file that its argument makes, alone in a process, and tells as JSON what that took. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { type PlanContext, previewImport } from '../../src/people/import.ts';
import { roleOf } from '../../src/people/may.ts';
import { NO_TEAMS } from '../../src/people/organisation/rules.ts';
import { person } from '../people/people.ts';

const people = Array.from({ length: 2000 }, (_, i) =>
  person(`U${i}A`, { email: `p${i}@daybook.test`, employeeNo: `N${i}` }),
);
const ctx: PlanContext = {
  people: new Map(people.map(p => [p.user, p])),
  teams: NO_TEAMS,
  today: '2026-11-24',
  roleOf: p => roleOf(p, { named: [], leads: new Set() }),
  mayChange: () => 'yes',
};
/** A workbook of one sheet, whose lines or texts are others. */
const blank = unzipSync(await writeXlsx({ sheets: [{ name: 'a', rows: [['email', 'team']] }] }));
const book = (o: { rows?: string; texts?: string }): Uint8Array => {
  const sheet = new TextDecoder().decode(blank['xl/worksheets/sheet1.xml']);
  const [head = '', tail = ''] = sheet.split('</sheetData>');
  return zipSync({
    ...blank,
    'xl/worksheets/sheet1.xml': Buffer.from(`${head}${o.rows ?? ''}</sheetData>${tail}`),
    ...(o.texts === undefined ? {} : { 'xl/sharedStrings.xml': Buffer.from(o.texts) }),
  });
};
const made = new Function('Buffer', 'book', `return ${process.argv[2]}`)(Buffer, book) as string | Uint8Array;
const bytes = typeof made === 'string' ? Buffer.from(made) : made;

// What is used for the first time is loaded and compiled before anything is measured.
await previewImport(Buffer.from('email,team\np1@daybook.test,A\n'), ctx);
const before = process.memoryUsage.rss();
let most = before;
const watching = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 5);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
await pause(20);
const began = performance.now();
const found = await previewImport(bytes, ctx);
const took = performance.now() - began;
await pause(20);
delay.disable();
clearInterval(watching);
const grown = (Math.max(most, process.memoryUsage.rss()) - before) / 2 ** 20;
const read = found.ok
  ? { rows: found.plan.rows.length, bad: found.plan.bad }
  : { rows: 0, bad: 0, problem: found.problem };
process.stdout.write(JSON.stringify({ ...read, grown, took, waited: delay.max / 1e6 }));
