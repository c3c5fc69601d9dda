import { LEAVE } from '../../absence/leaves.ts';
import { REQUESTS, type RequestDoc, requests } from '../../approvals/store.ts';
import { byUser, worktimeOf } from '../../attendance/records.ts';
import { WORKDAYS } from '../../attendance/store.ts';
import { addDays, datesBetween, mondayOf, monthBounds } from '../../calendar/rules.ts';
import type { FigureKind, Held } from '../../figures/kinds.ts';
import { inPortions } from '../../shared/in-portions.ts';
import { FEW_OF_MANY } from '../../shared/portions.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { arrangedOn } from '../../worktime/summary.ts';
import { type CountedPerson, recordsOf } from '../actions.ts';
import { monthRecord, summaryOf } from '../rules.ts';
import { keptMondays, type WeekFigures, weekFigures } from './rules.ts';

/** Behind every day that is kept: each of them is over then. */
const LATER = '9999-12-31';

/** The month that counts for hours of a week that are settled by it. */
const monthOf = (ws: Workspace, monday: string): string =>
  [addDays(monday, 6), ws.policy.today()].sort()[0]?.slice(0, 7) ?? '';

const isSettledByPeriod = (ws: Workspace, person: CountedPerson, monday: string): boolean => {
  const { on: policyOn, calendar } = ws.policy.of(person);
  return datesBetween(monday, addDays(monday, 6)).some(
    date => arrangedOn({ policyOn, calendar, person }, date).presence.is === 'selective',
  );
};

/** The weeks of the 52-hour board, each by its Monday: what passes by itself is added by `weekAt`. */
export const weekKind: FigureKind<WeekFigures> = {
  name: 'weeks',
  as: 1,
  from: [WORKDAYS, REQUESTS],
  periods: ws => keptMondays(mondayOf(ws.policy.today())),
  count: countWeeks,
};

async function countWeeks(ws: Workspace, people: readonly CountedPerson[], mondays: readonly string[]) {
  const settled = people.filter(p => mondays.some(monday => isSettledByPeriod(ws, p, monday)));
  const months = settled.length === 0 ? [] : mondays.map(monday => monthBounds(`${monthOf(ws, monday)}-01`));
  const from = [...mondays, ...months.map(m => addDays(mondayOf(m.first), -2))].sort()[0] ?? '';
  const monday = [...mondays, ...months.map(m => mondayOf(m.last))].sort().at(-1) ?? '';
  const to = addDays(monday, 6);
  const users = people.map(p => p.user);
  const [records, leaves] = await Promise.all([
    recordsOf(ws, people, { from, to, oneByOne: FEW_OF_MANY }),
    leavesOf(ws, users, from, to),
  ]);
  const now = ws.clock.now();
  const bySettled = new Set(settled);
  const found = await inPortions(people, (person): [string, Map<string, Held<WeekFigures>>] => {
    const days = records.get(person.user) ?? [];
    const s = worktimeOf(ws, person, days, leaves.get(person.user) ?? [], LATER);
    const own = mondays.map((monday): [string, Held<WeekFigures>] => {
      const isByPeriod = bySettled.has(person) && s.week(monday).measured === 'period';
      const month = monthOf(ws, monday);
      const { worked, most } = isByPeriod ? summaryOf(person.user, monthRecord(month, s), () => 0) : {};
      const period = worked === undefined ? undefined : { ...monthBounds(`${month}-01`), worked };
      const figures = weekFigures(s, monday, {
        records: days,
        now,
        period: period && most !== undefined ? { ...period, most } : period,
      });
      return [monday, { figures }];
    });
    return [person.user, new Map(own)];
  });
  return new Map(found);
}

const leavesOf = async (
  ws: Workspace,
  users: readonly string[],
  from: string,
  to: string,
): Promise<ReadonlyMap<string, readonly RequestDoc[]>> =>
  users.length > FEW_OF_MANY
    ? byUser(await requests(ws).inForceIn(ws.team, LEAVE, from, to))
    : requests(ws).ofMany(ws.team, users, { from, to });
