import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed, type FactsChange, type FactsContext, factProblems, stepsOf } from '../../src/people/facts.ts';
import { managersOf, roleOf } from '../../src/people/may.ts';
import { organisationOf } from '../../src/people/organisation/rules.ts';
import type { Person } from '../../src/people/rules.ts';
import { person } from './people.ts';

const context = (...people: Person[]): FactsContext => ({
  people: new Map(people.map(p => [p.user, p])),
  today: '2026-11-24',
  teams: organisationOf([
    { id: 't-dev', name: '개발팀' },
    { id: 't-old', name: '옛팀', archived: true },
  ]),
  roleOf: p => roleOf(p, { named: [], leads: new Set() }),
});
const owner = person('UO', { owner: true });
const codes = (ctx: FactsContext, changes: Record<string, FactsChange>) =>
  factProblems(new Map(Object.entries(changes)), ctx).map(p => `${p.user} ${p.field} ${p.code}`);

describe('a fact', () => {
  const ctx = context(
    owner,
    person('U1', { manager: 'U2' }),
    person('U2', { manager: 'U3' }),
    person('U3', { employeeNo: '7' }),
    person('UX', { deleted: true }),
  );
  const cases: [FactsChange, string[]][] = [
    [{ hiredOn: '2024-02-29', employeeNo: 'A-12', teamId: 't-dev', manager: 'U3', arrangement: 'fixed' }, []],
    [{ hiredOn: '2023-02-29' }, ['U1 hiredOn not-a-date']],
    [{ hiredOn: '1899-12-31' }, ['U1 hiredOn too-early']],
    [{ hiredOn: '2027-11-25' }, []],
    [{ hiredOn: '2027-11-26' }, ['U1 hiredOn too-far-ahead']],
    [{ employeeNo: '7' }, ['U1 employeeNo number-taken']],
    [{ employeeNo: '=HYPERLINK(1)' }, ['U1 employeeNo bad-number']],
    [{ employeeNo: '1.2E+05' }, ['U1 employeeNo bad-number']],
    [{ employeeNo: '9'.repeat(31) }, ['U1 employeeNo too-long']],
    [{ teamId: 't-404' }, ['U1 teamId unknown-team']],
    [{ teamId: 't-old' }, ['U1 teamId unknown-team']],
    [{ manager: 'U1' }, ['U1 manager own-manager']],
    [{ manager: 'UX' }, ['U1 manager manager-left']],
    [{ manager: 'U404' }, ['U1 manager unknown-manager']],
    [{ manager: null, role: 'hr' }, []],
    [{ hiredOn: '2024-03-02', lastDay: '2024-03-02' }, []],
    [{ hiredOn: '2024-03-02', lastDay: '2024-03-01' }, ['U1 lastDay before-hire']],
    [{ lastDay: '2027-11-26' }, ['U1 lastDay too-far-ahead']],
    [{ arrangement: 'fixed', hours: '22:00', schedule: 'mon 5:00' }, []],
    [{ arrangement: 'fixed', hours: '08:00-11:00' }, ['U1 hours hours-do-not-fit']],
    [{ arrangement: 'selective', hours: '08:00' }, ['U1 hours hours-do-not-fit']],
    [{ hours: '08:00' }, ['U1 hours hours-without-arrangement']],
    [{ arrangement: 'fixed', hours: 'eight' }, ['U1 hours bad-hours']],
    [{ schedule: '월 5시간' }, ['U1 schedule bad-schedule']],
    [{ schedule: 'mon 5:00', termsFrom: '2027-11-26' }, ['U1 termsFrom too-far-ahead']],
  ];
  it.each(cases)('%o: %o', (change, expected) => {
    expect(codes(ctx, { U1: change })).toEqual(expected);
  });

  describe('a schedule in Korea', () => {
    const korea = { ...ctx, koreaOf: () => ({ arrangement: 'staggered' as const }) };
    const nine = 'mon 9:00, tue 9:00, wed 9:00, thu 9:00, fri 4:00';
    it.each<[string, FactsChange, string[]]>([
      ['of 40 hours', { schedule: 'mon 8:00, tue 8:00, wed 8:00, thu 8:00, fri 8:00' }, []],
      ['with a day of 9 hours', { schedule: nine }, ['U1 schedule over-legal-day']],
      ['with a day of 9 hours, selective', { schedule: nine, arrangement: 'selective' }, []],
      [
        'of 48 hours',
        { schedule: 'mon 8:00, tue 8:00, wed 8:00, thu 8:00, fri 8:00, sat 8:00' },
        ['U1 schedule over-legal-week'],
      ],
    ])('%s', (_, change, expected) => {
      expect(codes(korea, { U1: change })).toEqual(expected);
      expect(codes(ctx, { U1: change })).toEqual([]);
    });

    it('with a day of 9 hours does not become fixed', () => {
      const people = context(owner, person('U1', { schedule: nine, arrangement: 'selective' }));
      expect(codes({ ...people, koreaOf: () => ({ arrangement: 'fixed' }) }, { U1: { arrangement: 'fixed' } })).toEqual(
        ['U1 schedule over-legal-day'],
      );
    });
  });

  it('managers make no loop, however long', () => {
    expect(codes(ctx, { U3: { manager: 'U1' } })).toEqual(['U3 manager manager-loop']);
    expect(codes(ctx, { U3: { manager: 'U1' }, U2: { manager: null } })).toEqual([]);
  });

  it('managers make no loop with leads of teams either', () => {
    const led = {
      ...context(owner, person('A'), person('B', { teamId: 't-a' }), person('C', { manager: 'B' })),
      teams: organisationOf([{ id: 't-a', name: 'A', lead: 'A' }]),
    };
    for (const manager of ['B', 'C']) expect(codes(led, { A: { manager } })).toEqual(['A manager manager-loop']);
    expect(codes(led, { A: { manager: 'UO' }, B: { manager: 'UO' } })).toEqual([]);
    expect(codes(led, { A: { manager: 'C' }, C: { manager: null } })).toEqual([]);
  });

  it('changes made together are validated together', () => {
    const two = context(owner, person('U1', { employeeNo: '1' }), person('U2', { employeeNo: '2' }));
    expect(codes(two, { U1: { employeeNo: '2' }, U2: { employeeNo: '1' } })).toEqual([]);
    expect(codes(two, { U1: { employeeNo: '3' }, U2: { employeeNo: '3' } })).toEqual([
      'U1 employeeNo number-taken',
      'U2 employeeNo number-taken',
    ]);
  });

  it('an owner remains', () => {
    expect(codes(context(owner, person('U1')), { UO: { role: 'employee' } })).toEqual(['UO role last-owner']);
    expect(codes(context(owner, person('U1')), { UO: { role: 'hr' }, U1: { role: 'owner' } })).toEqual([]);
    expect(codes(context(owner, person('U1', { role: 'owner', deleted: true })), { UO: { role: 'hr' } })).toEqual([
      'UO role last-owner',
    ]);
  });

  it('is validated beside what it depends on', () => {
    const p = person('U1', { arrangement: 'fixed', hours: '22:00', lastDay: '2026-12-31' });
    expect(codes(context(owner, p), { U1: { arrangement: 'staggered' } })).toEqual(['U1 hours hours-do-not-fit']);
    expect(codes(context(owner, p), { U1: { arrangement: null } })).toEqual(['U1 hours hours-without-arrangement']);
    expect(codes(context(owner, p), { U1: { hiredOn: '2027-01-01' } })).toEqual(['U1 lastDay before-hire']);
  });

  it('what stands already is no change, and is not validated again', () => {
    const old = person('U1', { employeeNo: '=old', manager: 'UX' });
    expect(stepsOf(old, { employeeNo: '=old', manager: 'UX', role: null })).toEqual([]);
    expect(codes(context(owner, old), { U1: { employeeNo: '=old', teamId: 't-dev' } })).toEqual([]);
    expect(stepsOf(old, { employeeNo: null, teamId: 't-dev' })).toEqual([
      { field: 'employeeNo', from: '=old' },
      { field: 'teamId', to: 't-dev' },
    ]);
  });
});

it('changes without a problem never leave a loop, a number twice, or nobody who owns', () => {
  const users = ['UO', 'U1', 'U2', 'U3', 'U4'];
  const change = fc.record(
    {
      manager: fc.option(fc.constantFrom(...users), { nil: null }),
      employeeNo: fc.option(fc.constantFrom('1', '2', '3'), { nil: null }),
      role: fc.option(fc.constantFrom('employee' as const, 'hr' as const, 'owner' as const), { nil: null }),
    },
    { requiredKeys: [] },
  );
  const rounds = fc.array(fc.dictionary(fc.constantFrom(...users), change, { noNullPrototype: true }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(rounds, all => {
      let people = new Map(users.map(u => [u, person(u, { owner: u === 'UO' })]));
      for (const changes of all) {
        const ctx = context(...people.values());
        if (codes(ctx, changes as Record<string, FactsChange>).length > 0) continue;
        people = new Map([...people].map(([u, p]) => [u, changed(p, (changes[u] ?? {}) as FactsChange)]));
        for (const u of users) {
          const above = managersOf(u, x => people.get(x)?.manager);
          expect(above.map(a => people.get(a)?.manager)).not.toContain(u);
        }
        const numbers = [...people.values()].flatMap(p => p.employeeNo ?? []);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect([...people.values()].some(p => ctx.roleOf(p) === 'owner')).toBe(true);
      }
    }),
  );
});
