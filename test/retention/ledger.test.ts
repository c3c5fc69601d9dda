import { describe, expect, it } from 'vitest';
import type { Employment } from '../../src/grants/record/schema.ts';
import { NO_EMPLOYMENT } from '../../src/grants/record/store.ts';
import { withoutOld } from '../../src/retention/ledger.ts';

const BEFORE = { day: '2023-11-25', at: Date.parse('2023-11-24T15:00:00Z') };
const OLD = BEFORE.at - 1;
const kept = (employment: Partial<Employment>) => withoutOld({ ...NO_EMPLOYMENT, ...employment }, BEFORE);

describe('in a ledger', () => {
  it.each([
    ['so long after the last day', '2023-11-24', OLD, 1],
    ['not before its day has come', '2023-11-25', OLD, 0],
    ['not where it was settled later', '2023-11-24', BEFORE.at, 0],
  ] as const)('a settlement goes %s', (_when, lastDay, at, dropped) => {
    const history = [{ at, by: 'U9', what: 'settled' as const, key: 'k', lastDay }];
    for (const settledFor of [lastDay, '']) {
      const { settlements, employment } = kept({ settlement: { settledFor, history } });
      expect([settlements, employment.settlement.history.length]).toEqual([dropped, 1 - dropped]);
    }
  });

  it('what was said of attendance last stands, whenever it was said', () => {
    const said = (key: string, at: number) => ({ key, at, by: 'U9', why: 'w', absentMonths: [1], lowYears: {} });
    const old = kept({ attended: { version: 3, history: [said('a', 1), said('b', 2), said('c', OLD)] } });
    expect([old.attended, old.employment.attended.version]).toEqual([2, 3]);
    expect(old.employment.attended.history.map(h => h.key)).toEqual(['c']);
    expect(kept({ attended: { version: 2, history: [said('a', BEFORE.at), said('b', BEFORE.at + 1)] } }).attended).toBe(
      0,
    );
  });

  it('notices go so long after their days have lapsed', () => {
    const notice = (usableUntil: string) => ({
      ...{ id: usableUntil, stage: 'annual' as const, usableUntil, grants: [], from: '', to: '', designateBy: '' },
      ...{ state: 'sent' as const, prepared: 1, left: 1, history: [] },
    });
    const { notices, employment } = kept({ notices: ['2023-11-24', '2023-11-25'].map(notice) });
    expect([notices, employment.notices.map(n => n.id)]).toEqual([1, ['2023-11-25']]);
  });
});
