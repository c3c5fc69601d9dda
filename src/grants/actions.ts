import { retryOnConflict } from '../db/retry.ts';
import { destroyedBefore } from '../settings/retention.ts';
import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { attended } from './attended.ts';
import { factsOf, usesOf } from './balances.ts';
import { grantNotice } from './effects.ts';
import { type Balance, balance } from './ledger/balance.ts';
import type { Grant } from './ledger/types.ts';
import {
  type AttendedProblem,
  type FilledAttended,
  type FilledGrant,
  type GiveProblem,
  readAttended,
  readGrant,
} from './rules.ts';
import { grants, storeGrants } from './store.ts';
import { vest } from './vesting.ts';

export type GiveOutcome =
  | { ok: true; grant: Grant; before: Balance | undefined; after: Balance }
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
  const today = ws.policy.today();
  const read = readGrant(filled, today, destroyedBefore(ws.policy));
  if (!read.ok) return read;
  const grant: Grant = { id: `hand:${key}`, by, ...read.grant };
  const facts = await factsOf(ws, user);
  const uses = facts?.uses ?? (await usesOf(ws, user));
  const others = (facts?.known ?? []).filter(g => g.id !== grant.id);
  // As of the first usable day, where that is ahead.
  const on = [grant.on, today].sort()[1] ?? today;
  const of = (all: readonly Grant[]) => balance(all, uses, on, grant.pool);
  return { ok: true, grant, before: facts && of(others), after: of([...others, grant]) };
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
  await storeGrants(ws, [{ user, grant, effects: owe(grantNotice(user, [grant]), ws.clock.now()) }]);
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
  const vestNow = async (o?: Parameters<typeof vest>[2]) => vest(ws, await ws.people.some([user]), o);
  // Stored as it vested, so that the difference shows.
  await vestNow();
  const outcome = await retryOnConflict<AttendedOutcome>(async () => {
    const { version, history } = await attended(ws).get(ws.team, user);
    const entry = { ...read.attended, at: ws.clock.now(), by, why: read.why, key };
    if (!history.some(h => h.key === key) && !(await attended(ws).add(ws.team, user, version, entry))) return undefined;
    const before = new Set((await grants(ws).of(ws.team, user)).map(g => g.id));
    await vestNow({ owed: grantNotice });
    const now = await grants(ws).of(ws.team, user);
    return { ok: true, corrections: now.filter(g => !before.has(g.id)) };
  });
  return outcome ?? { ok: false, busy: true };
}
