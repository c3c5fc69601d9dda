import type { Person } from '../rules.ts';
import { isActive } from '../rules.ts';
import type { Organisation } from './rules.ts';

type Placed = Pick<Person, 'user' | 'manager' | 'teamId' | 'employee' | 'deleted'>;

/**
 * Who a person's manager is: the one set as a fact, else the lead of their team, or of the next team above that has
 * another, active lead. Nobody is managed by somebody below them: such a lead is passed over.
 */
export function managerLine(
  personOf: (user: string) => Placed | undefined,
  teams: Organisation,
): (user: string) => string | undefined {
  const isAbove = (user: string, below: string): boolean => {
    const seen = new Set<string>();
    for (let at = personOf(below)?.manager; at !== undefined && !seen.has(at); at = personOf(at)?.manager) {
      if (at === user) return true;
      seen.add(at);
    }
    return false;
  };
  return user => {
    const person = personOf(user);
    if (!person || person.manager !== undefined) return person?.manager;
    return teams.leadsOf(person).find(lead => {
      const found = personOf(lead);
      return found !== undefined && isActive(found) && !isAbove(user, lead);
    });
  };
}
