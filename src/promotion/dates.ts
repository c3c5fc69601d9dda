import { LEAVE, requestUses } from '../absence/leaves.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { REQUESTS } from '../approvals/store.ts';
import { addDays } from '../calendar/rules.ts';
import { previewLeave, requestLeave } from '../leave/actions.ts';
import { lastingProblems, readLeave, severity } from '../leave/check.ts';
import { loadValidation } from '../leave/validation.ts';
import type { FilledLeave, LeaveProblem } from '../leave-record/rules.ts';
import type { Denial } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { newId, type Owed, owe } from '../shared/effects.ts';
import type { PromotionParts, PromotionRefusal, Promotions } from './actions.ts';
import { promotionEffect } from './effects.ts';
import { leftOf, runs, shares } from './rules.ts';
import type { PromotionDoc } from './store.ts';

/** What is wrong with one of the dates that were chosen. */
export type DateProblem = { date: string } & (
  | { code: 'twice' | 'day-off' | 'passed' | 'lapsed' | 'too-many' }
  | { code: 'leave'; problem: LeaveProblem }
);
export type DatesOutcome =
  | { ok: true; requests: string[] }
  | { ok: false; problems: DateProblem[] }
  | { ok: false; denied: Denial }
  | { ok: false; refused: PromotionRefusal | 'too-early' | 'deadline-over' | 'none-left' };

export interface PromotionDates {
  /** The person names dates: each run of them is sent as a request of annual leave, which goes its usual way. */
  name(person: Person, id: string, dates: readonly string[], key: string): Promise<DatesOutcome>;
  /** The employer designates dates: leave that is approved by that. `reason`: as the leave shall say it. */
  designate(actor: string, id: string, dates: readonly string[], reason: string, key: string): Promise<DatesOutcome>;
  /** why the employer may not designate now; undefined: they may */
  refusedNow(doc: PromotionDoc): 'not-found' | 'too-early' | 'deadline-over' | undefined;
}

const ROUNDS = 10;
const WEEK = 14;

export function promotionDates(o: PromotionParts & { promotionActions: Promotions }): PromotionDates {
  const { promotionActions: actions } = o;

  const nextWorked =
    (person: Person) =>
    (date: string): string => {
      for (let n = 1; n <= WEEK; n++) if (actions.isWorked(person, addDays(date, n))) return addDays(date, n);
      return '';
    };

  function problemsOf(doc: PromotionDoc, person: Person, dates: readonly string[], left: number): DateProblem[] {
    const today = actions.today();
    const found = dates.flatMap((date, i): DateProblem[] => {
      if (dates.indexOf(date) !== i) return [{ date, code: 'twice' }];
      if (date < today) return [{ date, code: 'passed' }];
      if (date > doc.usableUntil) return [{ date, code: 'lapsed' }];
      return actions.isWorked(person, date) ? [] : [{ date, code: 'day-off' }];
    });
    const last = [...dates].sort().at(-1);
    if (found.length === 0 && last !== undefined && !shares(dates, left)) return [{ date: last, code: 'too-many' }];
    return found;
  }

  const leavesOf = (person: Person, dates: readonly string[], left: number, reason: string): FilledLeave[] =>
    runs(shares(dates, left) ?? [], nextWorked(person)).map(({ from, to, half }) => ({
      ...{ type: half ? 'half' : 'annual', from, to, reason },
      ...(half ? { part: 'pm' } : {}),
    }));

  /** Records dates in the notice; repeated, it is recognised by the key. */
  const record = (
    doc: PromotionDoc,
    entry: { by: string; what: 'answered' | 'designated'; key: string },
    more: {
      dates: readonly string[];
      requests: string[];
    },
  ) =>
    actions.left(doc).then(left =>
      actions.change(doc._id, entry.key, () => {
        const owed: Owed[] = [
          { kind: promotionEffect.show, lane: 'notice', to: doc.user },
          { kind: 'home', lane: `home:${doc.user}`, to: doc.user },
        ];
        if (entry.what === 'designated')
          owed.push({ kind: promotionEffect.designated, lane: 'notice', to: doc.user, data: { key: entry.key } });
        const dates = [...more.dates].sort();
        return {
          change: { set: { left }, entry: { ...entry, at: o.clock.now(), dates, requests: more.requests } },
          owed,
        };
      }),
    );

  const done = (doc: PromotionDoc, key: string): DatesOutcome | undefined => {
    const entry = doc.history.find(h => h.key === key);
    return entry ? { ok: true, requests: entry.requests ?? [] } : undefined;
  };

  const refusedNow: PromotionDates['refusedNow'] = doc => {
    const today = actions.today();
    if (doc.state !== 'sent' || doc.answerBy === undefined) return 'not-found';
    if (today <= doc.answerBy) return 'too-early';
    return today > doc.designateBy ? 'deadline-over' : undefined;
  };

  /** Stores leave that is approved from the start, validated on the person's latest requests. */
  async function approve(
    doc: PromotionDoc,
    actor: string,
    filled: FilledLeave,
    submission: string,
  ): Promise<{ id: string } | { problems: LeaveProblem[] } | 'none-left' | 'busy'> {
    const { type, from = '', to = '', reason } = filled;
    const validation = await loadValidation(o.ws, { user: doc.user, type, from, to });
    const facts = await o.ledger.factsOf(doc.user);
    for (let round = 0; round < ROUNDS; round++) {
      const mine: RequestDoc[] = await o.requests.of(o.team(), doc.user);
      const there = mine.find(r => r.submission === submission);
      if (there) return { id: there._id };
      const ctx = validation.context(mine);
      const read = readLeave(filled, ctx);
      if (!('form' in read)) return { problems: read.problems };
      const against = lastingProblems(read.form, ctx).filter(
        p => severity(p, validation.strictness, 'approved') === 'refuse' && p.code !== 'blocked',
      );
      if (against.length > 0) return { problems: against };
      const left = facts ? leftOf(doc.grants, facts.known, requestUses(mine, o.calendar), facts.today) : 0;
      const at = o.clock.now();
      const steps = [{ approvers: [{ who: 'administrators' as const }], need: 'any' as const, direct: false }];
      const slot = { rule: { who: 'administrators' as const }, vote: { by: actor, at } };
      const change = {
        set: {
          ...{ state: 'approved' as const, purpose: 'request' as const, at: 0, round: 1, ruled: steps },
          ...{
            asked: [],
            marks: [],
            steps: [{ need: 'any' as const, direct: false, seats: [slot], notes: [], since: at }],
          },
        },
        history: [
          { at, by: actor, what: 'sent' as const, key: submission, round: 1, comment: reason },
          { at, by: actor, what: 'approved' as const, key: submission, round: 1, step: 0, comment: reason },
        ],
      };
      const request = {
        ...{ _id: newId('r', at), team: o.team(), user: doc.user, submission, kind: LEAVE, sentAt: at },
        ...{ form: { ...read.form }, period: { from: read.form.from, to: read.form.to } },
      };
      const takes = requestUses([{ ...request, ...change.set, history: change.history, seq: 0 }], o.calendar);
      if (takes.reduce((sum, u) => sum + u.amount, 0) > left) return 'none-left';
      const effects = owe([{ kind: 'home', lane: `home:${doc.user}`, to: doc.user }], at);
      if (!(await o.requests.insert(request, change, (mine[0]?.seq ?? 0) + 1, effects))) continue;
      o.outbox.notify(REQUESTS, request._id, effects);
      return { id: request._id };
    }
    return 'busy';
  }

  return {
    refusedNow,
    name: async (person, id, dates, key) => {
      const doc = await actions.byId(id);
      if (doc?.state !== 'sent') return { ok: false, refused: 'not-found' };
      if (doc.user !== person.user) return { ok: false, refused: 'not-yours' };
      const before = done(doc, key);
      if (before) return before;
      const submission = (from: string): string => `${key}:${from}`;
      // Of a submission that died half-way some leaves stand: they are found again, and take nothing more.
      const first = [...dates].sort()[0] ?? '';
      const again = (await o.requests.bySubmission(o.team(), submission(first))) !== undefined;
      const left = again ? (doc.sent ?? doc.left) : await actions.left(doc);
      const problems = problemsOf(doc, person, dates, left);
      if (problems.length > 0) return { ok: false, problems };
      const leaves = leavesOf(person, dates, left, '');
      if (!again)
        for (const filled of leaves) {
          const [problem] = (await previewLeave(o.ws, person.user, filled)).refused;
          // Unless it stands in its own way, sent by the same press.
          if (problem && !(await o.requests.bySubmission(o.team(), submission(filled.from ?? ''))))
            return { ok: false, problems: [{ date: filled.from ?? first, code: 'leave', problem }] };
        }
      const requests: string[] = [];
      for (const filled of leaves) {
        const outcome = await requestLeave(o.ws, person.user, filled, submission(filled.from ?? ''));
        if (outcome.ok) requests.push(outcome.request);
        else if ('problems' in outcome && outcome.problems[0] && requests.length === 0)
          return { ok: false, problems: [{ date: filled.from ?? first, code: 'leave', problem: outcome.problems[0] }] };
        else if (requests.length === 0) return { ok: false, refused: 'busy' };
      }
      const sent = await Promise.all(requests.map(r => o.requests.byId(o.team(), r)));
      const named = dates.filter(d => sent.some(r => r && r.period.from <= d && d <= r.period.to));
      await record(doc, { by: person.user, what: 'answered', key }, { dates: named, requests });
      return { ok: true, requests };
    },

    designate: async (actor, id, dates, reason, key) => {
      const doc = await actions.byId(id);
      if (!doc) return { ok: false, refused: 'not-found' };
      for (const denied of [await actions.may(actor), await o.administration.allows(actor, 'give-leave', doc.user)])
        if (denied !== 'yes') return { ok: false, denied };
      const before = done(doc, key);
      if (before) return before;
      const refused = refusedNow(doc);
      if (refused) return { ok: false, refused };
      const person = await o.people.person(doc.user);
      const submission = (from: string): string => `${id}:${key}:${from}`;
      const first = [...dates].sort()[0] ?? '';
      const again = (await o.requests.bySubmission(o.team(), submission(first))) !== undefined;
      const left = again ? doc.left : await actions.left(doc);
      if (left <= 0) return { ok: false, refused: 'none-left' };
      const problems = problemsOf(doc, person, dates, left);
      if (problems.length > 0) return { ok: false, problems };
      const requests: string[] = [];
      const stored: string[] = [];
      for (const filled of leavesOf(person, dates, left, reason)) {
        const outcome = await approve(doc, actor, filled, submission(filled.from ?? ''));
        if (typeof outcome === 'object' && 'id' in outcome) {
          requests.push(outcome.id);
          stored.push(...dates.filter(d => (filled.from ?? '') <= d && d <= (filled.to ?? '')));
        } else if (requests.length === 0) {
          if (typeof outcome === 'string') return { ok: false, refused: outcome };
          const [problem] = outcome.problems;
          if (problem) return { ok: false, problems: [{ date: filled.from ?? first, code: 'leave', problem }] };
        }
      }
      await record(doc, { by: actor, what: 'designated', key }, { dates: stored, requests });
      return { ok: true, requests };
    },
  };
}
