import { begin, decide } from '../../../src/approvals/route/machine.ts';
import type { StepRule } from '../../../src/approvals/route/policy.ts';
import {
  type RouteCommand,
  type RouteContext,
  type RouteDecision,
  type RouteFacts,
  type Staff,
  SYSTEM,
} from '../../../src/approvals/route/types.ts';
import type { Delegation } from '../../../src/people/delegation.ts';
import type { RouteRefusal } from '../../../src/shared/refusal.ts';

/** A small company in memory, whose people, roles and absences a test may change. */
export interface Workplace {
  left: Set<string>;
  managers: Map<string, string>;
  hr: string[];
  administrators: string[];
  delegations: Delegation[];
  onLeave: Set<string>;
  /** on long leave, hence on leave as well */
  onLongLeave: Set<string>;
  /** leads of the requester's teams from the top, and of teams by id */
  heads?: readonly string[];
  leads?: ReadonlyMap<string, string>;
  today: string;
  now: number;
}

export const NOW = Date.parse('2026-11-24T14:03:00+09:00');

/** Minji's manager is Mia, Mia's is Dana, who is nobody's; Hana and Hugo are HR; Ada administers. */
export const workplace = (change: Partial<Workplace> = {}): Workplace => ({
  left: new Set(),
  managers: new Map([
    ['MINJI', 'MIA'],
    ['MIA', 'DANA'],
  ]),
  hr: ['HANA', 'HUGO'],
  administrators: ['ADA'],
  delegations: [],
  onLeave: new Set(),
  onLongLeave: new Set(),
  today: '2026-11-24',
  now: NOW,
  ...change,
});

export const staffOf = (w: Workplace): Staff => ({
  active: u => !w.left.has(u),
  managerOf: u => w.managers.get(u),
  headOf: (_, level) => w.heads?.[level - 1],
  leadOf: team => w.leads?.get(team),
  isPassedOver: u => w.onLongLeave.has(u) && !w.delegations.some(d => d.from === u),
  hr: w.hr,
  administrators: w.administrators,
});

let presses = 0;

export function contextOf(w: Workplace, actor: string): RouteContext {
  presses += 1;
  const { delegations, today, now } = w;
  const onLeave = (u: string): boolean => w.onLeave.has(u) || w.onLongLeave.has(u);
  // HR acts for everybody else.
  const rights = { actsFor: w.hr.includes(actor), decidesFor: w.hr.includes(actor) };
  return {
    ...{ actor, staff: staffOf(w), delegations, onLeave, today, hasHome: () => true, key: `k${presses}`, now },
    ...rights,
  };
}

export const step = (need: 'any' | 'all', ...approvers: StepRule['approvers']): StepRule => ({
  approvers,
  need,
  direct: true,
});

export const person = (user: string) => ({ who: 'person' as const, user });
export const manager = { who: 'manager' } as const;
export const hr = { who: 'hr' } as const;

export const lent = (from: string, to: string, first = '2026-11-01', last = '2026-11-30'): Delegation => ({
  from,
  to,
  first,
  last,
  by: from,
});

/** One request, pressed on by people one after another. */
export class Case {
  facts: RouteFacts;
  last: RouteDecision;
  readonly w: Workplace;

  constructor(w: Workplace, ruled: StepRule[], user = 'MINJI', stands = false) {
    this.w = w;
    this.last = begin(ruled, contextOf(w, user), { stands });
    if (!this.last.ok) throw new Error(this.last.refusal.code);
    this.facts = { ...this.last.change.set, user, history: this.last.change.history };
  }

  /** The refusal of a press, if it was refused; each comes a minute after the last. */
  does(actor: string, command: RouteCommand): RouteRefusal | undefined {
    this.w.now += 60_000;
    this.last = decide(this.facts, command, contextOf(this.w, actor));
    if (!this.last.ok) return this.last.refusal;
    const { set, history } = this.last.change;
    this.facts = { ...set, user: this.facts.user, history: [...this.facts.history, ...history] };
    return undefined;
  }

  seen = () => ({ round: this.facts.round, step: this.facts.at });
  approves = (actor: string, seen = this.seen()) => this.does(actor, { do: 'approve', seen });
  rejects = (actor: string, seen = this.seen()) => this.does(actor, { do: 'reject', seen, reason: 'release week' });
  sendsBack = (actor: string) => this.does(actor, { do: 'send-back', seen: this.seen(), reason: 'which project?' });
  withdraws = (actor = this.facts.user) => this.does(actor, { do: 'withdraw' });
  asksCancel = (actor = this.facts.user) => this.does(actor, { do: 'ask-cancel', reason: 'plans changed' });
  resends = (ruled = this.facts.ruled, actor = this.facts.user) => this.does(actor, { do: 'resend', ruled });
  skips = () => this.does(SYSTEM, { do: 'skip' });
  escalates = () => this.does(SYSTEM, { do: 'escalate' });

  effects = (kind: string) => (this.last.ok ? this.last.effects.filter(e => e.kind === kind).map(e => e.to) : []);
  whats = () => this.facts.history.map(h => `${h.what} ${h.by}${h.for ? ` for ${h.for}` : ''}`);
}
