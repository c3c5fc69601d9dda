import type { Kinds } from '../approvals/kinds.ts';
import { concernedBy } from '../approvals/presence.ts';
import { isOfficeOnly, routeLines } from '../approvals/present.ts';
import type { Presences, WaitingFor } from '../approvals/service.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import type { Calendar } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { WAITING_SHOWN, type WaitingFacts } from './present.ts';

export interface Decisions {
  /** by request: who of its person's team is away on its days; names are raw */
  alsoAway(requests: readonly RequestDoc[]): Promise<Map<string, string[]>>;
  /** what this person may decide on now: the urgent first, then the oldest */
  waitingFor: WaitingFor;
  /** for Home: the same, and whether this person decides on anything now and then, who may name a delegate then */
  facts(person: Person, leads: boolean): Promise<{ decides: boolean; waiting?: WaitingFacts }>;
  /** the steps of the person's own waiting requests, where there is more to say than "an administrator" */
  routesOf(requests: readonly RequestDoc[], w: Words): Promise<Map<string, string>>;
}

export function decisions(o: {
  requests: Pick<RequestStore, 'everAsked'>;
  waitingFor: WaitingFor;
  alsoAway: Decisions['alsoAway'];
  people: Pick<People, 'may' | 'some' | 'delegations'>;
  presences: Presences;
  kinds: Kinds;
  calendar: Calendar;
  policyOn: (date: string) => Policy;
  clock: Clock;
  team: () => string;
  zone: string;
}): Decisions {
  const inOffice = (p: Person): boolean => o.people.may(p, 'decide-request', 'other');

  const { alsoAway, waitingFor } = o;

  return {
    alsoAway,
    waitingFor,
    facts: async (person, leads) => {
      const office = inOffice(person);
      const delegations = await o.people.delegations();
      const named = delegations.some(d => d.from === person.user || d.to === person.user);
      const [requests, asked] = await Promise.all([
        waitingFor(person, delegations),
        office || leads || named || o.requests.everAsked(o.team(), person.user),
      ]);
      return {
        decides: asked,
        ...(requests.length > 0
          ? { waiting: { requests, alsoAway: await alsoAway(requests.slice(0, WAITING_SHOWN)) } }
          : {}),
      };
    },
    routesOf: async (requests, w) => {
      const waiting = requests.filter(r => r.state === 'waiting' && !isOfficeOnly(r));
      if (waiting.length === 0) return new Map();
      const known = await o.presences.of(waiting.flatMap(concernedBy));
      return new Map(
        waiting.flatMap(r => {
          const { line } = routeLines(r, known, w);
          return line ? [[r._id, line] as const] : [];
        }),
      );
    },
  };
}
