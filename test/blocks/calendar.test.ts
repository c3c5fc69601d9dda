import { describe, expect, it } from 'vitest';
import {
  DAYS_HISTORY_PAGE,
  DAYS_PAGE,
  dayModal,
  daysHistoryModal,
  daysModal,
  otherHolidaysMessage,
  recountedMessage,
  unknownYearMessage,
} from '../../blocks/calendar.ts';
import { feedsModal } from '../../blocks/feeds.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { calendarEn } from '../../src/i18n/en/calendar.ts';
import { words } from '../../src/i18n/index.ts';
import { calendarKo } from '../../src/i18n/ko/calendar.ts';

const LONG = `<!channel> *${'이민지😀'.repeat(125)}* & co`;
const DATE = '2026-12-03';
const KINDS = ['public', 'company', 'working'] as const;

describe.each(['en', 'ko'] as const)('the calendar in %s', language => {
  const w = words(language);

  it('lists days and their history within Slack’s limits', () => {
    const rows = Array.from({ length: DAYS_PAGE }, (_, i) => ({
      ...{ date: DATE, name: LONG, kind: KINDS[i % 3] ?? 'public', fixed: i % 4 === 0 },
      ...(i % 5 ? { added: { who: LONG, when: w.moment(0, 'UTC') } } : {}),
    }));
    const next = Array.from({ length: 5 }, () => ({ date: DATE, name: LONG }));
    const years = [
      { year: '2028', days: 15, warned: true },
      { year: '2029', days: 0, warned: false },
      { year: '2030', days: 300, warned: false, entered: { who: LONG, when: w.moment(0, 'UTC') } },
    ];
    const model = { offices: [], country: 'us-CA-LA', next, years, rows, page: 2, pages: 10 };
    expect(breaches('modal', daysModal(model, w))).toEqual([]);
    const none = { offices: [], country: 'none', next: [], years: [], rows: [], page: 1, pages: 1 };
    expect(breaches('modal', daysModal(none, w))).toEqual([]);
    expect(breaches('modal', dayModal(w))).toEqual([]);
    const dates = Array.from({ length: 31 }, (_, i) => `2026-12-${String(i + 1).padStart(2, '0')}`);
    const lines = Array.from({ length: DAYS_HISTORY_PAGE }, () => ({
      ...{ what: 'added' as const, dates, name: LONG, kind: 'company' as const, who: LONG, when: w.moment(0, 'UTC') },
    }));
    const said = (['year-entered', 'year-reopened'] as const).map(what => ({
      ...{ what, year: '2028', days: 15, who: LONG, when: w.moment(0, 'UTC') },
    }));
    expect(breaches('modal', daysHistoryModal({ lines: [...lines.slice(2), ...said], page: 2, pages: 9 }, w))).toEqual(
      [],
    );
  });

  it('tells people and administrators within them', () => {
    const model = { leave: LONG, dates: [DATE], name: LONG, off: true, by: '1', now: '0', none: true };
    for (const off of [true, false]) expect(breaches('message', recountedMessage({ ...model, off }, w))).toEqual([]);
    const off = Array.from({ length: 40 }, (_, i) => ({
      date: `2026-12-${String((i % 28) + 1).padStart(2, '0')}`,
      name: LONG,
    }));
    const worked = off.map(d => d.date);
    const moved = { leave: LONG, from: DATE, was: 'kr', is: 'us', by: '1', now: '3' };
    for (const more of [-1, 0, 2])
      expect(breaches('message', otherHolidaysMessage({ ...moved, off, worked, more }, w))).toEqual([]);
    expect(breaches('message', unknownYearMessage('2028', w))).toEqual([]);
  });

  it('shows feeds within them', () => {
    const address = `https://${'x'.repeat(200)}.example/calendar/${'A'.repeat(43)}.ics`;
    const rows = Array.from({ length: 20 }, (_, i) => ({
      ...{ scope: `team:${i}${LONG.slice(0, 60)}`, label: LONG },
      ...(i % 3 ? { made: { when: 'x', ...(i % 2 ? { address } : {}) } } : {}),
    }));
    const teams = Array.from({ length: 300 }, (_, i) => ({ id: `t-${i}`, path: `${i}${'팀'.repeat(90)}` }));
    expect(breaches('modal', feedsModal({ feeds: { rows, teams }, trouble: LONG.slice(0, 500) }, w))).toEqual([]);
    expect(breaches('modal', feedsModal({}, w))).toEqual([]);
  });
});

it('both languages say the same things', () => {
  const leaves = (value: unknown, at: string): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([k, v]) => leaves(v, `${at}.${k}`))
      : [`${at}:${typeof value === 'string' && value.trim() === '' ? 'empty' : typeof value}`];
  expect(leaves(calendarKo, '').sort()).toEqual(leaves(calendarEn, '').sort());
  expect(leaves(calendarKo, '').filter(l => l.endsWith('empty'))).toEqual([]);
});
