import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { begin, decide } from '../../../src/approvals/route/machine.ts';
import type { ApproverRule, SlotRule, StepRule } from '../../../src/approvals/route/policy.ts';
import { mayDecideNow } from '../../../src/approvals/route/rights.ts';
import {
  type RouteChange,
  type RouteCommand,
  type RouteEntry,
  type RouteFacts,
  routeEntrySchema,
  routeStateSchema,
  SYSTEM,
} from '../../../src/approvals/route/types.ts';
import { inForce } from '../../../src/approvals/route/view.ts';
import { isLong, runs } from '../../support/runs.ts';
import { contextOf, lent, type Workplace, workplace } from './workplace.ts';

const REQUESTER = 'R';
const USERS = [REQUESTER, 'A', 'B', 'C', 'D', 'E'];

/* What may happen. */

/** `actor` 'rightful' is somebody who may, if anybody may. */
type Press = { actor: string; what: 'approve' | 'reject' | 'send-back' | 'withdraw' | 'ask-cancel'; stale: number };
type Event =
  | ({ is: 'press' } & Press)
  | { is: 'resend'; actor: string; ruled: StepRule[] }
  | { is: 'system'; what: 'skip' | 'escalate' }
  | { is: 'flip'; list: 'left' | 'onLeave' | 'hr' | 'administrators'; user: string }
  | { is: 'manager'; of: string; to: string | undefined }
  | { is: 'delegate'; from: string; to: string; first: string; last: string }
  | { is: 'undelegate' }
  | { is: 'tomorrow' };

const user = fc.constantFrom(...USERS);
const rule: fc.Arbitrary<ApproverRule> = fc.oneof(
  user.map(u => ({ who: 'person' as const, user: u })),
  fc.uniqueArray(user, { minLength: 1, maxLength: 3 }).map(users => ({ who: 'group' as const, users })),
  fc.constantFrom({ who: 'manager' as const }, { who: 'hr' as const }, { who: 'administrators' as const }),
);
const ruled = fc.array(
  fc.record({
    approvers: fc.array(rule, { minLength: 1, maxLength: 3 }),
    need: fc.constantFrom('any' as const, 'all' as const),
    direct: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);
const day = fc.constantFrom('2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27');
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      is: fc.constant('press' as const),
      actor: fc.oneof(user, fc.constant('rightful')),
      what: fc.oneof(
        { weight: 6, arbitrary: fc.constant('approve' as const) },
        { weight: 4, arbitrary: fc.constantFrom('reject', 'send-back', 'withdraw', 'ask-cancel') },
      ),
      stale: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('press' as const),
      actor: fc.constant(REQUESTER),
      what: fc.constantFrom('withdraw', 'ask-cancel'),
      stale: fc.constant(0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('resend' as const),
      actor: fc.constantFrom(REQUESTER, REQUESTER, 'A'),
      ruled,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('system' as const), what: fc.constantFrom('skip', 'escalate') }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('flip' as const),
      list: fc.constantFrom('left', 'onLeave', 'hr', 'administrators'),
      user,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('manager' as const), of: user, to: fc.option(user, { nil: undefined }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('delegate' as const), from: user, to: user, first: day, last: day }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Event[]>({ is: 'undelegate' }, { is: 'tomorrow' }) },
);

/* The independent check: who has the right, told from the tables of the company alone. */

const works = (w: Workplace, u: string): boolean => !w.left.has(u);
const inCharge = (w: Workplace): string[] =>
  USERS.filter(u => u !== REQUESTER && works(w, u) && (w.hr.includes(u) || w.administrators.includes(u)));

function sits(w: Workplace, seat: SlotRule, u: string): boolean {
  if (u === REQUESTER || !works(w, u)) return false;
  if (seat.who === 'person') return seat.user === u;
  if (seat.who === 'group') return seat.users.includes(u);
  if (seat.who === 'hr') return w.hr.includes(u);
  if (seat.who === 'administrators') return w.administrators.includes(u);
  if (seat.who === 'reserve')
    return USERS.some(x => x !== REQUESTER && works(w, x) && w.hr.includes(x))
      ? w.hr.includes(u)
      : w.administrators.includes(u);
  const above: string[] = [];
  let at = w.managers.get(REQUESTER);
  while (at && at !== REQUESTER && !above.includes(at)) {
    above.push(at);
    at = w.managers.get(at);
  }
  return above.find(m => works(w, m)) === u;
}

function mayOracle(w: Workplace, f: RouteFacts, actor: string): boolean {
  if (f.state !== 'waiting' || !works(w, actor)) return false;
  const step = f.steps[f.at];
  const seats = step ? [...step.seats, ...(step.over ? [step.over] : [])] : [];
  const open = seats.filter(s => s.vote === undefined);
  const alone = seats.every(s => USERS.every(u => !sits(w, s.rule, u)));
  const owner =
    alone &&
    w.administrators.includes(REQUESTER) &&
    works(w, REQUESTER) &&
    USERS.every(u => u === REQUESTER || !works(w, u) || !w.administrators.includes(u));
  const holds = (u: string): boolean =>
    open.some(s => sits(w, s.rule, u) || (owner && u === REQUESTER && s.rule.who === 'reserve'));
  const lender = (u: string): boolean =>
    w.delegations.some(d => d.from === u && d.to === actor && actor !== u && d.first <= w.today && w.today <= d.last);
  return holds(actor) || (actor !== REQUESTER && USERS.some(u => lender(u) && holds(u)));
}

/** What history alone says of a request. */
function told(history: readonly RouteEntry[]) {
  let state = 'none';
  let purpose = 'request';
  let round = 0;
  const rounds: number[] = [];
  for (const h of history) {
    if (h.what === 'sent' || h.what === 'resent' || h.what === 'cancel-asked') {
      state = 'waiting';
      purpose = h.what === 'cancel-asked' ? 'cancel' : 'request';
      round += 1;
    } else if (h.what === 'cancel-rejected' || h.what === 'cancel-withdrawn') {
      state = 'approved';
      purpose = 'request';
    } else if (['approved', 'rejected', 'sent-back', 'withdrawn', 'cancelled'].includes(h.what)) state = h.what;
    rounds.push(round);
  }
  expect(history.map(h => h.round)).toEqual(rounds);
  return { state, purpose, round };
}

const FINAL = ['approved', 'rejected', 'withdrawn', 'cancelled', 'cancel-rejected', 'cancel-withdrawn'];
const DECIDED = ['endorsed', 'approved', 'rejected', 'sent-back', 'cancelled', 'cancel-rejected'];

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

function checkState(w: Workplace, f: RouteFacts): void {
  expect(told(f.history)).toEqual({ state: f.state, purpose: f.purpose, round: f.round });
  const ends = f.history.filter(h => FINAL.includes(h.what)).map(h => h.round);
  const back = f.history.filter(h => h.what === 'sent-back').map(h => h.round);
  for (const rounds of [ends, back]) expect(new Set(rounds).size).toBe(rounds.length);
  expect(inForce(f)).toBe(f.state === 'approved' || (f.state === 'waiting' && f.purpose === 'cancel'));
  for (const [i, s] of f.steps.entries()) {
    const votes = [...s.seats, ...(s.over ? [s.over] : [])].filter(x => x.vote).length;
    const enough = s.over?.vote !== undefined || (s.need === 'any' ? votes > 0 : s.seats.every(x => x.vote));
    if (i < f.at) expect(enough || s.passed !== undefined).toBe(true);
    if (i > f.at) expect([votes, s.passed, s.since]).toEqual([0, undefined, undefined]);
    if (i === f.at) expect(s.passed).toBeUndefined();
    if (i === f.at && f.state === 'waiting') expect(enough).toBe(false);
    expect(s.seats.length).toBeGreaterThan(0);
  }
  expect(USERS.filter(u => mayDecideNow(f, contextOf(w, u)) === 'yes')).toEqual(USERS.filter(u => mayOracle(w, f, u)));
}

function checkChange(
  w: Workplace,
  before: RouteFacts,
  command: RouteCommand,
  actor: string,
  change: RouteChange,
): void {
  const added = change.history;
  for (const h of added) expect(routeEntrySchema.parse(h)).toEqual(h);
  expect(routeStateSchema.parse(change.set)).toEqual(change.set);
  for (const h of added.filter(x => DECIDED.includes(x.what))) {
    expect(h.by).toBe(actor);
    expect(mayOracle(w, before, actor)).toBe(true);
    if (h.for) {
      expect(actor).not.toBe(REQUESTER);
      expect(mayOracle(w, before, h.for)).toBe(true);
      expect(w.delegations.some(d => d.from === h.for && d.to === actor)).toBe(true);
    }
    if (actor === REQUESTER) expect(w.administrators).toContain(REQUESTER);
  }
  const own = ['withdrawn', 'cancel-withdrawn', 'cancel-asked'];
  if (added.some(h => own.includes(h.what))) expect(actor).toBe(REQUESTER);
  // Whoever acts for the requester sends it again, too.
  if (added.some(h => h.what === 'resent')) expect([REQUESTER, ...w.hr]).toContain(actor);
  // Passed over is only what nobody who is there could decide.
  for (const { step } of added.filter(h => h.what === 'skipped')) {
    const passed: RouteFacts = { ...before, ...change.set, state: 'waiting', at: step ?? -1 };
    expect(USERS.filter(u => !w.onLeave.has(u) && mayOracle(w, passed, u))).toEqual([]);
  }
  // Only an approval approves: never a fall, a role change or time.
  if (change.set.state === 'approved' && before.purpose === 'request') expect(command.do).toBe('approve');
  if (change.set.state === 'cancelled') expect([command.do, before.purpose]).toEqual(['approve', 'cancel']);
}

function happen(w: Workplace, e: Event): void {
  if (e.is === 'flip') {
    const list = w[e.list];
    if (list instanceof Set) list.has(e.user) ? list.delete(e.user) : list.add(e.user);
    else w[e.list as 'hr'] = list.includes(e.user) ? list.filter(u => u !== e.user) : [...list, e.user];
  } else if (e.is === 'manager') {
    if (e.to) w.managers.set(e.of, e.to);
    else w.managers.delete(e.of);
  } else if (e.is === 'delegate') w.delegations = [...w.delegations, lent(e.from, e.to, e.first, e.last)];
  else if (e.is === 'undelegate') w.delegations = w.delegations.slice(1);
  else if (e.is === 'tomorrow') w.today = w.today.replace(/\d\d$/, d => String(Math.min(30, Number(d) + 1)));
}

function commandOf(w: Workplace, e: Event, f: RouteFacts): { actor: string; command: RouteCommand } | undefined {
  if (e.is === 'system') return { actor: SYSTEM, command: { do: e.what } };
  if (e.is === 'resend') return { actor: e.actor, command: { do: 'resend', ruled: e.ruled } };
  if (e.is !== 'press') return undefined;
  const { what } = e;
  const actor = e.actor === 'rightful' ? (USERS.find(u => mayOracle(w, f, u)) ?? REQUESTER) : e.actor;
  if (what === 'withdraw') return { actor, command: { do: what } };
  if (what === 'ask-cancel') return { actor, command: { do: what, reason: 'x' } };
  // One bit for an older round, one for an older step.
  const seen = { round: f.round - (e.stale & 1), step: f.at - (e.stale >> 1) };
  return { actor, command: what === 'approve' ? { do: what, seen } : { do: what, seen, reason: 'x' } };
}

const started = (w: Workplace, steps: StepRule[]): RouteFacts | undefined => {
  const first = begin(steps, contextOf(w, REQUESTER));
  if (!first.ok) {
    expect(inCharge(w)).toEqual([]);
    return undefined;
  }
  return frozen({ ...first.change.set, user: REQUESTER, history: first.change.history });
};

/** One press or system command; checks the answer, whichever it is. */
function tried(w: Workplace, f: RouteFacts, actor: string, command: RouteCommand): RouteFacts {
  w.now += 1_000;
  const decision = decide(f, command, contextOf(w, actor));
  const presses = command.do === 'approve' || command.do === 'reject' || command.do === 'send-back';
  if (presses) {
    const current = command.seen.round === f.round && command.seen.step === f.at;
    const wrong = command.do === 'send-back' && f.purpose === 'cancel';
    expect(decision.ok).toBe(mayOracle(w, f, actor) && current && !wrong);
  }
  if (!decision.ok) {
    const r = decision.refusal;
    if (r.code === 'decided') {
      const entry = f.history.find(h => h.what === r.state && h.at === r.at);
      expect([entry?.by, entry?.for]).toEqual([r.by, r.for]);
    }
    if (r.code === 'step-done') expect(f.history.some(h => h.at === r.at && h.by === r.by)).toBe(true);
    return f;
  }
  checkChange(w, f, command, actor, decision.change);
  const next = { ...decision.change.set, user: f.user, history: [...f.history, ...decision.change.history] };
  expect(next.history.length).toBeGreaterThan(f.history.length);
  for (const e of decision.effects) {
    if (e.kind === 'ask') expect([e.to, mayOracle(w, next, e.to), w.onLeave.has(e.to)]).toEqual([e.to, true, false]);
    if (e.kind === 'card' && e.to !== 'administrators') expect(f.asked).toContain(e.to);
  }
  expect(decision.effects.some(e => e.kind === 'card' && e.to === 'administrators')).toBe(true);
  return frozen(next);
}

/** Approves on until the end; where nobody may, the system passes the step on. */
function drive(w: Workplace, from: RouteFacts): RouteFacts {
  let f = tried(w, from, SYSTEM, { do: 'skip' });
  for (let n = 0; n < 40 && f.state === 'waiting'; n++) {
    const actor = USERS.find(u => mayOracle(w, f, u));
    const command: RouteCommand = actor ? { do: 'approve', seen: { round: f.round, step: f.at } } : { do: 'skip' };
    f = tried(w, f, actor ?? SYSTEM, command);
  }
  return f;
}

describe('any interleaving of presses, roles, delegations and leavings', () => {
  it('leaves one consistent state, decided by those alone who had the right, and can always be finished', () => {
    const reached = new Map<string, number>();
    fc.assert(
      fc.property(
        ruled,
        fc.record({
          hr: fc.uniqueArray(user, { maxLength: 2 }),
          administrators: fc.uniqueArray(user, { maxLength: 2 }),
        }),
        fc.array(event, { maxLength: 60, size: 'max' }),
        (steps, roles, events) => {
          const w = workplace({
            ...roles,
            managers: new Map([
              [REQUESTER, 'A'],
              ['A', 'B'],
            ]),
          });
          let f = started(w, steps);
          if (!f) return;
          checkState(w, f);
          for (const e of events) {
            const press = commandOf(w, e, f);
            if (press) f = tried(w, f, press.actor, press.command);
            else happen(w, e);
            checkState(w, f);
          }
          for (const h of f.history) reached.set(h.what, (reached.get(h.what) ?? 0) + 1);
          const last = drive(w, f);
          checkState(w, last);
          // As long as somebody is in charge, nothing waits for ever.
          if (inCharge(w).length > 0) expect(last.state).not.toBe('waiting');
        },
      ),
      { numRuns: runs(1_000) },
    );
    // The runs went everywhere; what is rarest comes once in a hundred of them.
    const everywhere = new Set([
      ...DECIDED,
      ...FINAL,
      'sent',
      'resent',
      'cancel-asked',
      'skipped',
      'moved',
      'escalated',
    ]);
    if (isLong) expect([...reached.keys()].sort()).toEqual([...everywhere].sort());
  });

  it('lets one of 50 simultaneous presses decide, each loser validated again on what the winner left', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ actor: fc.constantFrom('A', 'B', 'C'), reject: fc.boolean() }), {
          minLength: 50,
          maxLength: 50,
        }),
        presses => {
          const w = workplace({ hr: ['A', 'B', 'C'] });
          let f = started(w, [{ approvers: [{ who: 'hr' }], need: 'any', direct: true }]);
          if (!f) throw new Error('nobody decides');
          const seen = { round: f.round, step: f.at };
          for (const { actor, reject } of presses)
            f = tried(w, f, actor, reject ? { do: 'reject', seen, reason: 'x' } : { do: 'approve', seen });
          expect(f.history).toHaveLength(2);
          expect(f.history[1]).toMatchObject({
            by: presses[0]?.actor,
            what: presses[0]?.reject ? 'rejected' : 'approved',
          });
        },
      ),
      { numRuns: runs(50) },
    );
  });
});
