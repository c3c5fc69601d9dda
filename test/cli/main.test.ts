import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import leaveCases from '../data/leave-grants.json' with { type: 'json' };
import payrollCases from '../data/payroll.json' with { type: 'json' };
import workCases from '../data/worktime.json' with { type: 'json' };
import { program } from '../support/program.ts';
import { terminal } from '../support/streams.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  code: number | string;
  out: string;
  err: string;
}

/** Runs the program as a process of its own; `npm run daybook` is what people call. */
async function asProcess(
  args: readonly string[],
  input = '',
  called?: readonly string[],
  env?: Record<string, string>,
): Promise<Ended> {
  const [file = '', ...first] = called ?? [process.execPath, await program('src/cli/main.ts')];
  return new Promise<Ended>(done => {
    const child = execFile(
      file,
      [...first, ...args],
      { cwd: ROOT, env: { ...process.env, ...env } },
      (error, out, err) => done({ code: error ? (error.code ?? 'killed') : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

/** Runs a command line here; every file holds `input`. */
async function daybook(args: readonly string[], input = ''): Promise<Ended> {
  const { streams, written } = terminal();
  const code = await run(args, { ...streams, read: () => Promise.resolve(input) });
  return { code, ...written };
}

const [ordinary] = workCases;
const overnight = workCases.find(c => c.name === 'overnight');

describe('attendance count', () => {
  it('prints exactly the count of a file', async () => {
    const file = join(folder, 'case.json');
    await writeFile(file, JSON.stringify(overnight?.case));
    const { code, out, err } = await asProcess(['attendance', 'count', '--file', file, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.stringify(JSON.parse(out))).toBe(JSON.stringify(overnight?.count));
  });

  it('reads standard input through npm, and an entry in its wrapping', async () => {
    const npm = ['npm', 'run', '-s', 'daybook', '--'];
    const { code, out } = await asProcess(
      ['attendance', 'count', '--file', '-', '--json'],
      JSON.stringify(ordinary),
      npm,
    );
    expect(code).toBe(0);
    expect(JSON.stringify(JSON.parse(out))).toBe(JSON.stringify(ordinary?.count));
  });

  it('looks for the database where it was called, and says in one line that there is none', async () => {
    await writeFile(join(folder, 'data'), 'no folder');
    const called = { MONGODB_URI: '', DAYBOOK_DATA_DIR: '', npm_lifecycle_event: 'daybook', INIT_CWD: folder };
    const { code, err } = await asProcess(['workspaces'], '', undefined, called);
    expect(code).toBe(1);
    expect(err).toContain(join(folder, 'data'));
    expect(err).toMatch(/^daybook: No database: [^\n]+\n$/);
  });

  it.each(workCases)('prints exactly the count of $name', async ({ case: input, count }) => {
    const { code, out } = await daybook(
      ['attendance', 'count', '--file', 'case.json', '--json'],
      JSON.stringify(input),
    );
    expect(code).toBe(0);
    expect(JSON.stringify(JSON.parse(out))).toBe(JSON.stringify(count));
  });

  it('prints a table in hours without --json', async () => {
    const { code, out } = await daybook(['attendance', 'count', '--file', '-'], JSON.stringify(overnight));
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'Day         Span  Break  Worked  Night',
        '2026-03-04  8:00   0:30    7:30   7:30',
        '',
        'Week from   Worked  Over 40 h  Over 52 h',
        '2026-03-02    7:30       0:00       0:00',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['no file', [], '', '--file is missing: add --file case.json'],
    ['nothing', ['--file', '-'], ' \n', 'standard input is empty: give a case as JSON'],
    ['no JSON', ['--file', '-'], '{', 'standard input is not JSON'],
    ['a list of cases', ['--file', '-'], '[]', 'standard input holds a list: give one case of it'],
    [
      'a case without a check-out',
      ['--file', '-'],
      '{"zone":"UTC","breaks":"recorded","spans":[{"in":"2026-03-04T09:00:00Z"}]}',
      'spans[0].out: missing',
    ],
    ['an option that is not there', ['--files', 'x'], '', "'--files'"],
  ])('says what is wrong: %s', async (_name, args, input, message) => {
    const { code, out, err } = await daybook(['attendance', 'count', ...args], input);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('attendance payroll', () => {
  const payroll = (input: string, ...args: string[]) =>
    daybook(['attendance', 'payroll', '--file', '-', ...args], input);

  it.each(payrollCases)('prints exactly the payroll of $name', async ({ case: input, payroll: wanted }) => {
    const { code, out } = await payroll(JSON.stringify(input), '--json');
    expect(code).toBe(0);
    expect(JSON.stringify(JSON.parse(out))).toBe(JSON.stringify(wanted));
  });

  it('prints tables in hours without --json, and takes an entry in its wrapping', async () => {
    const sunday = payrollCases.find(c => c.name.startsWith('the weekly holiday, ten hours'));
    const { out } = await payroll(JSON.stringify(sunday));
    expect(out.split('\n').slice(5)).toEqual([
      '2026-03-13    8:00      0:00            0:00              0:00   0:00',
      '2026-03-15   10:00      0:00            8:00              2:00   0:00',
      'Total        50:00      0:00            8:00              2:00   0:00',
      '',
      'Week from   Worked  Overtime  Limit  Over limit',
      '2026-03-09   50:00      0:00  52:00        0:00',
      '',
    ]);
  });

  it.each([
    ['a week is missing', { week: undefined }, 'week: missing'],
    ['a week of six days', { week: [480, 480, 480, 480, 480, 0] }, 'week: not seven numbers'],
    ['a day of 25 hours', { week: [1500, 0, 0, 0, 0, 0, 0] }, 'week[0]: 1500 is not a whole number of minutes'],
    ['half a minute', { week: [0, 30.5, 0, 0, 0, 0, 0] }, 'week[1]: 30.5 is not a whole number of minutes'],
    ['a day that is none', { weeklyHoliday: 'sun' }, 'weeklyHoliday: "sun" is no day of the week, such as "sunday"'],
    ['a date that is none', { holidays: ['2026-02-30'] }, 'holidays[0]: "2026-02-30" is not a date'],
    ['no zone', { zone: 'Seoul' }, 'zone: "Seoul" is not a time zone'],
  ])('ends with 2 and says what is wrong: %s', async (_name, wrong, message) => {
    const { code, out, err } = await payroll(JSON.stringify({ ...payrollCases[0]?.case, ...wrong }), '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`standard input cannot be counted: ${message}`);
  });
});

describe('the process', () => {
  it('ends with 2 and says so when a file is not there', async () => {
    const { code, out, err } = await asProcess(['attendance', 'count', '--file', 'nowhere.json']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^daybook: nowhere\.json cannot be read: there is no .+nowhere\.json\n/);
  });

  it('ends with 2 and says so when a file is a folder', async () => {
    const { code, out, err } = await asProcess(['attendance', 'count', '--file', folder]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('it is a folder, give a file');
  });

  it('prints exactly the grants of a case with every option', async () => {
    const args = '--hired 2023-11-20 --until 2024-01-01 --basis fiscal-year --fiscal-start 01-01 --rounding half';
    const more = '--absent-months 2,7 --low-years 2:6 --json';
    const { code, out, err } = await asProcess(['leave', 'grants', ...args.split(' '), ...more.split(' ')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual([
      { kind: 'monthly', on: '2023-12-20', days: 1, usableUntil: '2024-11-19' },
      { kind: 'prorated', on: '2024-01-01', days: 2, usableUntil: '2024-12-31' },
    ]);
  });
});

describe('leave grants', () => {
  const optionsOf = (c: (typeof leaveCases)[number]['case']): string[] => [
    ...['--hired', c.hiredOn, '--until', c.until, '--basis', c.basis],
    ...('fiscalStart' in c && c.fiscalStart ? ['--fiscal-start', c.fiscalStart] : []),
    ...('rounding' in c && c.rounding ? ['--rounding', c.rounding] : []),
    ...('absentMonths' in c && c.absentMonths ? ['--absent-months', c.absentMonths.join(',')] : []),
    ...('lowYears' in c && c.lowYears
      ? [
          '--low-years',
          Object.entries(c.lowYears)
            .map(e => e.join(':'))
            .join(','),
        ]
      : []),
  ];

  it.each(leaveCases)('prints exactly the grants of case %#', async ({ case: input, grants }) => {
    const { code, out, err } = await daybook(['leave', 'grants', ...optionsOf(input), '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.stringify(JSON.parse(out))).toBe(JSON.stringify(grants));
  });

  it('writes days with their decimal, and on one line', async () => {
    const { out } = await daybook([
      'leave',
      'grants',
      '--hired',
      '2023-11-20',
      '--until',
      '2024-01-01',
      '--basis',
      'fiscal-year',
      '--json',
    ]);
    expect(out).toBe(
      '[{"kind": "monthly", "on": "2023-12-20", "days": 1.0, "usableUntil": "2024-11-19"}, ' +
        '{"kind": "prorated", "on": "2024-01-01", "days": 2.0, "usableUntil": "2024-12-31"}]\n',
    );
  });

  it('prints a table with the sum without --json', async () => {
    const { out } = await daybook([
      'leave',
      'grants',
      '--hired',
      '2024-07-01',
      '--until',
      '2024-09-01',
      '--basis',
      'hire-date',
    ]);
    expect(out).toBe(
      [
        'Accrues     Kind     Days  Usable until',
        '2024-08-01  monthly  1.00  2025-06-30',
        '2024-09-01  monthly  1.00  2025-06-30',
        '',
        '2 grants, 2.00 days',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [
      'no basis',
      ['--hired', '2024-07-01', '--until', '2024-09-01'],
      '--basis is missing: add --basis hire-date or fiscal-year',
    ],
    [
      'an unknown basis',
      ['--hired', '2024-07-01', '--until', '2024-09-01', '--basis', 'month'],
      '--basis: neither hire-date nor fiscal-year: month',
    ],
    [
      'a day that does not exist',
      ['--hired', '2024-02-30', '--until', '2024-09-01', '--basis', 'hire-date'],
      '--hired: there is no such day: 2024-02-30',
    ],
    [
      'a day written otherwise',
      ['--hired', '2024-2-3', '--until', '2024-09-01', '--basis', 'hire-date'],
      '--hired: not a date (YYYY-MM-DD): 2024-2-3',
    ],
    [
      'an unknown rounding',
      ['--hired', '2024-02-01', '--until', '2024-09-01', '--basis', 'fiscal-year', '--rounding', 'up'],
      '--rounding: none of half, whole, hundredth: up',
    ],
    [
      'a fiscal year that begins on a leap day',
      ['--hired', '2024-02-01', '--until', '2024-09-01', '--basis', 'fiscal-year', '--fiscal-start', '02-29'],
      '--fiscal-start: not a day that every year has',
    ],
    [
      'an option without its value',
      ['--hired', '--until', '2024-09-01'],
      '--hired has no value: write it as --hired YYYY',
    ],
    ['a value of a flag', ['--json=yes'], '--json takes no value: write it alone'],
    ['a value without its option', ['2024-02-01'], "'2024-02-01' follows no option"],
    ['an option of another command', ['--file', '-'], "there is no option '--file': leave grants has --hired, --until"],
    [
      'a year twice',
      ['--hired', '2024-02-01', '--until', '2024-09-01', '--basis', 'hire-date', '--low-years', '2:6,2:7'],
      '--low-years: year 2 is there twice',
    ],
    [
      'low years of another form',
      ['--hired', '2024-02-01', '--until', '2024-09-01', '--basis', 'hire-date', '--low-years', '2=6'],
      'Write it as 2:6',
    ],
  ])('says what is wrong: %s', async (_name, args, message) => {
    const { code, out, err } = await daybook(['leave', 'grants', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('leave grants of a yearly allowance', () => {
  const allowance = (...more: string[]) =>
    daybook(['leave', 'grants', '--basis', 'allowance', '--hired', '2025-07-02', '--until', '2027-08-01', ...more]);

  it('vests when the fiscal year begins, the first by the days that remain, or on the anniversaries', async () => {
    const { code, out, err } = await allowance('--days', '20', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^\[{"kind": "allowance", "on": "2025-07-02", "days": 10\.5, "usableUntil": "2025-12-31"}, .*\]\n$/,
    );
    const of = (text: string) =>
      JSON.parse(text).map((g: { on: string; days: number; usableUntil: string }) => [g.on, g.days, g.usableUntil]);
    expect(of(out)).toEqual([
      ['2025-07-02', 10.5, '2025-12-31'],
      ['2026-01-01', 20, '2026-12-31'],
      ['2027-01-01', 20, '2027-12-31'],
    ]);
    const april = await allowance('--days', '25', '--fiscal-start', '04-01', '--rounding', 'hundredth', '--json');
    // 2025-07-02 to 2026-03-31: 273 of 365 days.
    expect(of(april.out)[0]).toEqual(['2025-07-02', 18.7, '2026-03-31']);
    expect((await allowance('--days', '25', '--vests', 'anniversary')).out).toBe(
      [
        'Accrues     Kind        Days  Usable until',
        '2025-07-02  allowance  25.00  2026-07-01',
        '2026-07-02  allowance  25.00  2027-07-01',
        '2027-07-02  allowance  25.00  2028-07-01',
        '',
        '3 grants, 75.00 days',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['without days', [], '--days is missing: add --days 25'],
    ['with no number of days', ['--days', 'many'], '--days: not a number: many. Write it as 25'],
    ['with more days than the settings take', ['--days', '61'], '--days: not from 1 to 60: 61'],
    [
      'on a day of its own',
      ['--days', '9', '--vests', 'monthly'],
      '--vests: none of fiscal-start, anniversary: monthly',
    ],
    ['with attendance', ['--days', '9', '--low-years', '2:6'], '--low-years: not of --basis allowance'],
    ['with a hire on no day', ['--days', '9', '--hired', '2025-02-30'], '--hired: there is no such day: 2025-02-30'],
  ])('says what is wrong: %s', async (_name, args, message) => {
    const { code, out, err } = await allowance(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('has options that the law’s bases do not take, and a basis that nobody has is named', async () => {
    const lawful = ['leave', 'grants', '--hired', '2024-02-01', '--until', '2024-09-01', '--basis'];
    expect((await daybook([...lawful, 'hire-date', '--days', '20'])).err).toContain(
      '--days: only of --basis allowance',
    );
    expect((await daybook([...lawful, 'yearly'])).err).toContain('yearly; a yearly one is allowance');
  });
});

describe('days before the hire', () => {
  it('vest nothing, and are told of: dates are easily exchanged', async () => {
    const args = ['--hired', '2024-07-01', '--until', '2023-09-01', '--basis', 'fiscal-year', '--json'];
    expect(await daybook(['leave', 'grants', ...args])).toEqual({
      code: 0,
      out: '[]\n',
      err: 'daybook: --until 2023-09-01 is before the hire on 2024-07-01: nothing vests\n',
    });
  });
});

describe('help', () => {
  it('lists the commands, and the options of each', async () => {
    const all = await daybook(['--help']);
    expect(all.code).toBe(0);
    expect(all.out).toContain('attendance count');
    expect(all.out).toContain('leave grants');
    const one = await daybook(['leave', 'grants', '--help']);
    expect(one.code).toBe(0);
    expect(one.out).toContain('--low-years 2:6');
  });

  it('comes with the exit code 2 for an unknown command, or none', async () => {
    expect(await daybook(['leave', 'grant'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('no command "leave grant"'),
    });
    expect(await daybook([])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('say which command') });
  });
});
