import { inForce } from '../../approvals/route/view.ts';
import { requests } from '../../approvals/store.ts';
import { addDays, atLocal } from '../../calendar/rules.ts';
import { daily } from '../../jobs/daily.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { compensate } from './actions.ts';
import { OVERTIME } from './asked.ts';

/** When the day's work is due, and when its messages are sent so that they wake nobody; by the workplace's clock. */
const SCAN_AT = '00:10';
const TELL_AT = '10:00';
/** Days that a correction may be pending, beyond how far back it may lie. */
const WAITING_DAYS = 31;
/** Days read at once: few enough not to hold up a click. */
const STRETCH = 7;

/**
 * Checks each night the overtime of past days: what was worked is known now, and a corrected record changes what it
 * gave. A missed night is made up on the next.
 */
export async function compensateDaily(ws: Workspace): Promise<void> {
  const gives = (date: string): boolean => ws.policy.on(date).compensatory.compensates !== 'none';
  if (!ws.policy.changes.some(gives)) return;
  await daily(ws, 'compensation', SCAN_AT, async today => {
    const first = addDays(today, -ws.policy.now().workingTime.correctBack - WAITING_DAYS);
    const last = addDays(today, -1);
    const users = new Set<string>();
    for (let from = first; from <= last; from = addDays(from, STRETCH)) {
      const to = [addDays(from, STRETCH - 1), last].sort()[0] ?? last;
      const some = await requests(ws).endingIn(ws.team, OVERTIME, from, to);
      for (const r of some) if (gives(r.period.from)) users.add(r.user);
    }
    const over = (date: string): boolean => first <= date && date <= last && gives(date);
    const tellFrom = atLocal(today, TELL_AT, ws.policy.zone);
    await compensate(ws, [...users], r => inForce(r) && over(r.period.from), tellFrom);
  });
}
