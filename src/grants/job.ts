import { addDays, atLocal, dayNumber } from '../calendar/rules.ts';
import { daily } from '../jobs/daily.ts';
import { type Claim, RUNS, runId, runs } from '../jobs/store.ts';
import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { factsOfMany, poolsIn } from './balances.ts';
import { isCarriedLater, isYearly } from './due.ts';
import { grantNotice, leaveLapses } from './effects.ts';
import { balance } from './ledger/balance.ts';
import { ledgers } from './record/store.ts';
import { vest } from './vesting.ts';

/** By the workplace's clock. */
const VEST_AT = '00:05';
const TELL_AT = '10:00';
/** Days before the last usable day, one warning each. */
const WARN_BEFORE = [7, 30, 60] as const;
const FURTHEST = 60;
/** Older vesting, after an outage or a late hire date, is no news. */
const NEWS_DAYS = 7;
const JOB_OF_ONE = 'lapse';

/** The name of today's warning of what lapses after `on`; undefined: it is not near. */
function nameOf(user: string, pool: string, on: string, today: string): string | undefined {
  const inDays = dayNumber(on) - dayNumber(today);
  const before = inDays < 0 ? undefined : WARN_BEFORE.find(n => inDays <= n);
  return before === undefined ? undefined : `${JOB_OF_ONE}:${user}:${pool}:${on}:${before}`;
}

/** Stores each day what has vested and warns of what lapses. A missed day is made up: what is stored is not due. */
export async function vestAndWarn(ws: Workspace): Promise<void> {
  await daily(ws, 'vesting', VEST_AT, async today => {
    const news = addDays(today, -NEWS_DAYS);
    await vest(ws, await ws.people.active(), {
      most: true,
      owed: (user, vested) => {
        const told = vested.filter(g => (isYearly(g) && g.on >= news) || isCarriedLater(g));
        return told.length > 0 ? grantNotice(user, told) : [];
      },
      // Nobody is woken at night.
      from: atLocal(today, TELL_AT, ws.policy.zone),
    });
  });
  await daily(ws, 'lapse-warnings', TELL_AT, today => warn(ws, today));
}

/** Warns people whose grants lapse soon, once at each step, where their leaves leave something of them. */
async function warn(ws: Workspace, today: string): Promise<void> {
  const lapsing = new Set(await ledgers(ws).lapsing(ws.team, today, addDays(today, FURTHEST)));
  const people = (await ws.people.active()).filter(p => lapsing.has(p.user));
  const stored = await ledgers(ws).ofMany(ws.team, [...lapsing]);
  const namesOf = ({ user }: { user: string }): string[] =>
    (stored.get(user)?.current.grants ?? []).flatMap(g => nameOf(user, g.pool, g.usableUntil, today) ?? []);
  const warned = await runs(ws).claimed(ws.team, [...new Set(people.flatMap(namesOf))]);
  const unwarned = people.filter(p => namesOf(p).some(name => !warned.has(name)));
  const now = ws.clock.now();
  const claims: Claim[] = [];
  for (const [user, facts] of await factsOfMany(ws, unwarned))
    for (const pool of poolsIn(facts))
      for (const { on } of balance(facts.known, facts.uses, today, pool).lapsing) {
        const name = nameOf(user, pool, on, today);
        if (name === undefined || warned.has(name)) continue;
        const effects = owe([leaveLapses.owed({ lane: 'told', to: user, data: { pool, on } })], now);
        claims.push({ name, run: { job: JOB_OF_ONE, date: today, at: now }, effects });
      }
  const won = await runs(ws).claimMany(ws.team, claims);
  for (const { name, run, effects } of claims) {
    const _id = runId(ws.team, name);
    if (won.has(name)) ws.outbox.notify(RUNS, _id, effects, { _id, team: ws.team, ...run, effects });
  }
}
