import { inForce } from '../../approvals/route/view.ts';
import type { RequestStore } from '../../approvals/store.ts';
import { addDays, atLocal } from '../../calendar/rules.ts';
import type { RunStore } from '../../jobs/store.ts';
import type { Workplace } from '../../settings/workplace.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Compensations } from './actions.ts';
import { OVERTIME } from './asked.ts';

/** When the day's work is due and when people are told, by the workplace's clock: nobody is woken by it. */
const SCAN_AT = '00:10';
const TELL_AT = '10:00';
/** A correction may wait so many days for its decision, beyond how far back it may lie. */
const WAITING_DAYS = 31;
/** Requests are read so many days at once: few enough not to hold up a click. */
const STRETCH = 7;

/**
 * Each night looks at the overtime of the days that are over: where what was worked counts, it is known now, and a record that was corrected
 * lately changes what it gave. A night on which nothing ran is made good on the next.
 */
export function compensationJob(o: {
  compensations: Pick<Compensations, 'settle'>;
  requests: Pick<RequestStore, 'endingIn'>;
  runs: RunStore;
  workplace: Pick<Workplace, 'on' | 'now' | 'today' | 'zone' | 'changes'>;
  clock: Clock;
  team: () => string;
}): { tick(): Promise<void> } {
  /** done today as far as this process knows, so that a tick with nothing to do asks nobody */
  let done = '';

  async function scan(today: string): Promise<void> {
    const first = addDays(today, -o.workplace.now().workingTime.correctBack - WAITING_DAYS);
    const last = addDays(today, -1);
    const gives = (date: string): boolean => o.workplace.on(date).compensatory.compensates !== 'none';
    const users = new Set<string>();
    for (let from = first; from <= last; from = addDays(from, STRETCH)) {
      const to = [addDays(from, STRETCH - 1), last].sort()[0] ?? last;
      const some = await o.requests.endingIn(o.team(), OVERTIME, from, to);
      for (const r of some) if (gives(r.period.from)) users.add(r.user);
    }
    const tellFrom = atLocal(today, TELL_AT, o.workplace.zone);
    const over = (date: string): boolean => first <= date && date <= last && gives(date);
    await o.compensations.settle([...users], r => inForce(r) && over(r.period.from), tellFrom);
  }

  return {
    tick: async () => {
      const today = o.workplace.today();
      const now = o.clock.now();
      if (done === today || now < atLocal(today, SCAN_AT, o.workplace.zone)) return;
      // Where no policy ever gave anything there is nothing to look for.
      if (o.workplace.changes.some(day => o.workplace.on(day).compensatory.compensates !== 'none')) {
        const name = `compensation:${today}`;
        if (!(await o.runs.isClaimed(o.team(), name))) {
          // Claimed when it is done: twice does no harm, and half of it would.
          await scan(today);
          await o.runs.claim(o.team(), name, { job: 'compensation', date: today, at: now }, []);
        }
      }
      done = today;
    },
  };
}
