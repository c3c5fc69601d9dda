import pLimit from 'p-limit';
import { requestUses } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { addDays } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import { attended } from '../grants/attended.ts';
import { personFacts } from '../grants/balances.ts';
import type { Grant } from '../grants/ledger/types.ts';
import { grants } from '../grants/store.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { cancelLeaveAfter, leavesAfter } from './after.ts';
import { settlementGrants } from './effects.ts';
import type { Leaver } from './leaver.ts';
import { differenceGrant, markOf, settlementOf } from './rules.ts';
import {
  SETTLEMENTS,
  type SettlementChange,
  type SettlementDoc,
  type SettlementEntry,
  settlementId,
  settlements,
} from './store.ts';

export type Refused = { ok: false; code: 'no-hire-date' | 'no-last-day' };
/** `changed`: the figures differ from those that were shown, and are these now */
export type SettleOutcome =
  | { ok: true; leaver: Leaver; replay: boolean }
  | { ok: false; changed: Leaver }
  | { ok: false; busy: true }
  | Refused;

const SYSTEM = 'system';
const ROUNDS = 10;
const AT_ONCE = 6;
/** Later changes of a last day are no corrections of a slip. */
const WATCHED_DAYS = 400;

async function load(ws: Workspace, person: Person, doc?: SettlementDoc): Promise<Leaver | Refused> {
  const { user, hiredOn, lastDay } = person;
  if (hiredOn === undefined) return { ok: false, code: 'no-hire-date' };
  if (lastDay === undefined) return { ok: false, code: 'no-last-day' };
  const [stored, said, all] = await Promise.all([
    grants(ws).of(ws.team, user),
    attended(ws).get(ws.team, user),
    requests(ws).of(ws.team, user),
  ]);
  const facts = personFacts(ws, person, { stored, attended: said }, requestUses(all, ws.policy.calendar));
  const settlement = settlementOf({ ...facts, hiredOn, lastDay });
  const history = doc?.history ?? [];
  const last = history.at(-1);
  return {
    ...{ person, settlement, mark: markOf(settlement), history, after: leavesAfter(all, lastDay) },
    ...(doc?.settledFor === lastDay && last?.what === 'settled' ? { settled: last } : {}),
  };
}

/** The leaver; a settlement of another last day is taken back first. */
export async function leaverOf(
  ws: Workspace,
  user: string,
): Promise<Refused | { ok: true; leaver: Leaver; doc: SettlementDoc | undefined }> {
  const [person] = await ws.people.some([user]);
  if (!person) return { ok: false, code: 'no-hire-date' };
  const doc = await reopened(ws, person);
  const leaver = await load(ws, person, doc);
  return 'ok' in leaver ? leaver : { ok: true, leaver, doc };
}

async function save(
  ws: Workspace,
  user: string,
  doc: SettlementDoc | undefined,
  change: SettlementChange,
  granted: { give?: Grant; back?: Grant },
): Promise<boolean> {
  const by = change.history.at(-1)?.by ?? SYSTEM;
  const owed =
    granted.give || granted.back ? [settlementGrants.owed({ lane: 'grants', to: user, data: { ...granted, by } })] : [];
  const effects = owe(owed, ws.clock.now());
  if (!(await settlements(ws).save(ws.team, user, doc, change, effects))) return false;
  ws.outbox.notify(SETTLEMENTS, settlementId(ws.team, user), effects);
  return true;
}

async function reopened(
  ws: Workspace,
  { user, lastDay }: Pick<Person, 'user' | 'lastDay'>,
): Promise<SettlementDoc | undefined> {
  for (let round = 0; round < ROUNDS; round++) {
    const doc = await settlements(ws).get(ws.team, user);
    if (!doc || doc.settledFor === null || doc.settledFor === lastDay) return doc;
    const entry: SettlementEntry = {
      ...{ at: ws.clock.now(), by: SYSTEM, what: 'reopened', lastDay: doc.settledFor },
      key: `reopened:${doc.version}`,
    };
    const change = { settledFor: null, grant: null, history: [entry] };
    await save(ws, user, doc, change, doc.grant ? { back: doc.grant } : {});
  }
  throw new Error(`the settlement of ${user} changes too fast`);
}

/** Settles what was shown under `mark`. */
export async function settle(
  ws: Workspace,
  by: string,
  user: string,
  mark: string,
  key: string,
): Promise<SettleOutcome> {
  const outcome = await retryOnConflict<SettleOutcome>(async () => {
    const found = await leaverOf(ws, user);
    if (!found.ok) return found;
    const { leaver, doc } = found;
    const { lastDay, difference, pay } = leaver.settlement;
    const history = doc?.history ?? [];
    const stands = doc?.settledFor === lastDay && history.at(-1)?.mark === leaver.mark;
    if (stands || history.some(h => h.key === key)) return { ok: true, leaver, replay: true };
    if (leaver.mark !== mark) return { ok: false, changed: leaver };
    const kept = doc?.grant && doc.grant.on === lastDay && doc.grant.amount === difference ? doc.grant : undefined;
    const before = history.filter(h => h.what === 'settled' && h.lastDay === lastDay && h.difference).length;
    const give = difference > 0 && !kept ? differenceGrant(lastDay, difference, before + 1) : undefined;
    const back = doc?.grant && !kept ? doc.grant : undefined;
    const entry: SettlementEntry = { at: ws.clock.now(), by, what: 'settled', key, lastDay, mark, difference, pay };
    const change = { settledFor: lastDay, grant: kept ?? give ?? null, history: [entry] };
    if (!(await save(ws, user, doc, change, defined({ give, back })))) return undefined;
    const after = { ...leaver, settled: entry, history: [...history, entry] };
    return { ok: true, leaver: after, replay: false };
  });
  return outcome ?? { ok: false, busy: true };
}

/** Cancels the leaves that begin after the last day; how many were. */
export async function cancelAfter(
  ws: Workspace,
  by: string,
  user: string,
  key: string,
): Promise<{ ok: true; cancelled: number } | Refused> {
  const found = await leaverOf(ws, user);
  if (!found.ok) return found;
  const { lastDay } = found.leaver.settlement;
  let cancelled = 0;
  for (const { request } of found.leaver.after.filter(a => a.whole))
    if (await cancelLeaveAfter(ws, request._id, { by, lastDay, key: `${key}:${request._id}` })) cancelled++;
  return { ok: true, cancelled };
}

/** People whose leave this actor may settle and whose last day is in this period, by last day. */
export async function leaversBetween(
  ws: Workspace,
  actor: string,
  { from, to }: { from: string; to: string },
): Promise<Leaver[]> {
  const d = await ws.rights.directory();
  const limit = pLimit(AT_ONCE);
  const leaving = [...d.people.values()]
    .filter(p => p.employee && p.hiredOn !== undefined)
    .filter(p => may(d.actor(actor), 'settle-leave', d.subject(p.user)) === 'yes')
    .filter(p => p.lastDay !== undefined && from <= p.lastDay && p.lastDay <= to)
    .sort((a, b) => ((a.lastDay ?? '') < (b.lastDay ?? '') ? -1 : 1));
  const docs = await settlements(ws).ofMany(
    ws.team,
    leaving.map(p => p.user),
  );
  const all = await Promise.all(leaving.map(p => limit(() => load(ws, p, docs.get(p.user)))));
  return all.flatMap(l => ('ok' in l ? [] : [l]));
}

/** Takes back settlements whose last day has changed. */
export async function reopenMoved(ws: Workspace): Promise<void> {
  const docs = await settlements(ws).settledFrom(ws.team, addDays(ws.policy.today(), -WATCHED_DAYS));
  const people = await ws.people.some(docs.map(d => d.user));
  const lastDays = new Map(people.map(p => [p.user, p.lastDay]));
  for (const { user, settledFor } of docs) {
    const lastDay = lastDays.get(user);
    if (lastDay !== settledFor) await reopened(ws, { user, ...defined({ lastDay }) });
  }
}
