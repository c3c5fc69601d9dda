import type { Person } from '../rules.ts';
import { isActive } from '../rules.ts';
import type { Organisation } from './rules.ts';

type Placed = Pick<Person, 'user' | 'manager' | 'teamId' | 'employee' | 'deleted'>;

/**
 * Who a person's manager is: the one set as a fact, else the lead of their team, or of the next team above that has
 * another, active lead. Nobody is managed by somebody below them, through managers or leads: such a lead is passed
 * over, and another one leads only where the line above ends.
 */
export function managerLine(
  personOf: (user: string) => Placed | undefined,
  teams: Organisation,
): (user: string) => string | undefined {
  const { leadsOf, endOf } = linesIn(personOf, teams);
  return user => {
    const person = personOf(user);
    if (!person || person.manager !== undefined) return person?.manager;
    const [first, ...others] = leadsOf(person);
    if (first === undefined || endOf(first, user) !== 'met') return first;
    return others.find(lead => endOf(lead, user) === 'top');
  };
}

/** Lines upwards as if no lead were passed over. */
export function linesIn(personOf: (user: string) => Placed | undefined, teams: Organisation) {
  const leadsOf = (person: Placed): string[] =>
    teams.leadsOf(person).filter(lead => {
      const found = personOf(lead);
      return found !== undefined && isActive(found);
    });
  /** as if no lead were below anybody */
  const next = (user: string): string | undefined => {
    const person = personOf(user);
    return person && (person.manager ?? leadsOf(person)[0]);
  };
  /** Where the line from somebody upwards ends: at a person who is met, in a circle of others, or at the top. */
  const endOf = (from: string, met: string): 'met' | 'circle' | 'top' => {
    const seen = new Set<string>();
    for (let at: string | undefined = from; at !== undefined; at = next(at)) {
      if (at === met) return 'met';
      if (seen.has(at)) return 'circle';
      seen.add(at);
    }
    return 'top';
  };
  return { leadsOf, next, endOf };
}
