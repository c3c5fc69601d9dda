import type { Arranged } from './arrangement.ts';
import { type Interval, united, without } from './intervals.ts';
import { clockOf, hasClock, leaveMinutes, remaining } from './layout.ts';
import type { DayLeave, DayPlan } from './types.ts';

export function planOf(arranged: Arranged, leaves: readonly DayLeave[]): DayPlan {
  const { length, presence } = arranged;
  const amountOf = (list: readonly DayLeave[]): number => list.reduce((sum, l) => sum + l.amount, 0);
  const leave = Math.min(length, leaveMinutes(length, amountOf(leaves)));
  const credited = Math.min(leave, leaveMinutes(length, amountOf(leaves.filter(l => l.worked))));
  const plan: DayPlan = { arranged, leave, credited, planned: length - leave, core: [], away: [] };
  if (plan.planned === 0) return plan;
  switch (presence.is) {
    case 'fixed': {
      const parts = remaining(presence.start, length, leaves);
      const [first] = parts;
      const last = parts.at(-1);
      if (!first || !last) return plan;
      return { ...plan, arrive: { from: first[0], to: first[0] }, end: last[1], away: awayIn(leaves, presence.start) };
    }
    case 'staggered': {
      const moved = (start: number): number => remaining(start, length, leaves)[0]?.[0] ?? start;
      const arrive = { from: moved(presence.from), to: moved(presence.to) };
      return { ...plan, arrive, away: awayIn(leaves, presence.from) };
    }
    case 'selective': {
      const away = united(leaves.map((l): Interval => [l.from, l.to]));
      const core = presence.core ? without([[presence.core.from, presence.core.to]], away) : [];
      return { ...plan, core, away: awayIn(leaves, 0) };
    }
  }
}

const awayIn = (leaves: readonly DayLeave[], start: number): Interval[] =>
  united(leaves.filter(hasClock).map(l => clockOf(l, start)));
