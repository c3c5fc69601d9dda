import { describe, expect, it } from 'vitest';
import { correctedMessage, correctionModal, questionMessage, sentModal } from '../../blocks/corrections.ts';
import { MONTH_PROBLEMS } from '../../blocks/month-ids.ts';
import { closingModal, monthsModal, reopenModal } from '../../blocks/months.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';

const LONG = '<@U1> *가나다* '.repeat(50).slice(0, 500);
const difference = { label: 'Times', before: LONG.repeat(8), after: LONG.repeat(8) };

describe.each(['ko', 'en'] as const)('corrections at their fullest, %s', language => {
  const w = words(language);

  it('the form of eight spans and sixteen breaks', () => {
    const modal = correctionModal(
      {
        who: LONG,
        date: '2026-11-24',
        now: LONG,
        zone: 'Asia/Seoul',
        spans: Array.from({ length: 8 }, () => ({
          ...{ in: '09:00', out: '09:30', nextDay: true, place: 'recorded', recordedPlaces: true },
          mayLack: { in: true, out: true },
        })),
        breaks: Array.from({ length: 16 }, () => ({ from: '09:10', to: '09:20' })),
        mayAddSpan: true,
        mayAddBreak: true,
        reason: LONG,
        problems: [],
        differences: [difference, difference, difference, difference],
        way: {
          is: 'request',
          decides: Array.from({ length: 10 }, () => LONG),
          copies: Array.from({ length: 20 }, (_, i) => `U${i}`),
        },
        metadata: JSON.stringify({ user: 'U1', date: '2026-11-24', spans: 8, breaks: 16, again: 'r1' }),
      },
      w,
    );
    expect(breaches('modal', modal)).toEqual([]);
  });

  it('what is said of them, and the question', () => {
    const differences = [difference, difference, difference, difference];
    expect(breaches('modal', sentModal({ way: 'request', date: 'd', differences }, 'notice', w))).toEqual([]);
    const told = { by: LONG, date: 'd', differences, reason: LONG };
    expect(breaches('message', correctedMessage(told, w))).toEqual([]);
    const question = {
      date: '2026-11-24',
      text: LONG,
      times: [
        { label: LONG, at: 1 },
        { label: LONG, at: 2 },
      ],
    };
    expect(breaches('message', questionMessage({ is: 'asked', question }, w))).toEqual([]);
  });

  it('a year of months, each with names of who changed it', () => {
    const left = Object.fromEntries(MONTH_PROBLEMS.map(p => [p, 3000]));
    const months = Array.from({ length: 12 }, (_, i) => ({
      id: `2026-${String(i + 1).padStart(2, '0')}`,
      ...{ state: 'closed' as const, left },
      last: { what: 'reopened', by: LONG, at: LONG, reason: LONG, left },
      late: Array.from({ length: 300 }, () => ({ who: LONG, date: '2026-11-24' })),
    }));
    expect(breaches('modal', monthsModal(months, w, LONG))).toEqual([]);
    const open = months.map(m => ({ ...m, state: 'open' as const }));
    expect(breaches('modal', monthsModal(open, w))).toEqual([]);
    expect(breaches('modal', reopenModal('2026-11', w))).toEqual([]);
    const people = Array.from({ length: 300 }, () => LONG);
    for (const which of [MONTH_PROBLEMS, MONTH_PROBLEMS.filter(p => p !== 'still-in')]) {
      const problems = which.map(problem => ({ problem, count: 3000, people }));
      const metadata = JSON.stringify({ month: '2026-11', left });
      const closing = closingModal(
        { month: '2026-11', problems, unconfirmed: people, reason: LONG, file: true, metadata },
        w,
        LONG,
      );
      expect(breaches('modal', closing)).toEqual([]);
    }
  });
});
