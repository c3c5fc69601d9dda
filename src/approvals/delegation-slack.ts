import { action, callback, VALUE } from '../../blocks/ids.ts';
import { literal, notice } from '../../blocks/kit.ts';
import { type DelegationModel, delegateInput, delegateMessage, delegationModal } from '../../blocks/routes.ts';
import { localDate } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import type { Received } from '../outbox/received.ts';
import { owedSay } from '../outbox/say.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Delegation } from '../people/delegation.ts';
import { may } from '../people/may.ts';
import { allowed } from '../people/roles.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import type { Owed } from '../shared/effects.ts';
import { dateOf } from '../slack/form.ts';
import { userOf } from '../slack/pickers.ts';
import type { Acting, Router } from '../slack/router.ts';
import { type DelegationProblem, delegationProblems } from './route/delegate.ts';
import type { Presences } from './service.ts';
import type { RequestDoc } from './store.ts';

interface Parts {
  people: People;
  presences: Presences;
  received: Received;
  administration: PeopleAdministration;
  clock: Clock;
  zone: string;
  /** what somebody may decide on now */
  waitingFor: (person: Person) => Promise<RequestDoc[]>;
}

const FIELD: Record<DelegationProblem, string> = {
  self: delegateInput.to,
  'not-employed': delegateInput.to,
  'not-a-date': delegateInput.first,
  'ends-before-it-begins': delegateInput.last,
  past: delegateInput.last,
};

/** Whoever comes to decide on it is sent its card within a minute: nothing else need tell them of it. */
const asksByMessage = (r: RequestDoc): boolean => {
  const step = r.steps[r.at];
  return step !== undefined && (step.direct || step.over !== undefined);
};

/** What a button that ends a delegation names: that one, wherever it stands in the list. */
const namesOf = (d: Delegation): string => [d.from, d.to, d.first, d.last, d.by].join('|');

/** Naming a delegate (대결) for oneself, and for others as an administrator. */
export function delegationSlack(router: Router, o: Parts): void {
  const today = (): string => localDate(o.clock.now(), o.zone);

  /** What this person may see and end: their own delegations, or everybody's for an administrator; none that is over. */
  async function mine(acting: Pick<Acting, 'person'>): Promise<Delegation[]> {
    const [all, d] = await Promise.all([o.people.delegations(), o.administration.directory()]);
    const mayName = (from: string): boolean => {
      const subject = d.subject(from);
      return subject !== undefined && may(d.actor(acting.person.user), 'name-delegate', subject) === 'yes';
    };
    return all.filter(each => each.last >= today() && mayName(each.from));
  }

  async function namesForOthers(person: Person): Promise<boolean> {
    const { role } = (await o.administration.directory()).actor(person.user);
    return allowed(role, 'name-delegate').includes('other');
  }

  async function modal(acting: Pick<Acting, 'person' | 'w'>) {
    const list = await mine(acting);
    const names = await o.people.names(list.flatMap(d => [d.from, d.to]));
    const model: DelegationModel = {
      forOthers: await namesForOthers(acting.person),
      rows: list.map(d => ({
        value: namesOf(d),
        from: names.get(d.from) ?? d.from,
        to: names.get(d.to) ?? d.to,
        when: acting.w.range(d.first, d.last),
      })),
    };
    return delegationModal(model, today(), acting.w);
  }

  /** Whoever is decided for hears what an administrator did in their name. */
  async function principalTold(d: Delegation, by: Person, what: 'named' | 'ended'): Promise<Owed> {
    const [principal, delegate] = await Promise.all([o.people.person(d.from), o.people.person(d.to)]);
    const theirs = words(o.people.language(principal));
    const [who, whom] = [by.name, delegate.name].map(name => literal(name, 60)) as [string, string];
    const text = theirs.delegation.told[what](who, whom, theirs.range(d.first, d.last));
    return owedSay({ channel: d.from }, delegateMessage({ text, waits: 0 }, theirs));
  }

  router.opens(action.openDelegation, async press => press.open(await modal(press)));

  router.press(action.endDelegation, async press => {
    // One that is over already needs no ending.
    const named = (await o.people.delegations()).find(d => namesOf(d) === press.value);
    if (named) {
      const denied = await o.administration.allows(press.person.user, 'name-delegate', named.from);
      if (denied !== 'yes') return press.tell(press.w.delegation.problems['not-yours'] ?? denied);
      await o.people.undelegate(named);
      const { user } = press.person;
      if (named.from !== user)
        await o.received.answer(`${press.key}:told`, [await principalTold(named, press.person, 'ended')]);
    }
    await press.redraw(await modal(press));
  });

  router.submit(callback.delegate, async s => {
    const { w, person } = s;
    const from = userOf(s.state, delegateInput.from, VALUE) ?? person.user;
    const delegation: Delegation = {
      from,
      to: userOf(s.state, delegateInput.to, VALUE) ?? '',
      first: dateOf(s.state, delegateInput.first) ?? '',
      last: dateOf(s.state, delegateInput.last) ?? '',
      by: person.user,
    };
    const known = await o.presences.of([person.user, from, delegation.to]);
    const granted = (await o.administration.allows(person.user, 'name-delegate', from)) === 'yes';
    const wrong = delegationProblems(delegation, known.staff, today());
    const problems: (DelegationProblem | 'not-yours')[] = granted ? wrong : ['not-yours'];
    if (problems.length > 0) {
      const others = await namesForOthers(person);
      const block = (p: DelegationProblem | 'not-yours'): string =>
        p !== 'not-yours' ? FIELD[p] : others ? delegateInput.from : delegateInput.to;
      return { errors: Object.fromEntries(problems.map(p => [block(p), w.delegation.problems[p] ?? p])) };
    }
    const to = await o.people.person(delegation.to);
    const before = new Set((await o.waitingFor(to)).map(r => r._id));
    await o.people.delegate(delegation);
    // The delegate hears of it; sent twice, once.
    const principal = literal(known.name(from), 60);
    const theirs = words(o.people.language(to));
    const text = `${theirs.approvals.askFor(principal)} · ${theirs.range(delegation.first, delegation.last)}`;
    const begun = delegation.first <= today();
    const now = begun ? (await o.waitingFor(to)).filter(r => !before.has(r._id) && !asksByMessage(r)) : [];
    const message = delegateMessage({ text, waits: now.length }, theirs);
    const told = [owedSay({ channel: delegation.to }, message)];
    if (from !== person.user) told.push(await principalTold(delegation, person, 'named'));
    await o.received.answer(`${s.key}:told`, told);
    const done = `${literal(known.name(delegation.to), 60)} · ${w.range(delegation.first, delegation.last)}`;
    return { update: notice(callback.notice, w.delegation.title, `:white_check_mark: ${done}`, w.common.close) };
  });
}
