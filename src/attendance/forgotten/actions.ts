import { addDays, localDate } from '../../calendar/rules.ts';
import type { Courier } from '../../delivery/courier.ts';
import type { People } from '../../people/actions.ts';
import { isActive } from '../../people/rules.ts';
import type { Clock } from '../../shared/clock.ts';
import { owe } from '../../shared/effects.ts';
import { WORKDAYS, type WorkdayDoc, type WorkdayStore } from '../store.ts';
import { questionOwed } from './effects.ts';
import { type LikelyTimes, likelyTimes } from './likely.ts';
import { dueQuestions } from './rules.ts';

export interface Forgotten {
  /** Owes the questions that are due now; how many were. Stored with the day, so that none is asked twice. */
  tick(): Promise<number>;
  /** when somebody probably left on a day */
  likely(user: string, date: string, day: WorkdayDoc | undefined): Promise<LikelyTimes>;
}

/** Days that the usual time is read from. */
const EARLIER_DAYS = 28;
/** A question is about a day of the last week. */
const BACK_DAYS = 7;

export function forgottenActions(o: {
  workdays: WorkdayStore;
  people: People;
  courier: Courier;
  clock: Clock;
  team: () => string;
  zone: string;
  /** minutes of work of a date, by its policy */
  dayLength: (date: string) => number;
}): Forgotten {
  const likely: Forgotten['likely'] = async (user, date, day) => {
    if (!day) return {};
    const earlier = await o.workdays.between(o.team(), user, addDays(date, -EARLIER_DAYS), addDays(date, -1));
    return likelyTimes(day.spans, earlier, { date, zone: day.zone, dayLength: o.dayLength(date) });
  };

  return {
    likely,
    tick: async () => {
      const now = o.clock.now();
      const today = localDate(now, o.zone);
      const all = await o.workdays.unended(o.team(), addDays(today, -BACK_DAYS), today);
      const waiting = all.filter(d => !d.asked?.includes('morning'));
      const days = await Promise.all(
        waiting.map(async day => {
          const person = await o.people.person(day.user);
          const later = await o.workdays.between(o.team(), day.user, addDays(day.date, 1), today);
          return {
            ...{ day, person, ownZone: person.zone, cameBack: later.some(d => d.spans.length > 0) },
            likely: await likely(day.user, day.date, day),
          };
        }),
      );
      const asked = dueQuestions(
        days.filter(d => isActive(d.person)).map(({ day, person: _, ...facts }) => ({ ...day, ...facts })),
        now,
        today,
      );
      let owed = 0;
      for (const { user, date, moment } of asked) {
        const day = waiting.find(d => d.user === user && d.date === date);
        const effects = owe([questionOwed(user, moment)], now);
        // Somebody was faster: the next minute looks again.
        if (!day || !(await o.workdays.owe(day, effects, moment))) continue;
        o.courier.wake(WORKDAYS, day._id, effects);
        owed++;
      }
      return owed;
    },
  };
}
