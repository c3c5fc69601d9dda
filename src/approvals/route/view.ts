import { defined } from '../../shared/defined.ts';
import type { RouteNote } from '../../shared/refusal.ts';
import { slotsNow } from './approvers.ts';
import type { SlotRule } from './policy.ts';
import type { ApproverSlot, RouteFacts, RouteState, Staff } from './types.ts';

/** Who could decide or did, and why others than the rule says. */
export interface StepView {
  /** `stopped`: the request ended here, before steps that are `later` */
  status: 'done' | 'passed' | 'waiting' | 'later' | 'stopped';
  need: 'any' | 'all';
  slots: { rule: SlotRule; users: string[]; escalated: boolean; vote?: NonNullable<ApproverSlot['vote']> }[];
  notes: RouteNote[];
}

/** With people as they are now. */
export const routeView = (facts: Pick<RouteFacts, keyof RouteState | 'user'>, staff: Staff): StepView[] =>
  facts.steps.map((step, i) => ({
    status: statusOf(facts, i),
    need: step.need,
    slots: slotsNow(step, facts.user, staff).map(({ slot, escalated, users }) => ({
      rule: slot.rule,
      users,
      escalated,
      ...defined({ vote: slot.vote }),
    })),
    notes: [...step.notes, ...(step.passed ? [step.passed.note] : [])],
  }));

function statusOf({ state, steps, at }: RouteState, i: number): StepView['status'] {
  if (steps[i]?.passed) return 'passed';
  if (i !== at) return i < at ? 'done' : 'later';
  if (state === 'waiting') return 'waiting';
  const step = steps[i];
  const voted = step?.over?.vote || step?.seats[step.need === 'any' ? 'some' : 'every'](s => s.vote !== undefined);
  return voted ? 'done' : 'stopped';
}

/** Approved, also while a cancellation is pending: for balances and who is away. */
export const inForce = (r: Pick<RouteState, 'state' | 'purpose'>): boolean =>
  r.state === 'approved' || (r.state === 'waiting' && r.purpose === 'cancel');

/** Told, not decided; once in force it stays so until HR revokes it, or its cancellation is approved. */
export const stoodAsSent = (r: Pick<RouteFacts, 'history'>): boolean => r.history.some(h => h.what === 'recorded');

/** In force, or pending: takes days or money. */
export const occupies = (r: Pick<RouteState, 'state' | 'purpose'>): boolean =>
  inForce(r) || r.state === 'waiting' || r.state === 'sent-back';
