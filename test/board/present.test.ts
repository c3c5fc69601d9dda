import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardMessage, leaveNotice } from '../../blocks/board.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { type BoardFacts, type BoardLeave, boardOf, isEmpty } from '../../src/board/present.ts';
import { addDays, isWorkingDay, koreanCalendar } from '../../src/calendar/rules.ts';
import { words } from '../../src/i18n/index.ts';
import { leaveFormOf } from '../../src/leave-record/form.ts';

/** Of sections, headers and contexts, in reading order. */
const textsOf = ({ blocks }: { blocks: readonly object[] }): string =>
  [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(m => JSON.parse(`"${m[1]}"`)).join('\n');

const calendar = koreanCalendar();
const TUESDAY = '2026-11-24';
const design = { id: 't-design', name: '디자인' };
const platform = { id: 't-platform', name: '플랫폼' };
const product = { id: 't-product', name: '제품' };

const leave = (user: string, from: string, to = from, more: Record<string, unknown> = {}): BoardLeave => ({
  user,
  form: leaveFormOf({ type: 'annual', from, to, reason: '', ...more }),
});
const secret = {
  ...{ name: '난임 치료', unit: 'day', paid: true, pool: null, worked: true, private: true, calendarDays: false },
};

const facts = (o: Partial<BoardFacts> = {}): BoardFacts => ({
  date: TUESDAY,
  people: [
    { user: 'U1', name: '가영', teamId: design.id },
    { user: 'U2', name: '나래', teamId: design.id },
    { user: 'U3', name: '다온', teamId: platform.id },
    { user: 'U4', name: '라희', teamId: platform.id },
    { user: 'U5', name: '마루' },
  ],
  leaves: [],
  places: new Map(),
  trips: new Set(),
  expected: (_, date) => isWorkingDay(date, calendar),
  hours: () => undefined,
  ...o,
});
const settings = { places: true, types: 'type' } as const;
const text = (m: ReturnType<typeof boardOf>, language: 'ko' | 'en' = 'ko'): string =>
  m ? textsOf(boardMessage(m, words(language))) : '';

describe('a team’s board', () => {
  it('names who is away, with the hours of a part of the day, from home and on a trip', () => {
    const m = boardOf(
      design,
      [design],
      settings,
      facts({
        leaves: [leave('U1', TUESDAY), leave('U2', TUESDAY, TUESDAY, { type: 'half-am' }), leave('U3', TUESDAY)],
        places: new Map([
          ['U2', 'home'],
          ['U4', 'trip'],
        ]),
        hours: () => ({ from: '09:00', to: '14:00' }),
      }),
    );
    expect(m?.numbers).toEqual({ away: 2, home: 1, trip: 0 });
    expect(text(m)).toContain('*부재* 2명 · 가영 (휴가), 나래 (오전 반차 09:00–14:00)');
    expect(text(m)).toContain('*재택* 1명 · 나래');
    expect(text(m)).not.toContain('다온');
    expect(text(m, 'en')).toContain('*2* away · *1* working from home');
  });

  it('says of a private type only that somebody is away, and of any type where the team wants it so', () => {
    const own = facts({ leaves: [leave('U1', TUESDAY, TUESDAY, { as: secret }), leave('U2', TUESDAY)] });
    expect(boardOf(design, [design], settings, own)?.groups[0]?.away).toEqual([
      { name: '가영', type: 'away' },
      { name: '나래', type: 'annual' },
    ]);
    const hidden = boardOf(design, [design], { ...settings, types: 'away' }, own);
    expect(hidden?.groups[0]?.away.map(a => a.type)).toEqual(['away', 'away']);
  });

  it('names everybody below a parent, by team, and nobody of other teams', () => {
    const m = boardOf(
      product,
      [product, design, platform],
      settings,
      facts({ leaves: [leave('U1', TUESDAY), leave('U3', TUESDAY), leave('U5', TUESDAY)] }),
    );
    expect(m?.groups.map(g => [g.team, g.away.map(a => a.name)])).toEqual([
      ['디자인', ['가영']],
      ['플랫폼', ['다온']],
    ]);
    expect(text(m)).toContain('*디자인*\n*부재* 1명 · 가영 (휴가)');
  });

  it('counts an approved business trip before anybody checks in, and long leave apart', () => {
    const m = boardOf(
      design,
      [design],
      settings,
      facts({ trips: new Set(['U2']), leaves: [leave('U1', '2026-11-01', '2027-01-31')] }),
    );
    expect(m).toMatchObject({ numbers: { away: 0, home: 0, trip: 1 }, longLeave: ['가영'] });
    expect(text(m)).toContain('휴직');
  });

  it('leaves out places where the team does not want them', () => {
    const m = boardOf(design, [design], { ...settings, places: false }, facts({ places: new Map([['U1', 'home']]) }));
    expect(m?.groups).toEqual([]);
  });

  it('is one line where there is nobody to name', () => {
    const m = boardOf(design, [design], settings, facts());
    expect(m && isEmpty(m)).toBe(true);
    expect(m && boardMessage(m, words('ko')).blocks).toHaveLength(1);
    expect(text(m)).toBe('*디자인 · 11월 24일 화요일* · 오늘은 부재인 사람이 없습니다.');
  });

  it('is not there on a day without work', () => {
    expect(boardOf(design, [design], settings, facts({ date: '2026-11-28' }))).toBeUndefined();
    expect(boardOf(design, [design], settings, facts({ date: '2026-12-25' }))).toBeUndefined();
    expect(boardOf(design, [design], settings, facts({ people: [] }))).toBeUndefined();
  });

  it('shows the next working day, and on the last one of the week the next week', () => {
    const leaves = [leave('U1', '2026-11-25'), leave('U2', '2026-12-01', '2026-12-03'), leave('U2', '2026-12-29')];
    const next = (date: string) => boardOf(design, [design], settings, facts({ date, leaves }))?.next;
    expect(next(TUESDAY)).toEqual({
      ...{ is: 'day', date: '2026-11-25', count: 1 },
      people: [{ name: '가영', type: 'annual' }],
    });
    const friday = next('2026-11-27');
    expect(friday).toEqual({
      ...{ is: 'week', from: '2026-11-30', to: '2026-12-06', count: 1 },
      people: [{ name: '나래', type: 'annual', from: '2026-12-01', to: '2026-12-03' }],
    });
    // Friday 25 December is a holiday.
    expect(next('2026-12-24')).toMatchObject({ is: 'week', from: '2026-12-28', count: 1 });
  });

  it('stays within Slack’s limits, with figures first, for any team', () => {
    const sizes = fc.record({ people: fc.integer({ min: 1, max: 120 }), teams: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(sizes, fc.constantFrom('ko', 'en'), ({ people, teams }, language) => {
        const below = Array.from({ length: teams }, (_, i) => ({ id: `t-${i}`, name: `*${'팀'.repeat(50)}*${i}` }));
        const all = Array.from({ length: people }, (_, i) => ({
          ...{ user: `U${i}`, name: `<${'이'.repeat(60)}>${i}`, teamId: `t-${i % teams}` },
        }));
        const m = boardOf(
          below[0] ?? design,
          below,
          settings,
          facts({
            people: all,
            date: '2026-11-27',
            leaves: all.flatMap(p => [leave(p.user, '2026-11-27'), leave(p.user, addDays('2026-11-30', 1))]),
            places: new Map(all.map(p => [p.user, 'home'])),
          }),
        );
        expect(m?.numbers).toEqual({ away: people, home: people, trip: 0 });
        expect(m && breaches('message', { ...boardMessage(m, words(language)) })).toEqual([]);
        expect(text(m, language)).toContain(language === 'ko' ? `부재 *${people}명*` : `*${people}* away`);
        // Ten names a group at most.
        const named = m ? boardMessage(m, words(language)).blocks.map(b => textsOf({ blocks: [b] })) : [];
        for (const block of named) expect(block.match(/이{30,}/g)?.length ?? 0).toBeLessThanOrEqual(20);
      }),
    );
  });
});

describe('the message about a leave', () => {
  const message = (type: string, state: 'new' | 'changed' | 'cancelled') =>
    leaveNotice({ name: '이*민지*', type, when: '11월 25일(수)', state }, words('ko')).text;

  it('says who, what and when, and what became of it', () => {
    expect(message('annual', 'new')).toBe(':palm_tree: *이∗민지∗* · 휴가 · 11월 25일(수)');
    expect(message('away', 'changed')).toBe(':palm_tree: *이∗민지∗* · 부재 · 11월 25일(수) (변경됨)');
    expect(message('annual', 'cancelled')).toBe(':palm_tree: ~이∗민지∗ · 11월 25일(수)~ (취소됨)');
  });
});
