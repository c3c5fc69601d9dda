import { normal } from '../../shared/text.ts';
import { isActive, type Person } from '../rules.ts';
import type { Row } from './file.ts';
import type { Column } from './words.ts';

export type Missing = 'no-one-named' | 'unknown-person' | 'same-name' | 'contradiction' | 'not-an-employee';

/** `person`: who is not an employee any more */
type Found = { ok: true; person: Person } | { ok: false; code: Missing; column?: Column; person?: Person };

const USER_ID = /^[UW][A-Z0-9]{2,}$/;

export function finder(all: Iterable<Person>): {
  line(cells: Row['cells']): Found;
  /** by Slack id, e-mail, employee number or name, whichever the text is; `assigned`: numbers that the file assigns */
  reference(text: string, assigned: ReadonlyMap<string, Person>): Found;
} {
  const people = [...all];
  const ids = new Map(people.map(p => [p.user, p]));
  const emails = index(people, p => p.email?.toLowerCase());
  const numbers = index(people, p => p.employeeNo);
  // People who left, bots and guests may share a name with active people.
  const names = index(people.filter(isActive), p => nameKey(p.name));

  const byName = (name: string, column: Column): Found => {
    const found = names.get(nameKey(name)) ?? [];
    const [person] = found;
    if (!person) return { ok: false, code: 'unknown-person', column };
    return found.length > 1 ? { ok: false, code: 'same-name', column } : { ok: true, person };
  };
  const only = (person: Person | undefined, column: Column): Found => {
    if (!person) return { ok: false, code: 'unknown-person', column };
    return isActive(person) ? { ok: true, person } : { ok: false, code: 'not-an-employee', column, person };
  };

  return {
    line: ({ slackId, email, employeeNo, name }) => {
      if (slackId !== undefined) return only(ids.get(slackId.toUpperCase()), 'slackId');
      if (email !== undefined) return only(emails.get(email.toLowerCase())?.[0], 'email');
      const numbered = employeeNo === undefined ? undefined : numbers.get(employeeNo)?.[0];
      if (name === undefined) {
        if (employeeNo === undefined) return { ok: false, code: 'no-one-named' };
        return only(numbered, 'employeeNo');
      }
      const named = byName(name, 'name');
      if (!numbered) return named;
      if (named.ok && named.person.user !== numbered.user)
        return { ok: false, code: 'contradiction', column: 'employeeNo' };
      return only(numbered, 'employeeNo');
    },
    reference: (text, assigned) => {
      if (USER_ID.test(text)) return only(ids.get(text), 'manager');
      if (text.includes('@')) return only(emails.get(text.toLowerCase())?.[0], 'manager');
      const numbered = assigned.get(text) ?? numbers.get(text)?.[0];
      return numbered ? only(numbered, 'manager') : byName(text, 'manager');
    },
  };
}

const nameKey = (name: string): string => normal(name, 'NFC').replace(/\s+/g, ' ').trim().toLowerCase();

function index(people: readonly Person[], key: (p: Person) => string | undefined): Map<string, Person[]> {
  const found = new Map<string, Person[]>();
  for (const p of people) {
    const k = key(p);
    if (k !== undefined) found.set(k, [...(found.get(k) ?? []), p]);
  }
  return found;
}
