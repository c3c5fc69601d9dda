import { addDays, atLocal, dayNumber } from '../calendar/rules.ts';
import { type Claim, RUNS, type RunStore, runId } from '../jobs/store.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { owe } from '../shared/effects.ts';
import { grantNotice, type Ledger } from './actions.ts';
import { isYearly } from './due.ts';
import { balance } from './ledger/balance.ts';
import { ANNUAL, COMPENSATORY } from './ledger/types.ts';
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
/** A warning of one person. */
const JOB_OF_ONE = 'lapse';

/** Under which name somebody is warned today of what lapses after a day; undefined: it is not near. */
function nameOf(user: string, pool: string, on: string, today: string): string | undefined {
  const inDays = dayNumber(on) - dayNumber(today);
  const before = inDays < 0 ? undefined : WARN_BEFORE.find(n => inDays <= n);
  return before === undefined ? undefined : `${JOB_OF_ONE}:${user}:${pool}:${on}:${before}`;
}

/**
 * Each day stores what has vested and warns of what lapses. It catches up by itself: a day on which nothing ran is made good on the next, since
 * what is due is computed from what is stored.
 */
export function ledgerJob(o: {
  ledger: Ledger;
  grants: Pick<GrantStore, 'lapsing' | 'ofMany'>;
  people: Pick<People, 'active'>;
  runs: RunStore;
  outbox: Pick<Outbox, 'notify'>;
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
    await o.ledger.vestAll(await o.people.active(), {
      owed: (user, grants) => {
        const yearly = grants.filter(g => isYearly(g) && g.on >= news);
        return yearly.length > 0 ? grantNotice(user, yearly) : [];
      },
      // Nobody is woken by it.
      from: atLocal(today, TELL_AT, o.workplace.zone),
    });
  }

  /** Whoever has grants that lapse soon and was not warned of them yet is checked; leaves tell whether anything of them is left. */
  async function warn(today: string): Promise<void> {
    const lapsing = new Set(await o.grants.lapsing(o.team(), today, addDays(today, FURTHEST)));
    const people = (await o.people.active()).filter(p => lapsing.has(p.user));
    const grants = await o.grants.ofMany(o.team(), [...lapsing]);
    const namesOf = ({ user }: { user: string }): string[] =>
      (grants.get(user) ?? []).flatMap(g => nameOf(user, g.pool, g.usableUntil, today) ?? []);
    const warned = await o.runs.claimed(o.team(), [...new Set(people.flatMap(namesOf))]);
    const unwarned = people.filter(p => namesOf(p).some(name => !warned.has(name)));
    const now = o.clock.now();
    const claims: Claim[] = [];
    for (const [user, facts] of await o.ledger.factsOfMany(unwarned))
      for (const pool of [ANNUAL, COMPENSATORY])
        for (const { on } of balance(facts.known, facts.uses, today, pool).lapsing) {
          const name = nameOf(user, pool, on, today);
          if (name === undefined || warned.has(name)) continue;
          const effects = owe([{ kind: LAPSE_TOLD, lane: 'told', to: user, data: { pool, on } }], now);
          claims.push({ name, run: { job: JOB_OF_ONE, date: today, at: now }, effects });
        }
    const won = await o.runs.claimMany(o.team(), claims);
    for (const { name, run, effects } of claims) {
      const _id = runId(o.team(), name);
      if (won.has(name)) o.outbox.notify(RUNS, _id, effects, { _id, team: o.team(), ...run, effects });
    }
  }

  return {
    tick: async () => {
      await daily('vesting', VEST_AT, vest);
      await daily('lapse-warnings', TELL_AT, warn);
    },
  };
}
