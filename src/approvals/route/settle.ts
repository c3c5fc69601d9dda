import type { RouteNote } from '../../shared/refusal.ts';
import { absentSlots, type OpenSlot, openSlots } from './approvers.ts';
import type { SlotRule } from './policy.ts';
import { fallbackName, isOnlyAdministrator, usersOf, whyNobody } from './resolve.ts';
import { type RouteContext, type RouteEntry, type RouteState, type StepState, SYSTEM } from './types.ts';

/** A changing state with its new history. */
export interface Draft {
  user: string;
  set: RouteState;
  history: RouteEntry[];
}

export function note(draft: Draft, ctx: RouteContext, entry: Omit<RouteEntry, 'at' | 'by' | 'key' | 'round'>): void {
  const by = entry.what === 'skipped' || entry.what === 'moved' ? SYSTEM : ctx.actor;
  draft.history.push({ at: ctx.now, by, key: ctx.key, round: draft.set.round, ...entry });
}

export function stepOf(set: RouteState): StepState {
  const step = set.steps[set.at];
  if (!step) throw new Error(`a route of ${set.steps.length} steps has no step ${set.at}`);
  return step;
}

/** A stranded step is passed on at once. */
export function enter(draft: Draft, at: number, ctx: RouteContext): void {
  draft.set.at = at;
  stepOf(draft.set).since = ctx.now;
  settle(draft, ctx);
}

/**
 * Passes a stranded step on: to the next one; the last one, or a single slot of a step that needs all, to HR, then
 * administrators. Never counts as approved; absent approvers keep it if nobody else is there.
 */
export function settle(draft: Draft, ctx: RouteContext): void {
  const step = stepOf(draft.set);
  const open = openSlots(step, draft.user, ctx);
  const absent = absentSlots(step, open);
  if (absent.length === 0) return;
  const whole = absent.length === step.seats.length;
  if (whole && draft.set.at < draft.set.steps.length - 1) {
    pass(draft, absent, ctx);
    return;
  }
  for (const slots of whole ? [absent] : absent.map(s => [s])) {
    const stand = standIn(slots, draft.user, ctx);
    if (stand) move(draft, slots, stand, ctx);
  }
}

function pass(draft: Draft, absent: OpenSlot[], ctx: RouteContext): void {
  const step = stepOf(draft.set);
  const why: RouteNote = { ...whyAbsent(absent, draft.user, ctx), to: 'next', step: draft.set.at };
  step.passed = { at: ctx.now, note: why };
  note(draft, ctx, { what: 'skipped', step: draft.set.at, note: why });
  enter(draft, draft.set.at + 1, ctx);
}

interface StandIn {
  rule: SlotRule;
  to: RouteNote['to'];
}

/** HR, then administrators, whoever is present; undefined: better to wait. */
function standIn(absent: OpenSlot[], requester: string, ctx: RouteContext): StandIn | undefined {
  const fallback: StandIn = { rule: { who: 'reserve' }, to: fallbackName(requester, ctx.staff) };
  const candidates: StandIn[] = [fallback, { rule: { who: 'administrators' }, to: 'administrators' }];
  const there = candidates.find(s => usersOf(s.rule, requester, ctx.staff).some(u => !ctx.onLeave(u)));
  if (there) return there;
  if (absent.some(s => s.users.length > 0)) return undefined;
  const onLeave = candidates.find(s => usersOf(s.rule, requester, ctx.staff).length > 0);
  if (onLeave) return onLeave;
  return isOnlyAdministrator(requester, ctx.staff) ? { ...fallback, to: 'requester' } : undefined;
}

function move(draft: Draft, absent: OpenSlot[], { rule, to }: StandIn, ctx: RouteContext): void {
  const step = stepOf(draft.set);
  // Already the HR fallback: no change, no note.
  if (absent.every(s => s.slot.rule.who === rule.who)) return;
  const why: RouteNote = { ...whyAbsent(absent, draft.user, ctx), to, step: draft.set.at };
  const gone = new Set(absent.map(s => s.slot));
  const kept = step.seats.filter(s => !gone.has(s));
  const exists = kept.some(s => s.rule.who === rule.who && !s.vote);
  step.seats = exists ? kept : [...kept, { rule }];
  step.notes.push(why);
  note(draft, ctx, { what: 'moved', step: draft.set.at, note: why });
}

function whyAbsent(absent: OpenSlot[], requester: string, ctx: RouteContext): Pick<RouteNote, 'why' | 'users'> {
  const users = [...new Set(absent.flatMap(s => s.users))].filter(u => ctx.onLeave(u));
  if (users.length > 0) return { why: 'on-leave', users };
  const first = absent[0];
  return first ? whyNobody(first.slot.rule, requester, ctx.staff) : { why: 'nobody', users: [] };
}
