import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hoursModel } from '../blocks/weekly.ts';
import type { Staff } from '../scripts/demo/staff.ts';
import { LEAVE } from '../src/absence/leaves.ts';
import { REQUESTS } from '../src/approvals/store.ts';
import { summariesOf } from '../src/attendance/records.ts';
import type { WorkdayDoc } from '../src/attendance/schema.ts';
import { WORKDAYS } from '../src/attendance/store.ts';
import { leaveByMonth } from '../src/balances/by-month.ts';
import { atLocal, datesBetween, mondayOf, monthBounds } from '../src/calendar/rules.ts';
import { usesOfAll } from '../src/grants/balances.ts';
import { ANNUAL } from '../src/grants/ledger/types.ts';
import { statusFor } from '../src/home/actions.ts';
import { words } from '../src/i18n/index.ts';
import { BUILTIN } from '../src/leave-record/types/builtin.ts';
import { type PersonPayroll, payrollOf } from '../src/payroll/gather.ts';
import type { Person } from '../src/people/rules.ts';
import { boardRows } from '../src/reports/board.ts';
import { summaryFacts } from '../src/reports/delivery.ts';
import { ownWeekOf } from '../src/reports/own-week.ts';
import { summarize } from '../src/reports/summary.ts';
import { weekRows } from '../src/reports/weeks.ts';
import { officeStore } from '../src/settings/offices-store.ts';
import { policyStore } from '../src/settings/store.ts';
import { monthSummaries, personMonth } from '../src/timesheets/actions.ts';
import { monthTable } from '../src/timesheets/csv.ts';
import { monthHours } from '../src/timesheets/people.ts';
import type { PersonMonth } from '../src/timesheets/person-month.ts';
import type { MonthSummary, MonthTotals } from '../src/timesheets/rules.ts';
import type { Running } from '../src/workspace/open.ts';
import { type Company, generatedCompany } from './support/company.ts';
import type { TestDatabase } from './support/database.ts';

const ZONE = 'Asia/Seoul';
const NOW = Date.parse('2026-11-30T10:53:00+09:00');
const MONTHS = ['2026-09', '2026-10', '2026-11'];
const PEOPLE = 40;
const w = words('en');
const BERLIN = { zone: 'Europe/Berlin', holidays: 'de', region: null, language: 'en' } as const;

/** What the month and the file for payroll have both. */
const SHARED = [
  'worked',
  'break',
  'leave',
  'overtime',
  'beyondContract',
  'unapproved',
  'holiday8',
  'holidayBeyond',
] as const;

describe('a company of 40 over three months', () => {
  let company: Company;
  let running: Running;
  let people: Person[];
  const own = new Map<string, PersonMonth>();
  const listed = new Map<string, MonthSummary>();
  const paid = new Map<string, PersonPayroll>();
  const keys = (): [Person, string, string][] =>
    people.flatMap(person =>
      MONTHS.map((month): [Person, string, string] => [person, month, `${person.user} ${month}`]),
    );

  beforeAll(async () => {
    company = await generatedCompany({ people: PEOPLE, days: 92, now: NOW });
    const { database, slack, staff } = company;
    // On a busy machine the tests take minutes, during which whoever is in would work on.
    slack.clock.now = () => NOW;
    const { db } = database;
    const team = slack.team.id;
    await extraWork(database, team, staff);
    const change = { workingTime: { overtimeNeedsApproval: true } };
    await policyStore(db).add(team, 0, { from: '2026-10-01', change, by: 'U', at: NOW, key: 'needs approval' });
    await officeStore(db).insert({
      ...{ _id: `${team}:berlin`, team, id: 'berlin', name: 'Berlin', archived: false, history: [], effects: [] },
      versions: [{ version: 1, from: '', values: BERLIN, by: 'U', at: NOW, key: 'berlin' }],
    });
    const abroad = staff.slice(2, 4).map(s => s.user);
    const office = { office: 'berlin', terms: [{ from: '', office: 'berlin' }] };
    await db.collection('people').updateMany({ team, user: { $in: abroad } }, { $set: office });
    running = await company.open();
    const { ws } = running;
    people = [...(await ws.people.active())];
    for (const month of MONTHS) {
      for (const person of people) own.set(`${person.user} ${month}`, await personMonth(ws, person, month));
      for (const s of await monthSummaries(ws, people, month)) listed.set(`${s.user} ${month}`, s);
      const { first: from, last: to } = monthBounds(`${month}-01`);
      for await (const p of payrollOf(ws, people, { from, to })) paid.set(`${p.person.user} ${month}`, p);
    }
  }, 120_000);
  afterAll(() => company?.close());

  const monthOf = (key: string): PersonMonth => own.get(key) as PersonMonth;

  it('has every kind of minute in it', () => {
    expect(people).toHaveLength(PEOPLE);
    expect(people.filter(p => running.ws.policy.of(p).zone === BERLIN.zone)).toHaveLength(2);
    const all = (of: (t: MonthTotals) => number): number =>
      [...own.values()].reduce((sum, m) => sum + of(m.record.totals), 0);
    for (const name of [...SHARED, 'night'] as const) expect([name, all(t => t[name]) > 0]).toEqual([name, true]);
  });

  it('has the sums of its days in each month', () => {
    for (const [, , key] of keys()) {
      const { days, totals } = monthOf(key).record;
      const sum = (of: (d: (typeof days)[number]) => number): number => days.reduce((all, d) => all + of(d), 0);
      expect([key, sum(d => d.summary.worked), sum(d => d.summary.break), sum(d => d.premium.overtime)]).toEqual([
        ...[key, totals.worked, totals.break, totals.overtime],
      ]);
    }
  });

  it('has the same numbers in the list of months and in each person’s own', () => {
    for (const [, , key] of keys()) {
      const { totals, period } = monthOf(key).record;
      const { worked, counted, base, owed, over } = listed.get(key) as MonthSummary;
      expect([key, worked, counted, base, owed, over]).toEqual([
        ...[key, totals.worked, totals.counted, period.base, period.owed, period.over],
      ]);
    }
  });

  it('has the same sums in the CSV file of a month', () => {
    for (const [, , key] of keys()) {
      const [heading = [], ...rows] = monthTable(monthOf(key), w);
      const sums = rows.pop() ?? [];
      for (const name of [
        'planned',
        'worked',
        'break',
        'overtime',
        'holiday8',
        'holidayBeyond',
        'unapproved',
      ] as const) {
        const column = heading.indexOf(w.myMonth.csvColumns[name]);
        expect(column).toBeGreaterThan(-1);
        const sum = rows.reduce((all, row) => all + Number(row[column]), 0);
        expect([key, name, sum, Number(sums[column])]).toEqual([key, name, sum, monthOf(key).record.totals[name]]);
        expect(sum).toBe(Number(sums[column]));
      }
    }
  });

  it('hands the same numbers to payroll, day by day', () => {
    for (const [, , key] of keys()) {
      const { record } = monthOf(key);
      const { figures, days } = paid.get(key) as PersonPayroll;
      expect([key, ...SHARED.map(name => figures[name]), figures.night, figures.owed, figures.contract]).toEqual([
        ...[
          key,
          ...SHARED.map(name => record.totals[name]),
          record.totals.night,
          record.period.owed,
          record.period.base,
        ],
      ]);
      for (const d of days) {
        const { summary, premium } = record.days.find(m => m.date === d.date) ?? {};
        expect([key, d.date, d.worked, d.overtime, d.night]).toEqual([
          ...[key, d.date, summary?.worked, premium?.overtime, summary?.night],
        ]);
      }
    }
  });

  it('has the same weeks in the weekly report, on the board of 52 hours and in one’s own week', async () => {
    const mondays = datesBetween('2026-09-07', '2026-11-30').filter(date => mondayOf(date) === date);
    for (const monday of mondays) {
      const rows = new Map((await weekRows(running.ws, people, monday)).map(r => [r.user, r]));
      for (const { user } of people) {
        // A week of two months stands in the first one's whole weeks, too.
        const { record, summary } = monthOf(`${user} ${monday.slice(0, 7)}`);
        const week = record.weeks.find(x => x.monday === monday);
        const row = rows.get(user);
        expect([user, monday, row?.worked, row?.planned, row?.leave, row?.left]).toEqual([
          ...[user, monday, week?.worked, week?.planned, week?.leave, week?.toCap],
        ]);
        const { worked, planned, rest, days } = ownWeekOf(summary, monday, []);
        expect([worked, planned]).toEqual([week?.worked, week?.planned]);
        expect(days.reduce((sum, d) => sum + d.worked, 0)).toBe(worked);
        expect(days.reduce((sum, d) => sum + d.rest, 0)).toBe(rest);
      }
    }
  });

  it('shows on Home the week and the month that the month shows', async () => {
    const week = await summariesOf(running.ws, people, '2026-11-30', true);
    for (const person of people) {
      const key = `${person.user} 2026-11`;
      const home = await statusFor(running.ws, { person, w });
      const { weeks, period } = monthOf(key).record;
      const thisWeek = weeks.find(x => x.monday === mondayOf('2026-11-30'));
      expect([key, home.week]).toEqual([
        key,
        {
          ...{ worked: thisWeek?.worked, target: thisWeek?.planned, overtime: thisWeek?.overtime },
          holiday: (thisWeek?.holiday8 ?? 0) + (thisWeek?.holidayBeyond ?? 0),
          unapproved: thisWeek?.unapproved,
        },
      ]);
      if (home.owed !== undefined) expect([key, home.owed]).toEqual([key, Math.ceil(period.owed)]);
      expect([key, week.get(person.user)?.summary.week('2026-11-30').worked]).toEqual([key, thisWeek?.worked]);
    }
  });

  it('names in the daily summary the hours of the day and of the week that the month has', async () => {
    const date = '2026-11-27';
    const { present, overWeek } = summarize((await summaryFacts(running.ws, { date }))(w), w);
    const named = (name: string) => people.filter(p => p.name === name).map(p => monthOf(`${p.user} 2026-11`).record);
    expect(present.length).toBeGreaterThan(PEOPLE / 2);
    for (const { name, worked } of present)
      expect([name, named(name).map(r => r.days.find(d => d.date === date)?.summary.worked)]).toEqual([
        name,
        expect.arrayContaining([worked]),
      ]);
    expect(overWeek).not.toEqual([]);
    for (const { name, worked } of overWeek)
      expect([name, named(name).map(r => r.weeks.find(x => x.monday === mondayOf(date))?.worked)]).toEqual([
        name,
        expect.arrayContaining([worked]),
      ]);
  });

  it('draws the same hours and leave in its charts', async () => {
    const { ws } = running;
    const o = { title: '', most: PEOPLE };
    const hoursOf = (minutes: number): number => Math.round(minutes / 6) / 10;
    const monday = '2026-11-23';
    const board = await boardRows(ws, company.seeded.owner, { monday, filter: 'all', team: '', query: '', page: 1 });
    const week = hoursModel(board.found, o, w);
    expect(week.series[0]?.values).toEqual(
      board.found.map(r =>
        hoursOf(monthOf(`${r.user} 2026-11`).record.weeks.find(x => x.monday === monday)?.worked ?? 0),
      ),
    );
    const query = { month: '2026-11', query: '', filter: 'all', page: 1 } as const;
    const rows = await monthHours(ws, company.seeded.owner, query);
    expect(rows).toHaveLength(PEOPLE);
    const month = hoursModel(
      rows.map(r => ({ ...r, planned: r.base })),
      o,
      w,
    );
    expect(month.series[0]?.values).toEqual(rows.map(r => hoursOf(monthOf(`${r.user} 2026-11`).record.totals.worked)));
    // The office of two was written without counting their leave again.
    const here = people.filter(p => p.office === undefined);
    const all = await usesOfAll(ws);
    const uses = here.flatMap(p => all.get(p.user) ?? []);
    const about = { pool: ANNUAL, poolName: '', whom: undefined, today: '2026-11-30' };
    const [taken = [], planned = []] = leaveByMonth(uses, about, w).series.map(s => s.values);
    const annual = new Set(BUILTIN.filter(t => t.pool === ANNUAL).map(t => t.id));
    for (const name of MONTHS) {
      const leaves = here.flatMap(p => paid.get(`${p.user} ${name}`)?.leaves ?? []);
      // A part-timer's day off is a day in the file, and its hours in the balance.
      const minutes = leaves.filter(l => annual.has(l.type)).reduce((total, l) => total + l.minutes, 0);
      const at = Number(name.slice(5)) - 1;
      expect(minutes).toBeGreaterThan(0);
      expect([name, (taken[at] ?? 0) + (planned[at] ?? 0)]).toEqual([name, minutes / 480]);
    }
  });
});

/** Nights, Saturdays, Sundays and missed breaks, some of it approved as overtime before. */
async function extraWork({ db }: TestDatabase, team: string, staff: readonly Staff[]): Promise<void> {
  const days = db.collection<WorkdayDoc>(WORKDAYS);
  const at = (date: string, time: string): number => atLocal(date, time, ZONE);
  const worked = (user: string, date: string, from: string, to: string): WorkdayDoc => ({
    ...{ _id: `${team}:${user}:${date}`, team, user, date, zone: ZONE, effects: [], open: false, version: 2 },
    spans: [{ in: at(date, from), out: at(date, to), place: 'office', breaks: [] }],
    history: [
      { at: at(date, from), by: user, what: 'check-in', key: `in:${date}`, place: 'office' },
      { at: at(date, to), by: user, what: 'check-out', key: `out:${date}` },
    ],
  });
  const off = datesBetween('2026-09-01', '2026-11-29').filter(d => [6, 7].includes(new Date(d).getUTCDay() || 7));
  await days.insertMany(
    staff
      .slice(0, 12)
      .flatMap(({ user, hiredOn }, n) =>
        off
          .filter((date, i) => i % 12 === n && date > hiredOn)
          .map(date => worked(user, date, '09:00', n % 2 ? '20:30' : '14:00')),
      ),
  );
  // Late into the night on a working day, without a break.
  for (const [n, { user }] of staff.slice(4, 16).entries()) {
    const date = `2026-1${n % 2}-${String(12 + (n % 8)).padStart(2, '0')}`;
    const { spans, history } = worked(user, date, '13:00', '23:40');
    await days.updateOne({ _id: `${team}:${user}:${date}` }, { $set: { spans, history } });
  }
  expect(await db.collection(REQUESTS).countDocuments({ team, kind: LEAVE })).toBeGreaterThan(PEOPLE);
}
