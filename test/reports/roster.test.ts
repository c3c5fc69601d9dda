import { describe, expect, it } from 'vitest';
import { ROSTER_PAGE, rosterModal } from '../../blocks/roster.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { WorkdayState } from '../../src/attendance/schema.ts';
import { words } from '../../src/i18n/index.ts';
import { countsOf, type RosterFacts, rosterOf } from '../../src/reports/roster.ts';
import { at, calendar, members, policyOn, state, TODAY, teamsOfThem, ZONE } from './company.ts';

const facts = (count: number, states: WorkdayState[], now = at('11:30')): RosterFacts => ({
  ...{ now, today: TODAY, zone: ZONE, calendar, policyOn, people: members(count), states, leaves: [], away: [] },
  teams: teamsOfThem(members(count)),
});
const user = (n: number): string => `U${String(n).padStart(5, '0')}`;

describe('who is in', () => {
  it('lists who is not in first, then late, on a break, in by place, away and done', () => {
    const entries = rosterOf({
      ...facts(9, [
        state(user(0), '09:00'),
        state(user(1), '08:30', { place: 'home' }),
        state(user(2), '11:20'),
        state(user(3), '09:00', { pause: '11:00' }),
        state(user(4), '08:00', { to: '11:10' }),
        state(user(5), '09:30'),
      ]),
      away: [
        { user: user(6), whole: true, type: 'annual', standIn: '박하나' },
        { user: user(7), whole: true, type: 'parental', longLeave: true },
      ],
    });
    expect(entries.map(e => [e.user, e.is])).toEqual([
      [user(8), 'not-in'],
      [user(2), 'late'],
      [user(3), 'break'],
      [user(0), 'in'],
      [user(5), 'in'],
      [user(1), 'in'],
      [user(6), 'away'],
      [user(7), 'long-leave'],
      [user(4), 'done'],
    ]);
    expect(entries[6]).toMatchObject({ standIn: '박하나' });
    // The arrival window ends at 11:00.
    expect(entries[0]).toMatchObject({ due: at('11:00') });
    expect(entries[1]).toMatchObject({ late: 20, at: at('11:20') });
  });

  it('says of nobody before their time that they are due, and leaves out who does not work today', () => {
    const people = members(3).map((p, n) =>
      n === 1 ? { ...p, terms: [{ from: '2026-01-01', schedule: 'mon 8:00' }] } : p,
    );
    const entries = rosterOf({ ...facts(3, [], at('10:00')), people });
    expect(entries.map(e => e.user)).toEqual([user(0), user(2)]);
    expect(entries.every(e => e.due === undefined)).toBe(true);
  });

  it('of 5,000 people is counted and drawn within Slack’s limits', () => {
    const states = members(5_000).flatMap((p, n) =>
      n % 3 === 0 ? [] : [state(p.user, n % 50 === 1 ? '11:10' : '09:00')],
    );
    const entries = rosterOf(facts(5_000, states));
    const counts = countsOf(entries);
    expect(counts).toMatchObject({ 'not-in': 1_667, late: states.filter(s => s.spans[0]?.in === at('11:10')).length });
    const rows = entries.slice(0, ROSTER_PAGE).map(e => ({
      ...{ user: e.user, name: '가'.repeat(500), team: '나'.repeat(100), is: e.is, at: '09:00', place: 'office' },
      ...{ type: 'annual', late: 400, due: '11:00' },
    }));
    const teams = Array.from({ length: 300 }, (_, n) => [`t${n}`, '팀'.repeat(60)] as const);
    const model = {
      counts,
      places: [['office', 3] as const],
      team: false,
      query: 'x'.repeat(100),
      filter: 'all' as const,
    };
    const modal = rosterModal(
      { ...model, asOf: '11:30', teams, chosen: 't1', page: 2, pages: 167, count: 5_000, rows, metadata: '{}' },
      words('ko'),
    );
    expect(breaches('modal', modal)).toEqual([]);
  });
});
