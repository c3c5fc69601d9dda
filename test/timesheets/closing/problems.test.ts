import { describe, expect, it } from 'vitest';
import type { RequestDoc } from '../../../src/approvals/store.ts';
import { atLocal, datesBetween, koreanCalendar, weekday } from '../../../src/calendar/rules.ts';
import { policyDefaults } from '../../../src/settings/policy.ts';
import { countsOf, problemsOf } from '../../../src/timesheets/closing/problems.ts';

const ZONE = 'Asia/Seoul';
const policy = policyDefaults({ timeZone: ZONE, language: 'ko', summaryAt: '18:30' });
const [from, to] = ['2026-11-01', '2026-11-30'];
const working = datesBetween(from, to).filter(date => weekday(date) <= 5);

function day(date: string, o: { in?: string; out?: string | null } = {}) {
  const out = o.out === null ? {} : { out: atLocal(date, o.out ?? '18:00', ZONE) };
  const breaks = [{ from: atLocal(date, '12:00', ZONE), to: atLocal(date, '13:00', ZONE) }];
  const spans = [{ in: atLocal(date, o.in ?? '09:00', ZONE), ...out, breaks }];
  return { date, zone: ZONE, spans, open: false, ...(o.out === null ? { unfinished: true } : {}) };
}
const request = (kind: string, date: string, more: Partial<RequestDoc> = {}): RequestDoc =>
  ({
    ...{
      _id: `${kind}:${date}`,
      team: 'T',
      user: 'U',
      kind,
      state: 'waiting',
      purpose: 'request',
      seq: 1,
      history: [],
    },
    ...{ form: { type: 'unpaid', from: date, to: date, reason: '' }, period: { from: date, to: date } },
    ...more,
  }) as unknown as RequestDoc;
function problems(o: {
  records?: ReturnType<typeof day>[];
  requests?: RequestDoc[];
  person?: { hiredOn?: string; lastDay?: string };
  firstRecord?: string | null;
}) {
  const found = problemsOf({
    ...{ now: Date.parse('2026-12-01T10:00:00+09:00'), today: '2026-12-01', from, to },
    ...{ policyOn: () => policy, calendar: koreanCalendar(), person: o.person ?? {} },
    ...{ records: o.records ?? [], requests: o.requests ?? [] },
    ...(o.firstRecord === null ? {} : { firstRecord: o.firstRecord ?? from }),
  });
  return Object.fromEntries(found);
}

describe('what is left in a month', () => {
  it('is nothing where each working day has a record, and each working day where none has', () => {
    expect(problems({ records: working.map(date => day(date)) })).toEqual({});
    expect(problems({})).toEqual({ 'no-record': working });
  });

  it('is nothing of holidays, leave, days before the hire, after the last day, and before the first record', () => {
    const leave = request('leave', '2026-11-10', { state: 'approved' });
    const rest = working.filter(date => date !== '2026-11-10').map(date => day(date));
    expect(problems({ records: rest, requests: [leave] })).toEqual({});
    const middle = working.filter(date => date >= '2026-11-10' && date <= '2026-11-20');
    const records = middle.map(date => day(date));
    expect(problems({ records, person: { hiredOn: '2026-11-10', lastDay: '2026-11-20' } })).toEqual({});
    const since = working.filter(date => date >= '2026-11-10').map(date => day(date));
    expect(problems({ records: since, firstRecord: '2026-11-10' })).toEqual({});
    expect(problems({ firstRecord: null })).toEqual({});
  });

  it('names a missing check-out, what waits for a decision once, and a break that was too short', () => {
    const records = working
      .filter(date => !['2026-11-11', '2026-11-12'].includes(date))
      .map(date => day(date, date === '2026-11-10' ? { out: null } : {}));
    const requests = [request('leave', '2026-11-11'), request('correction', '2026-11-12')];
    expect(problems({ records, requests })).toEqual({
      'no-check-out': ['2026-11-10'],
      'leave-waiting': ['2026-11-11'],
      'correction-waiting': ['2026-11-12'],
    });
    // A leave that began before the month is told on the month's first day.
    const early = request('leave', '2026-11-02', { period: { from: '2026-10-29', to: '2026-11-02' } });
    expect(problems({ records: working.map(date => day(date)), requests: [early] })).toEqual({
      'leave-waiting': ['2026-11-01'],
    });
  });

  it('counts the days of a rejected correction by what the day lacks', () => {
    const rejected = request('correction', '2026-11-10', {
      state: 'rejected',
      history: [{ at: 5, by: 'B', what: 'rejected', key: 'k', round: 1 }],
    });
    const records = working.filter(date => date !== '2026-11-10').map(date => day(date));
    expect(problems({ records, requests: [rejected] })).toEqual({ 'no-record': ['2026-11-10'] });
  });

  it('is counted over everybody', () => {
    const one = new Map([['no-record' as const, ['a', 'b']]]);
    expect(countsOf([one, one, new Map([['leave-waiting' as const, ['c']]])])).toEqual({
      'no-record': 4,
      'leave-waiting': 1,
    });
  });
});
