import type { WebClient } from '@slack/web-api';
import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { say } from '../../blocks/chat.ts';
import { callback } from '../../blocks/ids.ts';
import { literal, type Modal, notice } from '../../blocks/kit.ts';
import { peopleModal, personModal } from '../../blocks/people.ts';
import { type Words, words } from '../i18n/index.ts';
import type { Received } from '../outbox/received.ts';
import { owedSay } from '../outbox/say.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Denial } from '../people/may.ts';
import { isActive, type Person } from '../people/rules.ts';
import { asked, textOf } from '../slack/form.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { ModalAnswer, Press, Router, Submission } from '../slack/router.ts';
import { type PeopleQuery, readPeopleQuery, readPersonForm, readPersonList } from './form.ts';
import { factErrors, peopleModel, personModel } from './present.ts';

export interface AdministrationParts {
  people: People;
  administration: PeopleAdministration;
  received: Received;
  client: WebClient;
  /** draws the Homes of these people again, where they were opened before */
  redrawHomes: (users: readonly string[]) => Promise<void>;
}

/** What a refused form becomes: nothing typed in it is worth keeping. */
export const deniedAnswer = (denied: Denial, w: Words): ModalAnswer => ({
  update: notice(callback.notice, w.errors.title, w.people.denied[denied], w.common.close),
});

export const FIRST: PeopleQuery = { query: '', filter: 'here', page: 1 };

/** The list as somebody may see it. */
export async function listOf(
  o: Pick<AdministrationParts, 'people' | 'administration'>,
  person: Person,
  query: PeopleQuery,
): Promise<Modal> {
  const w = words(o.people.language(person));
  return peopleModal(peopleModel(query, await o.administration.directory(), person.user, w), w);
}

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
  const allowed = async (press: Press): Promise<boolean> => {
    const denied = await o.administration.allows(press.person.user, 'import-people');
    if (denied !== 'yes') await press.tell(press.w.people.denied[denied]);
    return denied === 'yes';
  };

  router.opens(adminAction.openPeople, async press => {
    if (await allowed(press)) await press.open(await listOf(o, press.person, FIRST));
  });

  const turn = (shown: PeopleQuery, page: string): PeopleQuery => ({ ...shown, page: Number(page) || 1 });
  const changes: Record<string, (shown: PeopleQuery, value: string) => PeopleQuery> = {
    [adminAction.peopleQuery]: (shown, query) => ({ ...shown, query: query.trim(), page: 1 }),
    [adminAction.peopleFilter]: (shown, filter) => ({
      ...shown,
      filter: filter === 'left' || filter === 'incomplete' ? filter : 'here',
      page: 1,
    }),
    [adminAction.peoplePages.next]: turn,
    [adminAction.peoplePages.back]: turn,
  };
  for (const id of Object.keys(changes))
    router.opens(id, async press => {
      const shown = found(readPeopleQuery(press.view?.metadata ?? ''));
      if (!(await allowed(press))) return;
      await press.redraw(await listOf(o, press.person, asked(press, changes, shown)));
    });

  router.submitAbout(adminCallback.people, readPeopleQuery, async s => {
    const denied = await o.administration.allows(s.person.user, 'import-people');
    if (denied !== 'yes') return deniedAnswer(denied, s.w);
    const shown = found(readPeopleQuery(s.metadata));
    const query = textOf(s.state, adminInput.query, adminAction.peopleQuery);
    return { update: await listOf(o, s.person, { ...shown, query, page: 1 }) };
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

  router.submitAbout(
    adminCallback.person,
    metadata => readPersonForm({}, metadata),
    async s => {
      const { w } = s;
      const read = found(readPersonForm(s.state, s.metadata));
      const outcome = await o.administration.changePerson(s.person.user, read.user, read.change, s.key);
      if (!outcome.ok) {
        // Of one's own record only the hire date is refused: said beside it, the rest stays as typed.
        if ('denied' in outcome)
          return outcome.denied === 'own-record'
            ? { errors: { [adminInput.hiredOn]: w.people.denied['own-record'] } }
            : deniedAnswer(outcome.denied, w);
        if ('problems' in outcome)
          return { errors: factErrors(outcome.problems, await o.administration.directory(), w) };
        if ('undone' in outcome) return { errors: { [adminInput.manager]: w.people.undone(outcome.manager) } };
        return { errors: { [adminInput.hiredOn]: w.people.busy } };
      }
      if (outcome.steps.some(step => step.field === 'role')) await tellRoles(o, s, [read.user]);
      s.later(async () => {
        const list = readPersonList(s.metadata);
        if (list) await redrawModal(o.client, s.beneath, () => listOf(o, s.person, list));
        await o.redrawHomes([read.user]);
      });
      return { close: true };
    },
  );
}
