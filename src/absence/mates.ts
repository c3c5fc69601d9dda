import type { AwayMate } from '../approvals/points.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { usesOf } from '../leave-record/days.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { isLongLeave } from '../leave-record/long-leave.ts';
import { isActive } from '../people/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Employed, worksOn } from '../worktime/expected.ts';
import { LEAVE } from './leaves.ts';

/** By team, without one by manager; people with neither are everybody's mates. */
function isMate(asked: ListedPerson | undefined, other: ListedPerson): boolean {
  if (asked?.teamId !== undefined) return other.teamId === asked.teamId;
  if (asked?.manager !== undefined) return other.manager === asked.manager || other.user === asked.manager;
  return true;
}

/** By request: who of the team is away on its days, the earliest return first. */
export async function matesAway(ws: Workspace, asked: readonly RequestDoc[]): Promise<Map<string, AwayMate[]>> {
  const dates = asked.flatMap(r => [r.period.from, r.period.to]).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const { people } = await ws.rights.listing();
  const askers = [...new Set(asked.map(r => r.user))].map(user => people.get(user));
  const mates = [...people.values()].filter(p => isActive(p) && askers.some(asker => isMate(asker, p)));
  const users = mates.map(p => p.user);
  const found = await requests(ws).inForceIn(ws.team, LEAVE, first, last, users);
  // Long leave is nobody's news: others do their work already.
  const leaves = found.filter(r => !isLongLeave(leaveFormOf(r.form)));
  const isAway = (leave: RequestDoc, person: Employed, { from, to }: RequestDoc['period']): boolean =>
    usesOf(leaveFormOf(leave.form), ws.policy.of(person).calendar).some(
      ({ date }) => from <= date && date <= to && worksOn(ws.policy, person, date),
    );
  const awayWith = (r: RequestDoc): AwayMate[] => {
    const mates = new Map<string, AwayMate>();
    for (const leave of leaves) {
      const person = people.get(leave.user);
      if (!person || leave.user === r.user || !isMate(people.get(r.user), person)) continue;
      if (leave.period.from > r.period.to || leave.period.to < r.period.from) continue;
      if (!isAway(leave, person, r.period)) continue;
      const periods = [...(mates.get(leave.user)?.periods ?? []), leave.period];
      mates.set(leave.user, { name: person.name, periods: periods.sort((a, b) => (a.from < b.from ? -1 : 1)) });
    }
    return [...mates.values()].sort((a, b) => ((a.periods[0]?.from ?? '') < (b.periods[0]?.from ?? '') ? -1 : 1));
  };
  return new Map(asked.map(r => [r._id, awayWith(r)]));
}
