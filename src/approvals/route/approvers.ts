import type { RouteNote } from '../../shared/refusal.ts';
import { delegatesOf, mayActFor } from './delegate.ts';
import { isOnlyAdministrator, usersOf } from './resolve.ts';
import type { ApproverSlot, Presence, Staff, StepState } from './types.ts';

/** A slot of a step now. */
export interface SlotNow {
  slot: ApproverSlot;
  /** HR's right over the whole step */
  escalated: boolean;
  users: string[];
}

/** Everybody with the right at this moment. The requester only as the only administrator without anybody else. */
export function slotsNow(step: StepState, requester: string, staff: Staff): SlotNow[] {
  const slots = step.seats.map(slot => ({ slot, escalated: false, users: usersOf(slot.rule, requester, staff) }));
  if (step.over) slots.push({ slot: step.over, escalated: true, users: usersOf(step.over.rule, requester, staff) });
  if (slots.some(s => s.users.length > 0) || !isOnlyAdministrator(requester, staff)) return slots;
  return slots.map(s => (s.slot.rule.who === 'reserve' ? { ...s, users: [requester] } : s));
}

/** As themselves, or for an approver; undefined if they may not. */
export function rightOn(
  users: readonly string[],
  actor: string,
  requester: string,
  p: Presence,
): { for?: string } | undefined {
  if (!p.staff.active(actor)) return undefined;
  if (users.includes(actor)) return {};
  if (actor === requester) return undefined;
  const [principal] = mayActFor(actor, users, p.delegations, p.today);
  return principal === undefined ? undefined : { for: principal };
}

/** An approver asked to decide, perhaps for somebody else. */
export interface CurrentApprover {
  user: string;
  for?: string;
  /** ms */
  since: number;
}

/** Present people and delegates. */
function presentOn(users: readonly string[], requester: string, p: Presence): Omit<CurrentApprover, 'since'>[] {
  const here = (u: string): boolean => p.staff.active(u) && !p.onLeave(u);
  const own = users.filter(here).map(user => ({ user }));
  const delegates = users.flatMap(approver =>
    delegatesOf(approver, p.delegations, p.today)
      .filter(d => d !== requester && here(d))
      .map(user => ({ user, for: approver })),
  );
  const found = new Map<string, Omit<CurrentApprover, 'since'>>();
  for (const asked of [...own, ...delegates]) if (!found.has(asked.user)) found.set(asked.user, asked);
  return [...found.values()];
}

/**
 * Present people of open slots, and delegates. `stranded`: they cannot finish the step, and `note` says why; `skip`
 * passes it on.
 */
export function effectiveApprovers(
  step: StepState,
  requester: string,
  p: Presence,
): { asked: CurrentApprover[]; stranded: boolean; note?: Pick<RouteNote, 'why' | 'users'> } {
  const open = openSlots(step, requester, p);
  const found = new Map<string, CurrentApprover>();
  for (const s of open)
    for (const asked of s.present) {
      const since = s.escalated ? (step.over?.since ?? 0) : (step.since ?? 0);
      if (!found.has(asked.user)) found.set(asked.user, { ...asked, since });
    }
  const absent = absentSlots(step, open);
  const asked = [...found.values()];
  if (absent.length === 0) return { asked, stranded: false };
  const users = [...new Set(absent.flatMap(s => s.users))];
  return { asked, stranded: true, note: { why: users.length > 0 ? 'on-leave' : 'left', users } };
}

/** Whether escalation adds anybody: not done yet, and HR cannot finish the step anyway. */
export function canEscalate(step: StepState, requester: string, staff: Staff): boolean {
  if (step.over) return false;
  const open = slotsNow(step, requester, staff).filter(s => !s.slot.vote);
  const finish = (user: string): boolean =>
    step.need === 'any' ? open.some(s => s.users.includes(user)) : open.every(s => s.users.includes(user));
  return usersOf({ who: 'reserve' }, requester, staff).some(u => !finish(u));
}

export interface OpenSlot extends SlotNow {
  present: Omit<CurrentApprover, 'since'>[];
}

/** Undecided slots with who can decide today. */
export const openSlots = (step: StepState, requester: string, p: Presence): OpenSlot[] =>
  slotsNow(step, requester, p.staff)
    .filter(s => !s.slot.vote)
    .map(s => ({ ...s, present: presentOn(s.users, requester, p) }));

/** Necessary slots where nobody can decide today. */
export function absentSlots(step: StepState, open: readonly OpenSlot[]): OpenSlot[] {
  if (open.some(s => s.escalated && s.present.length > 0)) return [];
  const own = open.filter(s => !s.escalated);
  const absent = own.filter(s => s.present.length === 0);
  return step.need === 'all' || absent.length === own.length ? absent : [];
}
