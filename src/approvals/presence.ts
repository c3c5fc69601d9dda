import { localDate } from '../calendar/rules.ts';
import type { People } from '../people/actions.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import type { SlotRule, StepRule } from './route/policy.ts';
import type { Presence, RouteState } from './route/types.ts';

/** Who is there today, as far as the people concerned need it. */
export interface PresenceFacts extends Presence {
  hasHome(user: string): boolean;
  name(user: string): string;
  /** a person who is there, and not only stands for those not read yet */
  knows(user: string): boolean;
}

export interface Presences {
  /** Reads the administrators, these people, the managers above them and the delegates of all. */
  of(users: Iterable<string>): Promise<PresenceFacts>;
}

/** Stands for administrators who may be there as long as the members were not read whole: nobody is the only one then. */
const UNREAD = 'unread';
const MOST_LEVELS = 8;

export function presences(o: {
  people: People;
  clock: Clock;
  zone: string;
  /** whether a step waits for an approver who is on leave, instead of passing on */
  waitsForAway: () => Promise<boolean>;
  /** who is on leave for the whole of a date */
  wholeDayAway: (date: string) => Promise<ReadonlySet<string>>;
}): Presences {
  return {
    of: async users => {
      const today = localDate(o.clock.now(), o.zone);
      const [administrators, away, whole, waits] = await Promise.all([
        o.people.administrators(),
        o.wholeDayAway(today),
        o.people.isReadWhole(),
        o.waitsForAway(),
      ]);
      const known = new Map<string, Person>(administrators.map(p => [p.user, p]));
      let wanted = new Set(users);
      for (let level = 0; level < MOST_LEVELS && wanted.size > 0; level++) {
        const missing = [...wanted].filter(u => !known.has(u));
        for (const p of await o.people.some(missing)) known.set(p.user, p);
        const next = [...known.values()].flatMap(p => [
          ...(p.manager ? [p.manager] : []),
          ...(p.delegations ?? []).filter(d => d.first <= today && today <= d.last).map(d => d.to),
        ]);
        wanted = new Set(next.filter(u => !known.has(u) && !missing.includes(u)));
      }
      const active = (user: string): boolean => {
        const person = known.get(user);
        return user === UNREAD ? !whole : person !== undefined && isActive(person);
      };
      const names = administrators.map(p => p.user);
      const office = whole ? names : [...names, UNREAD];
      return {
        today,
        staff: {
          active,
          managerOf: user => known.get(user)?.manager,
          hr: office,
          administrators: office,
        },
        onLeave: user => !waits && away.has(user),
        delegations: [...known.values()].flatMap(p => (p.delegations ?? []).map(d => ({ ...d, from: p.user }))),
        hasHome: user => known.get(user)?.homeSeenAt !== undefined,
        knows: user => known.has(user),
        name: user => known.get(user)?.name ?? user,
      };
    },
  };
}

const named = (rule: SlotRule): string[] =>
  rule.who === 'person' ? [rule.user] : rule.who === 'group' ? [...rule.users] : [];

/** Everybody whom rules name, for `Presences.of`. */
export const namedBy = (steps: readonly StepRule[]): string[] => steps.flatMap(s => s.approvers.flatMap(named));

/** Everybody who has to do with a request's route. */
export const concernedBy = (r: RouteState & { user: string }): string[] => [
  r.user,
  ...r.steps.flatMap(s =>
    [...s.seats, ...(s.over ? [s.over] : [])].flatMap(slot => [
      ...named(slot.rule),
      ...(slot.vote ? [slot.vote.by] : []),
    ]),
  ),
  ...namedBy(r.ruled),
  ...r.asked,
];
