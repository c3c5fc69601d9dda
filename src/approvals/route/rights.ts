import { defined } from '../../shared/defined.ts';
import type { Outcome, RouteRefusal } from '../../shared/refusal.ts';
import { rightOn, slotsNow } from './approvers.ts';
import { stepOf } from './settle.ts';
import type { RouteContext, RouteEntry, RouteFacts, Seen, StepState } from './types.ts';
import { occupies } from './view.ts';

const OUTCOMES: Partial<Record<RouteEntry['what'], Outcome>> = {
  approved: 'approved',
  recorded: 'recorded',
  rejected: 'rejected',
  cancelled: 'cancelled',
  revoked: 'revoked',
  'cancel-rejected': 'cancel-rejected',
};

const UNDECIDED: readonly RouteEntry['what'][] = ['withdrawn', 'cancel-withdrawn', 'sent-back'];

type Who = Pick<RouteContext, 'actor' | 'staff' | 'delegations' | 'onLeave' | 'today'>;

/** For buttons and *Waiting for me*; the machine asks again at every press. */
export function mayDecideNow(facts: RouteFacts, who: Who): 'yes' | RouteRefusal {
  return refusedDecision(facts, { round: facts.round, step: facts.at }, who) ?? 'yes';
}

/** The most specific reason; undefined: allowed. Strangers learn nothing of the request. */
export function refusedDecision(facts: RouteFacts, seen: Seen, who: Who): RouteRefusal | undefined {
  const right = (step: StepState): boolean => rights(step, facts.user, who).length > 0;
  const rightful = facts.steps.findIndex(right);
  const took = facts.history.some(h => h.by === who.actor);
  if (who.actor === facts.user && rightful < 0) return { code: 'own-request' };
  if (rightful < 0 && !took) return { code: 'may-not-decide' };
  const over = ended(facts, seen.round);
  if (over) return over;
  if (seen.round !== facts.round) return { code: 'changed-since', at: startOf(facts) };
  if (seen.step < facts.at) return stepEnded(facts, seen.step);
  const step = stepOf(facts);
  if (seen.step === facts.at && openRights(step, facts.user, who).length > 0) return undefined;
  const mine = rights(step, facts.user, who).find(r => r.vote)?.vote ?? votes(step).find(v => v.by === who.actor);
  if (mine) return done(facts.at, mine);
  const earlier = facts.steps.slice(0, facts.at).findLastIndex(s => right(s) || votes(s).some(v => v.by === who.actor));
  const later = facts.steps.findIndex((s, i) => i > facts.at && right(s));
  if (later >= 0) return { code: 'not-your-step', step: facts.at };
  return earlier >= 0 ? stepEnded(facts, earlier) : { code: 'may-not-decide' };
}

/** Slots that somebody may decide, and for whom; HR's own over the step first. */
const rights = (step: StepState, requester: string, who: Who) =>
  slotsNow(step, requester, who.staff)
    .flatMap(s => {
      const right = rightOn(s.users, who.actor, requester, who);
      return right ? [{ ...right, slot: s.slot, escalated: s.escalated, vote: s.slot.vote }] : [];
    })
    .sort((a, b) => Number(b.escalated) - Number(a.escalated) || Number('for' in a) - Number('for' in b));

export const openRights = (step: StepState, requester: string, who: Who) =>
  rights(step, requester, who).filter(r => !r.vote);

/** Of whoever acts for the person: to end what is pending or in force, never their own. */
export function refusedRevocation(
  facts: RouteFacts,
  { actor, actsFor }: Pick<RouteContext, 'actor' | 'actsFor'>,
): RouteRefusal | undefined {
  if (facts.user === actor) return { code: 'own-request' };
  if (!actsFor) return { code: 'may-not-decide' };
  return occupies(facts) ? undefined : ended(facts);
}

/** Whether HR may decide the step that was seen in place of its approvers. */
export function refusedInPlace(
  facts: RouteFacts,
  seen: Seen,
  { actor, decidesFor }: Pick<RouteContext, 'actor' | 'decidesFor'>,
): RouteRefusal | undefined {
  if (facts.user === actor) return { code: 'own-request' };
  if (!decidesFor) return { code: 'may-not-decide' };
  const over = ended(facts, seen.round);
  if (over) return over;
  if (seen.round !== facts.round) return { code: 'changed-since', at: startOf(facts) };
  if (seen.step < facts.at) return stepEnded(facts, seen.step);
  return seen.step === facts.at ? undefined : { code: 'not-your-step', step: facts.at };
}

/** How the seen round ended, else the last one; undefined while pending. */
export function ended(facts: Pick<RouteFacts, 'state' | 'history'>, round?: number): RouteRefusal | undefined {
  if (facts.state === 'waiting') return undefined;
  const ends = facts.history.filter(h => OUTCOMES[h.what] || UNDECIDED.includes(h.what));
  const seen = facts.state === 'sent-back' ? undefined : ends.find(h => h.round === round && h.what !== 'sent-back');
  const last = seen ?? ends.at(-1);
  if (!last) throw new Error(`a request that is ${facts.state} has no history of it`);
  const who = { by: last.by, ...defined({ for: last.for }), at: last.at };
  const outcome = OUTCOMES[last.what];
  if (outcome) return { code: 'decided', state: outcome, ...who };
  return last.what === 'sent-back' ? { code: 'sent-back', ...who } : { code: 'withdrawn', at: last.at };
}

/** Undefined: it may be sent again. It is over, or its cancellation is pending. */
export function mayResend(
  facts: Pick<RouteFacts, 'state' | 'purpose' | 'history' | 'round'>,
): RouteRefusal | undefined {
  if (facts.purpose === 'cancel') return { code: 'cancel-waits', at: startOf(facts) };
  return facts.state === 'sent-back' ? undefined : ended(facts);
}

const votes = (step: StepState) => [...step.seats, ...(step.over ? [step.over] : [])].flatMap(s => s.vote ?? []);

const done = (step: number, v: { by: string; for?: string; at: number }): RouteRefusal => ({
  code: 'step-done',
  step,
  by: v.by,
  ...defined({ for: v.for }),
  at: v.at,
});

function stepEnded(facts: RouteFacts, at: number): RouteRefusal {
  const step = facts.steps[at];
  if (step?.passed) return { code: 'step-passed', step: at, ...step.passed };
  const last =
    step &&
    votes(step)
      .toSorted((a, b) => a.at - b.at)
      .at(-1);
  return last ? done(at, last) : { code: 'may-not-decide' };
}

export const startOf = (facts: Pick<RouteFacts, 'history' | 'round'>): number =>
  facts.history.find(h => h.round === facts.round)?.at ?? 0;
