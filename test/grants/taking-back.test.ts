import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uncoveredMessage } from '../../blocks/statement.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { DEFAULT_STEPS } from '../../src/approvals/route/choose.ts';
import { type RequestDoc, requestDocs, requestStore } from '../../src/approvals/store.ts';
import { prepare } from '../../src/db/indexes.ts';
import { ledgerDocs } from '../../src/grants/record/store.ts';
import { uncoveredBy } from '../../src/grants/rules.ts';
import { reverseGrant, uncovered } from '../../src/grants/taking-back.ts';
import { words } from '../../src/i18n/index.ts';
import { UNITS_PER_DAY as DAY } from '../../src/leave-record/units.ts';
import type { People } from '../../src/people/actions.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { addGrants, grantsIn, ledgersIn } from '../support/ledgers.ts';
import { testWorkspace } from '../support/workspace.ts';
import { grant, takes } from './ledger/ledgers.ts';

const TODAY = '2026-11-24';
const NOW = Date.parse('2026-11-24T09:00:00+09:00');

describe('a leave that came in while a grant was taken back', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await prepare(database.database.db, [ledgerDocs, requestDocs]);
  });
  afterAll(() => database.drop());

  const step = {
    ...{ need: 'any' as const, direct: false, since: NOW, notes: [] },
    seats: [{ rule: { who: 'administrators' as const } }],
  };
  const waiting = (
    user: string,
    from: string,
    to: string,
  ): Omit<RequestDoc, 'seq' | 'cards' | 'effects' | 'version'> => ({
    ...{ _id: `r:${user}`, team: 'T1', user, submission: `s:${user}`, kind: 'leave', sentAt: NOW },
    ...{ form: { type: 'annual', from, to, reason: '' }, period: { from, to } },
    ...{
      state: 'waiting',
      purpose: 'request',
      at: 0,
      round: 1,
      ruled: [...DEFAULT_STEPS],
      asked: [],
      marks: [],
      steps: [step],
    },
    history: [],
  });
  const send = async (user: string) => {
    const { history, ...r } = waiting(user, '2026-12-01', '2026-12-02');
    const { state, purpose, at, round, ruled, asked, marks, steps, ...request } = r;
    const set = { state, purpose, at, round, ruled, asked, marks, steps };
    expect(await requestStore(database.database.db).insert(request, { set, history }, 1, [])).toBe(true);
  };
  /** `reading`: runs whenever the person is read. */
  const workspace = (reading: () => Promise<void> = async () => undefined) =>
    testWorkspace({
      db: database.database.db,
      clock: { now: () => NOW },
      people: {
        some: async () => {
          await reading();
          return [];
        },
      } as Partial<People> as People,
    });
  const give = (user: string, id: string, days: number) =>
    addGrants(database.database.db, 'T1', [{ user, grant: grant(id, TODAY, '2027-12-31', days) }], NOW);

  it('is told of in the answer, with the look that follows stored in the same write', async () => {
    const hasReversal = async () =>
      (await grantsIn(database.database.db, { user: 'U1' })).some(g => g.id === 'reversal:hand:1');
    let sent = false;
    // It was validated while the grant was there, and is written right after the reversal.
    const ws = workspace(async () => {
      if (sent || !(await hasReversal())) return;
      sent = true;
      await send('U1');
    });
    await give('U1', 'hand:1', 1.5);
    const outcome = await reverseGrant(ws, 'U9', 'U1', 'hand:1', 'a mistake');
    expect(outcome).toMatchObject({ ok: true, uncovered: { amount: 1.5 * DAY, requests: ['r:U1'] } });
    const [doc] = await ledgersIn(database.database.db, { user: 'U1' });
    expect(doc?.effects.map(e => [e.kind, e.to, e.due - NOW])).toEqual([
      ['leave-granted', 'U1', 20_000],
      ['log', 'U9', 20_000],
      ['leave-taken-back', 'U9', 60_000],
    ]);
    expect(await uncovered(ws, 'U1', 'reversal:hand:1')).toMatchObject({ amount: 1.5 * DAY });
    // Granted once more, nothing is short, and there is no message.
    await give('U1', 'hand:2', 2);
    expect(await uncovered(ws, 'U1', 'reversal:hand:1')).toBeUndefined();
  });

  it('is refused in numbers where it came before', async () => {
    const ws = workspace();
    await give('U2', 'hand:1', 1.5);
    await send('U2');
    expect(await reverseGrant(ws, 'U9', 'U2', 'hand:1', '')).toEqual({
      ok: false,
      refused: { code: 'used', lacks: 1.5 * DAY },
    });
  });
});

describe('what lacks a grant', () => {
  const gone = grant('hand:1', '2026-11-01', '2026-12-31', 2);
  const undone = grant('reversal:hand:1', TODAY, TODAY, -2, { kind: 'reversal', reverses: 'hand:1' });

  it('is what was covered with it, not what was short before', () => {
    const uses = [...takes('old', 1, ['2026-11-02', 3]), ...takes('new', 2, ['2026-12-01', 1])];
    const year = grant('annual:1', '2026-12-01', '2026-12-31', 1, { kind: 'annual' });
    // Of three days two were covered; the new one has its own.
    expect(uncoveredBy(undone.id, [gone, undone, year], uses, TODAY)).toEqual({ amount: 2 * DAY, requests: ['old'] });
    expect(uncoveredBy(undone.id, [gone, undone, year], uses.slice(1), TODAY)).toBeUndefined();
  });

  it.each(['en', 'ko'])('is told within Slack’s limits (%s)', language => {
    const long = `<!channel> *${'이민지😀'.repeat(125)}* & co`;
    const model = {
      who: long,
      what: '연차 · 2026년 3월 15일(일) · +15일',
      days: 12.25,
      leaves: Array.from({ length: 40 }, () => long),
    };
    const message = uncoveredMessage(model, 'U0123456789', words(language as 'en' | 'ko'));
    expect(breaches('message', message)).toEqual([]);
    expect(message.text).not.toContain('<!channel>');
  });
});
