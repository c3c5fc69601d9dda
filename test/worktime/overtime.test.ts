import { describe, expect, it } from 'vitest';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { approvedOvertime } from '../../src/worktime/overtime.ts';

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
    expect([...approvedOvertime(requests)]).toEqual([
      ['2026-11-24', 270],
      ['2026-11-25', 60],
    ]);
  });
});
