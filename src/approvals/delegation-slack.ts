import { say } from '../../blocks/chat.ts';
import { action, callback, VALUE } from '../../blocks/ids.ts';
import { literal, notice } from '../../blocks/kit.ts';
import { type DelegationModel, delegateInput, delegationModal } from '../../blocks/routes.ts';
import { localDate } from '../calendar/rules.ts';
import type { Received } from '../delivery/received.ts';
import { owedSay } from '../delivery/say.ts';
import { words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Clock } from '../shared/clock.ts';
import { dateOf } from '../slack/form.ts';
import { userOf } from '../slack/pickers.ts';
import type { Acting, Router } from '../slack/router.ts';
import type { Presences } from './presence.ts';
import { type DelegationProblem, delegationProblems } from './route/delegate.ts';
import type { Delegation } from './route/types.ts';

interface Parts {
  people: People;
  presences: Presences;
  received: Received;
  clock: Clock;
  zone: string;
}

const FIELD: Record<DelegationProblem, string> = {
  'not-yours': delegateInput.from,
  self: delegateInput.to,
  'not-employed': delegateInput.to,
  'not-a-date': delegateInput.first,
  'ends-before-it-begins': delegateInput.last,
  past: delegateInput.last,
};

/** What a button that ends a delegation names: that one, wherever it stands in the list. */
const namesOf = (d: Delegation): string => [d.from, d.to, d.first, d.last, d.by].join('|');

/** Naming a delegate (대결) for oneself, and for others as an administrator. */
export function delegationSlack(router: Router, o: Parts): void {
  const today = (): string => localDate(o.clock.now(), o.zone);

  /** What this person may see and end: their own delegations, or everybody's for an administrator; none that is over. */
  async function mine(acting: Pick<Acting, 'person'>): Promise<Delegation[]> {
    const all = await o.people.delegations();
    const office = o.people.isAdministrator(acting.person);
    return all.filter(d => d.last >= today() && (office || d.from === acting.person.user));
  }

  async function modal(acting: Pick<Acting, 'person' | 'w'>) {
    const list = await mine(acting);
    const names = await o.people.names(list.flatMap(d => [d.from, d.to]));
    const model: DelegationModel = {
      forOthers: o.people.isAdministrator(acting.person),
      rows: list.map(d => ({
        value: namesOf(d),
        from: names.get(d.from) ?? d.from,
        to: names.get(d.to) ?? d.to,
        when: acting.w.range(d.first, d.last),
      })),
    };
    return delegationModal(model, today(), acting.w);
  }

  router.opens(action.openDelegation, async press => press.open(await modal(press)));

  router.press(action.endDelegation, async press => {
    const ended = (await mine(press)).find(d => namesOf(d) === press.value);
    if (ended) await o.people.undelegate(ended);
    await press.redraw(await modal(press), true);
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
    const problems = delegationProblems(delegation, known.staff, today());
    if (problems.length > 0) {
      const office = o.people.isAdministrator(person);
      const block = (p: DelegationProblem): string => (p === 'not-yours' && !office ? delegateInput.to : FIELD[p]);
      return { errors: Object.fromEntries(problems.map(p => [block(p), w.delegation.problems[p] ?? p])) };
    }
    await o.people.delegate(delegation);
    // The delegate hears of it; sent twice, once.
    const to = await o.people.person(delegation.to);
    const principal = literal(known.name(from), 60);
    const theirs = words(o.people.language(to));
    const text = `${theirs.approvals.askFor(principal)} · ${theirs.range(delegation.first, delegation.last)}`;
    await o.received.answer(`${s.key}:told`, [owedSay({ channel: delegation.to }, say(text))]);
    const done = `${literal(known.name(delegation.to), 60)} · ${w.range(delegation.first, delegation.last)}`;
    return { update: notice(callback.notice, w.delegation.title, `:white_check_mark: ${done}`, w.common.close) };
  });
}
