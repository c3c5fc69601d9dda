import type { WebClient } from '@slack/web-api';
import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { say } from '../../blocks/chat.ts';
import { literal } from '../../blocks/kit.ts';
import { peopleModal, personModal } from '../../blocks/people.ts';
import { words } from '../i18n/index.ts';
import type { Received } from '../outbox/received.ts';
import { owedSay } from '../outbox/say.ts';
import type { People } from '../people/actions.ts';
import type { ChangeOutcome, PeopleAdministration } from '../people/administer.ts';
import { isActive } from '../people/rules.ts';
import { denied, type FormModal, sent } from '../slack/form-modal.ts';
import { type ListModal, onList, openList, searched } from '../slack/list-modal.ts';
import type { Press, Router, Submission } from '../slack/router.ts';
import {
  type PeopleQuery,
  type PersonAbout,
  peopleSchema,
  readPeopleQuery,
  readPersonAbout,
  readPersonForm,
} from './form.ts';
import { factErrors, peopleModel, personModel } from './present.ts';

export interface AdministrationParts {
  people: People;
  administration: PeopleAdministration;
  received: Received;
  client: WebClient;
  /** draws the Homes of these people again, where they were opened before */
  redrawHomes: (users: readonly string[]) => Promise<void>;
}

/** The people whom an administrator looks for. */
export const peopleList: ListModal<AdministrationParts, PeopleQuery> = {
  schema: peopleSchema,
  pages: adminAction.peoplePages,
  filters: {
    [adminAction.peopleQuery]: query => ({ query: query.trim() }),
    [adminAction.peopleFilter]: filter => ({ filter }),
  },
  draw: async (o, { person, w }, query) =>
    peopleModal(peopleModel(query, await o.administration.directory(), person.user, w), w),
};
export const FIRST: PeopleQuery = { query: '', filter: 'here', page: 1 };

/** A new role is told to whoever has it now, by whom it was given; sent twice, once. */
export async function tellRoles(
  o: Pick<AdministrationParts, 'people' | 'administration' | 'received'>,
  { person: by, key }: Pick<Submission, 'person' | 'key'>,
  users: readonly string[],
): Promise<void> {
  if (users.length === 0) return;
  const d = await o.administration.directory();
  for (const user of users) {
    const person = d.people.get(user);
    if (!person || user === by.user || !isActive(person)) continue;
    const w = words(o.people.language(person));
    const message = say(w.people.roleTold(w.people.roles[d.role(user)], literal(by.name, 60)));
    await o.received.answer(`${key}:role:${user}`, [owedSay({ channel: user }, message)]);
  }
}

/** Administrators look people up and say of them what Slack does not know. */
export function administrationSlack(router: Router, o: AdministrationParts): void {
  const opens = (id: string, handler: (o: AdministrationParts, press: Press) => Promise<void>): void =>
    router.opens(id, async press => {
      const may = await o.administration.allows(press.person.user, 'import-people');
      await (may === 'yes' ? handler(o, press) : press.tell(press.w.people.denied[may]));
    });
  opens(adminAction.openPeople, openList(peopleList, FIRST));
  onList(peopleList, opens);

  router.submitAbout(adminCallback.people, readPeopleQuery, async s => {
    const may = await o.administration.allows(s.person.user, 'import-people');
    return may === 'yes' ? searched(peopleList, o, s) : denied(may, s.w);
  });

  const openPerson = async (press: Press): Promise<void> => {
    const { person, w, value: user } = press;
    if (user === '') return;
    // Somebody whom nobody has met yet is asked of Slack.
    await o.people.person(user);
    const history = await o.administration.history(person.user, user);
    const d = await o.administration.directory();
    const about = d.people.get(user);
    if (!history.ok || !about) return press.tell(w.people.denied[history.ok ? 'not-found' : history.denied]);
    const list = readPeopleQuery(press.view?.metadata ?? '');
    await press.open(personModal(personModel(about, history.entries, d, person.user, w, person.zone, list), w));
  };
  router.opens(adminAction.openPerson, openPerson);
  router.opens(adminAction.pickPerson, openPerson);

  router.submitAbout(adminCallback.person, readPersonAbout, s => sent(personForm, o, s));
}

const personForm: FormModal<AdministrationParts, PersonAbout, ChangeOutcome> = {
  reads: readPersonAbout,
  store: (o, s, about) =>
    o.administration.changePerson(s.person.user, about.user, readPersonForm(s.state, about), s.key),
  // Of one's own record only the hire date is refused: the rest stays as typed.
  denied: (why, { w }) =>
    why === 'own-record' ? { errors: { [adminInput.hiredOn]: w.people.denied['own-record'] } } : denied(why, w),
  refuse: async (o, { w }, _about, refused) => {
    if ('problems' in refused) return { errors: factErrors(refused.problems, await o.administration.directory(), w) };
    if ('undone' in refused) return { errors: { [adminInput.manager]: w.people.undone(refused.manager) } };
    return { errors: { [adminInput.hiredOn]: w.people.busy } };
  },
  after: async (o, s, { user }, { steps }) => {
    if (steps.some(step => step.field === 'role')) await tellRoles(o, s, [user]);
    s.later(() => o.redrawHomes([user]));
  },
  beneath: (o, s, { list }) => list && peopleList.draw(o, s, list),
};
