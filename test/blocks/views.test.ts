import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionMessage } from '../../blocks/approval-messages.ts';
import { type CardModel, card, type HistoryModel, historyModal, reasonModal } from '../../blocks/approvals.ts';
import { pressModal } from '../../blocks/attendance.ts';
import {
  helpMessage,
  leaveOffer,
  otherPersonMessage,
  tooLongMessage,
  understoodMessage,
  unreadableMessage,
} from '../../blocks/chat.ts';
import { LIST_PAGE, type ListRow, listModal } from '../../blocks/home/list.ts';
import { type HomeModel, homeView, type RequestModel, unavailableHome } from '../../blocks/home.ts';
import { teamOption } from '../../blocks/inputs.ts';
import { cut, literal, unmarked } from '../../blocks/kit.ts';
import { type LeaveModel, leaveModal } from '../../blocks/leave.ts';
import { NATIVE } from '../../blocks/native.ts';
import {
  type AfterOut,
  afterOutMessage,
  type DayReminder,
  reminderMessage,
  weekMessage,
} from '../../blocks/reminders.ts';
import { presentMessage, presentTable, type SummaryModel, summaryMessage } from '../../blocks/reports.ts';
import { settingsModal } from '../../blocks/settings.ts';
import { balanceMessage } from '../../blocks/statement.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { ownedValue } from '../../src/absence/prefill.ts';
import { offerValue } from '../../src/forms/prefill.ts';
import { words } from '../../src/i18n/index.ts';

const LONG = `<!channel> *${'이민지😀'.repeat(125)}* & co`;
const languages = [words('en'), words('ko')];

const request = (o: Partial<RequestModel> = {}): RequestModel => ({
  id: 'r1',
  round: 1,
  step: 0,
  cancels: false,
  mayCancel: false,
  who: LONG,
  what: 'Annual leave',
  when: 'Mon 30 Nov – Tue 1 Dec',
  amount: '2 days',
  state: 'waiting',
  alsoAway: Array.from({ length: 300 }, () => LONG),
  reason: LONG,
  ...o,
});

const home = (o: Partial<HomeModel> = {}): HomeModel => ({
  name: LONG,
  date: '2026-11-24',
  part: 'morning',
  quickPlace: 'office',
  asOf: '10:22',
  now: { is: 'in', since: '09:12', place: 'office', note: LONG },
  workday: '2026-11-23',
  leave: { type: 'half-am', whole: false, until: '2026-11-24' },
  unanswered: { count: 40, date: '2026-11-20', is: 'no-check-out' },
  questions: [
    { is: 'asked', question: { date: '2026-11-20', text: LONG, times: [{ label: '18:00', at: 0 }] } },
    { is: 'no-record', day: '2026-11-19', date: 'Thu 19 Nov', leave: LONG },
    {
      ...{ is: 'rejected', day: '2026-11-18', date: 'Wed 18 Nov', request: 'r1', by: LONG, reason: LONG, keep: true },
    },
  ],
  questionsMore: 37,
  zones: { own: LONG, workplace: LONG },
  today: { worked: 320, rest: 60, target: 480, leave: { at: '18:12', past: false, rest: 60 } },
  week: { worked: 3050, target: 2400, overtime: 650, unapproved: 600 },
  period: {
    ...{ dates: { first: '2026-10-01', last: '2026-12-31' }, done: 30_000, base: 31_543, most: 41_005 },
    ...{ overtimeFrom: 31_543, owed: 1543, over: 0, overtime: 90, overMost: 10, daysLeft: 23 },
  },
  cap: { most: 3120, left: 70, over: 0, near: true },
  othersLeft: Array.from({ length: 20 }, () => ({
    ...{ pool: LONG, left: 0.5625, waiting: 1, lapsing: { on: '2027-05-23', days: 0.5625, otherYear: true } },
  })),
  leaveLeft: { left: 8.5, waiting: 2, lapsing: { on: '2027-02-28', days: 3, otherYear: true } },
  requests: Array.from({ length: 8 }, () => request()),
  requestsMore: 192,
  away: Array.from({ length: 300 }, () => ({ who: LONG, type: 'annual' })),
  unknownYear: '2028',
  decides: true,
  waiting: { shown: Array.from({ length: 5 }, () => request()), count: 200 },
  others: { working: 300, onBreak: 0, notIn: 0, done: 0, away: 0, longLeave: 0, team: true },
  admin: {
    troubles: [{ name: `#${LONG}`, problem: 'not_in_channel' }],
    setUp: true,
  },
  ...o,
});

const cardModel = (o: Partial<CardModel> = {}): CardModel => ({
  id: 'r1',
  round: 1,
  step: 0,
  cancels: false,
  notes: [LONG, LONG],
  route: LONG,
  who: LONG,
  what: 'Annual leave',
  when: 'Mon 30 Nov',
  amount: '1 day',
  reason: LONG.repeat(4),
  alsoAway: Array.from({ length: 300 }, () => LONG),
  ...o,
});

const summary = (n: number, name = LONG): SummaryModel => ({
  date: '2026-11-24',
  asOf: '18:30',
  byHand: name,
  numbers: { present: n, stillIn: n, notIn: n, away: n, waiting: n, unfinished: n, overWeek: n, breaks: n },
  teams: Array.from({ length: Math.ceil(n / 8) }, (_, i) => ({
    ...{ team: `${LONG}${i}`, people: 40, present: 30, notIn: 6, away: 4 },
  })),
  stillIn: Array.from({ length: n }, (_, i) => ({ name, team: `${LONG}${i % 40}`, since: '09:12' })),
  notIn: Array.from({ length: n }, () => ({ name, half: 'half-am' })),
  unfinished: Array.from({ length: n }, () => ({ name, date: 'Mon 23 Nov' })),
  overWeek: Array.from({ length: n }, () => ({ name, worked: 3001 })),
  weekLimit: 2880,
  overPeriod: Array.from({ length: n }, () => ({ name, worked: 13_371, most: 13_371.6 })),
  breaks: Array.from({ length: n }, () => ({ name, missing: 25 })),
  present: Array.from({ length: n }, () => ({
    name,
    from: '09:00',
    to: '18:11',
    worked: 491,
    places: ['office', 'home', 'outside'],
  })),
  longLeave: Array.from({ length: n }, () => LONG),
  away: ['annual', 'half-am', 'half-pm', 'sick', 'official', 'unpaid'].map(type => ({
    type,
    names: Array.from({ length: n }, () => name),
  })),
  waiting: Array.from({ length: n }, () => ({ name, what: 'Annual leave 1 Dec', since: '24 Nov, 09:00' })),
});

describe.each([
  ['English', languages[0]],
  ['Korean', languages[1]],
])('every view within Slack’s limits, in %s', (_name, w) => {
  if (!w) throw new Error('no words');

  it('Home', () => {
    expect(breaches('home', homeView(home(), w))).toEqual([]);
    expect(breaches('home', unavailableHome(w))).toEqual([]);
    for (const now of [{ is: 'out' }, { is: 'break', since: '12:00' }, { is: 'done', worked: 480 }] as const)
      expect(breaches('home', homeView(home({ now, requests: [], requestsMore: 0, away: [] }), w))).toEqual([]);
    const onLeave = home({ now: { is: 'out' }, leave: { type: 'annual', whole: true, until: '2026-12-31' } });
    expect(breaches('home', homeView(onLeave, w))).toEqual([]);
    const off = home({ now: { is: 'out' }, off: { holiday: LONG } });
    expect(breaches('home', homeView(off, w))).toEqual([]);
  });

  it('lists of 200 requests and 300 people', () => {
    const row: ListRow = { is: 'request', request: request() };
    const away: ListRow = { is: 'away', away: { who: LONG, type: 'annual' } };
    for (const r of [row, away]) {
      const rows = Array.from({ length: LIST_PAGE }, () => r);
      const view = listModal({ list: 'mine', title: w.home.lists.away, page: 2, pages: 5, rows }, w);
      expect(breaches('modal', view)).toEqual([]);
    }
    expect(breaches('modal', listModal({ list: 'mine', title: 'x', page: 1, pages: 1, rows: [] }, w))).toEqual([]);
  });

  it('who is on long leave is not named by its type', () => {
    const rows: ListRow[] = [{ is: 'away', away: { who: 'A', type: 'parental', longLeave: true } }];
    const view = listModal({ list: 'away', title: 'x', page: 1, pages: 1, rows }, w);
    expect(JSON.stringify(view.blocks)).toContain(`A (${w.teamGrid.long})`);
  });

  it('cards and messages', () => {
    const decided = { by: LONG, at: '24 Nov, 14:03' };
    const outcomes: NonNullable<CardModel['outcome']>[] = [
      { what: 'approved', ...decided },
      { what: 'rejected', comment: LONG, ...decided },
      { what: 'withdrawn', ...decided },
      { what: 'sent-back', comment: LONG, ...decided },
      { what: 'cancelled', ...decided },
      { what: 'cancel-rejected', comment: LONG, ...decided },
    ];
    expect(breaches('message', card(cardModel(), w))).toEqual([]);
    for (const outcome of outcomes)
      expect(breaches('message', card(cardModel({ outcome, reason: '' }), w))).toEqual([]);
    const lead = [LONG.slice(0, 200)];
    expect(breaches('message', card(cardModel({ cancels: true, cancelReason: LONG, lead }), w))).toEqual([]);
    const notice = {
      id: 'r1',
      mayEdit: true,
      what: 'Annual leave',
      when: 'Mon',
      amount: '1 day',
      ...decided,
      reason: LONG,
    };
    expect(breaches('message', decisionMessage({ outcome: 'sent-back', ...notice }, w))).toEqual([]);
    expect(breaches('message', helpMessage(w, ownedValue('U1')))).toEqual([]);
    expect(breaches('message', leaveOffer(w, ownedValue('U1')))).toEqual([]);
    const told = { refused: Array(5).fill(LONG.slice(0, 500)), warned: Array(5).fill(LONG.slice(0, 500)) };
    const understood = { type: 'x', when: 'y', amount: 'z', reason: LONG, value: 'z'.repeat(2000), ...told };
    expect(breaches('message', understoodMessage(understood, w))).toEqual([]);
    expect(breaches('message', otherPersonMessage({ who: LONG, value: 'z'.repeat(2000) }, w))).toEqual([]);
    expect(breaches('message', tooLongMessage(4000, w, ownedValue('U1')))).toEqual([]);
    expect(breaches('message', unreadableMessage({ line: LONG }, w, ownedValue('U1')))).toEqual([]);
    const dated = Array.from({ length: 30 }, (_, i) => ({ on: `2027-01-${String(i + 1).padStart(2, '0')}`, days: 99 }));
    const balance = { pool: LONG, left: 99, waiting: 99, short: 99, lapsing: dated, upcoming: dated };
    expect(breaches('message', balanceMessage(Array(5).fill(balance), w, ownedValue('U1')))).toEqual([]);
    expect(breaches('message', balanceMessage([], w, ownedValue('U1')))).toEqual([]);
  });

  it.each([0, 1, 30, 300, 3000])('a summary of %i people', n => {
    const message = summaryMessage(summary(n), w);
    expect(breaches('message', message)).toEqual([]);
    expect(message.blocks.length).toBeLessThanOrEqual(20);
    const native = (message[NATIVE] ?? []).map(part => ('native' in part ? part.native : part));
    expect(breaches('message', { text: message.text, blocks: native })).toEqual([]);
    expect(breaches('message', presentMessage(summary(n), w))).toEqual([]);
    expect(presentTable(summary(n), w)).toHaveLength(n + 1);
  });

  it('a summary of 3,000 people is read at a glance: ten names of each exception', () => {
    const text = summaryMessage(summary(3_000, '이민지'), w).blocks.map(b => JSON.stringify(b));
    for (const block of text) expect(block.split('이민지').length - 1).toBeLessThanOrEqual(60);
    expect(text.join('').length).toBeLessThan(12_000);
  });

  it('a summary of more teams than a table takes begins with those who miss most, and says how many are left out', () => {
    const teams = Array.from({ length: 300 }, (_, n) => ({ team: `T${n}`, people: 10, present: 9, notIn: n, away: 0 }));
    const [table] = (summaryMessage({ ...summary(3_000), teams }, words('en'))[NATIVE] ?? []).flatMap(part =>
      'native' in part && part.native.type === 'data_table' ? part.native : [],
    );
    expect(table?.caption).toBe('The day by team (and 201 more teams)');
    expect(table?.rows).toHaveLength(100);
    expect(table?.rows[1]?.[0]).toMatchObject({ text: 'T299' });
  });

  it('reminders', () => {
    const states: DayReminder[] = [
      { is: 'not-in', date: '2026-11-24', from: '08:00', to: '11:00' },
      { is: 'not-in', date: '2026-11-24', from: '09:00', to: '09:00' },
      { is: 'still-in', date: '2026-11-24', at: '18:00', worked: 480 },
      { is: 'came', at: '11:02', place: 'trip' },
      { is: 'left', at: '18:02', worked: 482 },
      { is: 'passed', date: 'Tue 24 Nov' },
    ];
    for (const state of states) expect(breaches('message', reminderMessage(state, w))).toEqual([]);
    const week = { monday: '2026-11-23', sunday: '2026-11-29', cap: 3120 };
    for (const worked of [2880, 3120, 3125])
      for (const who of [{}, { who: LONG }])
        expect(breaches('message', weekMessage({ ...week, ...who, worked }, w))).toEqual([]);
    const said: AfterOut = {
      date: '2026-11-24',
      rest: { taken: 0, needed: 60 },
      overtime: { minutes: 90, value: offerValue('overtime', { date: '2026-11-24' }) },
      waiting: 30,
    };
    expect(breaches('message', afterOutMessage(said, w))).toEqual([]);
    expect(breaches('message', afterOutMessage({ date: '2026-11-24' }, w))).toEqual([]);
  });

  it('forms', () => {
    for (const press of ['check-in', 'check-out', 'change-place'] as const)
      expect(breaches('modal', pressModal({ press, place: 'home', quick: true, worked: 300 }, w))).toEqual([]);
    for (const act of ['approve', 'reject', 'send-back', 'ask-cancel'] as const)
      expect(breaches('modal', reasonModal({ ...cardModel(), do: act }, w))).toEqual([]);
    const line = { at: '24 Nov', by: LONG, did: 'approved', step: 'x', why: LONG, comment: LONG };
    const history: HistoryModel = { ...cardModel(), lines: Array.from({ length: 80 }, () => line) };
    expect(breaches('modal', historyModal(history, w))).toEqual([]);
    for (const language of ['auto', 'ko', 'en'] as const)
      for (const on of [true, false]) {
        const reminders = ['in', 'out', 'week'].map(id => ({ id, on }));
        const model = { language, quickIn: true, askOut: false, place: 'home', reminders, ownWeek: on };
        expect(breaches('modal', settingsModal(model, w))).toEqual([]);
      }
    const many = Array.from({ length: 60 }, (_, i) => ({ id: `t${i}`, name: LONG }));
    const leave: LeaveModel = {
      ...{ types: many, type: 't1', oneDay: false, reason: LONG.repeat(5), decides: Array(5).fill(LONG) },
      ...{ missing: [], problems: [], warnings: [], notes: [LONG, LONG, LONG], changes: true, metadata: '{}' },
    };
    const takes = { days: LONG, out: Array.from({ length: 20 }, () => LONG) };
    const dates = { from: '2026-12-03', to: '2026-12-04', balance: Array(9).fill(LONG) };
    const files = { kept: Array(5).fill(LONG), later: true };
    const asks = ['due', 'born', 'lost', 'weeks', 'children', 'premature', 'extended'] as const;
    const event = { kind: 'birth' as const, known: many, chosen: 't1', asks, values: {} };
    const entitled = Array(3).fill(LONG);
    expect(
      breaches('modal', leaveModal({ ...leave, ...dates, takes, files, event, entitled, occasions: many }, w)),
    ).toEqual([]);
    const hours = { oneDay: true, times: { from: '14:00', to: '15:30' }, parts: many.slice(0, 4), unknownYear: '2028' };
    expect(
      breaches('modal', leaveModal({ ...leave, ...hours, missing: [LONG], problems: [LONG], warnings: [LONG] }, w)),
    ).toEqual([]);
    expect(breaches('modal', leaveModal({ ...leave, types: [] }, w))).toEqual([]);
  });
});

describe('user text', () => {
  it('is never interpreted: no mention, no link, no markup survives', () => {
    const made = literal('<!channel> <@U123> *bold* _it_ ~no~ `code` :tada: <https://x.y|z> & @here #general');
    expect(made).not.toMatch(/<|>|\*|\b_|_\b|~|`|:[a-z]|@[a-zA-Z]|#[a-z]/);
    expect(literal('snake_case_name')).toBe('snake_case_name');
    expect(literal('8\u00a0h \u00a0\n late')).toBe('8\u00a0h late');
    const typed = 'A & <B> 08:55 *x* _y_ ~z~ `c` @me #1';
    expect(unmarked(`*${literal(typed)}* → <#C0DEV>`)).toBe(`${typed} → #C0DEV`);
    expect(made).toContain('&lt;!');
    expect(made).toContain('&amp;');
  });

  it('is cut without breaking a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, max) => {
        const short = cut(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        const broken = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
        if (!broken.test(text)) expect(short).not.toMatch(broken);
      }),
    );
    const named = teamOption({ id: 't', path: `${'a'.repeat(20)}😀${'b'.repeat(48)}` });
    expect(named.text.text).toBe(`…${'b'.repeat(48)}`);
  });

  it('turns nothing that stands behind it, and shows no control characters', () => {
    expect(literal('evil\u202Egnp\u0000\ud83d')).toBe('evilgnp');
    expect(literal('שלום\u200F')).toBe('שלום\u200F');
  });

  it('in a view of any name and reason keeps within the limits and out of markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), fc.string({ maxLength: 500 }), (name, reason) => {
        const w = languages[0];
        if (!w) return;
        const view = homeView(home({ name, away: [{ who: name, type: 'sick' }], requests: [request({ reason })] }), w);
        expect(breaches('home', view)).toEqual([]);
        const message = card(cardModel({ who: name, reason }), w);
        expect(breaches('message', message)).toEqual([]);
      }),
    );
  });
});
