import { z } from 'zod';
import { dayCheckModal, dayModal, daysHistoryModal, daysModal, FIRST_OFFICE } from '../../blocks/calendar.ts';
import { calendarAction, calendarCallback, calendarInput } from '../../blocks/calendar-ids.ts';
import { literal, type Modal } from '../../blocks/kit.ts';
import type { TouchedModel } from '../../blocks/touched.ts';
import { counting, showCounting, touchedByHolidays } from '../administration/touched.ts';
import { DAY_KINDS } from '../calendar/days.ts';
import { placeOf } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, dateOf, textOf } from '../slack/form.ts';
import { type FormModal, says, sent } from '../slack/form-modal.ts';
import {
  FIRST_PAGE,
  type ListModal,
  onList,
  pageQuery,
  queryIn,
  redrawList,
  type Viewing,
} from '../slack/list-modal.ts';
import { nothing, readMetadata } from '../slack/metadata.ts';
import type { Press, Submission } from '../slack/router.ts';
import { redrawAdministrators } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { calendars, changeDays, confirmYear, type DayOutcome, proposeDays } from './actions.ts';
import { dayProblemText, daysHistoryModel, daysModel, yearProblemText } from './present.ts';

/** `office`: absent for the first one. */
const daysQuery = pageQuery.extend({ office: z.string().exactOptional() });
type DaysQuery = z.infer<typeof daysQuery>;

const officeNamed = (ws: Workspace, id: string | undefined) => ws.policy.offices.find(o => o.id === id);

const days: ListModal<Workspace, DaysQuery> = {
  schema: daysQuery,
  first: FIRST_PAGE,
  pages: calendarAction.daysPages,
  filters: { [calendarAction.daysOffice]: id => ({ office: id === FIRST_OFFICE ? undefined : id }) },
  draw: async (ws, { person, w }, { page, office }) => {
    const place = ws.policy.ofOffice(office);
    const { workingTime } = place.now();
    const doc = await calendars(ws).get(ws.team, office);
    const others = ws.policy.offices.filter(o => !o.archived || o.id === office);
    const names = await ws.people.names([...doc.days, ...doc.years].map(d => d.by));
    const model = daysModel(doc, page, {
      today: place.today(),
      country: placeOf(workingTime),
      holidays: place.country,
      calendar: place.calendar,
      settled: workingTime.companyDays,
      nameOf: (user: string) => names.get(user) ?? user,
      zone: person.zone,
      w,
    });
    const offices = others.length > 0 ? [{ id: FIRST_OFFICE, name: w.offices.first }, ...others] : [];
    return daysModal({ ...model, offices, ...defined({ office }) }, w);
  },
};

const history: ListModal<Workspace, DaysQuery> = {
  schema: daysQuery,
  first: FIRST_PAGE,
  pages: calendarAction.historyPages,
  draw: async (ws, { person, w }, { page, office }) => {
    const doc = await calendars(ws).get(ws.team, office);
    const names = await ws.people.names(doc.history.map(h => h.by));
    const nameOf = (user: string): string => names.get(user) ?? user;
    const model = daysHistoryModel(doc, page, { nameOf, zone: person.zone, w });
    return daysHistoryModal({ ...model, ...defined({ office }) }, w);
  },
};

const readDayAbout = (m: string) => (nothing(m) ? {} : readMetadata(dayAbout, m));
const dayAbout = z.strictObject({ office: z.string().exactOptional() });

/** What was shown, and on which version of the calendar. */
const dayChecked = z.object({
  office: z.string().exactOptional(),
  command: z.discriminatedUnion('do', [
    z.object({
      do: z.literal('add'),
      kind: z.enum(DAY_KINDS),
      from: z.string(),
      to: z.string(),
      name: z.string(),
    }),
    z.object({ do: z.literal('remove'), date: z.string() }),
  ]),
  seen: z.int(),
});
type DayChecked = z.infer<typeof dayChecked>;

/** What adding or removing days touches, counted before it is done. */
async function dayCheck(
  ws: Workspace,
  { w }: Pick<Viewing, 'w'>,
  { command, office }: Omit<DayChecked, 'seen'>,
  again = false,
) {
  const proposed = await proposeDays(ws, command, office);
  if (!proposed.ok) return proposed;
  const { after, moved, seen, entry } = proposed;
  const metadata = JSON.stringify({ command, seen, ...defined({ office }) } satisfies DayChecked);
  const { dates, kind } = entry;
  const removed = command.do === 'remove';
  const name = removed ? w.holiday(entry.name) : command.name;
  const head = { dates: w.calendar.dates(dates), name, kind, removed, again, metadata };
  return {
    ok: true as const,
    count: () => touchedByHolidays(ws, after, moved),
    drawn: (touched?: readonly TouchedModel[] | 'failed') => dayCheckModal({ ...head, ...defined({ touched }) }, w),
  };
}

/** Undefined: it is refused. */
async function checkShown(
  ws: Workspace,
  s: Submission,
  about: Omit<DayChecked, 'seen'>,
  again = false,
): Promise<Modal | undefined> {
  const check = await dayCheck(ws, s, about, again);
  return check.ok ? counting(ws, s, check.count, check.drawn) : undefined;
}

/** Exactly what was shown is done; else it is shown again. */
const dayCheckForm: FormModal<Workspace, DayChecked, DayOutcome> = {
  reads: metadata => readMetadata(dayChecked, metadata),
  store: async (ws, s, about) => {
    const { command, office, seen } = about;
    const doc = await calendars(ws).get(ws.team, office);
    const done = doc.history.some(h => h.key === s.key);
    const again = done || doc.version === seen ? undefined : await checkShown(ws, s, about, true);
    return again ? { update: again } : changeDays(ws, s.person.user, command, s.key, office);
  },
  refuse: (_ws, { w }, _about, refused) =>
    says('problem' in refused ? dayProblemText(refused.problem, w) : w.calendar.errors.busy, w, w.calendar.addTitle),
  after: (ws, s) => s.later(() => redrawAdministrators(ws)),
  beneath: (ws, s, { office }) => days.draw(ws, s, { ...FIRST_PAGE, ...defined({ office }) }),
  done: (_ws, { w }, _about, { entry, touched }) => {
    const said = entry.what === 'removed' ? w.calendar.removed : w.calendar.saved;
    const saved = said(w.calendar.dates(entry.dates), literal(w.holiday(entry.name)));
    return says(`${saved}\n${w.calendar.savedTouched(touched)}`, w, w.calendar.addTitle);
  },
};

const dayForm: FormModal<Workspace, z.infer<typeof dayAbout>, DayOutcome> = {
  reads: readDayAbout,
  store: async (ws, s, { office }) => {
    const { state } = s;
    const from = dateOf(state, calendarInput.from) ?? '';
    const command = {
      do: 'add' as const,
      kind: DAY_KINDS.find(k => k === choiceOf(state, calendarInput.kind)) ?? 'public',
      from,
      to: dateOf(state, calendarInput.to) ?? from,
      name: textOf(state, calendarInput.name),
    };
    const check = await checkShown(ws, s, { command, ...defined({ office }) });
    return check ? { update: check } : changeDays(ws, s.person.user, command, s.key, office);
  },
  refuse: (_ws, { w }, _about, refused) =>
    'problem' in refused
      ? { errors: { [calendarInput[refused.problem.field]]: dayProblemText(refused.problem, w) } }
      : says(w.calendar.errors.busy, w, w.calendar.addTitle),
};

const officeIn = (press: Press): string | undefined => queryIn(days, press).office;

async function removeDay(ws: Workspace, press: Press): Promise<void> {
  const command = { do: 'remove' as const, date: press.value };
  const check = await dayCheck(ws, press, { command, ...defined({ office: officeIn(press) }) });
  if (check.ok) return void (await showCounting(ws, press, check.count, check.drawn));
  if (check.problem.code !== 'not-found') return press.tell(dayProblemText(check.problem, press.w));
  await redrawList(days, ws, press);
}

const DONE_ALREADY: readonly string[] = ['year-entered-already', 'year-not-entered'];

const changeYear = (what: 'enter' | 'reopen') => async (ws: Workspace, press: Press) => {
  const outcome = await confirmYear(ws, press.person.user, { do: what, year: press.value }, press.key, officeIn(press));
  if (!outcome.ok && !('problem' in outcome && DONE_ALREADY.includes(outcome.problem.code)))
    return press.tell('problem' in outcome ? yearProblemText(outcome.problem, press.w) : press.w.calendar.errors.busy);
  if (outcome.ok) press.later(() => redrawAdministrators(ws));
  await redrawList(days, ws, press);
};

const right = { may: 'change-calendar' } as const;

export function calendarRoutes(r: Routes): void {
  r.open(calendarAction.openDays, right, async (ws, press) => {
    const office = officeNamed(ws, press.value)?.id;
    await press.open(await days.draw(ws, press, { ...FIRST_PAGE, ...defined({ office }) }));
  });
  onList(days, (id, turn) => r.open(id, right, turn));
  r.open(calendarAction.addDay, right, (ws, press) => press.open(dayModal(press.w, officeNamed(ws, officeIn(press)))));
  r.submit(calendarCallback.day, right, (ws, s) => sent(dayForm, ws, s), readDayAbout);
  r.submit(calendarCallback.dayCheck, right, (ws, s) => sent(dayCheckForm, ws, s), dayCheckForm.reads);
  r.open(calendarAction.removeDay, right, removeDay);
  r.press(calendarAction.enterYear, right, changeYear('enter'));
  r.press(calendarAction.reopenYear, right, changeYear('reopen'));
  r.open(calendarAction.openHistory, right, async (ws, press) =>
    press.open(await history.draw(ws, press, { ...FIRST_PAGE, ...defined({ office: officeIn(press) }) })),
  );
  onList(history, (id, turn) => r.open(id, right, turn));
}
