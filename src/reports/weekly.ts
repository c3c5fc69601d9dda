import { type WeeklyModel, weeklyMessage } from '../../blocks/weekly.ts';
import { LEAVE } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { addDays, isWorkingDay, mondayOf } from '../calendar/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import { claimFor } from '../jobs/claims.ts';
import { daily } from '../jobs/daily.ts';
import { whenText } from '../leave/present.ts';
import { leaveFormOf, typeCode } from '../leave-record/form.ts';
import { AWAY } from '../leave-record/rules.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { WEEKLY, weeklyDue } from './effects.ts';
import { weekTotals } from './week.ts';
import { weekRows } from './weeks.ts';

/** Whether a date is the first working day of its week. */
const isFirstOfWeek = (date: string, calendar: Parameters<typeof isWorkingDay>[1]): boolean => {
  const monday = mondayOf(date);
  for (let day = monday; day < date; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) return false;
  return isWorkingDay(date, calendar);
};

export async function claimWeekly(ws: Workspace): Promise<void> {
  const { weekly, weeklyAt } = ws.policy.now().reports;
  if (!weekly) return;
  await daily(ws, WEEKLY, weeklyAt, async today => {
    if (!isFirstOfWeek(today, ws.policy.calendar)) return;
    const monday = addDays(mondayOf(today), -7);
    const [directory, office] = await Promise.all([ws.rights.listing(), ws.people.administrators()]);
    const leads = directory.having('manager').concat(office.map(p => p.user));
    const to = [...new Set(leads)];
    await claimFor(
      ws,
      { job: WEEKLY, date: monday },
      to.map(user => ({ user, effect: weeklyDue.owed({ to: user, lane: 'person' }) })),
    );
  });
}

const DAYS_AHEAD = 14;

/** Leave that begins, or goes on, in the next two weeks; private leave is an absence, except for HR. */
async function aheadOf(
  ws: Workspace,
  people: readonly ListedPerson[],
  isOpen: boolean,
  w: Words,
): Promise<WeeklyModel['ahead']> {
  const today = ws.policy.today();
  const users = people.map(p => p.user);
  const [leaves, teams] = await Promise.all([
    requests(ws).inForceIn(ws.team, LEAVE, today, addDays(today, DAYS_AHEAD - 1), users),
    teamsOf(ws),
  ]);
  const known = new Map(people.map(p => [p.user, p]));
  return leaves
    .sort((a, b) => (a.period.from < b.period.from ? -1 : 1))
    .flatMap(r => {
      const person = known.get(r.user);
      if (!person) return [];
      const form = leaveFormOf(r.form);
      const type = form.as.private && !isOpen ? AWAY : typeCode(form);
      const what = `${w.leaveType(type)} ${whenText(form, w)}`;
      return [{ name: person.name, what, ...defined({ team: teams.name(person.teamId) }) }];
    });
}

/** As of now, of those whom the person may see now. */
async function weeklyModel(ws: Workspace, person: Person, monday: string, w: Words): Promise<WeeklyModel | undefined> {
  const people = await ws.rights.among(person.user, 'see-reports');
  if (people.length === 0) return undefined;
  const isOpen = ws.people.may(person, 'search-requests');
  const [rows, ahead] = await Promise.all([weekRows(ws, people, monday), aheadOf(ws, people, isOpen, w)]);
  return {
    ...{ monday, sunday: addDays(monday, 6), asOf: w.moment(ws.clock.now(), person.zone), ahead },
    ...{ team: !ws.people.may(person, 'see-reports'), totals: weekTotals(rows) },
    rows: rows.map(({ missing, ...r }) => ({ ...r, missing: missing.length })),
  };
}

export const weeklyHandler = handle(weeklyDue, async (ws, { doc: run, to }, sender) => {
  const person = await ws.people.person(to);
  if (!isActive(person)) return;
  const w = words(ws.people.language(person));
  const model = await weeklyModel(ws, person, run.date, w);
  if (model) await sender.post({ channel: to }, weeklyMessage(model, w));
});
