import pLimit from 'p-limit';
import { requestUses } from '../absence/leaves.ts';
import type { RequestStore } from '../approvals/store.ts';
import { addDays, type Calendar } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import type { AttendedStore } from '../grants/attended.ts';
import type { Grant } from '../grants/ledger/types.ts';
import { policyPeriods } from '../grants/policy-periods.ts';
import type { GrantStore } from '../grants/store.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { type Denial, may } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { destroyedBefore } from '../settings/retention.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { cancelAfter, leavesAfter } from './after.ts';
import type { Leaver } from './leaver.ts';
import { differenceGrant, markOf, settlementOf } from './rules.ts';
import {
  SETTLEMENTS,
  type SettlementChange,
  type SettlementDoc,
  type SettlementEntry,
  type SettlementStore,
  settlementId,
} from './store.ts';

export interface SettlementParts {
  ws: Workspace;
  requests: RequestStore;
  outbox: Pick<Outbox, 'notify'>;
  clock: Clock;
  team: () => string;
  settlements: SettlementStore;
  grants: Pick<GrantStore, 'of'>;
  attended: Pick<AttendedStore, 'get'>;
  people: { some(users: readonly string[]): Promise<Person[]> };
  administration: Pick<PeopleAdministration, 'allows' | 'directory'>;
  workplace: Pick<Workplace, 'on' | 'today' | 'changes'>;
  calendar: Calendar;
}

type Refused = { ok: false; denied: Denial } | { ok: false; code: 'no-hire-date' | 'no-last-day' };
export type SettlementOutcome = { ok: true; leaver: Leaver } | Refused;
/** `changed`: the figures are not those that were shown; here is what they are now */
export type SettleOutcome =
  | { ok: true; leaver: Leaver; replay: boolean }
  | { ok: false; changed: Leaver }
  | { ok: false; busy: true }
  | Refused;

/** Stores the grant of a difference, or takes it back; data: give?, back?, by. */
export const SETTLEMENT_GRANTS = 'settlement-grants';
const SYSTEM = 'system';
const ROUNDS = 10;
const AT_ONCE = 6;
/** A last day that is changed later than this long after it is no slip of the pen. */
const WATCHED_DAYS = 400;

/** Settles the leave of people who leave. Who acts is a user id; their right is asked anew each time. */
export interface Settlements {
  of(actor: string, user: string): Promise<SettlementOutcome>;
  /** settles what was shown under `mark` */
  settle(actor: string, user: string, mark: string, key: string): Promise<SettleOutcome>;
  /** cancels the leaves that begin after the last day; how many were */
  cancelAfter(actor: string, user: string, key: string): Promise<{ ok: true; cancelled: number } | Refused>;
  /** those whom this actor may settle and whose last day lies between these dates, both included, by last day */
  leavers(actor: string, from: string, to: string): Promise<Leaver[]>;
  /** takes back what was settled for a last day that is another one now */
  tick(): Promise<void>;
}

export function settlementActions(o: SettlementParts): Settlements {
  async function load(person: Person, doc?: SettlementDoc): Promise<Leaver | Extract<Refused, { code: string }>> {
    const { user, hiredOn, lastDay } = person;
    if (hiredOn === undefined) return { ok: false, code: 'no-hire-date' };
    if (lastDay === undefined) return { ok: false, code: 'no-last-day' };
    const [stored, attended, requests] = await Promise.all([
      o.grants.of(o.team(), user),
      o.attended.get(o.team(), user),
      o.requests.of(o.team(), user),
    ]);
    const settlement = settlementOf({
      ...{ hiredOn, lastDay, attended, stored, policies: policyPeriods(o.workplace), today: o.workplace.today() },
      uses: requestUses(requests, o.calendar),
      destroyedBefore: destroyedBefore(o.workplace),
    });
    const history = doc?.history ?? [];
    const last = history.at(-1);
    return {
      ...{ person, settlement, mark: markOf(settlement), history, after: leavesAfter(requests, lastDay) },
      ...(doc?.settledFor === lastDay && last?.what === 'settled' ? { settled: last } : {}),
    };
  }

  /** The person after what was settled for another last day was taken back. */
  async function loadOf(
    actor: string,
    user: string,
  ): Promise<Refused | { ok: true; leaver: Leaver; doc: SettlementDoc | undefined }> {
    const denied = await o.administration.allows(actor, 'settle-leave', user);
    if (denied !== 'yes') return { ok: false, denied };
    const [person] = await o.people.some([user]);
    if (!person) return { ok: false, denied: 'not-found' };
    const doc = await reopened(person);
    const leaver = await load(person, doc);
    return 'ok' in leaver ? leaver : { ok: true, leaver, doc };
  }

  async function save(
    user: string,
    doc: SettlementDoc | undefined,
    change: SettlementChange,
    grants: { give?: Grant; back?: Grant },
  ): Promise<boolean> {
    const by = change.history.at(-1)?.by ?? SYSTEM;
    const owed: Owed[] =
      grants.give || grants.back
        ? [{ kind: SETTLEMENT_GRANTS, lane: 'grants', to: user, data: { ...grants, by } }]
        : [];
    const effects = owe(owed, o.clock.now());
    if (!(await o.settlements.save(o.team(), user, doc, change, effects))) return false;
    o.outbox.notify(SETTLEMENTS, settlementId(o.team(), user), effects);
    return true;
  }

  async function reopened({ user, lastDay }: Pick<Person, 'user' | 'lastDay'>): Promise<SettlementDoc | undefined> {
    for (let round = 0; round < ROUNDS; round++) {
      const doc = await o.settlements.get(o.team(), user);
      if (!doc || doc.settledFor === null || doc.settledFor === lastDay) return doc;
      const entry: SettlementEntry = {
        ...{ at: o.clock.now(), by: SYSTEM, what: 'reopened', lastDay: doc.settledFor },
        key: `reopened:${doc.version}`,
      };
      const change = { settledFor: null, grant: null, history: [entry] };
      await save(user, doc, change, doc.grant ? { back: doc.grant } : {});
    }
    throw new Error(`the settlement of ${user} changes too fast`);
  }

  const settle: Settlements['settle'] = async (actor, user, mark, key) => {
    const outcome = await retryOnConflict<SettleOutcome>(async () => {
      const found = await loadOf(actor, user);
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
      const entry: SettlementEntry = {
        ...{ at: o.clock.now(), by: actor, what: 'settled', key, lastDay, mark, difference, pay },
      };
      const change = { settledFor: lastDay, grant: kept ?? give ?? null, history: [entry] };
      if (!(await save(user, doc, change, defined({ give, back })))) return undefined;
      const after = { ...leaver, settled: entry, history: [...history, entry] };
      return { ok: true, leaver: after, replay: false };
    });
    return outcome ?? { ok: false, busy: true };
  };

  return {
    of: loadOf,
    settle,
    cancelAfter: async (actor, user, key) => {
      const found = await loadOf(actor, user);
      if (!found.ok) return found;
      const { lastDay } = found.leaver.settlement;
      const whole = found.leaver.after.filter(a => a.whole);
      let cancelled = 0;
      for (const { request } of whole)
        if (await cancelAfter(o.ws, request._id, { by: actor, lastDay, key: `${key}:${request._id}` })) cancelled++;
      return { ok: true, cancelled };
    },
    leavers: async (actor, from, to) => {
      const d = await o.administration.directory();
      const limit = pLimit(AT_ONCE);
      const leaving = [...d.people.values()]
        .filter(p => p.employee && p.hiredOn !== undefined)
        .filter(p => may(d.actor(actor), 'settle-leave', d.subject(p.user)) === 'yes')
        .filter(p => p.lastDay !== undefined && from <= p.lastDay && p.lastDay <= to)
        .sort((a, b) => ((a.lastDay ?? '') < (b.lastDay ?? '') ? -1 : 1));
      const docs = await o.settlements.ofMany(
        o.team(),
        leaving.map(p => p.user),
      );
      const all = await Promise.all(leaving.map(p => limit(() => load(p, docs.get(p.user)))));
      return all.flatMap(l => ('ok' in l ? [] : [l]));
    },
    tick: async () => {
      const docs = await o.settlements.settledFrom(o.team(), addDays(o.workplace.today(), -WATCHED_DAYS));
      const people = await o.people.some(docs.map(d => d.user));
      const lastDays = new Map(people.map(p => [p.user, p.lastDay]));
      for (const { user, settledFor } of docs) {
        const lastDay = lastDays.get(user);
        if (lastDay !== settledFor) await reopened({ user, ...defined({ lastDay }) });
      }
    },
  };
}
