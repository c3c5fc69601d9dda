import { z } from 'zod';
import { LIST_PAGE, type ListRow, listModal } from '../../blocks/home/list.ts';
import { action, type ListName } from '../../blocks/ids.ts';
import { peopleOf, requestModel } from '../approvals/present.ts';
import { requests } from '../approvals/store.ts';
import { unansweredOf } from '../attendance/answers.ts';
import { balancesFrom } from '../grants/balances.ts';
import { awayToday } from '../reports/roster.ts';
import { paged } from '../shared/portions.ts';
import type { ListModal, Viewing } from '../slack/list-modal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contextFor } from './actions.ts';
import { awayModel, questionsOf, requestsAsked } from './present.ts';

/** Others have filters: `approvals/waiting-slack.ts`, `reports/roster-slack.ts`. */
type HomeList = Exclude<ListName, 'waiting' | 'now'>;

const rowsOf: Record<HomeList, (ws: Workspace, viewing: Viewing) => Promise<ListRow[]>> = {
  mine: async (ws, viewing) => {
    const own = await requests(ws).of(ws.team, viewing.person.user);
    const ctx = await contextFor(ws, viewing, own.flatMap(peopleOf));
    return own.map(r => ({ is: 'request', request: requestModel(r, [], ws.policy.of(viewing.person).today(), ctx) }));
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
    // As on Home: who is on long leave stands last.
    const sorted = away.toSorted((a, b) => Number(a.longLeave ?? false) - Number(b.longLeave ?? false));
    return sorted.map(a => ({ is: 'away', away: awayModel(a, names) }));
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
    const picks = list === 'away' && (await opensOthers(ws, viewing));
    return listModal({ list, title: w.home.lists[list], ...paged(rows, page, LIST_PAGE), picks }, w);
  },
};

/** Whether there is anybody else whose window this person may open. */
const opensOthers = async (ws: Workspace, { person }: Viewing): Promise<boolean> =>
  ws.people.may(person, 'see-person', 'other') || ws.people.leads(person.user);
