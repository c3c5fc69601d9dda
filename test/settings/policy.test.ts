import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateProblem, lawProblems, plannedProblems, policyProblems } from '../../src/settings/check.ts';
import {
  ahead,
  applied,
  changeBetween,
  changeSchema,
  difference,
  inForce,
  type PolicyChange,
  type PolicyVersion,
  policyDefaults,
  policySchema,
  since,
} from '../../src/settings/policy.ts';
import { policyInForce } from '../../src/settings/policy-in-force.ts';
import type { PolicyStore } from '../../src/settings/store.ts';
import { inBulk, isBulk } from '../../src/shared/request.ts';

const defaults = policyDefaults({
  adminChannel: '#daybook-admin',
  timeZone: 'Asia/Seoul',
  language: 'ko',
  summaryAt: '18:30',
});
const version = (n: number, from: string, change: PolicyChange): PolicyVersion => ({
  ...{ version: n, from, change, by: 'U1', at: n, key: `k${n}` },
});
const fixed = (start: string): PolicyChange => ({ workingTime: { arrangement: 'fixed', start } });

describe('the policy in force', () => {
  it('is the defaults until something is set, and they have no problem', () => {
    expect(policyProblems(defaults)).toEqual([]);
    expect(inForce(defaults, [], '2026-11-24')).toEqual(defaults);
  });

  it('is read as for a press where a job begins to read it: presses wait for that, too', async () => {
    const read: boolean[] = [];
    const store: PolicyStore = {
      get: async () => {
        read.push(isBulk());
        return { version: 0, versions: [] };
      },
      add: async () => false,
    };
    const policy = policyInForce({ store, clock: { now: () => 0 }, team: 'T1', defaults });
    await Promise.all([inBulk(() => policy.refreshPolicy()), policy.refreshPolicy()]);
    expect(read).toEqual([false]);
  });

  it('changes on the day of a change, and only in what it changes', () => {
    const versions = [
      version(1, '2026-12-01', fixed('10:00')),
      version(2, '2026-11-01', { leave: { rounding: 'whole' } }),
    ];
    expect(inForce(defaults, versions, '2026-10-31')).toEqual(defaults);
    expect(inForce(defaults, versions, '2026-11-30')).toEqual(applied(defaults, { leave: { rounding: 'whole' } }));
    expect(inForce(defaults, versions, '2026-12-01').workingTime).toEqual({
      ...defaults.workingTime,
      arrangement: 'fixed',
      start: '10:00',
    });
    expect(since(versions, 'workingTime', '2026-11-30')).toBeUndefined();
    expect(since(versions, 'workingTime', '2026-12-24')?.version).toBe(1);
    expect(ahead(versions, 'workingTime', '2026-11-24').map(v => v.version)).toEqual([1]);
  });

  it('of two changes from one day is what was saved last', () => {
    const versions = [version(2, '2026-12-01', fixed('10:00')), version(1, '2026-12-01', fixed('08:00'))];
    expect(inForce(defaults, versions, '2026-12-01').workingTime.start).toBe('10:00');
    // A change that was planned for later stays planned.
    expect(
      inForce(defaults, [...versions, version(3, '2026-11-01', fixed('07:00'))], '2026-12-01').workingTime.start,
    ).toBe('10:00');
  });
});

const day = fc.integer({ min: 0, max: 60 }).map(n => new Date(Date.UTC(2026, 10, 1 + n)).toISOString().slice(0, 10));
const change: fc.Arbitrary<PolicyChange> = fc.oneof(
  fc.constantFrom('07:00', '08:00', '09:00').map(fixed),
  fc.record({ leave: fc.record({ rounding: fc.constantFrom('half', 'whole', 'hundredth') }, { requiredKeys: [] }) }),
  fc.record({ reports: fc.record({ daily: fc.boolean(), warnWeekAt: fc.constantFrom(2700, 2880) }) }),
);
const history = fc
  .array(fc.tuple(day, change), { maxLength: 12 })
  .map(all => all.map(([from, c], i) => version(i + 1, from, c)));

describe('whatever is changed', () => {
  it('what is in force on a day before a change never changes', () => {
    fc.assert(
      fc.property(history, day, change, day, (versions, from, next, asked) => {
        const after = [...versions, version(versions.length + 1, from, next)];
        if (asked < from) expect(inForce(defaults, after, asked)).toEqual(inForce(defaults, versions, asked));
      }),
    );
  });

  it('on its own day it is what was asked for, whatever was set before it', () => {
    fc.assert(
      fc.property(history, day, change, (versions, from, next) => {
        const before = inForce(defaults, versions, from);
        const smallest = changeBetween(before, applied(before, next));
        const after = inForce(defaults, [...versions, version(versions.length + 1, from, smallest)], from);
        expect(after).toEqual(applied(before, next));
        expect(difference(before, after).length).toBe(Object.values(smallest).flatMap(g => Object.keys(g)).length);
      }),
    );
  });

  it('it does not depend on the order in which the versions are read', () => {
    fc.assert(
      fc.property(history, day, fc.nat(), (versions, asked, turn) => {
        const at = versions.length === 0 ? 0 : turn % versions.length;
        const turned = [...versions.slice(at), ...versions.slice(0, at)].reverse();
        expect(inForce(defaults, turned, asked)).toEqual(inForce(defaults, versions, asked));
      }),
    );
  });
});

describe('a difference', () => {
  it('has every value that differs, before and after', () => {
    const companyDays = [{ date: '2026-12-31', name: '종무일' }];
    expect(difference(defaults, applied(defaults, { workingTime: { zone: 'UTC', companyDays } }))).toEqual([
      { group: 'workingTime', field: 'zone', from: 'Asia/Seoul', to: 'UTC' },
      { group: 'workingTime', field: 'companyDays', from: [], to: companyDays },
    ]);
    expect(difference(defaults, structuredClone(defaults))).toEqual([]);
  });
});

describe('a policy', () => {
  const cases: [PolicyChange, string][] = [
    [{ workingTime: { zone: 'Mars/Base' } }, 'workingTime.zone not-a-zone'],
    [{ workingTime: { start: '25:00' } }, 'workingTime.start not-a-time'],
    [{ workingTime: { holidays: 'us', region: 'de-BY' } }, 'workingTime.region not-a-region'],
    [{ workingTime: { holidays: 'de', region: 'de-XX' } }, 'workingTime.region not-a-region'],
    [{ workingTime: { windowFrom: '12:00' } }, 'workingTime.windowTo not-after-start'],
    [{ workingTime: { coreFrom: '10:00' } }, 'workingTime.coreTo both-or-none'],
    [{ workingTime: { coreFrom: '10:00', coreTo: '10:00' } }, 'workingTime.coreTo not-after-start'],
    [{ workingTime: { dayLength: 20 } }, 'workingTime.dayLength out-of-range'],
    [{ workingTime: { companyDays: [{ date: '2026-02-30', name: 'x' }] } }, 'workingTime.companyDays not-a-date'],
    [
      { workingTime: { companyDays: ['a', 'b'].map(name => ({ date: '2026-12-31', name })) } },
      'workingTime.companyDays day-twice',
    ],
    [{ channels: { administrators: 'admin' } }, 'channels.administrators not-a-channel'],
    [{ leave: { fiscalStart: '02-30' } }, 'leave.fiscalStart not-a-day-of-the-year'],
    [{ approvals: { remindAgainAfter: 1 } }, 'approvals.remindAgainAfter not-after-first'],
    [{ approvals: { escalateAfter: 2 } }, 'approvals.escalateAfter not-after-first'],
    [{ records: { keepYears: 2 } }, 'records.keepYears kept-too-short'],
    [{ records: { keepYears: 11 } }, 'records.keepYears kept-too-long'],
  ];
  it.each(cases)('%o: %s', (wrong, expected) => {
    expect(policyProblems(applied(defaults, wrong)).map(p => `${p.group}.${p.field} ${p.code}`)).toEqual([expected]);
  });

  it('has at most the 8 hours of LSA 50 in Korea, judged where working time changes', () => {
    const nine = applied(defaults, { workingTime: { dayLength: 540 } });
    const wrong = [{ group: 'workingTime', field: 'dayLength', code: 'over-legal-hours' }];
    expect(lawProblems(nine, { workingTime: { dayLength: 540 } })).toEqual(wrong);
    expect(lawProblems(nine, { workingTime: { holidays: 'kr' } })).toEqual(wrong);
    expect(lawProblems(nine, { leave: { carryOver: 3 } })).toEqual([]);
    expect(lawProblems(defaults, { workingTime: { dayLength: 480 } })).toEqual([]);
    const abroad = applied(nine, { workingTime: { holidays: 'us' } });
    expect(lawProblems(abroad, { workingTime: { dayLength: 540 } })).toEqual([]);
  });

  it('compensates overtime at the rates of LSA 56 and by a written agreement, in Korea with 5 or more', () => {
    const agreed = { compensates: 'approved', agreedOn: '2026-01-05' } as const;
    const wrong = (change: PolicyChange): string[] =>
      lawProblems(applied(defaults, change), change).map(p => `${p.field} ${p.code}`);
    expect(wrong({ compensatory: agreed })).toEqual([]);
    expect(wrong({ compensatory: { compensates: 'worked' } })).toEqual(['agreedOn agreement-missing']);
    expect(
      wrong({ compensatory: { ...agreed, overtimeRate: 149, holidayRate: 100, longHolidayRate: 199, nightRate: 49 } }),
    ).toEqual(['overtimeRate', 'holidayRate', 'longHolidayRate', 'nightRate'].map(f => `${f} under-legal-rate`));
    expect(wrong({ compensatory: { compensates: 'none', overtimeRate: 100 } })).toEqual([]);
    expect(wrong({ compensatory: { ...agreed, overtimeRate: 100, fiveOrMore: false } })).toEqual([]);
    expect(wrong({ workingTime: { holidays: 'us' }, compensatory: { ...agreed, overtimeRate: 100 } })).toEqual([]);
  });

  it('is read strictly: no group and no value may be of another shape', () => {
    expect(policySchema.safeParse({ ...defaults, leave: undefined }).success).toBe(false);
    expect(changeSchema.safeParse({ leave: { rounding: 'up' } }).success).toBe(false);
    expect(changeSchema.safeParse({ nonsense: {} }).data).toEqual({});
  });

  it('changes from today on, and at most a year ahead', () => {
    expect(dateProblem('2026-11-23', '2026-11-24')).toEqual({ code: 'past' });
    expect(dateProblem('2026-11-24', '2026-11-24')).toBeUndefined();
    expect(dateProblem('2027-11-25', '2026-11-24')).toBeUndefined();
    expect(dateProblem('2027-11-26', '2026-11-24')).toEqual({ code: 'too-far-ahead' });
    expect(dateProblem('tomorrow', '2026-11-24')).toEqual({ code: 'not-a-date' });
  });

  it('may not contradict a change that is planned', () => {
    const planned = version(1, '2026-12-01', { approvals: { remindAfter: 4, remindAgainAfter: 5, escalateAfter: 6 } });
    const next = version(2, '2026-11-24', { approvals: { remindAgainAfter: 2 } });
    expect(plannedProblems(defaults, [planned, next], '2026-11-24')).toEqual([]);
    const clash = version(3, '2026-12-02', { approvals: { remindAgainAfter: 4 } });
    expect(plannedProblems(defaults, [planned, next, clash], '2026-12-02')).toEqual([
      { code: 'not-after-first', group: 'approvals', field: 'remindAgainAfter' },
    ]);
    const region = version(1, '2026-12-01', { workingTime: { holidays: 'us', region: 'us-CA' } });
    const other = version(2, '2026-12-10', { workingTime: { region: 'us-TX' } });
    const away = version(3, '2026-12-05', { workingTime: { holidays: 'de', region: null } });
    expect(plannedProblems(defaults, [region, other], '2026-12-01')).toEqual([]);
    expect(plannedProblems(defaults, [region, other, away], '2026-12-05')).toEqual([
      { code: 'not-a-region', group: 'workingTime', field: 'region' },
    ]);
  });
});
