import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAVE } from '../../src/absence/leaves.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { CORRECTION } from '../../src/attendance/corrections/kind.ts';
import { type AnsweredRecord, type UnansweredFacts, unansweredDays } from '../../src/attendance/unanswered.ts';
import { datesBetween } from '../../src/calendar/rules.ts';
import { runs } from '../support/runs.ts';
import { calendarOf, seoulDay, workingTime } from '../worktime/facts.ts';

const REJECTED_AT = Date.parse('2026-11-20T12:00:00+09:00');

let seq = 0;
function request(kind: string, from: string, more: Partial<RequestDoc> & { to?: string } = {}): RequestDoc {
  const { to = from, ...rest } = more;
  seq++;
  return {
    ...{ _id: `r${seq}`, team: 'T1', user: 'U1', seq, submission: `s${seq}`, kind, sentAt: 1, cards: {} },
    form: kind === LEAVE ? { type: 'annual', from, to, reason: '' } : {},
    period: { from, to },
    ...{ state: 'waiting', purpose: 'request', steps: [], at: 0, round: 1, ruled: [], asked: [], marks: [] },
    history:
      rest.state === 'rejected' ? [{ at: REJECTED_AT, by: 'U9', what: 'rejected' as const, key: 'k', round: 1 }] : [],
    ...{ effects: [], version: 1 },
    ...rest,
  } as RequestDoc;
}

/** November 2026, checked on Friday the 27th; the 11th is a holiday here. */
const facts = (more: Partial<UnansweredFacts> = {}): UnansweredFacts => ({
  ...{ now: Date.parse('2026-11-27T10:00:00+09:00'), today: '2026-11-27', from: '2026-11-02', to: '2026-11-30' },
  policyOn: () => ({ workingTime: workingTime() }),
  calendar: calendarOf(['2026-11-11']),
  person: {},
  ...{ records: [], requests: [], firstRecord: '2026-01-05', isClosed: () => false },
  ...more,
});

const worked = (date: string, more: Partial<AnsweredRecord> = {}): AnsweredRecord => ({
  ...seoulDay(date, ['09:00-18:00']),
  ...more,
});
const MONTH = datesBetween('2026-11-02', '2026-11-26').filter(d => !['2026-11-11'].includes(d));
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
const WORKING = MONTH.filter(d => !isWeekend(d));
/** Every working day is recorded but these. */
const allBut = (...dates: string[]): AnsweredRecord[] => WORKING.filter(d => !dates.includes(d)).map(d => worked(d));

describe('the days that need an answer', () => {
  it('are none where every working day is recorded', () => {
    expect(unansweredDays(facts({ records: allBut() }))).toEqual([]);
  });

  it('are a working day without a record and one without a check-out, however long ago', () => {
    const open = { ...seoulDay('2026-11-10', ['09:00-']), open: false, unfinished: true };
    const found = unansweredDays(facts({ records: [...allBut('2026-11-03', '2026-11-10'), open] }));
    expect(found).toEqual([
      { date: '2026-11-03', is: 'no-record' },
      { date: '2026-11-10', is: 'no-check-out' },
    ]);
  });

  it('are not those of a closed month, before the first record, outside the employment, or ahead', () => {
    expect(unansweredDays(facts({ isClosed: month => month === '2026-11' }))).toEqual([]);
    expect(unansweredDays(facts({ firstRecord: '2026-11-26' })).map(d => d.date)).toEqual(['2026-11-26']);
    const { firstRecord: _, ...never } = facts();
    expect(unansweredDays(never)).toEqual([]);
    const person = { hiredOn: '2026-11-24', lastDay: '2026-11-25' };
    expect(unansweredDays(facts({ person })).map(d => d.date)).toEqual(['2026-11-24', '2026-11-25']);
  });

  it('are none under selective hours without core time, and days of core time with it', () => {
    const selective = (core: { coreFrom: string; coreTo: string } | object) =>
      unansweredDays(
        facts({
          from: '2026-11-26',
          policyOn: () => ({ workingTime: workingTime({ arrangement: 'selective', coreFrom: null, ...core }) }),
        }),
      );
    expect(selective({ coreTo: null })).toEqual([]);
    expect(selective({ coreFrom: '10:00', coreTo: '15:00' })).toEqual([{ date: '2026-11-26', is: 'no-record' }]);
  });

  it.each(['waiting', 'approved', 'sent-back'] as const)('are answered by a leave that is %s', state => {
    const requests = [request(LEAVE, '2026-11-03', { state, to: '2026-11-04' })];
    expect(unansweredDays(facts({ records: allBut('2026-11-03', '2026-11-04'), requests }))).toEqual([]);
  });

  it('are not answered by half a day of leave, nor by one that was rejected or withdrawn', () => {
    const half = request(LEAVE, '2026-11-03', {
      form: { type: 'half-am', from: '2026-11-03', to: '2026-11-03', reason: '' },
    });
    const requests = [
      half,
      request(LEAVE, '2026-11-04', { state: 'rejected' }),
      request(LEAVE, '2026-11-05', { state: 'withdrawn' }),
    ];
    const dates = ['2026-11-03', '2026-11-04', '2026-11-05'];
    expect(unansweredDays(facts({ records: allBut(...dates), requests })).map(d => d.date)).toEqual(dates);
  });

  it('are answered by a correction that waits or was sent back', () => {
    const requests = [request(CORRECTION, '2026-11-03'), request(CORRECTION, '2026-11-04', { state: 'sent-back' })];
    expect(unansweredDays(facts({ records: allBut('2026-11-03', '2026-11-04'), requests }))).toEqual([]);
  });
});

describe('a correction that was rejected', () => {
  const DAY = '2026-11-18';
  const rejected = () => request(CORRECTION, DAY, { state: 'rejected' });
  const found = (record: AnsweredRecord | undefined, requests: RequestDoc[]) =>
    unansweredDays(facts({ records: [...allBut(DAY), ...(record ? [record] : [])], requests }));

  it('asks about its day, and tells what the day lacks', () => {
    const request = rejected();
    const is = { date: DAY, is: 'correction-rejected', request: request._id };
    expect(found(worked(DAY), [request])).toEqual([is]);
    expect(found(undefined, [request])).toEqual([{ ...is, lacks: 'record' }]);
    const open = { ...seoulDay(DAY, ['09:00-']), open: false, unfinished: true };
    expect(found(open, [request])).toEqual([{ ...is, lacks: 'check-out' }]);
  });

  it('is answered by a later change of the day, by leaving it as it is, and by asking again', () => {
    const request1 = rejected();
    expect(found(worked(DAY, { history: [{ at: REJECTED_AT - 1 }] }), [request1])).toHaveLength(1);
    expect(found(worked(DAY, { history: [{ at: REJECTED_AT + 1 }] }), [request1])).toEqual([]);
    expect(found(worked(DAY, { kept: [request1._id] }), [request1])).toEqual([]);
    expect(found(worked(DAY), [request1, request(CORRECTION, DAY)])).toEqual([]);
    expect(found(worked(DAY), [request1, request(CORRECTION, DAY, { state: 'approved' })])).toEqual([]);
    expect(found(worked(DAY), [request1, rejected()])).toHaveLength(1);
  });

  it('is answered by leave that takes the whole day it lacks', () => {
    expect(found(undefined, [rejected(), request(LEAVE, DAY)])).toEqual([]);
  });
});

describe('any month', () => {
  const states = ['worked', 'nothing', 'open', 'leave', 'asked', 'rejected-leave', 'correction', 'refused'] as const;
  const asks: Partial<Record<(typeof states)[number], string>> = {
    nothing: 'no-record',
    open: 'no-check-out',
    'rejected-leave': 'no-record',
    refused: 'correction-rejected',
  };

  it('asks about each past working day by what is known of it, and about nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...states), { minLength: WORKING.length, maxLength: WORKING.length }),
        fc.constantFrom(...MONTH),
        (list, first) => {
          const records: AnsweredRecord[] = [];
          const requests: RequestDoc[] = [];
          for (const [i, date] of WORKING.entries()) {
            const is = list[i];
            if (is === 'worked') records.push(worked(date));
            if (is === 'open') records.push({ ...seoulDay(date, ['09:00-']), open: false, unfinished: true });
            if (is === 'leave') requests.push(request(LEAVE, date, { state: 'approved' }));
            if (is === 'asked') requests.push(request(LEAVE, date));
            if (is === 'rejected-leave') requests.push(request(LEAVE, date, { state: 'rejected' }));
            if (is === 'correction') requests.push(request(CORRECTION, date));
            if (is === 'refused') requests.push(request(CORRECTION, date, { state: 'rejected' }));
          }
          const expected = WORKING.flatMap((date, i) => {
            const is = asks[list[i] ?? 'worked'];
            return is === undefined || date < first ? [] : [`${date} ${is}`];
          });
          const found = unansweredDays(facts({ records, requests, firstRecord: first }));
          expect(found.map(d => `${d.date} ${d.is}`)).toEqual(expected);
        },
      ),
      { numRuns: runs(60) },
    );
  });
});
