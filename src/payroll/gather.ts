import { setImmediate as breathe } from 'node:timers/promises';
import pLimit from 'p-limit';
import { approvedLeaves } from '../absence/leaves.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { worktimeOf } from '../attendance/records.ts';
import type { DayRecord } from '../attendance/schema.ts';
import { workdays } from '../attendance/store.ts';
import { addDays, mondayOf } from '../calendar/rules.ts';
import { undoneIn } from '../grants/ledger/counted.ts';
import { COMPENSATORY } from '../grants/ledger/types.ts';
import { grantsOf } from '../grants/record/change.ts';
import type { LedgerDoc } from '../grants/record/schema.ts';
import { ledgers } from '../grants/record/store.ts';
import { allTypes } from '../leave/types/library.ts';
import { fullDayOf } from '../leave-record/hours.ts';
import { payOfDays } from '../leave-record/pay.ts';
import type { LeaveType } from '../leave-record/types/definition.ts';
import { minutesIn, shownDays } from '../leave-record/units.ts';
import { contractOn } from '../people/contract.ts';
import type { Person } from '../people/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import { leaverIn } from '../settlement/actions.ts';
import { lapsesOf } from '../settlement/lapses.ts';
import { defined } from '../shared/defined.ts';
import { portions } from '../shared/portions.ts';
import { neededFor } from '../timesheets/actions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import {
  type LedgerFigures,
  minutesOfUse,
  type PayrollDay,
  type PayrollLeave,
  type Period,
  payrollDays,
  type Totals,
  totalsOf,
} from './figures.ts';

/** A person of the file. */
export interface PersonPayroll extends Totals {
  person: Person;
  /** at the time of the file; no office: the first one */
  teamName?: string;
  officeName?: string;
  days: readonly PayrollDay[];
  records: ReadonlyMap<string, DayRecord>;
  leaves: readonly PayrollLeave[];
}

/** People read and counted at once: so many are in memory, however many there are. */
const PORTION = 50;
const AT_ONCE = 8;

/** Each person's period, as of now, in the order given; the caller has checked the right. */
export async function* payrollOf(
  ws: Workspace,
  people: readonly ListedPerson[],
  period: Period,
): AsyncGenerator<PersonPayroll> {
  const [all, { teams }] = await Promise.all([allTypes(ws), ws.rights.listing()]);
  const officeOf = (person: Person): string | undefined => {
    const office = ws.policy.of(person).office(period.to);
    return ws.policy.offices.find(o => o.id === office)?.name;
  };
  const types = new Map(all.map(({ type }) => [type.id, type]));
  for (const listed of portions(people, PORTION)) {
    const read = await ws.rights.some(listed.map(p => p.user));
    const some = listed.flatMap(p => read.get(p.user) ?? []);
    for await (const p of portionOf(ws, some, period, types))
      yield { ...p, ...defined({ teamName: teams.name(p.person.teamId), officeName: officeOf(p.person) }) };
    await breathe();
  }
}

/** Read together, and counted one by one: what is counted of a person is garbage before the next one is. */
async function* portionOf(
  ws: Workspace,
  people: readonly Person[],
  period: Period,
  types: ReadonlyMap<string, LeaveType>,
): AsyncGenerator<PersonPayroll> {
  const users = people.map(p => p.user);
  const limit = pLimit(AT_ONCE);
  const [asked, known, records] = await Promise.all([
    requests(ws).ofMany(ws.team, users),
    ledgers(ws).ofMany(ws.team, users),
    Promise.all(people.map(person => limit(() => recordsOf(ws, person, period)))),
  ]);
  const lapses = await lapsesOf(ws, people, known, period);
  for (const [i, person] of people.entries()) {
    const own = asked.get(person.user) ?? [];
    const days = records[i] ?? [];
    const summary = worktimeOf(ws, person, days, own);
    const ledger = known.get(person.user);
    const lapsed = lapses.filter(l => l.person.user === person.user);
    const leaver = ledger && (await leaverPay(ws, person, ledger, period));
    const sum = (list: typeof lapsed): number => shownDays(list.reduce((total, l) => total + l.left, 0));
    yield personPayroll(
      ws,
      { person, period, summary, own, types, began: await beganBy(ws, person, days, summary, period) },
      new Map(days.map(d => [d.date, d])),
      {
        compensatory: ledger ? compensatoryIn(ws, person, ledger, period) : 0,
        lapsed: sum(lapsed),
        toPay: sum(lapsed.filter(l => l.pay)) + (leaver ?? 0),
      },
    );
  }
}

interface Counted {
  person: Person;
  period: Period;
  summary: WorktimeSummary;
  own: readonly RequestDoc[];
  types: ReadonlyMap<string, LeaveType>;
  /** the first record */
  began: string | undefined;
}

/** The whole record is looked through only where somebody seems to be missing before the first day of what was read. */
async function beganBy(
  ws: Workspace,
  { user }: Person,
  days: readonly DayRecord[],
  summary: WorktimeSummary,
  { from, to }: Period,
): Promise<string | undefined> {
  const first = days[0]?.date;
  const before = first === undefined ? to : addDays(first, -1);
  const isMissed = summary.days(mondayOf(from), before < to ? before : to).some(d => d.flags.includes('absent'));
  return isMissed ? workdays(ws).firstOf(ws.team, user) : first;
}

function personPayroll(
  ws: Workspace,
  c: Counted,
  records: ReadonlyMap<string, DayRecord>,
  ledger: LedgerFigures,
): PersonPayroll {
  const { person, period, summary, began } = c;
  const days = payrollDays(period, summary, began);
  const leaves = leavesIn(ws, c);
  const weeklyHoliday = ws.policy.of(person).on(period.to).workingTime.weeklyHoliday !== 'none';
  return {
    person,
    days,
    records,
    leaves,
    ...totalsOf(period, summary, { days, leaves, ledger, weeklyHoliday, began }),
  };
}

/** One by one, which every server answers from an index, with the weeks and settlement periods that they lie in. */
function recordsOf(ws: Workspace, person: Person, { from, to }: Period): Promise<DayRecord[]> {
  const needed = neededFor(ws, person, { from, to });
  const first = [addDays(mondayOf(from), -7), needed.from].sort()[0] ?? from;
  return workdays(ws).recordsIn(ws.team, first, needed.to, [person.user]);
}

/** A line for each leave and who pays it. */
function leavesIn(ws: Workspace, { person, own, types, period, summary }: Counted): PayrollLeave[] {
  const lines = new Map<string, PayrollLeave>();
  for (const { leave, date, amount, pay } of payOfDays(approvedLeaves(own, ws.policy.of(person).calendar), types)) {
    if (date < period.from || date > period.to) continue;
    const { form, request } = leave;
    const key = `${request._id}:${pay}`;
    const line = lines.get(key);
    const minutes = minutesOfUse({ amount }, summary.day(date).plan.arranged.length);
    if (line) {
      line.to = date;
      line.amount += amount;
      line.minutes += minutes;
    } else {
      const { type } = form;
      const name = types.get(type)?.name ?? form.as.name;
      const standIn = form.standIn?.name;
      lines.set(key, { type, name, from: date, to: date, amount, minutes, pay, ...defined({ standIn }) });
    }
  }
  return [...lines.values()];
}

/** Leave given in place of pay in the period, less what was taken back, in minutes of the person's own day. */
function compensatoryIn(ws: Workspace, person: Person, { current }: LedgerDoc, { from, to }: Period): number {
  const grants = grantsOf(current);
  const undone = undoneIn(grants);
  const given = grants.filter(
    g => g.kind === 'compensatory' && g.pool === COMPENSATORY && from <= g.on && g.on <= to && !undone.has(g.id),
  );
  return given.reduce((total, { amount, on }) => {
    const { workingTime } = ws.policy.of(person).on(on);
    return total + minutesIn(amount, fullDayOf(contractOn(person, on, workingTime)) ?? workingTime.dayLength);
  }, 0);
}

/** Days that are paid to somebody who leaves in the period. */
async function leaverPay(ws: Workspace, person: Person, ledger: LedgerDoc, { from, to }: Period): Promise<number> {
  const { lastDay } = person;
  if (lastDay === undefined || lastDay < from || lastDay > to) return 0;
  const leaver = await leaverIn(ws, person, ledger);
  return 'ok' in leaver ? 0 : shownDays(leaver.settlement.pay);
}
