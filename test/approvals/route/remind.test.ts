import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Due,
  isUrgent,
  type ReminderPolicy,
  remindersDue,
  remindersMoved,
  type WaitingRequest,
  waitingRequest,
} from '../../../src/approvals/route/remind.ts';
import { atLocal, type Calendar, isWorkingDay, koreanCalendar, localDate } from '../../../src/calendar/rules.ts';
import { runs } from '../../support/runs.ts';
import { Case, contextOf, hr, lent, manager, person, step, workplace } from './workplace.ts';

const calendar = koreanCalendar();
const policy: ReminderPolicy = { after: [1, 3], at: '10:00', escalateAfter: 5, zone: 'Asia/Seoul' };
const HOUR = 3_600_000;
const seoul = (text: string): number => Date.parse(`${text}:00+09:00`);
/** Tuesday afternoon */
const SINCE = seoul('2026-11-24T14:03');
const waiting = (change: Partial<WaitingRequest> = {}): WaitingRequest => ({
  id: 'r1',
  round: 1,
  step: 0,
  since: SINCE,
  approvers: [{ user: 'MIA', since: SINCE }],
  escalates: true,
  stranded: false,
  marks: [],
  ...change,
});
const zones: Record<string, string> = { MIA: 'Asia/Seoul', LEE: 'America/Los_Angeles', KIM: 'Europe/Berlin' };
const zoneOf = (user: string): string => zones[user] ?? 'Asia/Seoul';
const due = (at: string, r = waiting(), c: Calendar = calendar) => remindersDue([r], seoul(at), policy, c, zoneOf);

/** Runs the schedule from `since` on, every `every` ms, keeping marks as the machine would. */
function run(r: WaitingRequest, until: number, every = HOUR / 4): { at: number; due: Due }[] {
  const found: { at: number; due: Due }[] = [];
  let marks: string[] = [...r.marks];
  let escalates = r.escalates;
  for (let now = r.since; now < until; now += every)
    for (const d of remindersDue([{ ...r, marks, escalates }], now, policy, calendar, zoneOf)) {
      found.push({ at: now, due: d });
      if (d.do === 'remind') marks = [...marks, ...d.marks];
      if (d.do === 'escalate') escalates = false;
    }
  return found;
}
const told = (found: { at: number; due: Due }[]) =>
  found.map(
    ({ at, due: d }) => `${new Date(at + 9 * HOUR).toISOString().slice(5, 16)} ${d.do === 'remind' ? d.to : d.do}`,
  );

describe('another policy of reminders', () => {
  const since = seoul('2026-11-24T14:00');
  const asked = (user: string, change: Partial<WaitingRequest> = {}): WaitingRequest =>
    waiting({ id: user, since, approvers: [{ user, since }], ...change });
  const told = (all: Due[]) => all.map(d => (d.do === 'remind' ? `${d.to} ${d.marks.join()}` : `${d.request} ${d.do}`));
  const moved = (now: string, from: string, is: Partial<ReminderPolicy>, r: WaitingRequest[], was = policy) => {
    const found = remindersMoved(r, { now: seoul(now), from, was, is: { ...policy, ...is } }, calendar, zoneOf);
    return [told(found.was), told(found.is)];
  };

  it('is felt at once where its hour is over, else at the next one, on each clock', () => {
    const done = [1, 3].map(n => `1.0.${n}.`);
    const all = ['MIA', 'LEE'].map(user => asked(user, { marks: done.map(mark => mark + user) }));
    const sooner = { escalateAfter: 4 };
    const four = ['MIA 1.0.4.MIA', 'LEE 1.0.4.LEE', 'MIA escalate', 'LEE escalate'];
    // Whoever decides in California was asked on the 23rd of their own clock.
    const fifth = ['LEE 1.0.5.LEE'];
    expect(moved('2026-11-30T10:53', '2026-11-30', sooner, all)).toEqual([fifth, expect.arrayContaining(four)]);
    expect(moved('2026-11-30T08:00', '2026-11-30', sooner, all)).toEqual([fifth, expect.arrayContaining(four)]);
    expect(moved('2026-11-27T15:00', '2026-11-27', sooner, all)).toEqual([[], []]);
    expect(moved('2026-11-27T15:00', '2026-11-28', sooner, all)).toEqual([[], expect.arrayContaining(four)]);
  });

  it('is what the schedule does at that hour, and what it would have done', () => {
    const is = { after: [2, 4], escalateAfter: 7 };
    const any = fc.record({
      since: fc.integer({ min: 0, max: 14 * 24 }).map(h => seoul('2026-11-16T00:00') + h * HOUR),
      user: fc.constantFrom('MIA', 'LEE', 'KIM'),
      marked: fc.subarray([1, 2, 3, 4, 5, 7]),
      escalates: fc.boolean(),
    });
    /** By half hours. */
    const firstHour = (now: number, zone: string): number => {
      const isHour = (at: number): boolean => {
        const date = localDate(at, zone);
        return isWorkingDay(date, calendar) && at >= atLocal(date, '10:00', zone);
      };
      let at = now;
      while (!isHour(at)) at += HOUR / 2;
      return at;
    };
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 70 }), (all, ahead) => {
        const now = seoul('2026-11-27T00:00') + ahead * HOUR;
        const some = all.map((r, i) =>
          asked(r.user, {
            ...{ id: `r${i}`, since: r.since, escalates: r.escalates, approvers: [{ user: r.user, since: r.since }] },
            marks: r.marked.map(n => `1.0.${n}.${r.user}`),
          }),
        );
        const from = localDate(now, policy.zone);
        const found = remindersMoved(some, { now, from, was: policy, is: { ...policy, ...is } }, calendar, zoneOf);
        for (const [side, by] of [['was', policy] as const, ['is', { ...policy, ...is }] as const]) {
          const at = (r: WaitingRequest, what: Due['do']) =>
            firstHour(now, what === 'remind' ? zoneOf(r.approvers[0]?.user ?? '') : policy.zone);
          const due = some.flatMap(r =>
            (['remind', 'escalate'] as const).flatMap(what =>
              remindersDue([r], at(r, what), by, calendar, zoneOf).filter(d => d.do === what),
            ),
          );
          expect(new Set(found[side].map(d => JSON.stringify(d)))).toEqual(new Set(due.map(d => JSON.stringify(d))));
        }
      }),
      { numRuns: runs(50) },
    );
  });
});

describe('reminders', () => {
  it('come after 1 and 3 working days at 10:00, then HR may decide after 5, and they go on', () => {
    const start = waiting({ since: seoul('2026-11-24T14:00'), approvers: [{ user: 'MIA', since: SINCE }] });
    expect(told(run(start, seoul('2026-12-09T00:00')))).toEqual([
      '11-25T10:00 MIA',
      '11-27T10:00 MIA',
      '12-01T10:00 MIA',
      '12-01T10:00 escalate',
      '12-08T10:00 MIA',
    ]);
  });
  it('keep weekends and holidays free', () => {
    const before = seoul('2026-12-24T14:00');
    const found = run(
      waiting({ since: before, approvers: [{ user: 'MIA', since: before }] }),
      seoul('2026-12-31T00:00'),
    );
    expect(told(found)).toEqual(['12-28T10:00 MIA', '12-30T10:00 MIA']);
  });
  it('ring on each approver’s own clock', () => {
    const approvers = ['MIA', 'LEE', 'KIM'].map(user => ({ user, since: SINCE }));
    const found = run(waiting({ since: seoul('2026-11-24T14:00'), approvers }), seoul('2026-11-26T12:00'));
    // 10:00 in Los Angeles is 03:00 the next day in Seoul; asked on Monday evening there, reminded on Tuesday.
    expect(told(found)).toEqual(['11-25T03:00 LEE', '11-25T10:00 MIA', '11-25T18:00 KIM']);
  });
  it('wait for the morning after an outage, and what was missed is one message', () => {
    expect(due('2026-11-28T12:00')).toEqual([]);
    expect(due('2026-11-30T09:59')).toEqual([]);
    const marks = ['1.0.1.MIA', '1.0.3.MIA'];
    expect(due('2026-11-30T10:00')).toEqual([
      { do: 'remind', request: 'r1', to: 'MIA', days: 4, urgent: false, marks },
    ]);
    expect(due('2026-11-30T10:00', waiting({ marks }))).toEqual([]);
    expect(due('2026-11-30T23:59', waiting({ marks: ['1.0.1.MIA'] }))).toMatchObject([{ marks: ['1.0.3.MIA'] }]);
    expect(due('2026-11-30T10:00', waiting({ marks, round: 2 }))).toHaveLength(1);
  });
  it('are urgent when a leave starts tomorrow, with one of their own on that morning', () => {
    const asked = waiting({ marks: ['1.0.1.MIA'], starts: '2026-11-27' });
    expect(due('2026-11-25T11:00', asked)).toEqual([]);
    expect(due('2026-11-26T10:00', asked)).toMatchObject([{ urgent: true, marks: ['1.0.urgent.MIA'] }]);
    expect(due('2026-11-26T12:00', { ...asked, marks: [...asked.marks, '1.0.urgent.MIA'] })).toEqual([]);
    // Asked the afternoon before: the card itself was urgent then.
    const late = { since: seoul('2026-11-26T14:00') };
    expect(due('2026-11-26T15:00', waiting({ ...asked, ...late, approvers: [{ user: 'MIA', ...late }] }))).toEqual([]);
    // On Wednesday morning in Los Angeles it is Thursday at the workplace.
    const far = { ...asked, approvers: [{ user: 'LEE', since: SINCE }] };
    expect(due('2026-11-26T03:00', far)).toMatchObject([{ to: 'LEE', urgent: true }]);
    expect(isUrgent('2026-11-27', '2026-11-25', calendar)).toBe(false);
    expect(isUrgent('2026-11-30', '2026-11-27', calendar)).toBe(true);
    expect(isUrgent('2026-11-30', '2026-11-26', calendar)).toBe(false);
    expect(isUrgent('2026-11-20', '2026-11-26', calendar)).toBe(true);
    expect(isUrgent('2126-11-20', '2026-11-26', calendar)).toBe(false);
  });
  it('ask first that a step be passed on that nobody can decide', () => {
    expect(due('2026-11-24T15:00', waiting({ stranded: true }))).toEqual([{ do: 'skip', request: 'r1' }]);
  });
  it('look at the step as it is: delegates, people on leave, HR after escalation', () => {
    const w = workplace({ delegations: [lent('MIA', 'DAVID')] });
    const c = new Case(w, [step('any', manager, person('X')), step('any', hr)]);
    const read = () => waitingRequest('r1', c.facts, contextOf(w, 'system'));
    expect(read()).toMatchObject({
      step: 0,
      escalates: true,
      approvers: [{ user: 'MIA' }, { user: 'DAVID', for: 'MIA' }, { user: 'X' }],
    });
    w.onLeave.add('MIA');
    w.delegations = [];
    expect(read()?.approvers.map(a => a.user)).toEqual(['X']);
    c.escalates();
    expect(read()).toMatchObject({ escalates: false });
    expect(read()?.approvers).toContainEqual({ user: 'HANA', since: w.now });
    c.approves('X');
    expect(read()).toMatchObject({ step: 1, escalates: false, since: w.now });
    c.approves('HANA');
    expect(read()).toBeUndefined();
  });
  it('come each exactly once, however often the schedule runs, and never at night or on a day off', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 30 });
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 7, max: 700 }),
        fc.constantFrom('MIA', 'LEE', 'KIM'),
        (start, every, user) => {
          const since = seoul('2026-09-14T00:00') + start * 60_000;
          const found = run(waiting({ since, approvers: [{ user, since }] }), since + 21 * 24 * HOUR, every * 60_000);
          const marks = found.flatMap(f => (f.due.do === 'remind' ? f.due.marks : []));
          expect(new Set(marks).size).toBe(marks.length);
          expect(found.filter(f => f.due.do === 'escalate')).toHaveLength(1);
          // Three weeks hold at least 8 working days even at Chuseok.
          for (const n of [1, 3, 5]) expect(marks).toContain(`1.0.${n}.${user}`);
          for (const f of found) {
            const zone = f.due.do === 'remind' ? zoneOf(user) : policy.zone;
            const clock = new Intl.DateTimeFormat('en', {
              timeZone: zone,
              hourCycle: 'h23',
              hour: 'numeric',
              weekday: 'short',
            });
            const parts = Object.fromEntries(clock.formatToParts(f.at).map(p => [p.type, p.value]));
            expect(Number(parts.hour)).toBeGreaterThanOrEqual(10);
            expect(['Sat', 'Sun']).not.toContain(parts.weekday);
          }
        },
      ),
      { numRuns: runs(60) },
    );
  });
});
