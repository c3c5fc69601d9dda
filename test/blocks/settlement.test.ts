import { describe, expect, it } from 'vitest';
import { afterMessage, leaversModal, type SettlementModel, settlementModal } from '../../blocks/settlement.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';

const LONG = '<긴 이름&>'.repeat(100).slice(0, 500);
const left = { what: LONG, on: '2026-01-01', until: '2026-12-31', days: 0.0625 };
const model: SettlementModel = {
  ...{ user: 'U1', name: LONG, hiredOn: '2024-03-15', lastDay: '2026-12-31', basis: 'fiscal-year' },
  ...{ hireDate: 41, fiscalYear: 33, given: 33, difference: 8, used: 1.25, beyond: 2, pay: 100, lapsedDays: 50 },
  ...{ unused: Array(300).fill(left), unpaid: Array(300).fill(left), lapsed: Array(300).fill(left) },
  after: Array.from({ length: 300 }, (_, i) => ({ what: LONG, when: '2027-01-01', whole: i > 0 })),
  settled: { who: LONG, when: '11-24 10:20', same: false },
  history: Array(100).fill({ what: LONG.slice(0, 60), lastDay: '2026-12-31', who: LONG, when: '11-24 10:20' }),
  ...{ said: LONG, metadata: JSON.stringify({ user: 'U1', mark: 'x' }) },
};

describe.each(['en', 'ko'] as const)('settlements (%s) stay within Slack’s limits', language => {
  const w = words(language);
  it('with long names and long lists', () => {
    const people = Array.from({ length: 1000 }, (_, i) => ({
      ...{ user: `U${i}`, name: LONG, lastDay: '2026-12-31', pay: 7.25, settled: i % 2 === 0 },
    }));
    const lapse = { name: LONG, what: LONG, on: '2026-11-30', days: 7.25, pay: true };
    const lapses = Array(1000).fill(lapse);
    for (const view of [
      settlementModal(model, w),
      settlementModal({ ...model, unused: [], lapsed: [], after: [], history: [], basis: 'allowance' }, w),
      leaversModal({ from: '2026-11-01', to: '2026-12-31', people, lapses, said: LONG }, w),
      leaversModal({ from: '2026-11-01', to: '2026-12-31', people: [], lapses: [] }, w),
    ])
      expect(breaches('modal', view)).toEqual([]);
    expect(breaches('message', afterMessage({ what: LONG, lastDay: '2026-12-31', who: LONG }, w))).toEqual([]);
  });
});
