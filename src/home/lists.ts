import { z } from 'zod';
import { LIST_PAGE, type ListRow, listModal, nameRow } from '../../blocks/home/list.ts';
import { action, callback, type ListName } from '../../blocks/ids.ts';
import { literal, notice } from '../../blocks/kit.ts';
import { peopleOf, requestModel } from '../approvals/present.ts';
import { requests } from '../approvals/store.ts';
import { unansweredOf } from '../attendance/answers.ts';
import { balancesFrom } from '../grants/balances.ts';
import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { paged, portions } from '../shared/portions.ts';
import type { ListModal, Viewing } from '../slack/list-modal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contextFor } from './actions.ts';
import { awayModel, questionsOf, requestsAsked } from './present.ts';
import { awayToday, type Roster, rosterFor } from './roster.ts';

/** Its list has filters: `approvals/waiting-slack.ts`. */
type HomeList = Exclude<ListName, 'waiting'>;

/** Undefined where this person may not see it. */
const rowsOf: Record<HomeList, (ws: Workspace, viewing: Viewing) => Promise<ListRow[] | undefined>> = {
  mine: async (ws, viewing) => {
    const own = await requests(ws).of(ws.team, viewing.person.user);
    const ctx = await contextFor(ws, viewing, own.flatMap(peopleOf));
    return own.map(r => ({ is: 'request', request: requestModel(r, [], ws.policy.today(), ctx) }));
  },
  answers: async (ws, viewing) => {
    const { person, w } = viewing;
    const own = requests(ws).of(ws.team, person.user);
    const [unanswered, balances] = await Promise.all([unansweredOf(ws, person, own), balancesFrom(ws, person, own)]);
    const { days } = unanswered;
    const { names } = await contextFor(ws, viewing, requestsAsked(days, unanswered.requests).flatMap(peopleOf));
    const questions = questionsOf(days, { unanswered, person, now: ws.clock.now(), names, balances }, w);
    return questions.map(question => ({ is: 'question', question }));
  },
  away: async (ws, { person }) => {
    const away = (await awayToday(ws, person)).filter(a => a.user !== person.user);
    const names = await ws.people.names(away.map(a => a.user));
    return away.map(a => ({ is: 'away', away: awayModel(a, names) }));
  },
  now: async (ws, { person, w }) => {
    const roster = await rosterFor(ws, person);
    return roster && rosterRows(roster, w, person.zone);
  },
};

const LISTS = Object.keys(rowsOf) as HomeList[];
const querySchema = z.object({ list: z.enum(LISTS), page: z.int().min(1) });

export const lists: ListModal<Workspace, z.infer<typeof querySchema>> = {
  schema: querySchema,
  pages: action.listPages,
  draw: async (ws, viewing, { list, page }) => {
    const { w } = viewing;
    const rows = await rowsOf[list](ws, viewing);
    const picks = (list === 'now' || list === 'away') && (await opensOthers(ws, viewing));
    if (rows) return listModal({ list, title: w.home.lists[list], ...paged(rows, page, LIST_PAGE), picks }, w);
    const refused = await ws.refusals.text({ code: 'administrators-only' }, viewing);
    return notice(callback.notice, w.errors.title, refused, w.common.close);
  },
};

/** Whether there is anybody else whose window this person may open. */
const opensOthers = async (ws: Workspace, { person }: Viewing): Promise<boolean> =>
  ws.people.may(person, 'see-person', 'other') || ws.people.leads(person.user);

/** Slack limits a row's text: a name a line. */
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
    [w.home.groups.longLeave, r.longLeave.map(name)],
  ];
  return groups.flatMap(([heading, names]) =>
    portions(names, NAMES_A_ROW).map((chunk): ListRow => ({ is: 'text', text: nameRow(heading, chunk, names.length) })),
  );
}
