import type { Modal } from '../../blocks/kit.ts';
import { monthModal } from '../../blocks/month.ts';
import { dayModal } from '../../blocks/month-day.ts';
import { monthAction as action, monthCallback } from '../../blocks/month-ids.ts';
import { MONTH_QUERY_MAX, monthPeopleModal } from '../../blocks/month-people.ts';
import { breakRule } from '../attendance/actions.ts';
import { isDate } from '../calendar/rules.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { owedLog } from '../shared/owed-log.ts';
import { denied } from '../slack/form-modal.ts';
import { type ListModal, onList, queryAsked, queryIn, searched, type Viewing } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Press, Submission } from '../slack/router.ts';
import type { Right, Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { personMonth } from './actions.ts';
import { ownConfirmation } from './confirming/actions.ts';
import { modelOf as confirmModel } from './confirming/present.ts';
import { confirmingRoutes } from './confirming/slack.ts';
import { dayModel } from './day-present.ts';
import { monthChart, monthFile } from './effects.ts';
import {
  type DayQuery,
  type MonthQuery,
  type PeopleQuery,
  peopleSchema,
  readDayQuery,
  readMonthQuery,
  readPeopleQuery,
} from './form.ts';
import { monthPeople } from './people.ts';
import { monthModel } from './present.ts';
import { isMonth, monthOfDate } from './rules.ts';

export const peopleList: ListModal<Workspace, PeopleQuery> = {
  schema: peopleSchema,
  pages: action.pages,
  filters: {
    [action.query]: query => ({ query: query.trim().slice(0, MONTH_QUERY_MAX) }),
    [action.filter]: filter => ({ filter }),
    [action.peoplePrevious]: month => ({ month }),
    [action.peopleNext]: month => ({ month }),
  },
  draw: async (ws, { person, w }, query) => monthPeopleModal(await monthPeople(ws, person.user, query), w),
};

async function monthView(ws: Workspace, { person, w }: Viewing, query: MonthQuery, csvSent = false): Promise<Modal> {
  const [directory, subject] = await Promise.all([ws.rights.listing(), ws.people.person(query.user)]);
  const role = directory.role(person.user);
  const [month, confirmation] = await Promise.all([
    personMonth(ws, subject, query.month),
    ownConfirmation(ws, subject, query.month),
  ]);
  const people = role === 'employee' ? {} : ({ people: role === 'manager' ? 'team' : 'everybody' } as const);
  const seen = { viewer: person, ...(query.list ? {} : people), back: query.list !== undefined, csvSent };
  const model = monthModel(month, { ...seen, metadata: JSON.stringify(query) }, w);
  const confirmed = confirmation && confirmModel(confirmation, query.month, person.zone, w);
  return monthModal({ ...model, ...defined({ confirmation: confirmed }) }, w);
}

async function dayView(ws: Workspace, { person: viewer, w }: Viewing, query: DayQuery): Promise<Modal | undefined> {
  const { user, date } = query;
  const [subject, directory] = await Promise.all([ws.people.person(user), ws.rights.listing()]);
  const month = await personMonth(ws, subject, monthOfDate(date));
  const role = directory.role(viewer.user);
  const correct = date <= month.summary.workday && (user === viewer.user || role === 'hr' || role === 'owner');
  const names = await ws.people.names(new Set(month.days.get(date)?.history.map(h => h.by)));
  const breaks = breakRule(ws, date);
  const model = dayModel(month, date, { viewer, names, correct, breaks, metadata: JSON.stringify(query) }, w);
  return model && dayModal(model, w);
}

const shownIn = ({ view }: Press): MonthQuery => found(readMonthQuery(view?.metadata));

const thisMonth = (ws: Workspace, person: Person): string => monthOfDate(ws.policy.of(person).today());

/** Oneself without a name. */
const named = (press: Press): [user: string, month: string] => {
  const [user = '', month = ''] = press.value.split('|');
  return [user === '' ? press.person.user : user, month];
};

async function openMonth(ws: Workspace, press: Press): Promise<void> {
  const [user, month] = named(press);
  await press.open(await monthView(ws, press, { user, month: isMonth(month) ? month : thisMonth(ws, press.person) }));
}

async function toMonth(ws: Workspace, press: Press): Promise<void> {
  const month = found(isMonth(press.value) ? press.value : undefined);
  await press.redraw(await monthView(ws, press, { ...shownIn(press), month }));
}

async function openDay(ws: Workspace, press: Press): Promise<void> {
  const query = shownIn(press);
  const date = found(isDate(press.value) ? press.value : undefined);
  if (!press.view) return;
  const month = { view: press.view.id, query };
  await press.open(found(await dayView(ws, press, { user: query.user, date, month })));
}

/** Announced after the effect is stored. */
async function sendFile(ws: Workspace, press: Press): Promise<void> {
  const shown = shownIn(press);
  const { user, month } = shown;
  const owed = monthFile.owed({ to: press.person.user, lane: monthFile.kind, data: { user, month } });
  const by = press.person.user;
  // One's own file is nobody else's matter.
  const logged =
    user === by ? [] : [owedLog({ what: 'files.export', by, about: user, on: month, now: { file: 'month' } })];
  await ws.received.answer(press.key, [owed, ...logged]);
  press.later(async () => void (await press.redraw(await monthView(ws, press, shown, true))));
}

async function sendChart(ws: Workspace, press: Press): Promise<void> {
  const query = queryIn(peopleList, press);
  const to = press.person.user;
  const logged = owedLog({ what: 'files.export', by: to, on: query.month, now: { file: 'month' } });
  await ws.received.answer(press.key, [monthChart.owed({ lane: monthChart.kind, to, data: { query } }), logged]);
  press.later(async () => {
    const model = await monthPeople(ws, to, query);
    await press.redraw(monthPeopleModal({ ...model, said: press.w.myMonth.csvSent }, press.w));
  });
}

async function toPerson(ws: Workspace, press: Press): Promise<void> {
  const list = found(readPeopleQuery(press.view?.metadata));
  await press.redraw(await monthView(ws, press, { user: press.value, month: list.month, list }));
}

const looksAfter = async (ws: Workspace, { person }: Viewing): Promise<boolean> =>
  (await ws.rights.listing()).role(person.user) !== 'employee';

/** For managers and HR. */
const ofPeople =
  (handler: (ws: Workspace, press: Press) => Promise<void>) =>
  async (ws: Workspace, press: Press): Promise<void> =>
    (await looksAfter(ws, press)) ? handler(ws, press) : press.tell(press.w.people.denied['not-your-team']);

async function toPeople(ws: Workspace, press: Press): Promise<void> {
  const month = readMonthQuery(press.view?.metadata)?.month ?? thisMonth(ws, press.person);
  await press.redraw(
    await peopleList.draw(ws, press, queryAsked(peopleList, press.value, { month, query: '', filter: 'all', page: 1 })),
  );
}

async function backToPeople(ws: Workspace, press: Press): Promise<void> {
  // Their month may have been corrected meanwhile.
  const { look: _, ...query } = found(shownIn(press).list);
  await press.redraw(await peopleList.draw(ws, press, query));
}

/** Redraws a day that was corrected, and its month, beneath the form. `day`: the metadata of the day's modal. */
export function redrawDay(ws: Workspace, s: Submission, day: string): void {
  const query = readDayQuery(day);
  if (!query) return;
  s.later(async () => {
    for (const user of new Set([query.user, query.month.query.user]))
      if ((await ws.rights.allows(s.person.user, 'see-attendance', user)) !== 'yes') return;
    const client = ws.slack.interactive;
    const modal = await dayView(ws, s, query);
    if (modal) await redrawModal(client, s.beneath, async () => modal);
    await redrawModal(client, query.month.view, () => monthView(ws, s, query.month.query));
  });
}

/** The month of attendance from Home; managers see their team's, HR everybody's. */
export function monthRoutes(r: Routes): void {
  const sees = (whom: (press: Press) => string): Right<Press> => ({ may: 'see-attendance', whom });
  const seesShown = sees(press => shownIn(press).user);
  const judged = { judgedBy: 'who looks after somebody' };
  r.open(
    action.open,
    sees(press => named(press)[0]),
    openMonth,
  );
  r.open(action.previous, seesShown, toMonth);
  r.open(action.next, seesShown, toMonth);
  r.open(action.day, seesShown, openDay);
  r.press(action.csv, seesShown, sendFile);
  confirmingRoutes(r, (ws, press) => monthView(ws, press, shownIn(press)));
  r.open(
    action.person,
    sees(press => press.value),
    toPerson,
  );
  r.press(action.chart, judged, ofPeople(sendChart));
  r.open(action.people, judged, ofPeople(toPeople));
  r.open(action.back, judged, ofPeople(backToPeople));
  onList(peopleList, (id, turn) => r.open(id, judged, ofPeople(turn)));
  r.submit(
    monthCallback.people,
    judged,
    async (ws, s) => ((await looksAfter(ws, s)) ? searched(peopleList, ws, s) : denied('not-your-team', s.w)),
    readPeopleQuery,
  );
}
