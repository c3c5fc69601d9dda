import { say } from '../../blocks/chat.ts';
import type { Message } from '../../blocks/kit.ts';
import { literal } from '../../blocks/kit.ts';
import { choosePersonMessage } from '../../blocks/person.ts';
import { may } from '../people/may.ts';
import { type Organisation, teamsOf } from '../people/organisation/rules.ts';
import { isActive } from '../people/rules.ts';
import { findPeople } from '../people/search.ts';
import type { ListedPerson } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import type { Viewing } from '../slack/list-modal.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const SHOWN = 8;

export type Meant = { is: 'one'; user: string } | { is: 'answer'; message: Message };

/** `who NAME`: of those whom the viewer may see; people who left come only where nobody else is meant. */
export async function whoIs(
  ws: Workspace,
  { person, w }: Viewing,
  asked: { query: string; user?: string },
): Promise<Meant> {
  const answer = (text: string): Meant => ({ is: 'answer', message: say(text) });
  if (asked.query === '' && asked.user === undefined) return answer(w.person.noName);
  const d = await ws.rights.listing();
  const actor = d.actor(person.user);
  const sees = (p: ListedPerson): boolean => may(actor, 'see-person', d.subject(p.user)) === 'yes';
  const employees = [...d.people.values()].filter(p => p.employee);
  const of = (all: ListedPerson[]): ListedPerson[] =>
    asked.user === undefined ? findPeople(all, asked.query) : all.filter(p => p.user === asked.user);
  const here = of(employees.filter(isActive));
  const all = here.length > 0 ? here : of(employees);
  const found = all.filter(sees);
  const [only, second] = found;
  if (only && !second) return { is: 'one', user: only.user };
  if (!only) {
    const [other] = all;
    const why = other && may(actor, 'see-person', d.subject(other.user));
    const query = literal(asked.query === '' ? (asked.user ?? '') : asked.query, 60);
    return answer(why && why !== 'yes' ? w.people.denied[why] : w.person.nobody(query));
  }
  return {
    is: 'answer',
    message: choosePersonMessage(
      {
        query: asked.query,
        found: found.slice(0, SHOWN).map(p => choiceOf(p, d.teams)),
        more: Math.max(0, found.length - SHOWN),
      },
      w,
    ),
  };
}

export const choiceOf = (
  { user, name, teamId, employeeNo, email }: Pick<ListedPerson, 'user' | 'name' | 'teamId' | 'employeeNo' | 'email'>,
  teams: Organisation,
) => ({
  user,
  name,
  facts: Object.values(defined({ teamName: teams.name(teamId), employeeNo, email })),
});

/** Where no window can be opened at once: a button that does. */
export async function windowOffer(ws: Workspace, { w }: Viewing, user: string, query: string): Promise<Message> {
  const [person, teams] = await Promise.all([ws.people.person(user), teamsOf(ws)]);
  return choosePersonMessage({ query: query || person.name, found: [choiceOf(person, teams)], more: 0 }, w);
}
