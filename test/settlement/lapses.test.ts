import { describe, expect, it } from 'vitest';
import type { StoredNotice } from '../../src/grants/record/schema.ts';
import { isPaid } from '../../src/settlement/lapses.ts';

const entry = { by: 'U1', key: 'k' };
const at = (date: string): number => Date.parse(`${date}T10:00:00+09:00`);
const promoted: StoredNotice = {
  ...{ id: 'n', stage: 'annual', state: 'sent', grants: ['annual:1'], usableUntil: '2026-12-31' },
  ...{ from: '2026-07-01', to: '2026-07-10', designateBy: '2026-10-31', prepared: 1, sent: 1, left: 0 },
  history: [
    { ...entry, what: 'sent', at: at('2026-07-01') },
    { ...entry, what: 'seen', at: at('2026-07-02') },
    { ...entry, what: 'answered', at: at('2026-07-03'), dates: ['2026-09-01'], left: 0 },
  ],
};
const unread = { ...promoted, history: promoted.history.filter(h => h.what !== 'seen') };

describe('leave that lapsed', () => {
  const annual = { id: 'annual:1', kind: 'annual', pool: 'annual' } as const;
  it.each([
    ['without a notice', annual, [], true],
    ['after a valid notice', annual, [promoted], false],
    ['after a notice that nobody confirmed', annual, [unread], true],
    ['after a notice about other days', { ...annual, id: 'monthly:3', kind: 'monthly' }, [promoted], true],
    ['in place of pay, whatever was said', { ...annual, kind: 'compensatory', pool: 'compensatory' }, [promoted], true],
    ['of a pool of its own', { ...annual, id: 'hand:1', kind: 'correction', pool: 'reward' }, [], false],
    ['as a reward', { ...annual, id: 'hand:1', kind: 'reward' }, [], false],
  ] as const)('%s is paid: %#', (_, grant, notices, expected) => {
    expect(isPaid(grant, notices, 'Asia/Seoul')).toBe(expected);
  });
});
