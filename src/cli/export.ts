import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Database } from '../db/connection.ts';
import { words } from '../i18n/index.ts';
import { everybodyIn, isPeriod, loggedOn, monthPeriod, periodName } from '../payroll/actions.ts';
import { fileIn } from '../payroll/make.ts';
import { EXTENSION, FORMATS } from '../payroll/workbook.ts';
import { PEOPLE } from '../people/store.ts';
import { policyDefaults } from '../settings/policy.ts';
import { systemClock } from '../shared/clock.ts';
import { isLanguage } from '../shared/languages.ts';
import { createLog } from '../shared/log.ts';
import { owedLog } from '../shared/owed-log.ts';
import { isMonth } from '../timesheets/rules.ts';
import { logNow } from '../workspace/log.ts';
import { openReader } from '../workspace/reader.ts';
import { type Command, optional, UsageError, type Values } from './command.ts';
import { withDatabase } from './database.ts';

/** `export`: the month for payroll into a folder, by whoever may read the database. */
export const exportMonth: Command = {
  name: 'export',
  summary: 'Write the month for payroll',
  help: [
    ['--month 2026-11', 'the month'],
    ['--from 2026-11-01', 'with --to, in place of a month: any period up to 366 days'],
    ['--to 2026-11-15', 'its last day'],
    ['--format xlsx', 'xlsx (default), or csv: files in a zip'],
    ['--out DIR', 'the folder; by default the current one'],
    ['--language ko', 'of headings: ko or en; by default DAYBOOK_LANGUAGE'],
    ['--workspace T0123', 'its Slack team id, where the database has several'],
  ],
  options: {
    month: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    language: { type: 'string' },
    workspace: { type: 'string' },
  },
  async run(values, { out, env }) {
    const period = periodIn(values);
    const format = FORMATS.find(f => f === (optional(values, 'format') ?? 'xlsx'));
    if (!format) throw new UsageError(`--format is ${FORMATS.join(' or ')}`);
    const language = optional(values, 'language') ?? env.DAYBOOK_LANGUAGE ?? 'en';
    if (!isLanguage(language)) throw new UsageError('--language is ko or en');
    const w = words(language);
    const to = resolve(optional(values, 'out') ?? '.');
    const done = await withDatabase(env, async database => {
      const ws = await openReader({
        ...{ db: database.db, clock: systemClock, log: createLog('error') },
        team: await teamIn(database, optional(values, 'workspace')),
        defaults: policyDefaults({
          ...{ timeZone: env.DAYBOOK_TIME_ZONE ?? 'Asia/Seoul', language, summaryAt: '18:30' },
        }),
        named: [],
      });
      const folder = await mkdtemp(join(tmpdir(), 'daybook-payroll-'));
      try {
        const file = await fileIn(ws, folder, { people: await everybodyIn(ws, period), period, format, w });
        await mkdir(to, { recursive: true });
        const name = w.payroll.fileName(periodName(period, file.version), EXTENSION[format]);
        await copyFile(file.path, join(to, name));
        const logged = owedLog({
          what: 'files.export',
          by: 'CLI',
          on: loggedOn(period),
          note: name,
          now: { file: 'payroll' },
        });
        await logNow(ws.db, ws.team, logged, systemClock.now());
        return { path: join(to, name), people: file.people };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
    out(`${done.path}: ${done.people}\n`);
  },
};

function periodIn(values: Values): { from: string; to: string } {
  const [month, from, to] = [optional(values, 'month'), optional(values, 'from'), optional(values, 'to')];
  if (month !== undefined) {
    if (from !== undefined || to !== undefined) throw new UsageError('give --month, or --from and --to');
    if (!isMonth(month)) throw new UsageError(`--month is no month: ${month}. Write it as --month 2026-11`);
    return monthPeriod(month);
  }
  if (from === undefined || to === undefined) throw new UsageError('--month is missing: add --month 2026-11');
  if (!isPeriod({ from, to })) throw new UsageError('--from and --to are two dates in order, 366 days at most');
  return { from, to };
}

async function teamIn({ db }: Database, asked: string | undefined): Promise<string> {
  const found = (await db.collection(PEOPLE).distinct('team')).map(String);
  const [only, second] = found;
  if (asked !== undefined && found.includes(asked)) return asked;
  if (asked !== undefined) throw new UsageError(`there is no workspace ${asked} in the database`);
  if (only === undefined) throw new UsageError('the database has no people yet');
  if (second !== undefined) throw new UsageError(`say which: --workspace ${found.join(' or --workspace ')}`);
  return only;
}
