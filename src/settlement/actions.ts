import pLimit from 'p-limit';
import { requestUses } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { addDays } from '../calendar/rules.ts';
import { personFacts } from '../grants/balances.ts';
import { grantNotice } from '../grants/effects.ts';
import type { Grant } from '../grants/ledger/types.ts';
import { poolsFor } from '../grants/pools.ts';
import {
  changeLedger,
  changeLedgers,
  grantsOf,
  type LedgerChange,
  newGrants,
  withGrants,
} from '../grants/record/change.ts';
import { asEmployed, employments } from '../grants/record/employments.ts';
import type { Employment, LedgerDoc, SettlementEntry } from '../grants/record/schema.ts';
import { ledgers } from '../grants/record/store.ts';
import { reversalOf } from '../grants/rules.ts';
import { words } from '../i18n/index.ts';
import { fullDayOf } from '../leave-record/hours.ts';
import { contractOn } from '../people/contract.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { cancelLeaveAfter, leavesAfter } from './after.ts';
import { isPaid, type Lapse, lapsesBetween } from './lapses.ts';
import type { Leaver } from './leaver.ts';
import { differenceGrant, differencesIn, markOf, settlementOf } from './rules.ts';

export type Refused = { ok: false; code: 'no-hire-date' | 'no-last-day' };
/** `changed`: the figures differ from those that were shown, and are these now */
export type SettleOutcome =
  | { ok: true; leaver: Leaver; replay: boolean }
  | { ok: false; changed: Leaver }
  | { ok: false; busy: true }
  | Refused;

const SYSTEM = 'system';
const AT_ONCE = 6;
/** Later changes of a last day are no corrections of a slip. */
const WATCHED_DAYS = 400;

export async function leaverIn(ws: Workspace, person: Person, ledger: LedgerDoc): Promise<Leaver | Refused> {
  const { user, hiredOn, lastDay } = person;
  if (hiredOn === undefined) return { ok: false, code: 'no-hire-date' };
  if (lastDay === undefined) return { ok: false, code: 'no-last-day' };
  const all = await requests(ws).of(ws.team, user);
  const { current } = asEmployed(ledger, person);
  const facts = personFacts(ws, person, ledger, requestUses(all, ws.policy));
  const paid = (grant: Grant): boolean => isPaid(grant, current.notices, ws.policy.of(person).zone);
  const { paysOut } = await poolsFor(
    ws,
    facts.stored.map(g => g.pool),
  );
  const settlement = settlementOf({ ...facts, hiredOn, lastDay, isPaid: paid, paysOut });
  const { settledFor, history } = current.settlement;
  const last = history.at(-1);
  const fullDay = fullDayOf(contractOn(person, lastDay, ws.policy.on(lastDay).workingTime));
  return {
    ...defined({ fullDay }),
    ...{ person, settlement, mark: markOf(settlement), history, after: leavesAfter(all, lastDay) },
    ...(settledFor === lastDay && last?.what === 'settled' ? { settled: last } : {}),
  };
}

/** The leaver; a settlement of another last day is taken back first. */
export async function leaverOf(ws: Workspace, user: string): Promise<Refused | { ok: true; leaver: Leaver }> {
  const [person] = await ws.people.some([user]);
  if (!person) return { ok: false, code: 'no-hire-date' };
  await reopened(ws, [person]);
  const leaver = await leaverIn(ws, person, await ledgers(ws).get(ws.team, user));
  return 'ok' in leaver ? leaver : { ok: true, leaver };
}

/** With the grants of a settlement, and a message about them. */
function withDifference(
  ws: Workspace,
  user: string,
  current: Employment,
  { give, by }: { give?: Grant | undefined; by: string },
): Required<Pick<LedgerChange, 'effects'>> & { current: Employment } {
  const now = ws.clock.now();
  const author = by === SYSTEM ? {} : { by };
  const { why } = words(ws.policy.language).settlement;
  const back = differencesIn(grantsOf(current)).filter(g => g.id !== give?.id);
  const added = newGrants(current, [
    ...back.map(g => reversalOf(g, ws.policy.today(), author)),
    ...(give ? [{ ...give, ...author, why }] : []),
  ]);
  const effects = added.flatMap(grant => owe(grantNotice(user, [grant]), now));
  return { current: withGrants(current, added, now), effects };
}

/** Takes back settlements of another last day than the person's. */
async function reopened(ws: Workspace, people: readonly Pick<Person, 'user' | 'lastDay' | 'former'>[]): Promise<void> {
  const persons = new Map(people.map(p => [p.user, p]));
  const known = await ledgers(ws).ofMany(ws.team, [...persons.keys()]);
  await changeLedgers(ws, known.values(), before => {
    const { user, version } = before;
    const { lastDay, former } = persons.get(user) ?? {};
    const ledger = asEmployed(before, defined({ former }));
    const { current } = ledger;
    const { settledFor, history } = current.settlement;
    if (settledFor === '' || settledFor === lastDay)
      return ledger === before ? undefined : { set: employments(ledger, current) };
    const entry: SettlementEntry = {
      ...{ at: ws.clock.now(), by: SYSTEM, what: 'reopened', lastDay: settledFor, key: `reopened:${version}` },
    };
    const { effects, ...back } = withDifference(ws, user, current, { by: SYSTEM });
    const settlement = { settledFor: '', history: [...history, entry] };
    return { set: employments(ledger, { ...back.current, settlement }), effects };
  });
}

/** Settles what was shown under `mark`. */
export async function settle(
  ws: Workspace,
  by: string,
  user: string,
  mark: string,
  key: string,
): Promise<SettleOutcome> {
  const [person] = await ws.people.some([user]);
  if (!person) return { ok: false, code: 'no-hire-date' };
  await reopened(ws, [person]);
  const outcome = await changeLedger<SettleOutcome>(ws, user, async before => {
    const ledger = asEmployed(before, person);
    const leaver = await leaverIn(ws, person, ledger);
    if ('ok' in leaver) return { answer: leaver };
    const { current } = ledger;
    const { lastDay, difference, pay } = leaver.settlement;
    const { settledFor, history } = current.settlement;
    const stands = settledFor === lastDay && history.at(-1)?.mark === leaver.mark;
    if (stands || history.some(h => h.key === key)) return { answer: { ok: true, leaver, replay: true } };
    if (leaver.mark !== mark) return { answer: { ok: false, changed: leaver } };
    const kept = differencesIn(grantsOf(current)).find(g => g.on === lastDay && g.amount === difference);
    const times = history.filter(h => h.what === 'settled' && h.lastDay === lastDay && h.difference).length;
    const give = difference > 0 ? (kept ?? differenceGrant(lastDay, difference, times + 1)) : undefined;
    const entry: SettlementEntry = { at: ws.clock.now(), by, what: 'settled', key, lastDay, mark, difference, pay };
    const { effects, ...given } = withDifference(ws, user, current, { give, by });
    const settlement = { settledFor: lastDay, history: [...history, entry] };
    const after = { ...leaver, settled: entry, history: settlement.history };
    return {
      answer: { ok: true, leaver: after, replay: false },
      set: employments(ledger, { ...given.current, settlement }),
      effects: [...effects, ...owe([owedLog({ what: 'leave.settlement', by, about: user, on: lastDay })], entry.at)],
    };
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
async function leaversBetween(
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
  const known = await ledgers(ws).ofMany(
    ws.team,
    leaving.map(p => p.user),
  );
  const withLedger = (p: Person, ledger: LedgerDoc | undefined) => (ledger ? limit(() => leaverIn(ws, p, ledger)) : []);
  const all = (await Promise.all(leaving.map(p => withLedger(p, known.get(p.user))))).flat();
  return all.flatMap(l => ('ok' in l ? [] : [l]));
}

/** Leave that is to be paid in a period: of those who leave in it, and what lapsed in it of the others. */
export async function payList(
  ws: Workspace,
  actor: string,
  period: { from: string; to: string },
): Promise<{ leavers: Leaver[]; lapses: Lapse[] }> {
  const [leavers, lapses] = await Promise.all([leaversBetween(ws, actor, period), lapsesBetween(ws, actor, period)]);
  return { leavers, lapses };
}

/** Takes back settlements whose last day has changed. */
export async function reopenMoved(ws: Workspace): Promise<void> {
  const settled = await ledgers(ws).settledFrom(ws.team, addDays(ws.policy.today(), -WATCHED_DAYS));
  const people = new Map((await ws.people.some(settled.map(l => l.user))).map(p => [p.user, p]));
  const moved = settled.filter(l => people.get(l.user)?.lastDay !== l.current.settlement.settledFor);
  await reopened(
    ws,
    moved.map(({ user }) => people.get(user) ?? { user }),
  );
}
