import type { RequestStore } from '../approvals/store.ts';
import { byUser } from '../attendance/records.ts';
import { addDays, type Calendar } from '../calendar/rules.ts';
import type { LedgerFacts } from '../grants/facts.ts';
import type { Ledger } from '../grants/service.ts';
import { RUNS, type RunStore, runId } from '../jobs/store.ts';
import { hoursOn } from '../leave/hours.ts';
import { FULL_TIME, minutesOn } from '../leave-record/days.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Denial } from '../people/may.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { promotionEffect } from './effects.ts';
import { answerBy, datesFor, leftOf, type PlannedNotice, promotionPlan } from './rules.ts';
import {
  type NewPromotion,
  PROMOTIONS,
  type PromotionChange,
  type PromotionDoc,
  type PromotionStore,
  promotionId,
} from './store.ts';

export interface PromotionParts {
  promotions: PromotionStore;
  ledger: Pick<Ledger, 'factsOf' | 'factsOfMany'>;
  ws: Workspace;
  requests: RequestStore;
  people: People;
  administration: PeopleAdministration;
  runs: RunStore;
  outbox: Pick<Outbox, 'notify'>;
  workplace: Pick<Workplace, 'today' | 'zone' | 'on'>;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
}

/** Why something was not done; the sentence is in i18n. */
export type PromotionRefusal = 'not-found' | 'not-yours' | 'window-over' | 'sent-already' | 'busy';
export type PromotionOutcome =
  | { ok: true; doc: PromotionDoc; replay: boolean }
  | { ok: false; refused: PromotionRefusal }
  | { ok: false; denied: Denial };

export interface Promotions {
  today(): string;
  may(actor: string): Promise<'yes' | Denial>;
  byId(id: string): Promise<PromotionDoc | undefined>;
  /** those that are not over, the soonest first */
  current(): Promise<PromotionDoc[]>;
  of(user: string): Promise<PromotionDoc[]>;
  /** Prepares the notices whose window today lies in, and looks again what is left of those that were sent. May run any number of times. */
  prepare(): Promise<void>;
  /** what is left now, in 1/2400 day */
  left(doc: PromotionDoc): Promise<number>;
  exclude(actor: string, id: string, reason: string | undefined, key: string): Promise<PromotionOutcome>;
  /** Owes the sending of everything that is prepared: stored at once, delivered in the background. */
  sendAll(actor: string, key: string): Promise<'yes' | Denial>;
  send(doc: PromotionDoc, by: string, at: number, key: string): Promise<void>;
  seen(user: string, id: string, where: 'dm' | 'home', key: string): Promise<PromotionOutcome>;
  evidence(actor: string, key: string): Promise<'yes' | Denial>;
  /** Changes a notice as `decide` says on what it is now; undefined: nothing is to be changed. */
  change(
    id: string,
    key: string,
    decide: (doc: PromotionDoc) => { change: PromotionChange; owed: Owed[] } | PromotionRefusal | undefined,
  ): Promise<PromotionOutcome>;
  /** the last dates, up to one, that the person works and has no leave on, as many as an amount is enough for */
  lastWorkingDays(person: Person, usableUntil: string, amount: number): Promise<string[]>;
  isWorked(person: Person, date: string): boolean;
}

const ROUNDS = 10;
const SYSTEM = 'system';
/** Looked at for working days that nothing is planned on. */
const DAYS_BACK = 90;

export function promotionActions(o: PromotionParts): Promotions {
  const today = (): string => o.workplace.today();
  const may: Promotions['may'] = actor => o.administration.allows(actor, 'promote-leave');
  const home = (user: string): Owed => ({ kind: 'home', lane: `home:${user}`, to: user });

  const left: Promotions['left'] = async doc => {
    const facts = await o.ledger.factsOf(doc.user);
    return facts ? leftOf(doc.grants, facts.known, facts.uses, facts.today) : 0;
  };

  const change: Promotions['change'] = async (id, key, decide) => {
    for (let round = 0; round < ROUNDS; round++) {
      const doc = await o.promotions.byId(o.team(), id);
      if (!doc) return { ok: false, refused: 'not-found' };
      if (doc.history.some(h => h.key === key)) return { ok: true, doc, replay: true };
      const decided = decide(doc);
      if (decided === undefined) return { ok: true, doc, replay: true };
      if (typeof decided === 'string') return { ok: false, refused: decided };
      const effects = owe(decided.owed, o.clock.now());
      if (!(await o.promotions.save(doc, decided.change, effects))) continue;
      o.outbox.notify(PROMOTIONS, id, effects);
      return { ok: true, doc, replay: false };
    }
    return { ok: false, refused: 'busy' };
  };

  /** A run is stored with what it owes, so that a press is answered at once and done even if this process dies. */
  async function owedOnce(name: string, job: string, by: string, owed: Owed): Promise<void> {
    const now = o.clock.now();
    const effects = owe([owed], now);
    if (await o.runs.claim(o.team(), name, { job, date: today(), at: now, by }, effects))
      o.outbox.notify(RUNS, runId(o.team(), name), effects);
  }

  return {
    ...{ today, may, left, change },
    byId: id => o.promotions.byId(o.team(), id),
    current: () => o.promotions.from(o.team(), today()),
    of: user => o.promotions.of(o.team(), user),

    prepare: async () => {
      const on = today();
      const stored = await o.promotions.from(o.team(), on);
      const known = new Set(stored.map(d => d._id));
      const prepared = byUser(stored);
      const people = new Map((await o.people.active()).map(p => [p.user, p]));
      const planOf = ({ user, known: grants, uses }: LedgerFacts): PlannedNotice[] => {
        const { hiredOn, lastDay } = people.get(user) ?? {};
        const person = { user, ...defined({ hiredOn, lastDay }), grants, uses };
        return promotionPlan([person], on).filter(notice => !known.has(promotionId(o.team(), notice)));
      };
      // Without their leaves most are known to have nothing to be told of.
      const whom = (facts: LedgerFacts): boolean => prepared.has(facts.user) || planOf(facts).length > 0;
      const changed: { id: string; left: number }[] = [];
      const notices: NewPromotion[] = [];
      for (const [user, facts] of await o.ledger.factsOfMany([...people.values()], { whom, most: true })) {
        for (const doc of prepared.get(user) ?? []) {
          const now = leftOf(doc.grants, facts.known, facts.uses, on);
          if (now !== doc.left) changed.push({ id: doc._id, left: now });
        }
        for (const { left: amount, ...notice } of planOf(facts)) {
          const entry = { at: o.clock.now(), by: SYSTEM, what: 'prepared' as const, key: 'prepared' };
          const counted = { state: 'prepared' as const, prepared: amount, left: amount, history: [entry] };
          notices.push({ team: o.team(), ...notice, ...counted });
        }
      }
      await o.promotions.updateLeft(changed);
      await o.promotions.insert(notices);
    },

    exclude: async (actor, id, reason, key) => {
      const denied = await may(actor);
      if (denied !== 'yes') return { ok: false, denied };
      const what = reason === undefined ? 'included' : 'excluded';
      return change(id, key, doc => {
        if (doc.state === 'sent') return 'sent-already';
        const state = what === 'excluded' ? ('excluded' as const) : ('prepared' as const);
        if (doc.state === state) return undefined;
        const said = defined({ reason });
        return { change: { set: { state }, entry: { at: o.clock.now(), by: actor, what, key, ...said } }, owed: [] };
      });
    },

    sendAll: async (actor, key) => {
      const allowed = await may(actor);
      if (allowed !== 'yes') return allowed;
      const data = { by: actor, at: o.clock.now() };
      const owed = { kind: promotionEffect.sendAll, lane: 'send', to: actor, data };
      await owedOnce(`promotion-send:${key}`, 'promotion-send', actor, owed);
      return 'yes';
    },

    send: async (doc, by, at, key) => {
      const person = await o.people.person(doc.user);
      if (!isActive(person)) return;
      const now = await left(doc);
      await change(doc._id, key, latest => {
        const on = today();
        // Excluded, sent by somebody else, or prepared after the press: it was not among what was checked.
        if (latest.state !== 'prepared' || (latest.history[0]?.at ?? at) > at || on > latest.to) return undefined;
        if (now <= 0) return undefined;
        return {
          change: {
            set: { state: 'sent', sent: now, left: now, answerBy: answerBy(on) },
            entry: { at: o.clock.now(), by, what: 'sent', key },
          },
          owed: [{ kind: promotionEffect.notice, lane: 'notice', to: doc.user }, home(doc.user)],
        };
      });
    },

    seen: (user, id, where, key) =>
      change(id, key, doc => {
        if (doc.user !== user) return 'not-yours';
        if (doc.state !== 'sent') return 'not-found';
        // The first time counts; it was read once for all.
        if (doc.history.some(h => h.what === 'seen')) return undefined;
        return {
          change: { set: {}, entry: { at: o.clock.now(), by: user, what: 'seen', key, where } },
          owed: [{ kind: promotionEffect.show, lane: 'notice', to: user }, home(user)],
        };
      }),

    evidence: async (actor, key) => {
      const allowed = await may(actor);
      if (allowed !== 'yes') return allowed;
      const owed = { kind: promotionEffect.evidence, lane: 'evidence', to: actor, data: {} };
      await owedOnce(`promotion-evidence:${key}`, 'promotion-evidence', actor, owed);
      return 'yes';
    },

    isWorked: (person, date) => {
      const hours = hoursOn(person, date, o.workplace.on(date).workingTime);
      return minutesOn(date, hours ?? FULL_TIME, o.calendar) > 0;
    },

    lastWorkingDays: async (person, usableUntil, amount) => {
      const facts = await o.ledger.factsOf(person.user);
      const taken = new Set(facts?.uses.map(u => u.date) ?? []);
      const found: string[] = [];
      for (let n = 0; n < DAYS_BACK && found.length < datesFor(amount); n++) {
        const date = addDays(usableUntil, -n);
        if (date <= today()) break;
        const hours = hoursOn(person, date, o.workplace.on(date).workingTime) ?? FULL_TIME;
        if (minutesOn(date, hours, o.calendar) > 0 && !taken.has(date)) found.unshift(date);
      }
      return found;
    },
  };
}
