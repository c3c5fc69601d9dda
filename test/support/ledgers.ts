import type { Db } from 'mongodb';
import type { Grant } from '../../src/grants/ledger/types.ts';
import { withGrants } from '../../src/grants/record/change.ts';
import type { LedgerDoc, StoredGrant, StoredNotice } from '../../src/grants/record/schema.ts';
import { LEDGERS, ledgerStore } from '../../src/grants/record/store.ts';

export const ledgersIn = (db: Db, filter: object = {}): Promise<LedgerDoc[]> =>
  db.collection<LedgerDoc>(LEDGERS).find(filter).sort({ _id: 1 }).toArray();

/** By the day from which they are usable, then as they were stored. */
export async function grantsIn(db: Db, filter: object = {}): Promise<(StoredGrant & { user: string })[]> {
  const all = (await ledgersIn(db, filter)).flatMap(l => l.current.grants.map(g => ({ ...g, user: l.user })));
  return all.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.at - b.at));
}

export const noticesIn = async (db: Db, filter: object = {}): Promise<(StoredNotice & { user: string })[]> =>
  (await ledgersIn(db, filter)).flatMap(l => l.current.notices.map(n => ({ ...n, user: l.user })));

/** Stores grants as another process would. */
export async function addGrants(
  db: Db,
  team: string,
  added: readonly { user: string; grant: Grant }[],
  at = 0,
): Promise<void> {
  for (const user of new Set(added.map(a => a.user))) {
    const before = await ledgerStore(db).get(team, user);
    const grants = added.flatMap(a => (a.user === user ? [a.grant] : []));
    const set = { current: withGrants(before.current, grants, at) };
    if (!(await ledgerStore(db).save({ before, set, effects: [] }))) throw new Error(`${user}: lost the race`);
  }
}
