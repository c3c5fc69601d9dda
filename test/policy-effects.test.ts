import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComingGrant, TouchedValue } from '../blocks/touched.ts';
import { changeDays, proposeDays } from '../src/absence/actions.ts';
import { addOffice, changeOffice, proposeOffice } from '../src/administration/offices.ts';
import { touchedBy, touchedByFacts, touchedByHolidays, touchedBySome } from '../src/administration/touched.ts';
import { remindApprovers } from '../src/approvals/remind.ts';
import { type RequestDoc, requests } from '../src/approvals/store.ts';
import { lastBeforeYears } from '../src/calendar/civil.ts';
import type { DayCommand, DayKind } from '../src/calendar/days.ts';
import { giveGrant } from '../src/grants/actions.ts';
import { balancesFrom, usesOf } from '../src/grants/balances.ts';
import { ANNUAL } from '../src/grants/ledger/types.ts';
import { words } from '../src/i18n/index.ts';
import { inputOf, type TypeInput } from '../src/leave/types/editing.ts';
import { saveType, typeOf } from '../src/leave/types/library.ts';
import { touchedByType } from '../src/leave/types/touched.ts';
import { builtinType } from '../src/leave-record/types/builtin.ts';
import type { LeaveType } from '../src/leave-record/types/definition.ts';
import { shown } from '../src/leave-record/units.ts';
import { changed, type FactsChange } from '../src/people/facts.ts';
import type { Person } from '../src/people/rules.ts';
import type { PolicyChange } from '../src/settings/policy.ts';
import { personMonth } from '../src/timesheets/actions.ts';
import type { Running } from '../src/workspace/open.ts';
import { type Company, generatedCompany } from './support/company.ts';
import { withRoute } from './support/requests.ts';
import { runs } from './support/runs.ts';

const TODAY = '2026-11-30';
const NOW = Date.parse(`${TODAY}T10:53:00+09:00`);
const PEOPLE = 20;

interface Figures {
  left?: TouchedValue;
  coming?: TouchedValue;
  next?: ComingGrant | undefined;
  days?: string;
  planned?: TouchedValue;
}

describe('what a change of settings is said to touch', () => {
  let company: Company;
  let running: Running;
  let by: string;

  beforeAll(async () => {
    company = await generatedCompany({ people: PEOPLE, days: 62, now: NOW });
    const { database, slack, seeded, staff } = company;
    const { db } = database;
    const team = slack.team.id;
    by = seeded.owner;
    const [partTime, own] = staff.slice(3, 5).map(s => s.user);
    const people = db.collection('people');
    const terms = { terms: [{ from: '', schedule: 'mon 4:00, tue 4:00, wed 4:00, thu 4:00, fri 4:00' }] };
    const ownTimes = { arrangement: 'fixed', terms: [{ from: '', arrangement: 'fixed', hours: '10:00' }] };
    await people.updateOne({ team, user: partTime }, { $set: terms });
    await people.updateOne({ team, user: own }, { $set: ownTimes });
    running = await company.open();
  }, 120_000);
  afterAll(() => company?.close());

  /** As the own balance has it; `from`: of what is to come. */
  async function balanceOf(person: Person, from: string): Promise<Figures | undefined> {
    const { ws } = running;
    const own = (await balancesFrom(ws, person, requests(ws).of(ws.team, person.user))).get(ANNUAL);
    if (!own) return undefined;
    const { fullDay } = own as { fullDay?: number };
    const coming = own.upcoming.filter(g => g.on <= lastBeforeYears(from, 1));
    const [first] = coming;
    const sum = coming.reduce((total, g) => total + g.amount, 0);
    return {
      ...{ left: shown(own.left, fullDay), coming: shown(sum, fullDay) },
      days: coming.map(g => `${g.on} ${g.amount}`).join(),
      next: first && { on: first.on, amount: shown(first.amount, fullDay) },
    };
  }

  /** Of everybody, as their own balance and month have them. */
  async function figures(from: string, { leave }: PolicyChange): Promise<Map<string, Figures>> {
    const { ws } = running;
    const found = new Map<string, Figures>();
    for (const person of await ws.people.active()) {
      if (!leave) {
        const { record } = await personMonth(ws, person, from.slice(0, 7));
        found.set(person.user, { planned: { minutes: record.totals.planned } });
        continue;
      }
      const own = await balanceOf(person, from);
      if (own) found.set(person.user, own);
    }
    return found;
  }

  async function holds(change: PolicyChange, from: string): Promise<number> {
    const { ws } = running;
    const outcome = await ws.policies.propose(change, from);
    if (!outcome.ok) return 0;
    const { proposed } = outcome;
    // Another press each time, also of the same change.
    return agree(await touchedBy(ws, proposed), proposed, () =>
      ws.policies.change(by, proposed, `policy ${proposed.seen}`),
    );
  }

  /** How many figures a change moves, each as it was said. */
  async function agree(
    said: Awaited<ReturnType<typeof touchedBy>>,
    { from, change }: { from: string; change: PolicyChange },
    save: () => Promise<{ ok: boolean }>,
  ): Promise<number> {
    const { ws } = running;
    const before = await figures(from, change);
    expect(await save()).toMatchObject({ ok: true });
    await ws.policy.reload();
    await running.idle();
    const after = await figures(from, change);
    let rows = 0;
    for (const what of ['left', 'coming', 'planned'] as const) {
      if (!said.has(what)) continue;
      const expected = [...before].flatMap(([user, was]) => {
        const is = after.get(user) as Figures;
        const same = what === 'coming' ? was.days === is.days : JSON.stringify(was[what]) === JSON.stringify(is[what]);
        const next = what === 'coming' ? [was.next, is.next] : [undefined, undefined];
        return same ? [] : [[user, was[what], is[what], ...next]];
      });
      const told = said.get(what)?.map(t => [t.user, t.was, t.is, t.next?.was, t.next?.is]) ?? [];
      const byUser = (list: unknown[][]) => list.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
      expect([change, what, byUser(told)]).toEqual([change, what, byUser(expected)]);
      rows += expected.length;
    }
    return rows;
  }

  const day = fc.constantFrom(TODAY, '2026-12-01', '2026-12-20');
  const leave = fc.record({
    basis: fc.constantFrom('hire-date' as const, 'fiscal-year' as const, 'allowance' as const),
    fiscalStart: fc.constantFrom('01-01', '03-01', '07-15'),
    rounding: fc.constantFrom('half' as const, 'whole' as const, 'hundredth' as const),
    allowanceDays: fc.integer({ min: 10, max: 30 }),
    allowanceOn: fc.constantFrom('fiscal-start' as const, 'anniversary' as const),
    carryOver: fc.constantFrom(0, 5),
  });
  const workingTime = fc.record({
    arrangement: fc.constantFrom('fixed' as const, 'staggered' as const, 'selective' as const),
    start: fc.constantFrom('08:30', '10:00'),
    dayLength: fc.constantFrom(420, 450, 480),
  });

  it('is what balances and months are after it is saved', async () => {
    let rows = await holds({ leave: { basis: 'fiscal-year', fiscalStart: '03-01' } }, TODAY);
    rows += await holds({ workingTime: { dayLength: 420 } }, '2026-12-01');
    expect(rows).toBeGreaterThan(PEOPLE);
    const any = fc.tuple(
      fc.oneof(
        leave.map(l => ({ leave: l })),
        workingTime.map(t => ({ workingTime: t })),
      ),
      day,
    );
    for (const [change, from] of fc.sample(any, runs(15))) await holds(change, from);
  }, 120_000);

  it('names those whose times move, and not whoever has their own', async () => {
    const { ws } = running;
    const outcome = await ws.policies.propose({ workingTime: { arrangement: 'fixed', start: '07:30' } }, '2026-12-21');
    if (!outcome.ok) throw new Error('it was refused');
    const times = (await touchedBy(ws, outcome.proposed)).get('times') ?? [];
    const own = (await ws.people.active()).filter(p => p.arrangement === 'fixed').map(p => p.user);
    expect(own.length).toBeGreaterThan(0);
    expect(times).toHaveLength((await ws.people.active()).length - own.length);
    expect(times.filter(t => own.includes(t.user))).toEqual([]);
    expect(times[0]?.is).toEqual({ arrangement: 'fixed', from: '07:30' });
  });

  it('names those who get another zone, or another role', async () => {
    const { ws } = running;
    const said = async (change: PolicyChange) => {
      const outcome = await ws.policies.propose(change, '2026-12-21');
      if (!outcome.ok) throw new Error('it was refused');
      return touchedBy(ws, outcome.proposed);
    };
    const places = (await said({ workingTime: { zone: 'Asia/Tokyo' } })).get('place') ?? [];
    expect(places).toHaveLength((await ws.people.active()).length);
    expect(places[0]).toMatchObject({ was: { zone: 'Asia/Seoul' }, is: { zone: 'Asia/Tokyo' } });
    const roles = (await said({ people: { slackAdmins: false } })).get('role') ?? [];
    const admins = (await ws.people.active()).filter(p => p.administrator && !p.owner && !p.role).map(p => p.user);
    expect(admins).not.toEqual([]);
    expect(roles.map(r => [r.user, r.was, r.is])).toEqual(
      admins.map(user => [user, { role: 'hr' }, { role: 'employee' }]),
    );
    // Whoever works 20 hours a week has other leave by another week of full-timers.
    const partTime = (await said({ workingTime: { fullTimeWeek: 20 * 60 } })).get('coming') ?? [];
    expect(partTime.map(t => t.user)).toContain(company.staff[3]?.user);
  });

  const holidays = { workingTime: { holidays: 'kr' } } as const;

  it('of days that are added or removed is what months are afterwards, and so many leaves move', async () => {
    const { ws } = running;
    const add = (kind: DayKind, from: string, to: string) => ({ do: 'add', kind, from, to, name: 'x' }) as const;
    const commands: DayCommand[] = [
      add('company', '2026-12-24', '2026-12-24'),
      add('working', '2026-12-25', '2026-12-25'),
      add('public', '2026-12-28', '2026-12-31'),
      { do: 'remove', date: '2026-12-29' },
    ];
    for (const command of commands) {
      const proposed = await proposeDays(ws, command, undefined);
      if (!proposed.ok) throw new Error('it was refused');
      const said = await touchedByHolidays(ws, proposed.after, proposed.moved);
      let touched = 0;
      const rows = await agree(said, { from: proposed.moved.from, change: holidays }, async () => {
        const saved = await changeDays(ws, by, command, JSON.stringify(command));
        if (saved.ok) touched = saved.touched;
        return saved;
      });
      expect(rows).toBeGreaterThan(PEOPLE / 2);
      expect(said.get('leave')).toHaveLength(touched);
    }
  });

  it('of an office with other holidays is what the months of its people are, and of nobody else', async () => {
    const { ws } = running;
    const values = { zone: 'Asia/Seoul', holidays: 'kr', region: null, language: 'ko' } as const;
    expect(await addOffice(ws, by, { name: 'Busan', values, from: '' }, 'busan')).toMatchObject({ ok: true });
    const id = ws.policy.offices[0]?.id ?? '';
    const there = (await ws.people.active())
      .map(p => p.user)
      .filter(u => u !== by)
      .slice(0, 5);
    for (const user of there)
      await ws.rights.changePerson(by, user, { office: id, termsFrom: '2026-12-01' }, `to ${user}`);
    await running.idle();
    const input = {
      name: 'Busan',
      values: { ...values, holidays: 'gb', region: 'gb-ENG' } as const,
      from: '2026-12-10',
    };
    const proposed = await proposeOffice(ws, id, input);
    if (!proposed?.moved) throw new Error('it was refused');
    const said = await touchedByHolidays(ws, proposed.after, proposed.moved);
    const rows = await agree(said, { from: input.from, change: holidays }, () =>
      changeOffice(ws, by, id, input, 'england'),
    );
    expect(rows).toBeGreaterThan(0);
    expect((said.get('planned') ?? []).filter(t => !there.includes(t.user))).toEqual([]);
  });

  it('of a type of leave is whose days of it, and whose pay on leaving, are others', async () => {
    const { ws } = running;
    const say = words('en').forms.text;
    const saved = async (id: string | undefined, change: Partial<TypeInput>): Promise<LeaveType> => {
      const before = id === undefined ? undefined : (await typeOf(ws, id))?.type;
      const stands = inputOf(before ?? (builtinType('reward') as LeaveType), say, TODAY);
      const input = { ...stands, ...change };
      const key = JSON.stringify([id, change]);
      const outcome = await saveType(ws, { user: by, key, say }, id, input, before?.version ?? 0);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      return outcome.type;
    };
    const rowsOf = async (...sides: [LeaveType, LeaveType]) =>
      [...(await touchedByType(ws, ...sides))].map(([what, rows]) => [what, rows.map(r => [r.user, r.was, r.is])]);
    const refresh = await saved(undefined, { name: 'Refresh', pool: 'own', paidOut: 'no' });
    const [one = '', two = ''] = (await ws.people.active()).map(p => p.user).filter(u => u !== by);
    const filled = { kind: `extra:${refresh.id}`, on: TODAY, usableUntil: '', why: 'x' };
    for (const [user, days] of [
      [one, '3'],
      [two, '1'],
    ] as const)
      expect(await giveGrant(ws, by, user, { ...filled, days }, `refresh ${user}`)).toMatchObject({ ok: true });
    expect(await rowsOf(refresh, { ...refresh, paidOut: true })).toEqual([
      [
        'paid-out',
        [
          [one, 0, 3],
          [two, 0, 1],
        ],
      ],
    ]);
    expect(await rowsOf(refresh, { ...refresh, off: true })).toEqual([
      [
        'offered',
        [
          [one, 3, 0],
          [two, 1, 0],
        ],
      ],
    ]);
    expect(await rowsOf(refresh, { ...refresh, name: 'Other', notice: 3 })).toEqual([]);
    // Whoever has no annual leave left has nothing to lose.
    const annual = builtinType('annual') as LeaveType;
    const left = new Map<string, unknown>();
    for (const person of await ws.people.active()) left.set(person.user, (await balanceOf(person, TODAY))?.left);
    const [[, lost] = []] = (await rowsOf(annual, { ...annual, off: true })) as [string, unknown[][]][];
    expect(lost?.length).toBeGreaterThan(PEOPLE / 2);
    for (const [user, was, is] of lost ?? [])
      expect([user, was, is]).toEqual([user, left.get(String(user)), typeof was === 'number' ? 0 : { minutes: 0 }]);
  });

  /** How many figures a change of one person's facts moves, each as it was said. */
  let changes = 0;
  async function personHolds(user: string, change: FactsChange): Promise<number> {
    const { ws } = running;
    const proposed = await ws.rights.proposePerson(by, user, change);
    if (!proposed.ok || proposed.steps.length === 0) return 0;
    const said = new Map((await touchedByFacts(ws, proposed.person, proposed.after)).map(m => [m.what, m.rows]));
    const month = said.get('planned')?.[0]?.from ?? change.termsFrom ?? TODAY;
    const own = async (): Promise<Figures> => {
      const person = (await ws.people.some([user]))[0] as Person;
      const { record } = await personMonth(ws, person, month.slice(0, 7));
      return { ...(await balanceOf(person, TODAY)), planned: { minutes: record.totals.planned } };
    };
    const was = await own();
    expect(await ws.rights.changePerson(by, user, change, `change ${changes++}`)).toMatchObject({ ok: true });
    await running.idle();
    const is = await own();
    const none = { left: 0, coming: 0, days: '' };
    let moved = 0;
    for (const what of ['left', 'coming', 'planned'] as const) {
      const [old, next] = [
        { ...none, ...was },
        { ...none, ...is },
      ];
      const same =
        what === 'coming' ? old.days === next.days : JSON.stringify(old[what]) === JSON.stringify(next[what]);
      const told = said.get(what)?.map(t => [t.was, t.is, t.next?.was, t.next?.is]) ?? [];
      const grants = what === 'coming' ? [old.next, next.next] : [undefined, undefined];
      expect([change, what, told]).toEqual([change, what, same ? [] : [[old[what], next[what], ...grants]]]);
      moved += told.length;
    }
    return moved;
  }

  it('of one person is what their balance and month are after it is saved', async () => {
    // The last two keep their schedules: tests after this count days of theirs.
    const kept = [by, ...company.staff.slice(-2).map(p => p.user)];
    const others = (await running.ws.people.active()).map(p => p.user).filter(u => !kept.includes(u));
    const hired = fc
      .integer({ min: 0, max: 3500 })
      .map(n => new Date(Date.UTC(2017, 0, 1 + n)).toISOString().slice(0, 10));
    const terms = fc.constantFrom<FactsChange>(
      { schedule: 'mon 4:00, tue 4:00, wed 4:00, thu 4:00, fri 4:00' },
      { schedule: 'mon 8:00, tue 8:00, wed 8:00' },
      { schedule: null, arrangement: 'fixed', hours: '07:00' },
      { schedule: null, arrangement: 'staggered', hours: null },
      { arrangement: null, hours: null },
    );
    const change = fc.oneof(
      hired.map((hiredOn): FactsChange => ({ hiredOn })),
      fc.tuple(terms, day).map(([t, termsFrom]): FactsChange => ({ ...t, termsFrom })),
      fc.tuple(hired, terms, day).map(([hiredOn, t, termsFrom]): FactsChange => ({ hiredOn, ...t, termsFrom })),
    );
    const [first = ''] = others;
    let moved = await personHolds(first, { hiredOn: '2019-03-04' });
    moved += await personHolds(first, { schedule: 'mon 8:00, tue 8:00', termsFrom: '2026-12-01' });
    expect(moved).toBeGreaterThanOrEqual(3);
    for (const [user, c] of fc.sample(fc.tuple(fc.constantFrom(...others), change), runs(60)))
      await personHolds(user, c);
  }, 120_000);

  const leaveForm = (type: string, from: string, to: string) => ({
    ...{ period: { from, to }, form: { type, from, to, reason: '' } },
  });
  async function stored(user: string, n: number, request: object): Promise<void> {
    const { ws } = running;
    const [_id, route] = [`stored ${n}`, { purpose: 'request', at: 0, round: 1, asked: [], cards: {}, marks: [] }];
    const whose = { _id, team: ws.team, user, submission: _id, seq: 9_000 + n, kind: 'leave', version: 1, sentAt: 1 };
    await ws.db
      .collection<RequestDoc>('requests')
      .insertOne(withRoute({ ...whose, ...route, history: [], effects: [], ...request }));
  }
  const leaveOf = (user: string, n: number, type: string, from: string, to: string) =>
    stored(user, n, { ...leaveForm(type, from, to), state: 'approved' });

  it('of a person who moves to another office is their zone, and leave by the holidays there', async () => {
    const { ws } = running;
    const values = { zone: 'America/New_York', holidays: 'us', region: null, language: 'en' } as const;
    expect(await addOffice(ws, by, { name: 'New York', values, from: '' }, 'york')).toMatchObject({ ok: true });
    const office = ws.policy.offices.find(o => o.name === 'New York')?.id ?? '';
    const { user = '' } = company.staff.at(-1) ?? {};
    // A Monday that is a holiday there, and the day after.
    await leaveOf(user, 11, 'annual', '2027-01-18', '2027-01-19');
    const change = { office, termsFrom: '2027-01-01' };
    const proposed = await ws.rights.proposePerson(by, user, change);
    if (!proposed.ok) throw new Error('it was refused');
    const said = new Map((await touchedByFacts(ws, proposed.person, proposed.after)).map(m => [m.what, m.rows]));
    const zoneOf = (of: typeof values | undefined) => ({ zone: of?.zone ?? 'Asia/Seoul' });
    expect(said.get('place')?.map(r => [r.was, r.is])).toEqual([
      [expect.objectContaining(zoneOf(undefined)), expect.objectContaining(zoneOf(values))],
    ]);
    expect(said.get('leave')?.map(r => [r.was, r.is])).toEqual([[2, 1]]);
    expect(await ws.rights.changePerson(by, user, change, 'to York')).toMatchObject({ ok: true });
    await running.idle();
    expect((await usesOf(ws, user)).filter(u => u.date >= '2027-01-01').map(u => u.date)).toEqual(['2027-01-19']);
  });

  it('of a manager’s own manager is whoever is above their people afterwards', async () => {
    const { ws } = running;
    const lead = company.staff.find(p => p.leads === 'team')?.user ?? '';
    const d = await ws.rights.directory();
    const before = d.people.get(lead) as Person;
    const members = company.staff.filter(p => p.manager === lead).map(p => p.user);
    expect(members.length).toBeGreaterThan(0);
    const rows = (await touchedBySome(ws, [{ before, after: changed(before, { manager: by }) }])).find(
      m => m.what === 'manager',
    )?.rows;
    expect(await ws.rights.changePerson(by, lead, { manager: by }, 'above')).toMatchObject({ ok: true });
    const after = await ws.rights.directory();
    const nameOf = (user: string): string => after.people.get(user)?.name ?? '';
    const above = (of: typeof d, user: string) => ({ people: of.subject(user)?.managers.map(nameOf) });
    expect(rows?.map(r => [r.name, r.was, r.is])).toEqual(
      members.map(user => [nameOf(user), above(d, user), above(after, user)]),
    );
  });

  it('of who pays a type is whose approved leave of it is paid for on other days', async () => {
    const { ws } = running;
    const { user = '' } = company.staff.at(-2) ?? {};
    await leaveOf(user, 12, 'fertility', '2026-12-07', '2026-12-10');
    const before = builtinType('fertility') as LeaveType;
    const rule = before.rule as NonNullable<LeaveType['rule']>;
    const more = rule.figures.map(f => ({ ...f, values: { ...f.values, paid: (f.values.paid ?? 0) + 1 } }));
    const said = await touchedByType(ws, before, { ...before, rule: { ...rule, figures: more } });
    expect(said.get('paid')?.map(r => [r.user, r.was, r.is])).toEqual([[user, 2, 3]]);
  });

  it('of reminders and of who decides is what becomes of the requests that wait', async () => {
    const { ws } = running;
    // Members are read.
    await running.tick();
    const { staff } = company;
    const [asker = '', other = ''] = staff.filter(p => !p.leads).map(p => p.user);
    const manager = (await ws.rights.directory()).managerOf(asker) ?? '';
    const names = await ws.people.names([manager]);
    const hr = (await ws.people.administrators()).map(p => p.name);
    const since = Date.parse('2026-11-24T09:30:00+09:00');
    const waits = (user: string, n: number, rule: object, marks: string[]) =>
      stored(user, n, {
        ...{ ...leaveForm('annual', '2026-12-22', '2026-12-22'), state: 'waiting', sentAt: since, marks },
        steps: [{ need: 'any', direct: false, seats: [{ rule }], notes: [], since }],
      });
    await waits(asker, 1, { who: 'manager' }, [`1.0.1.${manager}`, `1.0.3.${manager}`]);
    await waits(other, 2, { who: 'hr' }, []);
    // Whoever decides is away today: it would go to HR, and then waits for them.
    await leaveOf(manager, 3, 'annual', TODAY, TODAY);
    const said = async (change: PolicyChange) => {
      const outcome = await ws.policies.propose(change, TODAY);
      if (!outcome.ok) throw new Error('it was refused');
      const { proposed } = outcome;
      const rows = [...(await touchedBy(ws, proposed))].map(([what, all]) => [
        what,
        all.filter(t => t.from === '2026-12-22').map(t => [t.user, t.was, t.is]),
      ]);
      return {
        rows: Object.fromEntries(rows),
        save: async () => {
          expect(await ws.policies.change(by, proposed, JSON.stringify(change))).toMatchObject({ ok: true });
          await ws.policy.reload();
        },
      };
    };
    const people = (...list: (string | undefined)[]) => ({ people: list });
    const waiting = await said({ approvals: { awayApprover: 'wait' } });
    expect(waiting.rows.asked).toEqual([
      [asker, people(...hr), people(names.get(manager))].map(v =>
        typeof v === 'object' ? { people: expect.arrayContaining(v.people) } : v,
      ),
    ]);
    await waiting.save();
    await remindApprovers(ws);
    expect((await requests(ws).of(ws.team, asker))[0]?.steps[0]?.passed).toBeUndefined();
    const sooner = await said({ approvals: { escalateAfter: 4 } });
    expect(sooner.rows.reminded).toContainEqual([asker, people(), people(names.get(manager))]);
    expect(sooner.rows.escalated).toEqual([[asker, people(), people(...hr)]]);
    await sooner.save();
    // One command each minute, after what the one before it owes.
    for (let minute = 0; minute < 3; minute++) {
      await remindApprovers(ws);
      await running.idle();
    }
    const [first] = await requests(ws).of(ws.team, asker);
    expect(first?.steps[0]?.over).toBeDefined();
    expect(first?.marks).toContain(`1.0.4.${manager}`);
    // Whoever is HR by Slack's role alone decides no more.
    const fewer = await said({ people: { slackAdmins: false } });
    const admins = (await ws.people.active()).filter(p => p.administrator && !p.owner && !p.role);
    const left = hr.filter(name => !admins.some(p => p.name === name));
    expect(admins.length).toBeGreaterThan(0);
    expect(fewer.rows.asked).toContainEqual([other, people(...hr), people(...left)]);
  });
});
