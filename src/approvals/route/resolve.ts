import type { RouteNote } from '../../shared/refusal.ts';
import type { ApproverRule, SlotRule, StepRule } from './policy.ts';
import type { Staff } from './types.ts';

/** With the people of its slots now. */
export interface Step {
  need: 'any' | 'all';
  direct: boolean;
  slots: { rule: SlotRule; users: string[] }[];
  notes: RouteNote[];
  /** its place in the rule */
  of: number;
}

/**
 * The route in people. Without people who left, empty steps, and the requester, unless they are the only administrator
 * and nobody else could decide. An empty step falls to the next one; the last one to HR, then administrators.
 */
export function resolveSteps(ruled: readonly StepRule[], requester: string, staff: Staff): Step[] {
  const route: Step[] = [];
  let fallen: RouteNote[] = [];
  for (const [index, { approvers, need, direct }] of ruled.entries()) {
    const slots = distinct(approvers).map(rule => ({ rule, users: usersOf(rule, requester, staff) }));
    if (slots.every(s => s.users.length === 0)) {
      const first = slots[0]?.rule ?? { who: 'hr' };
      fallen.push({ ...whyNobody(first, requester, staff), to: 'next', step: index });
      continue;
    }
    const notes = [...fallen, ...slots.flatMap(s => climbed(s.rule, requester, staff, index))];
    const filled =
      need === 'any' ? slots.filter(s => s.users.length > 0) : slots.flatMap(s => standIn(s, index, notes));
    route.push({ need, direct, slots: oneFallback(filled), notes, of: index });
    fallen = [];
  }
  if (fallen.length > 0) endOf(route, fallen, ruled.at(-1)?.direct ?? false);
  return route;

  /** In a step that needs all, an empty slot is HR's. */
  function standIn(slot: Step['slots'][number], step: number, notes: RouteNote[]): Step['slots'] {
    if (slot.users.length > 0) return [slot];
    const users = hrFallback(requester, staff);
    const why = whyNobody(slot.rule, requester, staff);
    notes.push({ ...why, to: users.length > 0 ? fallbackName(requester, staff) : 'others', step });
    return users.length > 0 ? [{ rule: { who: 'reserve' }, users }] : [];
  }

  function endOf(steps: Step[], notes: RouteNote[], direct: boolean): void {
    const users = hrFallback(requester, staff);
    const before = steps.at(-1);
    const noted = (to: RouteNote['to']): RouteNote[] =>
      notes.map((n, i) => (i === notes.length - 1 ? { ...n, to } : n));
    const last = (people: string[], to: RouteNote['to']): void => {
      steps.push({
        need: 'any',
        direct,
        slots: [{ rule: { who: 'reserve' }, users: people }],
        notes: noted(to),
        of: ruled.length - 1,
      });
    };
    if (users.length > 0) last(users, fallbackName(requester, staff));
    else if (before) before.notes.push(...noted('previous'));
    else if (isOnlyAdministrator(requester, staff)) last([requester], 'requester');
  }
}

/** Each once, nobody who left, never the requester. */
export function usersOf(rule: SlotRule, requester: string, staff: Staff): string[] {
  const free = (users: readonly string[]): string[] => others(users, requester, staff);
  switch (rule.who) {
    case 'person':
      return free([rule.user]);
    case 'group':
      return free(rule.users);
    case 'manager': {
      const manager = managerNow(requester, staff);
      return manager === undefined ? [] : [manager];
    }
    case 'managers-manager': {
      const manager = managerNow(requester, staff);
      const above = manager === undefined ? undefined : managerNow(manager, staff, [requester]);
      return above === undefined ? [] : [above];
    }
    case 'head':
    case 'lead': {
      const lead = officeOf(rule, requester, staff);
      return lead === undefined ? [] : free([lead]);
    }
    case 'hr':
      return free(staff.hr);
    case 'administrators':
      return free(staff.administrators);
    case 'reserve':
      return hrFallback(requester, staff);
  }
}

const officeOf = (
  rule: Extract<SlotRule, { who: 'head' | 'lead' }>,
  requester: string,
  staff: Staff,
): string | undefined => (rule.who === 'lead' ? staff.leadOf(rule.team) : staff.headOf(requester, rule.level));

/** Or the administrators where there is no HR. */
function hrFallback(requester: string, staff: Staff): string[] {
  const hr = others(staff.hr, requester, staff);
  return hr.length > 0 ? hr : others(staff.administrators, requester, staff);
}

export const fallbackName = (requester: string, staff: Staff): 'hr' | 'administrators' =>
  others(staff.hr, requester, staff).length > 0 ? 'hr' : 'administrators';

export function isOnlyAdministrator(user: string, staff: Staff): boolean {
  return (
    staff.active(user) && staff.administrators.includes(user) && others(staff.administrators, user, staff).length === 0
  );
}

/** With the intended approvers. */
export function whyNobody(rule: SlotRule, requester: string, staff: Staff): Pick<RouteNote, 'why' | 'users'> {
  if (rule.who === 'manager') {
    const manager = staff.managerOf(requester);
    if (manager === undefined || manager === requester) return { why: 'no-manager', users: [] };
    return { why: staff.active(manager) ? 'on-leave' : 'left', users: [manager] };
  }
  if (rule.who === 'managers-manager') return { why: 'no-manager', users: [] };
  const meant = meantBy(rule, requester, staff);
  const left = meant.filter(u => u !== requester && !staff.active(u));
  if (left.length > 0) return { why: 'left', users: [...new Set(left)] };
  return meant.includes(requester) ? { why: 'own-request', users: [requester] } : { why: 'nobody', users: [] };
}

function meantBy(rule: SlotRule, requester: string, staff: Staff): string[] {
  if (rule.who === 'person') return [rule.user];
  if (rule.who === 'group') return [...rule.users];
  if (rule.who === 'head' || rule.who === 'lead') return [officeOf(rule, requester, staff)].flatMap(u => u ?? []);
  return rule.who === 'manager' || rule.who === 'managers-manager' ? [] : [...namedBy(rule.who, staff)];
}

const namedBy = (who: 'hr' | 'administrators' | 'reserve', staff: Staff): readonly string[] =>
  who === 'hr' ? staff.hr : who === 'administrators' ? staff.administrators : [...staff.hr, ...staff.administrators];

const others = (users: readonly string[], requester: string, staff: Staff): string[] => [
  ...new Set(users.filter(u => u !== requester && staff.active(u))),
];

/** The first active manager above who is not passed over; a loop, or a way back to the requester, ends it. */
function managerNow(requester: string, staff: Staff, beside: readonly string[] = []): string | undefined {
  const seen = new Set([requester, ...beside]);
  for (let m = staff.managerOf(requester); m !== undefined && !seen.has(m); m = staff.managerOf(m)) {
    if (staff.active(m) && !staff.isPassedOver(m)) return m;
    seen.add(m);
  }
  return undefined;
}

function climbed(rule: ApproverRule, requester: string, staff: Staff, step: number): RouteNote[] {
  const meant = staff.managerOf(requester);
  const now = managerNow(requester, staff);
  if (rule.who !== 'manager' || meant === undefined || now === undefined || now === meant) return [];
  return [{ why: staff.active(meant) ? 'on-leave' : 'left', to: 'manager-above', step, users: [meant] }];
}

const oneFallback = (slots: Step['slots']): Step['slots'] =>
  slots.filter((s, i) => s.rule.who !== 'reserve' || slots.findIndex(o => o.rule.who === 'reserve') === i);

function distinct(approvers: readonly ApproverRule[]): ApproverRule[] {
  const seen = new Map(approvers.map(a => [JSON.stringify('users' in a ? [a.who, a.users] : a), a]));
  return [...seen.values()];
}
