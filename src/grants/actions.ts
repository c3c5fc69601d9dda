import { fullDayOf } from '../leave-record/hours.ts';
import { shownDays } from '../leave-record/units.ts';
import { contractOn } from '../people/contract.ts';
import { destroyedBefore } from '../settings/retention.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { withAttended, yearsOf } from './attended.ts';
import { type Employed, factsOf, usesOf } from './balances.ts';
import { grantNotice } from './effects.ts';
import { type Balance, balance } from './ledger/balance.ts';
import type { Grant } from './ledger/types.ts';
import { poolsOf } from './pools.ts';
import { changeLedger, storeGrants, withGrants } from './record/change.ts';
import { asEmployed, employments } from './record/employments.ts';
import type { Employment } from './record/schema.ts';
import {
  type AttendedProblem,
  type FilledAttended,
  type FilledGrant,
  type GiveProblem,
  readAttended,
  readGrant,
} from './rules.ts';
import { vestedNow, withVested } from './vesting.ts';

export type GiveOutcome =
  | { ok: true; grant: Grant; before: Balance | undefined; after: Balance; fullDay?: number }
  | { ok: false; problems: GiveProblem[] };

export type AttendedOutcome =
  | { ok: true; corrections: Grant[] }
  | { ok: false; problems: AttendedProblem[] }
  | { ok: false; busy: true };

/** Nothing is written. */
export async function previewGrant(
  ws: Workspace,
  by: string,
  user: string,
  filled: FilledGrant,
  key = 'preview',
): Promise<GiveOutcome> {
  const person = await ws.people.person(user);
  const today = ws.policy.of(person).today();
  const fullDay = fullDayOf(contractOn(person, today, ws.policy.now().workingTime));
  const read = readGrant(filled, today, { kept: destroyedBefore(ws.policy), fullDay, pools: (await poolsOf(ws)).ids });
  if (!read.ok) return read;
  const grant: Grant = { id: `hand:${key}`, by, ...read.grant };
  const facts = await factsOf(ws, user);
  const uses = facts?.uses ?? (await usesOf(ws, user));
  const others = (facts?.known ?? []).filter(g => g.id !== grant.id);
  // As of the first usable day, where that is ahead.
  const on = [grant.on, today].sort()[1] ?? today;
  const of = (all: readonly Grant[]) => balance(all, uses, on, grant.pool);
  const balances = { before: facts && of(others), after: of([...others, grant]) };
  return { ok: true, grant, ...balances, ...defined({ fullDay }) };
}

export async function giveGrant(
  ws: Workspace,
  by: string,
  user: string,
  filled: FilledGrant,
  key: string,
): Promise<GiveOutcome> {
  const outcome = await previewGrant(ws, by, user, filled, key);
  if (!outcome.ok) return outcome;
  const { grant } = outcome;
  const { pool, on, usableUntil, amount, why } = grant;
  const now = { pool, on, usableUntil, days: shownDays(amount) };
  const logged = owedLog({ what: 'leave.grant', by, about: user, now, ...defined({ note: why }) });
  await storeGrants(ws, [{ user, grant, effects: owe([...grantNotice(user, [grant]), logged], ws.clock.now()) }]);
  return outcome;
}

/** Counts for later vesting, and corrects past vesting. */
export async function setAttended(
  ws: Workspace,
  by: string,
  user: string,
  filled: FilledAttended,
  key: string,
): Promise<AttendedOutcome> {
  const read = readAttended(filled);
  if (!read.ok) return read;
  const at = ws.clock.now();
  const [[person = { user } as Employed], uses] = await Promise.all([ws.people.some([user]), usesOf(ws, user)]);
  const corrections = await changeLedger<Grant[]>(ws, user, before => {
    const ledger = asEmployed(before, person);
    const { current } = ledger;
    if (current.attended.history.some(h => h.key === key)) return { answer: [] };
    const vestedIn = (employment: Employment) => vestedNow(ws, person, { ...ledger, current: employment }, uses);
    // Stored as it vested, so that the difference shows.
    const vested = withVested(current, person, vestedIn(current), at);
    const lowYearsBy = yearsOf(current, ws.policy.on(ws.policy.today()).leave.basis);
    const said = withAttended(vested, { ...read.attended, lowYearsBy, at, by, why: read.why, key });
    const added = vestedIn(said);
    const now = { absentMonths: read.attended.absentMonths, lowYears: read.attended.lowYears };
    const logged = owedLog({ what: 'leave.attended', by, about: user, now, ...defined({ note: read.why }) });
    const effects = owe([...(added.length > 0 ? grantNotice(user, added) : []), logged], at);
    return { answer: added, set: employments(ledger, withGrants(said, added, at)), effects };
  });
  return corrections ? { ok: true, corrections } : { ok: false, busy: true };
}
