import { action, callback, VALUE } from '../../blocks/ids.ts';
import { literal } from '../../blocks/kit.ts';
import { type DelegationModel, delegateInput, delegateMessage, delegationModal } from '../../blocks/routes.ts';
import { words } from '../i18n/index.ts';
import { owedSay } from '../outbox/say.ts';
import type { Delegation } from '../people/delegation.ts';
import { may } from '../people/may.ts';
import { allowed } from '../people/roles.ts';
import type { Person } from '../people/rules.ts';
import { PEOPLE, personId } from '../people/store.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import { dateOf } from '../slack/form.ts';
import { says } from '../slack/form-modal.ts';
import { userOf } from '../slack/pickers.ts';
import type { Acting, ModalAnswer, Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { presenceOf } from './presence.ts';
import { type DelegationProblem, delegationProblems } from './route/delegate.ts';
import type { RequestDoc } from './store.ts';
import { waitingFor } from './waiting-for.ts';

const FIELD: Record<DelegationProblem, string> = {
  self: delegateInput.to,
  'not-employed': delegateInput.to,
  'not-a-date': delegateInput.first,
  'ends-before-it-begins': delegateInput.last,
  past: delegateInput.last,
};

/** Its new approvers get the card within a minute, so other messages leave it out. */
const asksByMessage = (r: RequestDoc): boolean => {
  const step = r.steps[r.at];
  return step !== undefined && (step.direct || step.over !== undefined);
};

/** Value of the button that ends a delegation; the right of its route reads the principal from it. */
const keyOf = (d: Delegation): string => [d.from, d.to, d.first, d.last, d.by].join('|');

/** Naming a delegate (대결), also for others as an administrator. */
export function delegationRoutes(r: Routes): void {
  r.open(action.openDelegation, { everyone: true }, async (ws, press) => press.open(await modal(ws, press)));
  r.press(action.endDelegation, { may: 'name-delegate', whom: press => press.value.split('|')[0] }, ended);
  r.submit(
    callback.delegate,
    { judgedBy: 'name-delegate over the principal, which is answered beside its field' },
    named,
  );
}

/** Their own, or everybody's for an administrator; none that is over. */
async function visible(ws: Workspace, { user }: Person): Promise<Delegation[]> {
  const [all, d] = await Promise.all([ws.people.delegations(), ws.rights.listing()]);
  const mayName = (from: string): boolean => {
    const subject = d.subject(from);
    return subject !== undefined && may(d.actor(user), 'name-delegate', subject) === 'yes';
  };
  return all.filter(each => each.last >= ws.policy.today() && mayName(each.from));
}

async function namesForOthers(ws: Workspace, { user }: Person): Promise<boolean> {
  const { role } = (await ws.rights.listing()).actor(user);
  return allowed(role, 'name-delegate').includes('other');
}

async function modal(ws: Workspace, { person, w }: Pick<Acting, 'person' | 'w'>) {
  const list = await visible(ws, person);
  const names = await ws.people.names(list.flatMap(d => [d.from, d.to]));
  const model: DelegationModel = {
    forOthers: await namesForOthers(ws, person),
    rows: list.map(d => ({
      value: keyOf(d),
      from: names.get(d.from) ?? d.from,
      to: names.get(d.to) ?? d.to,
      when: w.range(d.first, d.last),
    })),
  };
  return delegationModal(model, ws.policy.today(), w);
}

/** About what an administrator did in their name. */
async function toPrincipal(ws: Workspace, d: Delegation, by: Person, what: 'named' | 'ended'): Promise<Owed> {
  const [principal, delegate] = await Promise.all([ws.people.person(d.from), ws.people.person(d.to)]);
  const theirs = words(ws.people.language(principal));
  const name = (p: Person) => literal(p.name, 60);
  const text = theirs.delegation.told[what](name(by), name(delegate), theirs.range(d.first, d.last));
  return owedSay({ channel: d.from }, delegateMessage({ text, waits: 0 }, theirs));
}

/** Whoever names their own delegate changes nothing of others'. */
const logged = ({ from, to, first, last }: Delegation, by: Person, side: 'was' | 'now'): Owed[] =>
  from === by.user
    ? []
    : [owedLog({ what: 'requests.delegation', by: by.user, about: [from, to], on: first, [side]: { first, last } })];

async function ended(ws: Workspace, press: Press): Promise<void> {
  const { person } = press;
  // An expired one needs no ending.
  const d = (await ws.people.delegations()).find(each => keyOf(each) === press.value);
  if (d) {
    const effects = owe(logged(d, person, 'was'), ws.clock.now());
    await ws.people.undelegate(d, effects);
    ws.outbox.notify(PEOPLE, personId(ws.team, d.from), effects);
    if (d.from !== person.user)
      await ws.received.answer(`${press.key}:told`, [await toPrincipal(ws, d, person, 'ended')]);
  }
  await press.redraw(await modal(ws, press));
}

async function named(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w, person } = s;
  const today = ws.policy.today();
  const from = userOf(s.state, delegateInput.from, VALUE) ?? person.user;
  const delegation: Delegation = {
    from,
    to: userOf(s.state, delegateInput.to, VALUE) ?? '',
    first: dateOf(s.state, delegateInput.first) ?? '',
    last: dateOf(s.state, delegateInput.last) ?? '',
    by: person.user,
  };
  const presence = await presenceOf(ws, [person.user, from, delegation.to]);
  if ((await ws.rights.allows(person.user, 'name-delegate', from)) !== 'yes') {
    const block = (await namesForOthers(ws, person)) ? delegateInput.from : delegateInput.to;
    return { errors: { [block]: w.delegation.problems['not-yours'] ?? 'not-yours' } };
  }
  const problems = delegationProblems(delegation, presence.staff, today);
  if (problems.length > 0)
    return { errors: Object.fromEntries(problems.map(p => [FIELD[p], w.delegation.problems[p] ?? p])) };
  const to = await ws.people.person(delegation.to);
  const before = new Set((await waitingFor(ws, to)).map(r => r._id));
  const effects = owe(logged(delegation, person, 'now'), ws.clock.now());
  await ws.people.delegate(delegation, effects);
  ws.outbox.notify(PEOPLE, personId(ws.team, from), effects);
  // One message, also for a duplicate submission.
  const theirs = words(ws.people.language(to));
  const principal = literal(presence.name(from), 60);
  const text = `${theirs.approvals.askFor(principal)} · ${theirs.range(delegation.first, delegation.last)}`;
  const begun = delegation.first <= today;
  const now = begun ? (await waitingFor(ws, to)).filter(r => !before.has(r._id) && !asksByMessage(r)) : [];
  const messages = [owedSay({ channel: delegation.to }, delegateMessage({ text, waits: now.length }, theirs))];
  if (from !== person.user) messages.push(await toPrincipal(ws, delegation, person, 'named'));
  await ws.received.answer(`${s.key}:told`, messages);
  const done = `${literal(presence.name(delegation.to), 60)} · ${w.range(delegation.first, delegation.last)}`;
  return says(`:white_check_mark: ${done}`, w, w.delegation.title);
}
