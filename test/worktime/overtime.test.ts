import { describe, expect, it } from 'vitest';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { approvedOvertime, inShift, onlyWaiting, waitingOvertime } from '../../src/worktime/overtime.ts';
import { seoulDay } from './facts.ts';

const asked = (date: string, from: string, to: string, o: Partial<RequestDoc> = {}): RequestDoc =>
  ({
    ...{ kind: 'form:overtime', state: 'approved', purpose: 'request', period: { from: date, to: date } },
    form: {
      ...{ id: 'overtime', version: 0, name: 'Overtime', sentOn: date },
      answers: [
        { field: 'date', label: 'Day', type: 'date', value: date },
        { field: 'times', label: 'Time', type: 'times', value: { from, to } },
      ],
    },
    ...o,
  }) as unknown as RequestDoc;

describe('overtime that was agreed to', () => {
  it('is summed by the working day, past midnight too, as long as it is in force', () => {
    const requests = [
      asked('2026-11-24', '18:00', '20:00'),
      asked('2026-11-24', '23:00', '01:30'),
      asked('2026-11-25', '18:00', '19:00', { state: 'waiting', purpose: 'cancel' }),
      asked('2026-11-26', '18:00', '19:00', { state: 'waiting' }),
      asked('2026-11-26', '18:00', '19:00', { state: 'rejected' }),
      asked('2026-11-26', '18:00', '19:00', { state: 'cancelled' }),
      asked('2026-11-26', '18:00', '19:00', { kind: 'form:expense' }),
    ];
    expect([...approvedOvertime(requests, [])]).toEqual([
      ['2026-11-24', 270],
      ['2026-11-25', 60],
    ]);
  });

  it('after midnight belongs to the shift in which it was worked, by whichever date it was named', () => {
    const records = [seoulDay('2026-11-24', ['15:00-02:00']), seoulDay('2026-11-25', ['15:00-18:00'])];
    const of = (...named: string[]) => [
      ...approvedOvertime(
        named.map(date => asked(date, '00:30', '02:00')),
        records,
      ),
    ];
    expect(of('2026-11-25')).toEqual([['2026-11-24', 90]]);
    expect(of('2026-11-24')).toEqual([['2026-11-24', 90]]);
    // Nobody worked then: the date as it was named.
    expect(of('2026-11-26')).toEqual([['2026-11-26', 90]]);
    expect([...approvedOvertime([asked('2026-11-25', '00:30', '02:00')], [])]).toEqual([['2026-11-25', 90]]);
  });

  it('that waits is of the same shift', () => {
    const records = [seoulDay('2026-11-24', ['15:00-02:00'])];
    const request = asked('2026-11-25', '00:30', '02:00', { state: 'waiting' });
    expect([...waitingOvertime([request], records)]).toEqual([['2026-11-24', 90]]);
    expect(onlyWaiting([request], records, '2026-11-24')).toBe(request);
    expect(onlyWaiting([request], records, '2026-11-25')).toBeUndefined();
  });
});

describe('the shift of requested times', () => {
  const shifts = (...days: ReturnType<typeof seoulDay>[]) => {
    const byDate = new Map(days.map(d => [d.date, d]));
    return (date: string) => byDate.get(date);
  };
  const minutes = (text: string): number => Date.parse(`${text}:00+09:00`) / 60_000;

  it('is the one before where its end was named for the next day, also after it ended by plan', () => {
    const on = shifts(seoulDay('2026-11-24', ['22:00-08:00']), seoulDay('2026-11-25', ['22:00-06:00']));
    expect(inShift('2026-11-25', [{ from: '06:00', to: '08:00' }], 'Asia/Seoul', on)).toEqual({
      ...{ date: '2026-11-24', time: [[minutes('2026-11-25T06:00'), minutes('2026-11-25T08:00')]] },
    });
  });

  it('has its times past midnight where the date of its begin was named', () => {
    const on = shifts(seoulDay('2026-11-24', ['15:00-02:00']));
    const times = [
      { from: '23:00', to: '00:00' },
      { from: '00:30', to: '02:00' },
    ];
    expect(inShift('2026-11-24', times, 'Asia/Seoul', on)).toEqual({
      date: '2026-11-24',
      time: [
        [minutes('2026-11-24T23:00'), minutes('2026-11-25T00:00')],
        [minutes('2026-11-25T00:30'), minutes('2026-11-25T02:00')],
      ],
    });
  });

  it('is the one of the night before where two shifts have passed midnight', () => {
    const on = shifts(seoulDay('2026-11-23', ['15:00-02:00']), seoulDay('2026-11-24', ['15:00-02:00']));
    const date = (named: string) => inShift(named, [{ from: '00:30', to: '02:00' }], 'Asia/Seoul', on).date;
    expect([date('2026-11-24'), date('2026-11-25')]).toEqual(['2026-11-23', '2026-11-24']);
  });

  it('is the running one for as long as a shift may last', () => {
    const on = shifts(seoulDay('2026-11-24', ['15:00-']));
    const date = (from: string, to: string) => inShift('2026-11-25', [{ from, to }], 'Asia/Seoul', on).date;
    expect(date('00:30', '02:00')).toBe('2026-11-24');
    expect(date('18:00', '20:00')).toBe('2026-11-25');
  });
});
