import type { Db, Document } from 'mongodb';
import { addDays, localDate } from '../calendar/rules.ts';
import { changesFact, keptAs } from '../db/remembering.ts';
import type { Clock } from '../shared/clock.ts';
import type { RouteFacts } from './route/types.ts';
import { inForce } from './route/view.ts';

/** Who is away today, of leaves in force. Changes of leaves that end before or begin after are not counted. */
const AWAY = 'away';
/** Today differs by office, and by the clocks of processes; days. */
const NEAR = 2;
/** Who was never asked to decide. Whoever was asked once stays so: only the first time is counted. */
const ASKED = 'asked';

type Written = Pick<RouteFacts, 'state' | 'purpose' | 'asked'> & { period: { from: string; to: string } };

/** Facts that are a part of the requests, and the writes that change them. */
export function requestFacts(db: Db, clock: Pick<Clock, 'now'>) {
  /** people who were asked, as far as this process knows */
  const asked = new Set<string>();

  function isAway(states: readonly Written[]): boolean {
    const today = localDate(clock.now(), 'UTC');
    const [first, last] = [addDays(today, -NEAR), addDays(today, NEAR)];
    return states.some(s => inForce(s) && s.period.from <= last && s.period.to >= first);
  }

  return {
    /** `states`: the request before and after the write */
    counted: async (states: readonly Written[], work: () => Promise<boolean>): Promise<boolean> => {
      const first = states.flatMap(s => s.asked).filter(user => !asked.has(user));
      const stored = () => (isAway(states) ? changesFact(db, AWAY, work) : work());
      const done = await (first.length > 0 ? changesFact(db, ASKED, stored) : stored());
      if (done) for (const user of first) asked.add(user);
      return done;
    },
    /** Whether `away` may keep what it reads of these dates: with a day for the clocks of processes. */
    isKept: (from: string, to: string): boolean => {
      const today = localDate(clock.now(), 'UTC');
      return from >= addDays(today, 1 - NEAR) && to <= addDays(today, NEAR - 1);
    },
    away: <D extends Document>(key: string, read: () => Promise<D[]>): Promise<D[]> => keptAs(db, AWAY, key, read),
    everAsked: async (user: string, read: () => Promise<Document[]>): Promise<boolean> => {
      if (!asked.has(user) && (await keptAs(db, ASKED, user, read)).length > 0) asked.add(user);
      return asked.has(user);
    },
  };
}
