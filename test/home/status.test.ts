import { expect, test } from 'vitest';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { type OwnFacts, ownDay, statusModel } from '../../src/home/status.ts';
import { words } from '../../src/i18n/index.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { calendarOf } from '../worktime/facts.ts';

const ZONE = 'Asia/Seoul';
const policy = policyDefaults({ timeZone: ZONE, language: 'en', summaryAt: '18:30' });
const seoul = (date: string, time: string): number => Date.parse(`${date}T${time}:00+09:00`);

/** Five days from 09:00 to 20:00, ten hours of work each: 50 hours. */
const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].map(
  (date): WorkdayDoc => ({
    ...{ _id: date, team: 'T1', user: 'U1', date, zone: ZONE, open: false, history: [], effects: [], version: 1 },
    spans: [{ in: seoul(date, '09:00'), out: seoul(date, '20:00'), place: 'office', breaks: [] }],
  }),
);

const weekUnder = (arrangement: 'staggered' | 'selective') => {
  const workingTime = { ...policy.workingTime, arrangement, overtimeNeedsApproval: true };
  const facts: OwnFacts = {
    person: { team: 'T1', user: 'U1', name: 'Kim', zone: ZONE, place: 'office' } as OwnFacts['person'],
    ...{ now: seoul('2026-11-20', '21:00'), today: '2026-11-20', zone: ZONE, days, requests: [] },
    unanswered: { days: [], records: new Map(), requests: [], likelyEnds: () => ({}) },
    calendar: calendarOf([]),
    policyOn: () => ({ ...policy, workingTime }),
  };
  return statusModel(ownDay(facts), words('en')).week;
};

test('what is over 8 hours a day is overtime of the week, and not approved where that is asked for', () => {
  expect(weekUnder('staggered')).toMatchObject({ worked: 3000, overtime: 600, unapproved: 600 });
});

test('under selective hours no week has overtime: only the total of the period counts', () => {
  expect(weekUnder('selective')).toEqual({ worked: 3000, target: 2400, overtime: 0, holiday: 0, unapproved: 0 });
});
