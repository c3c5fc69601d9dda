import { addDays, atLocal, dayNumber } from '../../calendar/rules.ts';
import type { Courier } from '../../delivery/courier.ts';
import { RUNS, type RunStore, runId } from '../../jobs/store.ts';
import type { People } from '../../people/actions.ts';
import type { Workplace } from '../../settings/workplace.ts';
import type { Clock } from '../../shared/clock.ts';
import { owe } from '../../shared/effects.ts';
import { ANNUAL, COMPENSATORY } from '../ledger/types.ts';
import { type Ledger, told } from './actions.ts';
import { isYearly } from './due.ts';
import type { GrantStore } from './store.ts';

/** Warns a person that leave lapses. */
export const LAPSE_TOLD = 'leave-lapsing';

/** When the day's work is due, by the workplace's clock. */
const VEST_AT = '00:05';
const TELL_AT = '10:00';
/** Days before the last usable day on which people are warned, once each. */
const WARN_BEFORE = [7, 30, 60] as const;
const FURTHEST = 60;
/** Of what vested earlier, while nothing ran or nobody had entered the hire date, nobody is told as of news. */
const NEWS_DAYS = 7;
/** People at once: enough to ask the database seldom, few enough not to hold up a click. */
const BATCH = 200;

/**
 * Each day stores what has vested and warns of what lapses. It catches up by itself: a day on which nothing ran is made good on the next, since
 * what is due is computed from what is stored.
 */
export function ledgerJob(o: {
  ledger: Ledger;
  grants: Pick<GrantStore, 'lapsing'>;
  people: Pick<People, 'active'>;
  runs: RunStore;
  courier: Pick<Courier, 'wake'>;
  workplace: Pick<Workplace, 'today' | 'zone'>;
  clock: Clock;
  team: () => string;
}): { tick(): Promise<void> } {
  /** done today as far as this process knows, so that a tick with nothing to do asks nobody */
  const done = new Map<string, string>();

  async function daily(job: string, at: string, work: (today: string) => Promise<void>): Promise<void> {
    const today = o.workplace.today();
    const now = o.clock.now();
    if (done.get(job) === today || now < atLocal(today, at, o.workplace.zone)) return;
    const name = `${job}:${today}`;
    if (!(await o.runs.isClaimed(o.team(), name))) {
      // Claimed when it is done: twice does no harm, and half of it would.
      await work(today);
      await o.runs.claim(o.team(), name, { job, date: today, at: now }, []);
    }
    done.set(job, today);
  }

  async function vest(today: string): Promise<void> {
    const news = addDays(today, -NEWS_DAYS);
    const users = (await o.people.active()).map(p => p.user);
    for (let i = 0; i < users.length; i += BATCH)
      await o.ledger.vest(users.slice(i, i + BATCH), {
        owed: (user, grants) => {
          const yearly = grants.filter(g => isYearly(g) && g.on >= news);
          return yearly.length > 0 ? told(user, yearly) : [];
        },
        // Nobody is woken by it.
        from: atLocal(today, TELL_AT, o.workplace.zone),
      });
  }

  async function warn(today: string): Promise<void> {
    const active = new Set((await o.people.active()).map(p => p.user));
    const users = (await o.grants.lapsing(o.team(), today, addDays(today, FURTHEST))).filter(u => active.has(u));
    for (let i = 0; i < users.length; i += BATCH)
      for (const pool of [ANNUAL, COMPENSATORY]) {
        const balances = await o.ledger.balancesOf(users.slice(i, i + BATCH), pool);
        for (const [user, { lapsing }] of balances) for (const { on } of lapsing) await warnOf(user, pool, on, today);
      }
  }

  async function warnOf(user: string, pool: string, on: string, today: string): Promise<void> {
    const inDays = dayNumber(on) - dayNumber(today);
    const before = WARN_BEFORE.find(n => inDays <= n);
    if (before === undefined) return;
    const name = `lapse:${user}:${pool}:${on}:${before}`;
    if (await o.runs.isClaimed(o.team(), name)) return;
    const now = o.clock.now();
    const effects = owe([{ kind: LAPSE_TOLD, lane: 'told', to: user, data: { pool, on } }], now);
    if (await o.runs.claim(o.team(), name, { job: 'lapse', date: today, at: now }, effects))
      o.courier.wake(RUNS, runId(o.team(), name), effects);
  }

  return {
    tick: async () => {
      await daily('vesting', VEST_AT, vest);
      await daily('lapse-warnings', TELL_AT, warn);
    },
  };
}
