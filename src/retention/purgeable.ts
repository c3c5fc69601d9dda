import { LEAVE } from '../absence/leaves.ts';
import { occupies } from '../approvals/route/view.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { grantIdOf } from '../grants/compensatory/due.ts';
import { allocate } from '../grants/ledger/allocate.ts';
import { BY_POLICY, undoneIn } from '../grants/ledger/counted.ts';
import { type Grant, NEVER_LAPSES } from '../grants/ledger/types.ts';
import type { Use } from '../leave-record/days.ts';
import { leaveFormOf } from '../leave-record/form.ts';

/** What of a request decides how long it is kept. */
export type KeptRequest = Pick<
  RequestDoc,
  '_id' | 'kind' | 'form' | 'state' | 'purpose' | 'history' | 'seq' | 'period' | 'sentAt' | 'effects'
>;

/** A grant with the day on which it was stored; `owes`: something of it is still to be delivered. */
export interface KeptGrant {
  grant: Grant;
  storedOn: string;
  owes: boolean;
}

/** All of somebody's requests, and their whole ledger. */
export interface Ledger {
  hiredOn?: string;
  lastDay?: string;
  requests: readonly KeptRequest[];
  grants: readonly KeptGrant[];
  /** what is not stored: due by today, or yet to vest */
  due: readonly Grant[];
  uses: readonly Use[];
  today: string;
}

/** What may be destroyed, by id; requests go first, and of grants those that take from others. */
export interface Purgeable {
  requests: string[];
  grants: string[];
}

/**
 * Requests and grants that can be purged. `from`: the first day whose records stay; `dayOf`: workplace date of ms.
 * Grants and leaves from that day on stay, with all that they are linked to: leaves and their grants, a correction or
 * reversal and its grant, a change and what it replaces. So a ledger without the rest allocates as before.
 */
export function selectPurgeable(ledger: Ledger, from: string, dayOf: (ms: number) => string): Purgeable {
  const { requests, grants } = ledger;
  const { needs, unsettled } = linksOf(ledger, from);
  const stays = new Set<string>();
  const keep = (first: string): void => {
    const found = [first];
    for (let id = found.pop(); id !== undefined; id = found.pop()) {
      if (stays.has(id)) continue;
      stays.add(id);
      found.push(...(needs.get(id) ?? []));
    }
  };
  // A settlement covers the whole ledger, and rests on its figures.
  const leaves = ledger.lastDay !== undefined && ledger.lastDay >= from;
  for (const r of requests) if ((leaves && r.kind === LEAVE) || !isFinished(r, from, dayOf)) keep(ofRequest(r._id));
  for (const { grant, storedOn, owes } of grants)
    if (leaves || owes || grant.usableUntil >= from || storedOn >= from) keep(ofGrant(grant.id));
  for (const grant of ledger.due) keep(ofGrant(grant.id));
  for (const id of unsettled) keep(id);
  // Without hire date and grant there is no balance: leaves would no longer be checked.
  const last = [...grants].sort((a, b) => (a.grant.usableUntil < b.grant.usableUntil ? -1 : 1)).at(-1);
  if (ledger.hiredOn === undefined && ledger.lastDay === undefined && last) keep(ofGrant(last.grant.id));
  const takesFirst = (g: Grant): number => (g.amount < 0 || g.reverses !== undefined ? 0 : 1);
  const gone = grants.map(g => g.grant).filter(g => !stays.has(ofGrant(g.id)));
  return {
    requests: requests.map(r => r._id).filter(id => !stays.has(ofRequest(id))),
    grants: gone.sort((a, b) => takesFirst(a) - takesFirst(b)).map(g => g.id),
  };
}

const ofRequest = (id: string): string => `request ${id}`;
const ofGrant = (id: string): string => `grant ${id}`;

/** Decided, withdrawn or cancelled, with nothing owed, its days and its last change before `from`. */
function isFinished(r: KeptRequest, from: string, dayOf: (ms: number) => string): boolean {
  if (r.effects.length > 0 || (occupies(r) && r.state !== 'approved')) return false;
  const last = Math.max(r.sentAt, ...r.history.map(h => h.at));
  return r.period.to < from && dayOf(last) < from;
}

/** For each request and grant what must stay with it; `unsettled`: what days to come may still change. */
function linksOf(ledger: Ledger, from: string): { needs: ReadonlyMap<string, string[]>; unsettled: string[] } {
  const grants = [...ledger.grants.map(g => g.grant), ...ledger.due];
  const needs = new Map<string, string[]>();
  const need = (a: string, b: string): void => {
    const all = needs.get(a);
    if (all) all.push(b);
    else needs.set(a, [b]);
  };
  const both = (a: string, b: string): void => {
    need(a, b);
    need(b, a);
  };
  for (const r of ledger.requests) {
    const old = r.kind === LEAVE ? leaveFormOf(r.form).replaces : undefined;
    if (old !== undefined) both(ofRequest(r._id), ofRequest(old));
    both(ofRequest(r._id), ofGrant(grantIdOf(r._id)));
  }
  for (const { id, corrects, reverses, source } of grants) {
    for (const about of [corrects, reverses]) if (about !== undefined) both(ofGrant(id), ofGrant(about));
    // Without it the same would be carried over once more.
    if (source !== undefined) need(ofGrant(source), ofGrant(id));
  }
  // A settlement leaves out what is yet to vest.
  const anchors = [ledger.grants.map(g => g.grant), grants].flatMap(known => anchorsOf(known));
  for (const anchor of anchors) {
    const { pool, on, kind } = anchor;
    if (BY_POLICY.includes(kind)) continue;
    // Settled before the ledger begins; without what it begins with, they would count.
    for (const u of ledger.uses) if (u.pool === pool && u.date < on) need(ofRequest(u.request), ofGrant(anchor.id));
    if (kind !== 'opening') continue;
    for (const g of grants) if (g.pool === pool && g.on <= on) need(ofGrant(g.id), ofGrant(anchor.id));
  }
  return { needs, unsettled: takings(ledger, grants, from, anchors, { need, both }) };
}

/**
 * Links each day of leave with the grants that it takes from, and with those next in line should one be corrected.
 * Answers the leaves whose overdrawn days may still be paid by other grants than today.
 */
function takings(
  { uses, today }: Ledger,
  grants: readonly Grant[],
  from: string,
  anchors: readonly Grant[],
  { need, both }: Record<'need' | 'both', (a: string, b: string) => void>,
): string[] {
  const allocated = allocate(grants, uses, today);
  const unsettled: string[] = [];
  const open = new Set<string>();
  for (const { use, from: shares, short } of allocated.uses) {
    const { date, pool } = use;
    const taker = use.seq < 0 ? ofGrant(use.request) : ofRequest(use.request);
    for (const { grant } of shares) both(taker, ofGrant(grant.id));
    const own = allocated.grants.filter(g => g.grant.pool === pool);
    const advanced = shares.filter(s => s.advance).map(s => s.grant.on);
    const overdrawn = short > 0 || advanced.length > 0;
    for (const { grant, left } of own)
      if (grant.on > date ? overdrawn : left > 0 && date <= grant.usableUntil) need(taker, ofGrant(grant.id));
    if (!overdrawn) continue;
    for (const anchor of anchors) if (anchor.pool === pool) need(taker, ofGrant(anchor.id));
    const last = short > 0 ? NEVER_LAPSES : (advanced.sort().at(-1) ?? date);
    const usable = (g: Grant): boolean => date < g.on && g.on <= last && g.usableUntil >= from;
    if (short > 0 || open.has(pool) || own.some(g => usable(g.grant))) {
      open.add(pool);
      unsettled.push(taker);
    }
  }
  return unsettled;
}

/** Of each pool the grant that says from when its ledger counts: see `counted`. */
function anchorsOf(grants: readonly Grant[]): Grant[] {
  const undone = undoneIn(grants);
  const valid = grants.filter(g => g.reverses === undefined && !undone.has(g.id));
  const byDay = [...valid].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return [...new Set(valid.map(g => g.pool))].flatMap(pool => {
    const own = byDay.filter(g => g.pool === pool);
    const opening = own.findLast(g => g.kind === 'opening');
    return opening ?? own.findLast(g => BY_POLICY.includes(g.kind)) ?? own[0] ?? [];
  });
}
