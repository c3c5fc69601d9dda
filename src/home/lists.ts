import { LIST_PAGE, type ListModel, type ListRow, listModal, nameRow } from '../../blocks/home/list.ts';
import type { ListName } from '../../blocks/ids.ts';
import { literal, type Modal } from '../../blocks/kit.ts';
import { peopleOf, requestModel } from '../approvals/present.ts';
import type { RequestStore } from '../approvals/store.ts';
import { unansweredOf } from '../attendance/answers.ts';
import { localDate } from '../calendar/rules.ts';
import type { Ledger } from '../grants/service.ts';
import { type Words, words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { paged, portions } from '../shared/portions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Home } from './actions.ts';
import { questionsOf, requestsAsked } from './present.ts';
import type { Roster } from './roster.ts';

/** What waits for somebody has filters of its own: `approvals/waiting-slack.ts`. */
export type HomeList = Exclude<ListName, 'waiting'>;

export interface Lists {
  /** A list as a modal; undefined when this person may not see it. */
  modal(list: HomeList, page: number, person: Person): Promise<Modal | undefined>;
}

export function homeLists(o: {
  home: Home;
  requests: RequestStore;
  ws: Workspace;
  balancesFrom: Ledger['balancesFrom'];
  people: People;
  administration: PeopleAdministration;
  clock: Clock;
  zone: string;
  team: () => string;
}): Lists {
  const today = (): string => localDate(o.clock.now(), o.zone);

  async function rows(list: HomeList, person: Person): Promise<ListRow[] | undefined> {
    const w = words(o.people.language(person));
    if (list === 'mine') {
      const requests = await o.requests.of(o.team(), person.user);
      const ctx = await o.home.present(requests.flatMap(peopleOf), person);
      return requests.map(r => ({ is: 'request', request: requestModel(r, [], today(), ctx) }));
    }
    if (list === 'answers') {
      const requests = o.requests.of(o.team(), person.user);
      const [unanswered, balances] = await Promise.all([
        unansweredOf(o.ws, person, requests),
        o.balancesFrom(person, requests),
      ]);
      const { days } = unanswered;
      const { names } = await o.home.present(requestsAsked(days, unanswered.requests).flatMap(peopleOf), person);
      const asked = questionsOf(days, { unanswered, person, now: o.clock.now(), names, balances }, w);
      return asked.map(question => ({ is: 'question', question }));
    }
    if (list === 'away') {
      const away = (await o.home.awayToday(person)).filter(a => a.user !== person.user);
      const names = await o.people.names(away.map(a => a.user));
      return away.map(a => ({ is: 'away', away: { who: names.get(a.user) ?? a.user, type: a.type } }));
    }
    const roster = await o.home.roster(person);
    return roster && rosterRows(roster, w, person.zone);
  }

  return {
    modal: async (list, page, person) => {
      const w = words(o.people.language(person));
      const all = await rows(list, person);
      // Asked again for the log of what is refused.
      if (!all) return void (await o.administration.allows(person.user, 'see-now'));
      const { count: _, ...shown } = paged(all, page, LIST_PAGE);
      const model: ListModel = { list, title: w.home.lists[list], ...shown };
      return listModal(model, w);
    },
  };
}

/** A row of text cannot hold everybody: names go into rows of at most this many, one a line. */
const NAMES_A_ROW = 30;

function rosterRows(r: Roster, w: Words, zone: string): ListRow[] {
  const name = (p: { person: Person }): string => literal(p.person.name, 40);
  const half = (p: { type?: string }): string => (p.type ? ` (${w.leaveShort(p.type)})` : '');
  const groups: [string, string[]][] = [
    [w.home.groups.working, r.working.map(p => `${name(p)} · ${w.time(p.since, zone)} · ${w.place(p.place)}`)],
    [w.home.groups.onBreak, r.onBreak.map(p => `${name(p)} · ${w.time(p.since, zone)}`)],
    [w.home.groups.notIn, r.notIn.map(p => `${name(p)}${half(p)}`)],
    [w.home.groups.done, r.done.map(name)],
    [w.home.groups.away, r.away.map(p => `${name(p)}${half(p)}`)],
  ];
  return groups.flatMap(([heading, names]) =>
    portions(names, NAMES_A_ROW).map((chunk): ListRow => ({ is: 'text', text: nameRow(heading, chunk, names.length) })),
  );
}
