import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { say } from '../../blocks/chat.ts';
import { literal } from '../../blocks/kit.ts';
import { peopleModal, personModal } from '../../blocks/people.ts';
import { words } from '../i18n/index.ts';
import { owedSay } from '../outbox/say.ts';
import type { ChangeOutcome } from '../people/administer.ts';
import { isActive, type SlackUser } from '../people/rules.ts';
import { denied, type FormModal, sent } from '../slack/form-modal.ts';
import { type ListModal, onList, openList, searched } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Press, Submission } from '../slack/router.ts';
import { redrawHomes } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  type PeopleQuery,
  type PersonAbout,
  peopleSchema,
  readPeopleQuery,
  readPersonAbout,
  readPersonForm,
} from './form.ts';
import { backToWindow, personWindowRoutes, windowIn } from './person-window.ts';
import { factErrors, peopleModel, personModel } from './present.ts';

/** The people that an administrator looks for. */
export const peopleList: ListModal<Workspace, PeopleQuery> = {
  schema: peopleSchema,
  pages: adminAction.peoplePages,
  filters: {
    [adminAction.peopleQuery]: query => ({ query: query.trim() }),
    [adminAction.peopleFilter]: filter => ({ filter }),
  },
  draw: async (ws, { person, w }, query) =>
    peopleModal(peopleModel(query, await ws.rights.listing(), person.user, w), w),
};
export const FIRST: PeopleQuery = { query: '', filter: 'here', page: 1 };

/** A duplicate submission sends once. */
export async function tellRoles(
  ws: Workspace,
  { person: by, key }: Pick<Submission, 'person' | 'key'>,
  users: readonly string[],
): Promise<void> {
  if (users.length === 0) return;
  const d = await ws.rights.directory();
  for (const user of users) {
    const person = d.people.get(user);
    if (!person || user === by.user || !isActive(person)) continue;
    const w = words(ws.people.language(person));
    const message = say(w.people.roleTold(w.people.roles[d.role(user)], literal(by.name, 60)));
    await ws.received.answer(`${key}:role:${user}`, [owedSay({ channel: user }, message)]);
  }
}

async function editPerson(ws: Workspace, press: Press): Promise<void> {
  const { person, w, value: user } = press;
  const [history, d] = await Promise.all([ws.rights.history(user), ws.rights.directory()]);
  const from = windowIn(press);
  await press.open(
    personModal(personModel(found(d.people.get(user)), history, d, person.user, w, person.zone, from), w),
  );
}

const personForm: FormModal<Workspace, PersonAbout, ChangeOutcome> = {
  reads: readPersonAbout,
  store: (ws, s, about) => ws.rights.changePerson(s.person.user, about.user, readPersonForm(s.state, about), s.key),
  // Of one's own record only the hire date is refused.
  denied: (why, { w }) =>
    why === 'own-record' ? { errors: { [adminInput.hiredOn]: w.people.denied['own-record'] } } : denied(why, w),
  refuse: async (ws, { w }, _about, refused) => {
    if ('problems' in refused) return { errors: factErrors(refused.problems, await ws.rights.directory(), w) };
    if ('undone' in refused) return { errors: { [adminInput.manager]: w.people.undone(refused.manager) } };
    return { errors: { [adminInput.hiredOn]: w.people.busy } };
  },
  after: async (ws, s, { user }, { steps }) => {
    if (steps.some(step => step.field === 'role')) await tellRoles(ws, s, [user]);
    s.later(() => redrawHomes(ws, [user]));
  },
  done: async (ws, s, { from }) => {
    const list = from?.query.list;
    const query = peopleSchema.safeParse(list?.query).data;
    if (list && query) s.later(() => redrawModal(ws.slack.interactive, list.view, () => peopleList.draw(ws, s, query)));
    return backToWindow(ws, s, from);
  },
};

const right = { may: 'import-people' } as const;

/** Facts that Slack does not know; events tell who joins or leaves. */
export function peopleRoutes(r: Routes): void {
  r.open(adminAction.openPeople, right, openList(peopleList, FIRST));
  onList(peopleList, (id, turn) => r.open(id, right, turn));
  r.submit(adminCallback.people, right, (ws, s) => searched(peopleList, ws, s), readPeopleQuery);
  r.open(adminAction.editPerson, { may: 'see-person', whom: ({ value }) => value }, editPerson);
  personWindowRoutes(r);
  r.submit(
    adminCallback.person,
    { judgedBy: 'the rights of each fact that changes' },
    (ws, s) => sent(personForm, ws, s),
    readPersonAbout,
  );
  for (const type of ['user_change', 'team_join'])
    r.event(type, async (ws, { event }) => {
      if (typeof event.user === 'object' && event.user !== null) await ws.people.changed(event.user as SlackUser);
    });
}
