import { type OwnWeekModel, ownWeekMessage } from '../../blocks/own-week.ts';
import { LEAVE } from '../absence/leaves.ts';
import { inForce } from '../approvals/route/view.ts';
import { requests } from '../approvals/store.ts';
import { worktimeOf } from '../attendance/records.ts';
import type { WorkdayDoc } from '../attendance/schema.ts';
import { workdays } from '../attendance/store.ts';
import { addDays, isWorkingDay, mondayOf } from '../calendar/rules.ts';
import { balancesFrom } from '../grants/balances.ts';
import { ANNUAL } from '../grants/ledger/types.ts';
import { type Words, words } from '../i18n/index.ts';
import { claimFor } from '../jobs/claims.ts';
import { daily } from '../jobs/daily.ts';
import { leaveFormOf, typeCode } from '../leave-record/form.ts';
import { shown } from '../leave-record/units.ts';
import { isActive, type Person } from '../people/rules.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import { OWN_WEEK, ownWeekDue } from './effects.ts';

/** Whether a date is the last working day of its week. */
const isLastOfWeek = (date: string, calendar: Parameters<typeof isWorkingDay>[1]): boolean => {
  const sunday = addDays(mondayOf(date), 6);
  for (let day = addDays(date, 1); day <= sunday; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) return false;
  return isWorkingDay(date, calendar);
};

export async function claimOwnWeeks(ws: Workspace): Promise<void> {
  await daily(ws, OWN_WEEK, ws.policy.now().reports.ownWeekAt, async today => {
    if (!isLastOfWeek(today, ws.policy.calendar)) return;
    const users = await ws.people.wantingWeek();
    await claimFor(
      ws,
      { job: OWN_WEEK, date: mondayOf(today) },
      users.map(user => ({ user, effect: ownWeekDue.owed({ to: user, lane: 'person' }) })),
    );
  });
}

/** The week's days and sums as the day and the month count them. */
export function ownWeekOf(
  s: WorktimeSummary,
  monday: string,
  days: readonly Pick<WorkdayDoc, 'date' | 'spans'>[],
): Pick<OwnWeekModel, 'worked' | 'planned' | 'rest' | 'left' | 'days'> {
  const week = s.week(monday);
  const spans = new Map(days.map(d => [d.date, d.spans]));
  const all = s.days(monday, addDays(monday, 6));
  return {
    ...{ worked: week.worked, planned: week.planned, rest: all.reduce((sum, d) => sum + d.break, 0) },
    ...(week.measured === 'week' ? { left: week.toCap } : {}),
    days: all
      .filter(d => d.plan.planned > 0 || d.worked > 0 || d.plan.leave > 0)
      .map(d => ({
        ...{ date: d.date, worked: d.worked, planned: d.plan.planned, rest: d.break },
        times: (spans.get(d.date) ?? []).map(({ in: from, out }) => ({
          from,
          ...(out === undefined ? {} : { to: out }),
        })),
      })),
  };
}

async function modelOf(ws: Workspace, person: Person, monday: string, w: Words): Promise<OwnWeekModel> {
  const sunday = addDays(monday, 6);
  const reading = requests(ws).of(ws.team, person.user);
  const [days, own, balances] = await Promise.all([
    workdays(ws).between(ws.team, person.user, addDays(monday, -1), sunday),
    reading,
    balancesFrom(ws, person, reading),
  ]);
  const s = worktimeOf(ws, person, days, own);
  const [first, last] = [addDays(sunday, 1), addDays(sunday, 7)];
  const ahead = own.filter(r => r.kind === LEAVE && inForce(r) && r.period.from <= last && r.period.to >= first);
  const balance = balances.get(ANNUAL);
  return {
    ...{ monday, sunday, zone: person.zone, ...ownWeekOf(s, monday, days) },
    nextWeek: ahead.map(r => `${w.leaveType(typeCode(leaveFormOf(r.form)))} ${w.range(r.period.from, r.period.to)}`),
    ...(balance && person.hiredOn !== undefined
      ? { balance: { name: w.leaveType(ANNUAL), left: shown(balance.left, balance.fullDay) } }
      : {}),
  };
}

/** To whoever still wants it. */
export const ownWeekHandler = handle(ownWeekDue, async (ws, { doc: run, to }, sender) => {
  const person = await ws.people.person(to);
  if (!isActive(person) || !person.ownWeek) return;
  const w = words(ws.people.language(person));
  await sender.post({ channel: to }, ownWeekMessage(await modelOf(ws, person, run.date, w), w));
});
