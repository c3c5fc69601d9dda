import type { Interval } from './intervals.ts';
import { breakFor, instantOf } from './layout.ts';
import { minuteOf, msOf, type Recorded } from './presence.ts';
import type { DayPlan } from './types.ts';

/** No check-out time is shown beyond this; minutes after now. */
const FARTHEST = 2 * 24 * 60;

/**
 * When the planned minutes and the legal break are done, ms; gaps and leave count as a break. `goesOn`: stays but for
 * leave.
 */
export function fullAt(plan: DayPlan, r: Recorded, goesOn: boolean, now: number): number | undefined {
  const { first } = r;
  if (first === undefined || plan.planned === 0) return undefined;
  const rest = breakFor(plan.planned, plan.waived);
  let needed = plan.planned + rest;
  let restNeeded = rest;
  for (const { from, to, present } of course(first, r, goesOn ? ahead(plan, now) : [])) {
    // Only as much of a break as the law asks for brings the end nearer.
    const gain = present ? to - from : Math.min(to - from, restNeeded);
    if (needed <= gain) return msOf(from + needed);
    needed -= gain;
    if (!present) restNeeded -= gain;
  }
  return undefined;
}

interface Part {
  from: number;
  to: number;
  present: boolean;
}

/** Presence from now on, without hours of leave. */
function ahead({ arranged, away }: DayPlan, now: number): Part[] {
  const parts: Part[] = [];
  let at = minuteOf(now);
  for (const [from, to] of away) {
    const begins = minuteOf(instantOf(arranged.date, from, arranged.zone));
    const ends = minuteOf(instantOf(arranged.date, to, arranged.zone));
    if (begins < at || ends <= begins) continue;
    parts.push({ from: at, to: begins, present: true }, { from: begins, to: ends, present: false });
    at = ends;
  }
  return [...parts, { from: at, to: at + FARTHEST, present: true }];
}

function course(first: number, { present, last = first }: Recorded, next: readonly Part[]): Part[] {
  const parts: Part[] = [];
  let at = first;
  const add = (to: number, here: boolean): void => {
    if (to > at) parts.push({ from: at, to, present: here });
    at = Math.max(at, to);
  };
  for (const [from, to] of present as readonly Interval[]) {
    add(from, false);
    add(to, true);
  }
  add(last, false);
  for (const p of next) {
    add(p.from, false);
    add(p.to, p.present);
  }
  return parts;
}
