import { describe, expect, it } from 'vitest';
import { attendanceCorrections } from '../../src/grants/corrected.ts';
import { dueGrants, type VestingFacts } from '../../src/grants/due.ts';
import { ledgerOf, type PersonFacts } from '../../src/grants/facts.ts';
import { allocate } from '../../src/grants/ledger/allocate.ts';
import { balance } from '../../src/grants/ledger/balance.ts';
import { correctionsOf } from '../../src/grants/ledger/counted.ts';
import { statement } from '../../src/grants/ledger/statement.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import { whatIf } from '../../src/grants/ledger/whatif.ts';
import {
  type FilledGrant,
  handChoice,
  readAttended,
  readGrant,
  reversalOf,
  reversible,
} from '../../src/grants/rules.ts';
import { vestings } from '../../src/grants/vestings.ts';
import { UNITS_PER_DAY as DAY, unitsOf } from '../../src/leave-record/units.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { defined } from '../../src/shared/defined.ts';
import { grant, takes } from './ledger/ledgers.ts';

const TODAY = '2026-11-24';
const leave = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' }).leave;
const NOTHING = { absentMonths: [], lowYears: {} };

describe('a grant by hand', () => {
  const filled: FilledGrant = { kind: 'reward', days: '1.5', on: TODAY, usableUntil: '2027-06-30', why: ' launch ' };
  const problems = (more: Partial<FilledGrant>) => {
    const read = readGrant({ ...filled, ...more }, TODAY, { kept: '2023-11-24' });
    return read.ok ? [] : read.problems.map(p => `${p.field} ${p.code}`);
  };

  it('is read to the hundredth; compensatory leave has a pool of its own, and what has no last day never lapses', () => {
    expect(readGrant(filled, TODAY)).toEqual({
      ok: true,
      grant: { kind: 'reward', pool: 'reward', on: TODAY, usableUntil: '2027-06-30', amount: 1.5 * DAY, why: 'launch' },
    });
    expect(readGrant({ ...filled, kind: 'compensatory', days: '0.29', usableUntil: '' }, TODAY)).toMatchObject({
      grant: { pool: 'compensatory', usableUntil: '9999-12-31', amount: 29 * (DAY / 100) },
    });
    expect(problems({ kind: 'correction', days: '-0.25' })).toEqual([]);
  });

  it('is of the pool that its choice names, where somebody keeps that', () => {
    expect(handChoice('extra', [])).toEqual({ kind: 'extra', pool: 'annual' });
    expect(handChoice('extra:t1', ['t1'])).toEqual({ kind: 'extra', pool: 't1' });
    expect(handChoice('correction:t1', ['t1'])).toEqual({ kind: 'correction', pool: 't1' });
    expect(['extra:t1', 'reward:annual', 'annual', ''].map(c => handChoice(c, ['t2', 'annual']))).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('is hours for part-timers, to the minute and up to 365 full days', () => {
    const read = (days: string) => readGrant({ ...filled, days }, TODAY, { fullDay: 480 });
    const minute = DAY / 480;
    // 7.5 h are 450 minutes; 0.33 h are 19.8, the next whole one 20.
    expect(read('7.5')).toMatchObject({ grant: { amount: 450 * minute } });
    expect(read('0.33')).toMatchObject({ grant: { amount: 20 * minute } });
    // 365 × 8 h
    expect(read('2920')).toMatchObject({ ok: true });
    expect(read('2921')).toEqual({ ok: false, problems: [{ field: 'days', code: 'too-many' }] });
  });

  it.each([
    [{ kind: 'annual' }, ['kind unknown-kind']],
    [{ days: 'two' }, ['days not-a-number']],
    [{ days: '' }, ['days not-a-number']],
    [{ days: '1e2' }, ['days not-a-number']],
    [{ days: '0' }, ['days no-days']],
    [{ days: '0.125' }, ['days too-fine']],
    [{ days: '366' }, ['days too-many']],
    [{ days: '-1' }, ['days below-zero']],
    [{ kind: 'correction', days: '-1', on: '2026-11-25' }, ['on ahead-below-zero']],
    [{ kind: 'correction', days: '-1', on: '2023-11-23' }, ['on destroyed']],
    [{ on: '2026-02-30' }, ['on not-a-date']],
    [{ usableUntil: '2026-11-23' }, ['usableUntil before-first']],
    [{ why: '  ', days: '' }, ['days not-a-number', 'why no-reason']],
    [{ why: 'x'.repeat(301) }, ['why too-long']],
  ])('%j is refused beside its field', (more, wanted) => {
    expect(problems(more as Partial<FilledGrant>)).toEqual(wanted);
  });
});

describe('taking a grant back', () => {
  const annual = grant('annual:1', '2026-01-01', '2026-12-31', 15, { kind: 'annual' });
  const reward = grant('hand:1', '2026-06-01', '2026-12-31', 3);

  it('is refused in numbers while leave needs it', () => {
    const uses = takes('r', 1, ...Array.from({ length: 16 }, (_, i): [string, number] => [`2026-07-${10 + i}`, 1]));
    expect(reversible('hand:1', [annual, reward], uses, TODAY)).toEqual({ code: 'used', lacks: DAY });
    // One day of the 16 is enough to keep it; without that one, the year's own days cover all.
    expect(reversible('hand:1', [annual, reward], uses.slice(1), TODAY)).toBe(reward);
  });

  it('is done once, and never of a reversal or of what was carried over', () => {
    const undone = reversalOf(reward, TODAY, { by: 'U1' });
    expect(undone).toMatchObject({ id: 'reversal:hand:1', amount: -3 * DAY, reverses: 'hand:1' });
    expect(reversible('hand:1', [annual, reward, undone], [], TODAY)).toEqual({ code: 'reversed-already' });
    expect(reversible('reversal:hand:1', [annual, reward, undone], [], TODAY)).toEqual({ code: 'a-reversal' });
    expect(reversible('none', [annual], [], TODAY)).toEqual({ code: 'not-there' });
    const carried = grant('carry-over:annual:1', '2027-01-01', '2027-03-31', 5, { source: 'annual:1' });
    expect(reversible('annual:1', [annual, carried], [], '2027-01-05')).toEqual({ code: 'carried-over' });
  });
});

describe('attendance', () => {
  const facts = (more: Partial<VestingFacts>): VestingFacts => ({
    ...{ hiredOn: '2024-03-15', attended: NOTHING, policies: [{ from: '', leave }] },
    ...{ stored: [], uses: [], since: '1900-01-01' },
    ...more,
  });

  it('is read a year a line', () => {
    expect(readAttended({ absentMonths: ['7', '2'], lowYears: '2: 6\n 4=0', why: 'sick' })).toEqual({
      ...{ ok: true, why: 'sick' },
      attended: { absentMonths: [2, 7], lowYears: { 2: 6, 4: 0 } },
    });
    // 15 × 180 ÷ 260 = 10.3846: never rounded down; six full months are less, eleven more.
    expect(
      readAttended({ absentMonths: [], lowYears: '2: 180/260 6, 3 = 180/260 11, 4: 7.5', why: 'x' }),
    ).toMatchObject({
      attended: { lowYears: { 2: 10.39, 3: 11, 4: 7.5 } },
    });
    for (const lowYears of ['2: 261/260', '2: 1/0', '2: 15.01', '2', '0: 3', '2: 13', '2 6'])
      expect(readAttended({ absentMonths: [], lowYears, why: 'x' })).toMatchObject({
        problems: [{ field: 'lowYears', code: 'bad-years' }],
      });
  });

  it('corrects what has vested, once, and takes the correction back when it is unsaid', () => {
    const stored = dueGrants(facts({}), '2026-06-01');
    expect(stored).toHaveLength(13);
    const attended = { absentMonths: [2], lowYears: { 2: 6 } };
    const first = attendanceCorrections(facts({ stored, attended }), 1);
    expect(first.map(g => [g.id, g.on, g.amount / DAY])).toEqual([
      ['attended:monthly:2:1', '2024-05-15', -1],
      ['attended:annual:2:1', '2026-03-15', -9],
    ]);
    const then = [...stored, ...first];
    expect(attendanceCorrections(facts({ stored: then, attended }), 1)).toEqual([]);
    expect(balance(then, [], '2026-06-01').left).toBe(6 * DAY);
    const back = attendanceCorrections(facts({ stored: then }), 2);
    expect(back.map(g => [g.id, g.amount / DAY])).toEqual([
      ['attended:monthly:2:2', 1],
      ['attended:annual:2:2', 9],
    ]);
    expect(balance([...then, ...back], [], '2026-06-01').left).toBe(15 * DAY);
    // Said once more, it is nine again: the year's own days, the nine that came back among them.
    const again = attendanceCorrections(facts({ stored: [...then, ...back], attended }), 3);
    const all = [...then, ...back, ...again];
    expect(allocate(all, []).grants.find(g => g.grant.id === 'annual:2')?.left).toBe(6 * DAY);
    expect(balance(all, [], '2026-06-01').left).toBe(6 * DAY);
  });

  it('corrects the year that it is about, whatever lapses sooner', () => {
    const carried = grant('hand:1', '2026-03-15', '2026-06-14', 3, { kind: 'carry-over' });
    const stored = [...dueGrants(facts({}), '2026-05-01'), carried];
    const corrections = attendanceCorrections(
      facts({ stored, attended: { absentMonths: [], lowYears: { 2: 10 } } }),
      1,
    );
    expect(corrections.map(c => [c.corrects, c.amount / DAY])).toEqual([['annual:2', -5]]);
    const days = ['2026-05-01', '2026-06-14', '2026-06-15', '2027-03-14', '2027-03-15'];
    expect(days.map(on => balance([...stored, ...corrections], [], on).left / DAY)).toEqual([13, 13, 10, 10, 0]);
    const { lines, left } = statement([...stored, ...corrections], [], '2026-06-15');
    expect(lines.filter(l => !l.ahead).reduce((sum, l) => sum + l.amount, 0)).toBe(left);
  });

  it('is taken back with the grant that it is about: the three lines make nothing', () => {
    const stored = dueGrants(facts({}), '2026-05-01');
    const all = [
      ...stored,
      ...attendanceCorrections(facts({ stored, attended: { absentMonths: [], lowYears: { 2: 6 } } }), 1),
    ];
    const found = reversible('annual:2', all, [], '2026-05-01');
    if ('code' in found) throw new Error(found.code);
    const undone = reversalOf(found, '2026-05-01', {}, correctionsOf('annual:2', all));
    expect(undone.amount).toBe(-6 * DAY);
    expect(balance([...all, undone], [], '2026-05-01').left).toBe(0);
    const { lines } = statement([...all, undone], [], '2026-05-01');
    expect(lines.filter(l => l.date >= '2026-03-15' && !l.ahead).map(l => [l.is, l.amount / DAY])).toEqual([
      ['grant', 15],
      ['grant', -9],
      ['grant', -6],
    ]);
    expect(reversible('attended:annual:2:1', [...all, undone], [], '2026-05-01')).toEqual({ code: 'reversed-already' });
  });
});

describe('a person’s ledger', () => {
  const person = (more: Partial<PersonFacts> = {}) => ({
    ...{
      user: 'U1',
      attended: NOTHING,
      policies: [{ from: '', leave }],
      stored: [] as Grant[],
      uses: [],
      today: TODAY,
    },
    ...more,
  });
  const o = { until: '2027-12-31', useUpcoming: true, overdraw: 'refuse' as const };

  it('is none without a hire date and without a grant', () => {
    expect(ledgerOf(person(), o)).toBeUndefined();
    expect(ledgerOf(person({ stored: [grant('hand:1', TODAY, '2027-01-31', 1)] }), o)?.grants).toHaveLength(1);
  });

  it('has what vests later for leaves that lie after it, where the policy lets people use it', () => {
    const ledger = ledgerOf(person({ hiredOn: '2025-01-15' }), o);
    if (!ledger) throw new Error('no ledger');
    // Hired in January 2025: 11 monthly days until 14 January 2026 have lapsed, 15 of the first year are usable.
    expect(balance(ledger.grants, [], TODAY)).toMatchObject({
      left: 15 * DAY,
      lapsing: [{ on: '2027-01-14', amount: 15 * DAY }],
      upcoming: [{ on: '2027-01-15', amount: 15 * DAY }],
    });
    const ask = takes('r', 1, ['2027-01-14', 1], ['2027-01-15', 1]);
    expect(whatIf(ledger.grants, [], ask, TODAY).from.map(f => [f.grant.id, f.upcoming])).toEqual([
      ['annual:1', false],
      ['annual:2', true],
    ]);
    const strict = ledgerOf(person({ hiredOn: '2025-01-15' }), { ...o, useUpcoming: false });
    expect(whatIf(strict?.grants ?? [], [], ask, TODAY)).toMatchObject({ lacks: DAY, short: [{ date: '2027-01-15' }] });
  });

  it('does not begin with years of which nothing was recorded', () => {
    const ledger = ledgerOf(person({ hiredOn: '2015-03-15' }), { ...o, useUpcoming: false });
    expect(ledger?.grants.map(g => g.id)).toEqual(['annual:11']);
  });
});

describe('years under 80 %', () => {
  const second = (basis: 'hire-date' | 'fiscal-year', lowYearsBy?: 'hire-date' | 'fiscal-year') => {
    const attended = { absentMonths: [], lowYears: { 2: 10.39 }, ...defined({ lowYearsBy }) };
    return vestings({ ...leave, basis }, '2022-09-01', attended, '2025-12-31').filter(v => v.kind === 'annual')[1]
      ?.amount;
  };

  it('count by the calendar that they were recorded in', () => {
    expect(second('hire-date', 'hire-date')).toBe(unitsOf(10.39));
    expect(second('fiscal-year', 'fiscal-year')).toBe(unitsOf(10.39));
    expect(second('fiscal-year', 'hire-date')).toBe(unitsOf(15));
    expect(second('hire-date', 'fiscal-year')).toBe(unitsOf(15));
    // Older entries did not say.
    expect(second('fiscal-year')).toBe(unitsOf(10.39));
  });
});
