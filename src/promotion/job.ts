import { addDays, atLocal, dayNumber } from '../calendar/rules.ts';
import { RUNS, type RunStore, runId } from '../jobs/store.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import { keptFrom } from '../settings/retention.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import type { Promotions } from './actions.ts';
import { promotionEffect } from './effects.ts';
import { isDesignable, isSendable } from './present.ts';
import type { PromotionDoc, PromotionStore } from './store.ts';

/** When notices are prepared and administrators are told, by the workplace's clock. */
const PREPARE_AT = '09:00';
/** Days before the last day on which a notice may be sent, and on which dates may be designated. */
const CLOSING_DAYS = 2;
const REMIND_BEFORE: readonly number[] = [14, 7, 3, 2, 1, 0];

const JOB = 'promotions';

interface Due {
  count: number;
  /** the soonest last day */
  on: string;
}

const dueOf = (days: readonly string[]): Due | undefined => {
  const on = [...days].sort()[0];
  return on === undefined ? undefined : { count: days.length, on };
};

/** What administrators are told of on a day: notices that it is the first day for, ones that must go out, people who did not answer. */
export function digestOf(
  docs: readonly PromotionDoc[],
  today: string,
): { prepared?: Due; closing?: Due; unanswered?: Due } {
  const sendable = docs.filter(d => isSendable(d, today));
  const closes = (d: PromotionDoc): boolean => dayNumber(d.to) - dayNumber(today) <= CLOSING_DAYS;
  const prepared = dueOf(sendable.filter(d => !closes(d)).map(d => d.to));
  const closing = dueOf(sendable.filter(closes).map(d => d.to));
  const unanswered = dueOf(docs.filter(d => isDesignable(d, today)).map(d => d.designateBy));
  return defined({ prepared, closing, unanswered });
}

/**
 * Whether administrators are told of anything today, and not of the same every day of the window. `since`: the day of the last look; what
 * fell between, while nothing ran, is told now.
 */
export function isTellingDay(docs: readonly PromotionDoc[], since: string, today: string): boolean {
  return docs.some(d => {
    if (isSendable(d, today))
      return (d.from > since && d.from <= today) || dayNumber(d.to) - dayNumber(today) <= CLOSING_DAYS;
    if (!isDesignable(d, today)) return false;
    const moments = [addDays(d.answerBy ?? d.designateBy, 1), ...REMIND_BEFORE.map(n => addDays(d.designateBy, -n))];
    return moments.some(day => day > since && day <= today);
  });
}

/** Each morning: prepares what the law's dates ask for, tells administrators, and destroys what was kept long enough (LSA 42). */
export function promotionJob(o: {
  promotionActions: Promotions;
  promotions: PromotionStore;
  people: Pick<People, 'administrators'>;
  runs: RunStore;
  outbox: Pick<Outbox, 'notify'>;
  workplace: Pick<Workplace, 'on' | 'today' | 'zone'>;
  clock: Clock;
  team: () => string;
}): { tick(): Promise<void> } {
  let done = '';

  async function tell(today: string, fresh: boolean): Promise<void> {
    const docs = await o.promotionActions.current();
    const last = await o.runs.lastDate(o.team(), JOB);
    // A later one than today's is of a clock that was set back since.
    const since = last !== undefined && last < today ? last : addDays(today, -1);
    if (!fresh && !isTellingDay(docs, since, today)) return;
    const name = `promotion-digest:${today}`;
    const now = o.clock.now();
    const admins = await o.people.administrators();
    const owed = admins.map(a => ({ kind: promotionEffect.digest, lane: `digest:${a.user}`, to: a.user }));
    const homes = admins
      .filter(a => a.homeSeenAt !== undefined)
      .map(a => ({ kind: 'home', lane: `home:${a.user}`, to: a.user }));
    const effects = owe([...owed, ...homes], now);
    if (await o.runs.claim(o.team(), name, { job: 'promotion-digest', date: today, at: now }, effects))
      o.outbox.notify(RUNS, runId(o.team(), name), effects);
  }

  return {
    tick: async () => {
      const today = o.workplace.today();
      const now = o.clock.now();
      if (done === today || now < atLocal(today, PREPARE_AT, o.workplace.zone)) return;
      const name = `promotions:${today}`;
      if (!(await o.runs.isClaimed(o.team(), name))) {
        await o.promotionActions.prepare();
        const begun = atLocal(today, PREPARE_AT, o.workplace.zone);
        const docs = await o.promotionActions.current();
        await tell(
          today,
          docs.some(d => isSendable(d, today) && (d.history[0]?.at ?? 0) >= begun),
        );
        await o.promotions.forget(o.team(), keptFrom(today, o.workplace.on(today).records.keepYears));
        await o.runs.claim(o.team(), name, { job: JOB, date: today, at: now }, []);
      }
      done = today;
    },
  };
}
