import type { Calendar } from '../calendar/rules.ts';
import { localDate } from '../calendar/rules.ts';
import type { People } from '../people/actions.ts';
import type { Delegation } from '../people/delegation.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import type { Kinds } from './kinds.ts';
import { concernedBy, type Presences } from './presence.ts';
import { isPressing, mayDecide } from './present.ts';
import type { RequestDoc, RequestStore } from './store.ts';

/** What a person may decide on now: the urgent first, then the oldest. `delegations`: as they were read, if they were. */
export type WaitingFor = (person: Person, delegations?: readonly Delegation[]) => Promise<RequestDoc[]>;

export function waitingRequests(o: {
  requests: Pick<RequestStore, 'waiting'>;
  people: Pick<People, 'may' | 'some' | 'delegations'>;
  presences: Presences;
  kinds: Kinds;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  zone: string;
}): WaitingFor {
  const today = (): string => localDate(o.clock.now(), o.zone);

  /** Those for whom this person decides today, as their delegate. */
  async function principalsOf(user: string, delegations: readonly Delegation[]): Promise<Person[]> {
    const mine = delegations.filter(d => d.to === user && d.first <= today());
    return o.people.some(mine.map(d => d.from));
  }

  return async (person, delegations) => {
    // Others than administrators decide only where they were asked, so only those requests are read.
    const principals = await principalsOf(person.user, delegations ?? (await o.people.delegations()));
    const office = [person, ...principals].some(p => o.people.may(p, 'decide-request', 'other'));
    const asked = [person.user, ...principals.map(p => p.user)];
    const waiting = await o.requests.waiting(o.team(), office ? undefined : asked);
    if (waiting.length === 0) return [];
    const known = await o.presences.of([person.user, ...waiting.flatMap(concernedBy)]);
    const mine = waiting.filter(r => mayDecide(r, person.user, known));
    const pressing = new Set(mine.filter(r => isPressing(r, today(), o)));
    return [...pressing, ...mine.filter(r => !pressing.has(r))];
  };
}
