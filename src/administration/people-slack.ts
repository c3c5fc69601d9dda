import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { say } from '../../blocks/chat.ts';
import { literal, type Modal } from '../../blocks/kit.ts';
import { peopleModal, personCheckModal, personModal } from '../../blocks/people.ts';
import { words } from '../i18n/index.ts';
import { owedSay } from '../outbox/say.ts';
import type { ChangeOutcome } from '../people/administer.ts';
import type { FactStep } from '../people/facts.ts';
import { isActive, type SlackUser } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { denied, type FormModal, says, sent } from '../slack/form-modal.ts';
import { type ListModal, onList, openList, searched } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { redrawHomes } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  type FromWindow,
  type PeopleQuery,
  type PersonAbout,
  type PersonCheck,
  peopleSchema,
  readPeopleQuery,
  readPersonAbout,
  readPersonCheck,
  readPersonForm,
} from './form.ts';
import { backToWindow, personWindowRoutes, windowIn } from './person-window.ts';
import { factErrors, peopleModel, personModel, stepText } from './present.ts';
import { touchedByFacts } from './touched.ts';

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

async function followPerson(
  ws: Workspace,
  s: Submission,
  { user }: { user: string },
  { steps }: { steps: readonly FactStep[] },
): Promise<void> {
  if (steps.some(step => step.field === 'role')) await tellRoles(ws, s, [user]);
  s.later(() => redrawHomes(ws, [user]));
}

async function leavePerson(ws: Workspace, s: Submission, { from }: { from?: FromWindow }): Promise<ModalAnswer> {
  const list = from?.query.list;
  const query = peopleSchema.safeParse(list?.query).data;
  if (list && query) s.later(() => redrawModal(ws.slack.interactive, list.view, () => peopleList.draw(ws, s, query)));
  return backToWindow(ws, s, from);
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
  ...{ after: followPerson, done: leavePerson },
};

/** What leave, plans and times a change would touch is shown first; undefined: nothing, or it is refused. */
async function checkFor(
  ws: Workspace,
  { person, w }: Submission,
  { user, change, from }: Omit<PersonCheck, 'seen'>,
  again = false,
): Promise<Modal | undefined> {
  const proposed = await ws.rights.proposePerson(person.user, user, change);
  if (!proposed.ok) return undefined;
  const { person: before, after, steps, directory } = proposed;
  const touched = await touchedByFacts(ws, before, after);
  if (touched.length === 0) return undefined;
  const metadata: PersonCheck = { user, change, seen: before.factsVersion ?? 0, ...defined({ from }) };
  const changes = steps.map(s => stepText(s, directory, w));
  return personCheckModal({ name: after.name, changes, touched, again, metadata: JSON.stringify(metadata) }, w);
}

async function personSent(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const about = found(readPersonAbout(s.metadata));
  const { user, from } = about;
  const check = await checkFor(ws, s, { user, change: readPersonForm(s.state, about), ...defined({ from }) });
  return check ? { update: check } : sent(personForm, ws, s);
}

/** Only what was shown is saved. */
const personCheck: FormModal<Workspace, PersonCheck, ChangeOutcome> = {
  ...{ reads: readPersonCheck, after: followPerson, done: leavePerson },
  store: async (ws, s, about) => {
    const proposed = await ws.rights.proposePerson(s.person.user, about.user, about.change);
    const stands = proposed.ok && (proposed.person.factsVersion ?? 0) === about.seen;
    const again = stands || !proposed.ok ? undefined : await checkFor(ws, s, about, true);
    return again ? { update: again } : ws.rights.changePerson(s.person.user, about.user, about.change, s.key);
  },
  refuse: async (ws, { w }, _about, refused) => {
    if (!('problems' in refused))
      return says('undone' in refused ? w.people.undone(refused.manager) : w.people.busy, w);
    return says(Object.values(factErrors(refused.problems, await ws.rights.directory(), w)).join('\n'), w);
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
  r.submit(adminCallback.person, { judgedBy: 'the rights of each fact that changes' }, personSent, readPersonAbout);
  r.submit(
    adminCallback.personCheck,
    { judgedBy: 'the rights of each fact that changes' },
    (ws, s) => sent(personCheck, ws, s),
    readPersonCheck,
  );
  for (const type of ['user_change', 'team_join'])
    r.event(type, async (ws, { event }) => {
      if (typeof event.user === 'object' && event.user !== null) await ws.people.changed(event.user as SlackUser);
    });
}
