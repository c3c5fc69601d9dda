import { retryOnConflict } from '../../db/retry.ts';
import type { Effect } from '../../shared/effects.ts';
import { portions } from '../../shared/portions.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { notVoided } from '../due.ts';
import type { Grant } from '../ledger/types.ts';
import { asEmployed } from './employments.ts';
import type { Employment, LedgerDoc } from './schema.ts';
import { LEDGERS, type LedgerSet, type LedgerWrite, ledgers } from './store.ts';

/** What a ledger becomes, and what follows; without both nothing is written. */
export interface LedgerChange {
  set?: LedgerSet;
  effects?: readonly Effect[];
}

const ROUNDS = 10;

const writeOf = (before: LedgerDoc, { set = {}, effects = [] }: LedgerChange): LedgerWrite | undefined =>
  Object.keys(set).length + effects.length === 0 ? undefined : { before, set, effects };

/** Decides on the latest ledger of a person; undefined: every round lost its race. */
export const changeLedger = <T>(
  ws: Workspace,
  user: string,
  decide: (ledger: LedgerDoc) => (LedgerChange & { answer: T }) | Promise<LedgerChange & { answer: T }>,
): Promise<T | undefined> =>
  retryOnConflict<{ answer: T }>(async () => {
    const before = await ledgers(ws).get(ws.team, user);
    const change = await decide(before);
    const write = writeOf(before, change);
    if (write && !(await ledgers(ws).save(write))) return undefined;
    ws.outbox.notify(LEDGERS, before._id, change.effects ?? []);
    return change;
  }).then(done => done?.answer);

/**
 * Changes the ledgers of many people in few commands. `decide` gets a ledger again where a race was lost, and answers
 * undefined once it stands as it should. `known`: as they were read.
 */
export async function changeLedgers(
  ws: Workspace,
  known: Iterable<LedgerDoc>,
  decide: (ledger: LedgerDoc) => LedgerChange | undefined,
): Promise<void> {
  let left = [...known];
  for (let round = 0; left.length > 0; round++) {
    if (round === ROUNDS) throw new Error(`the ledgers of ${left.map(l => l.user).join(', ')} change too fast`);
    const writes = left.flatMap(ledger => writeOf(ledger, decide(ledger) ?? {}) ?? []);
    const lost: string[] = [];
    for (const some of portions(writes))
      if (await ledgers(ws).saveMany(some)) {
        for (const { before, effects } of some) ws.outbox.notify(LEDGERS, before._id, effects);
      } else lost.push(...some.map(w => w.before.user));
    left = lost.length === 0 ? [] : [...(await ledgers(ws).ofMany(ws.team, lost)).values()];
  }
}

/** The grants of an employment as the rules know them. */
export const grantsOf = ({ grants }: Pick<Employment, 'grants'>): Grant[] =>
  grants.map(({ at: _, ...grant }) => grant).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

/**
 * Those that are not there yet: an id says what a grant is for, so that nothing vests twice, and two processes with
 * different policies cannot both give for the same days of use.
 */
export function newGrants({ grants }: Pick<Employment, 'grants'>, added: readonly Grant[]): Grant[] {
  const ids = new Set(grants.map(g => g.id));
  const covered = new Set(notVoided([...grants, ...added.filter(g => g.voids)]).flatMap(g => g.covers?.from ?? []));
  return added.filter(({ id, covers }) => {
    if (ids.has(id) || (covers && covered.has(covers.from))) return false;
    ids.add(id);
    if (covers) covered.add(covers.from);
    return true;
  });
}

/** With grants that are not there yet. */
export const withGrants = <E extends Pick<Employment, 'grants'>>(
  employment: E,
  added: readonly Grant[],
  at: number,
): E => ({
  ...employment,
  grants: [...employment.grants, ...newGrants(employment, added).map(g => ({ ...g, at }))],
});

export interface NewGrant {
  user: string;
  grant: Grant;
  effects: Effect[];
}

/** Stores those that are not there yet, with their effects, in the employment of the grant that they are about. */
export async function storeGrants(ws: Workspace, added: readonly NewGrant[]): Promise<void> {
  const users = [...new Set(added.map(a => a.user))];
  const [known, people] = await Promise.all([ledgers(ws).ofMany(ws.team, users), ws.people.some(users)]);
  const persons = new Map(people.map(p => [p.user, p]));
  const at = ws.clock.now();
  await changeLedgers(ws, known.values(), before => {
    const ledger = asEmployed(before, persons.get(before.user) ?? {});
    const own = added.filter(a => a.user === before.user);
    const about = (e: Employment) =>
      own.filter(({ grant: g }) => e.grants.some(x => x.id === g.reverses || x.id === g.corrects));
    const ended = (ledger.earlier ?? []).map(e => ({
      e,
      grants: newGrants(
        e,
        about(e).map(a => a.grant),
      ),
    }));
    const elsewhere = new Set((ledger.earlier ?? []).flatMap(about));
    const here = newGrants(
      ledger.current,
      own.filter(a => !elsewhere.has(a)).map(a => a.grant),
    );
    const fresh = new Set([...here, ...ended.flatMap(x => x.grants)]);
    if (fresh.size === 0) return undefined;
    const current = withGrants(ledger.current, here, at);
    const earlier = ended.map(x => withGrants(x.e, x.grants, at));
    const effects = own.filter(a => fresh.has(a.grant)).flatMap(a => a.effects);
    return { set: { current, ...(ledger.earlier ? { earlier } : {}) }, effects };
  });
}
