import type { Arranged } from './arrangement.ts';
import { cutsOf } from './away.ts';
import { minutesOf, united, without } from './intervals.ts';
import { leaveMinutes, presenceFor, remaining } from './layout.ts';
import type { DayLeave, DayPlan } from './types.ts';

/** Without leave: as long as the terms are the same, so is the plan. */
const usual = new WeakMap<Arranged, DayPlan>();

export function planOf(arranged: Arranged, leaves: readonly DayLeave[]): DayPlan {
  if (leaves.length > 0) return planned(arranged, leaves);
  const plan = usual.get(arranged) ?? planned(arranged, leaves);
  usual.set(arranged, plan);
  return plan;
}

function planned(arranged: Arranged, leaves: readonly DayLeave[]): DayPlan {
  const { length, presence } = arranged;
  const amountOf = (list: readonly DayLeave[]): number => list.reduce((sum, l) => sum + l.amount, 0);
  const leave = Math.min(length, leaveMinutes(length, amountOf(leaves)));
  const credited = Math.min(leave, leaveMinutes(length, amountOf(leaves.filter(l => l.worked))));
  const waived = leaves.some(l => l.noBreak);
  const plan: DayPlan = { arranged, leave, credited, planned: length - leave, waived, free: 0, core: [], away: [] };
  if (leaves.some(l => l.longLeave)) plan.longLeave = true;
  if (plan.planned === 0) return plan;
  const cuts = cutsOf(leaves, arranged);
  const away = united(cuts.within);
  const free = presenceFor(length) - presenceFor(length - cuts.free, waived);
  switch (presence.is) {
    case 'fixed': {
      const parts = remaining(presence.start, length, cuts, waived);
      const [first] = parts;
      const last = parts.at(-1);
      if (!first || !last) return plan;
      return { ...plan, arrive: { from: first[0], to: first[0] }, end: last[1], away };
    }
    case 'staggered': {
      const moved = (start: number): number => remaining(start, length, cuts, waived)[0]?.[0] ?? start;
      const arrive = { from: moved(presence.from), to: moved(presence.to) };
      return { ...plan, free, arrive, away };
    }
    case 'selective': {
      const core = presence.core ? without([[presence.core.from, presence.core.to]], away) : [];
      // As long as the core time or longer: nothing is left of it.
      return { ...plan, free, core: free >= minutesOf(core) ? [] : core, away };
    }
  }
}

/** From when on somebody who is not there is late, minutes after midnight; undefined where nobody is. */
export function dueBy({ arranged: { presence }, arrive, core, free }: DayPlan): number | undefined {
  if (!arrive) return core[0] && core[0][0] + free;
  return presence.is === 'staggered' ? Math.max(arrive.to, presence.to + free) : arrive.to;
}
