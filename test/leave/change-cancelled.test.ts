import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestUses } from '../../src/absence/leaves.ts';
import { decideRequest } from '../../src/approvals/actions.ts';
import { endRequest } from '../../src/approvals/ending.ts';
import { inForce } from '../../src/approvals/route/view.ts';
import { REQUESTS, type RequestDoc, requestDocs, requests } from '../../src/approvals/store.ts';
import { prepare } from '../../src/db/indexes.ts';
import { type About, requestLeave } from '../../src/leave/actions.ts';
import { leave } from '../../src/leave/index.ts';
import { leaveKind } from '../../src/leave/kind.ts';
import { person } from '../people/people.ts';
import { kindOnly, onlyAdministrator } from '../support/approvals.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { runs } from '../support/runs.ts';
import { testWorkspace } from '../support/workspace.ts';

const HANDLERS = leave.effects ?? [];
const NOW = Date.parse('2026-11-24T09:00:00+09:00');

/** What may happen to a leave (the first one) and its changes (counted from the newest). */
type Act =
  | { do: 'change'; day: number }
  | { do: 'ask-cancel' | 'approve' | 'reject' | 'send-back' | 'withdraw'; of: number }
  | { do: 'office-cancels'; of: number }
  | { do: 'deliver' };

const of = fc.integer({ min: 0, max: 3 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), day: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'ask-cancel',
        'ask-cancel',
        'approve',
        'approve',
        'approve',
        'reject',
        'send-back',
        'withdraw',
      ),
      of,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('office-cancels' as const), of }) },
  { weight: 2, arbitrary: fc.constant({ do: 'deliver' as const }) },
);

describe('A leave and the changes of it', () => {
  let database: TestDatabase;
  let teams = 0;
  beforeAll(async () => {
    database = await testDatabase();
    await prepare(database.database.db, [requestDocs]);
  });
  afterAll(() => database.drop());

  /** One person, one approver, and an approved leave on 1 December; each stage in a workspace of its own. */
  async function stage() {
    const db = database.database.db;
    const name = `T${++teams}`;
    const ws = testWorkspace({
      ...{ db, team: name, clock: { now: () => NOW } },
      people: {
        ...onlyAdministrator,
        person: async user => person(user),
        refuse: async () => undefined,
        active: async () => [],
        language: () => 'en',
      },
      provides: kindOnly(leaveKind),
    });
    const { calendar } = ws.policy;

    let keys = 0;
    const key = (): string => `k${++keys}`;
    const all = (): Promise<RequestDoc[]> => requests(ws).of(name, 'UM');
    const ask = async (from: string, about: About = {}) =>
      requestLeave(ws, 'UM', { type: 'annual', from, to: from, reason: '' }, `${name}:${key()}`, about);
    const nth = async (n: number): Promise<RequestDoc | undefined> => (await all())[n];
    const decide = async (
      who: string,
      id: string,
      command: 'approve' | 'reject' | 'send-back' | 'withdraw' | 'ask-cancel',
    ) => {
      const request = await requests(ws).byId(name, id);
      const seen = { round: request?.round ?? 1, step: request?.at ?? 0 };
      await decideRequest(ws, person(who), id, { do: command, seen, reason: 'x' }, key());
    };
    /** Each effect that is owed, by its handler; those of Slack have none here. */
    const deliver = async (): Promise<void> => {
      for (const doc of await all())
        for (const effect of doc.effects) {
          await HANDLERS.find(h => h.kind.kind === effect.kind)?.run(ws, doc, effect, {} as never);
          await db
            .collection<RequestDoc>(REQUESTS)
            .updateOne({ _id: doc._id }, { $pull: { effects: { id: effect.id } } });
        }
    };
    const perform = async (a: Act): Promise<void> => {
      if (a.do === 'deliver') return deliver();
      if (a.do === 'change') {
        const old = (await all()).find(r => r.state === 'approved');
        if (old) await ask(`2026-12-0${a.day}`, { replaces: old._id });
        return;
      }
      const request = await nth(a.of);
      if (!request) return;
      if (a.do === 'office-cancels') {
        const how = (r: RequestDoc) =>
          inForce(r) ? ({ what: 'cancelled', by: 'UH', key: key() } as const) : undefined;
        return void (await endRequest(ws, request._id, how));
      }
      const mine = a.do === 'ask-cancel' || a.do === 'withdraw';
      await decide(mine ? 'UM' : 'UH', request._id, a.do);
    };
    const deliverAll = async (): Promise<void> => {
      for (let round = 0; round < 10 && (await all()).some(r => r.effects.length > 0); round++) await deliver();
    };

    const first = await ask('2026-12-01');
    if (!first.ok) throw new Error(JSON.stringify(first));
    await decide('UH', first.request, 'approve');
    return { all, ask, decide, deliverAll, perform, calendar, first: first.request };
  }

  it('end with it: a change that waits is withdrawn once the cancellation is approved, and cannot be approved before', async () => {
    const s = await stage();
    const change = await s.ask('2026-12-02', { replaces: s.first });
    if (!change.ok) throw new Error('not sent');
    await s.decide('UM', s.first, 'ask-cancel');
    await s.decide('UH', s.first, 'approve');
    // Nothing was delivered yet: the change takes nothing any more, and no approval brings the leave back.
    expect(requestUses(await s.all(), s.calendar)).toEqual([]);
    await s.decide('UH', change.request, 'approve');
    await s.deliverAll();
    expect((await s.all()).map(r => r.state)).toEqual(['withdrawn', 'cancelled']);
  });

  it('end with it also where the office cancels it, or the change was sent back', async () => {
    const s = await stage();
    const change = await s.ask('2026-12-02', { replaces: s.first });
    if (!change.ok) throw new Error('not sent');
    await s.decide('UH', change.request, 'send-back');
    await s.perform({ do: 'office-cancels', of: 1 });
    await s.deliverAll();
    expect((await s.all()).map(r => r.state)).toEqual(['withdrawn', 'cancelled']);
  });

  it('are never in force after the cancellation was approved, nor twice, whatever happens in which order and at once', async () => {
    const steps = fc.array(fc.array(act, { minLength: 1, maxLength: 2 }), { minLength: 4, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(steps, async rounds => {
        const s = await stage();
        for (const together of rounds) await Promise.all(together.map(s.perform));
        await s.deliverAll();
        const all = await s.all();
        const byId = new Map(all.map(r => [r._id, r]));
        expect(all.filter(inForce).length).toBeLessThanOrEqual(1);
        for (const r of all) {
          const old = byId.get(String(r.form.replaces));
          if (!old) continue;
          // What is changed was not cancelled, as long as the change may still come or stands.
          if (r.state === 'waiting' && r.purpose === 'request') expect(inForce(old)).toBe(true);
          if (r.state === 'sent-back') expect(inForce(old)).toBe(true);
          if (inForce(r)) expect(old.history.some(h => h.what === 'cancelled')).toBe(false);
        }
      }),
      { numRuns: runs(20) },
    );
  });
});
