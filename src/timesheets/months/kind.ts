import { REQUESTS } from '../../approvals/store.ts';
import { WORKDAYS } from '../../attendance/store.ts';
import { dayBounds, mondayOf, monthBounds } from '../../calendar/rules.ts';
import type { FigureKind, Held } from '../../figures/kinds.ts';
import { inPortions } from '../../shared/in-portions.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { settlementPeriod } from '../../worktime/period.ts';
import { type CountedPerson, datesOf, problemFacts } from '../actions.ts';
import { monthAfter, monthOfDate } from '../rules.ts';
import { type MonthFigures, monthFigures } from './rules.ts';

/** Before this one. */
const MONTHS = 3;

/** What is to be looked at in this month and those before it. */
export const monthKind: FigureKind<MonthFigures> = {
  name: 'months',
  as: 2,
  from: [WORKDAYS, REQUESTS],
  periods: ws => Array.from({ length: MONTHS + 1 }, (_, i) => monthAfter(monthOfDate(ws.policy.today()), -i)),
  // Of a month that is over hardly anything changes.
  day: ({ policy }, month) => {
    const isOver = policy.todays().every(today => today > monthBounds(`${month}-01`).last);
    return isOver ? mondayOf(policy.today()) : policy.today();
  },
  // Also an earlier one, if it is the first on record; and a later one where several months are settled together.
  touches: (ws, month) => {
    const last = [datesOf(month).to, settledUntil(ws, month)].sort().at(-1) ?? '';
    return ({ date = '' }) => date <= last;
  },
  count: async (ws, people, months) => {
    const found = new Map(people.map(p => [p.user, new Map<string, Held<MonthFigures>>()]));
    for (const month of months)
      for (const [user, held] of await countMonth(ws, people, month)) found.get(user)?.set(month, held);
    return found;
  },
};

const settledUntil = ({ policy }: Workspace, month: string): string =>
  settlementPeriod(`${month}-01`, date => ({
    ...{ presence: { is: 'selective' }, settlementMonths: policy.on(date).workingTime.settlementMonths },
  })).last;

async function countMonth(ws: Workspace, people: readonly CountedPerson[], month: string) {
  const factsOf = await problemFacts(ws, people, month);
  const warnAt = (date: string): number => ws.policy.on(date).reports.warnWeekAt;
  return inPortions(people, (person): [string, Held<MonthFigures>] => {
    const facts = factsOf(person);
    const dayEnds = dayBounds(facts.today, ws.policy.of(person).zone).end;
    return [person.user, monthFigures({ ...facts, dayEnds, warnAt })];
  });
}
