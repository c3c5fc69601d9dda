import { dayModal, daysHistoryModal, daysModal } from '../../blocks/calendar.ts';
import { calendarAction, calendarCallback, calendarInput } from '../../blocks/calendar-ids.ts';
import { literal } from '../../blocks/kit.ts';
import { DAY_KINDS } from '../calendar/days.ts';
import { placeOf } from '../settings/policy.ts';
import { choiceOf, dateOf, textOf } from '../slack/form.ts';
import { type FormModal, says, sent } from '../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery, redrawList } from '../slack/list-modal.ts';
import { nothing } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import { redrawAdministrators } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { calendars, changeDays, confirmYear, type DayOutcome } from './actions.ts';
import { dayProblemText, daysHistoryModel, daysModel, yearProblemText } from './present.ts';

const days: ListModal<Workspace, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: calendarAction.daysPages,
  draw: async (ws, { person, w }, { page }) => {
    const { workingTime } = ws.policy.now();
    const doc = await calendars(ws).get(ws.team);
    const names = await ws.people.names([...doc.days, ...doc.years].map(d => d.by));
    const model = daysModel(doc, page, {
      today: ws.policy.today(),
      country: placeOf(workingTime),
      holidays: ws.policy.country,
      calendar: ws.policy.calendar,
      settled: workingTime.companyDays,
      nameOf: (user: string) => names.get(user) ?? user,
      zone: person.zone,
      w,
    });
    return daysModal(model, w);
  },
};

const history: ListModal<Workspace, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: calendarAction.historyPages,
  draw: async (ws, { person, w }, { page }) => {
    const doc = await calendars(ws).get(ws.team);
    const names = await ws.people.names(doc.history.map(h => h.by));
    const nameOf = (user: string): string => names.get(user) ?? user;
    return daysHistoryModal(daysHistoryModel(doc, page, { nameOf, zone: person.zone, w }), w);
  },
};

const dayForm: FormModal<Workspace, true, DayOutcome> = {
  reads: nothing,
  store: (ws, { person, state, key }) => {
    const from = dateOf(state, calendarInput.from) ?? '';
    const command = {
      do: 'add' as const,
      kind: DAY_KINDS.find(k => k === choiceOf(state, calendarInput.kind)) ?? 'public',
      from,
      to: dateOf(state, calendarInput.to) ?? from,
      name: textOf(state, calendarInput.name),
    };
    return changeDays(ws, person.user, command, key);
  },
  refuse: (_ws, { w }, _about, refused) =>
    'problem' in refused
      ? { errors: { [calendarInput[refused.problem.field]]: dayProblemText(refused.problem, w) } }
      : says(w.calendar.errors.busy, w, w.calendar.addTitle),
  after: (ws, s) => s.later(() => redrawAdministrators(ws)),
  beneath: (ws, s) => days.draw(ws, s, FIRST_PAGE),
  done: (_ws, { w }, _about, { entry, touched }) => {
    const saved = w.calendar.saved(w.calendar.dates(entry.dates), literal(w.holiday(entry.name)));
    return says(`${saved}\n${w.calendar.savedTouched(touched)}`, w, w.calendar.addTitle);
  },
};

async function removeDay(ws: Workspace, press: Press): Promise<void> {
  const outcome = await changeDays(ws, press.person.user, { do: 'remove', date: press.value }, press.key);
  if (!outcome.ok && !('problem' in outcome && outcome.problem.code === 'not-found'))
    return press.tell('problem' in outcome ? dayProblemText(outcome.problem, press.w) : press.w.calendar.errors.busy);
  if (outcome.ok) press.later(() => redrawAdministrators(ws));
  await redrawList(days, ws, press);
}

const DONE_ALREADY: readonly string[] = ['year-entered-already', 'year-not-entered'];

const changeYear = (what: 'enter' | 'reopen') => async (ws: Workspace, press: Press) => {
  const outcome = await confirmYear(ws, press.person.user, { do: what, year: press.value }, press.key);
  if (!outcome.ok && !('problem' in outcome && DONE_ALREADY.includes(outcome.problem.code)))
    return press.tell('problem' in outcome ? yearProblemText(outcome.problem, press.w) : press.w.calendar.errors.busy);
  if (outcome.ok) press.later(() => redrawAdministrators(ws));
  await redrawList(days, ws, press);
};

const right = { may: 'change-calendar' } as const;

export function calendarRoutes(r: Routes): void {
  r.open(calendarAction.openDays, right, openList(days));
  onList(days, (id, turn) => r.open(id, right, turn));
  r.open(calendarAction.addDay, right, (_ws, press) => press.open(dayModal(press.w)));
  r.submit(calendarCallback.day, right, (ws, s) => sent(dayForm, ws, s));
  r.press(calendarAction.removeDay, right, removeDay);
  r.press(calendarAction.enterYear, right, changeYear('enter'));
  r.press(calendarAction.reopenYear, right, changeYear('reopen'));
  r.open(calendarAction.openHistory, right, openList(history));
  onList(history, (id, turn) => r.open(id, right, turn));
}
