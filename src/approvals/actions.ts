import { type Calendar, localDate } from '../calendar/rules.ts';
import type { Received } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { Person } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { newId, type Owed, owe } from '../shared/effects.ts';
import type { Refusal, RouteRefusal } from '../shared/refusal.ts';
import type { Kinds } from './kinds.ts';
import { concernedBy, namedBy, type PresenceFacts, type Presences } from './presence.ts';
import { effectiveApprovers } from './route/approvers.ts';
import { chooseSteps } from './route/choose.ts';
import { routeEffect } from './route/effects.ts';
import { begin, decide } from './route/machine.ts';
import type { Facts, RouteRule } from './route/policy.ts';
import { type Due, type ReminderPolicy, remindersDue, waitingRequest } from './route/remind.ts';
import { type RouteChange, type RouteCommand, type RouteContext, SYSTEM } from './route/types.ts';
import { keptSource, type Source } from './source.ts';
import { type Edited, REQUESTS, type RequestDoc, type RequestStore, routeFactsOf } from './store.ts';
import { becomesUrgent, startsOf } from './urgency.ts';

type NotDone = { ok: false; refusal: Refusal | RouteRefusal };
export type SendOutcome<Problem> =
  | { ok: true; request: string; replay: boolean }
  | { ok: false; problems: Problem[] }
  | NotDone;
export type DecideOutcome = { ok: true; request: RequestDoc; state: RequestDoc['state']; replay: boolean } | NotDone;

/** What a person may do to a request that exists; sending again is `send` with `again`. */
export type RequestCommand = Exclude<RouteCommand, { do: 'resend' | 'skip' | 'escalate' | 'remind' }>;

/** A request as a kind hands it over. `submission` recognises it when it is sent twice; `facts`: for the route's conditions. */
export interface Sending {
  user: string;
  kind: string;
  form: Record<string, unknown>;
  period: { from: string; to: string };
  facts: Facts;
  submission: string;
  /** the request that was sent back and is sent again, changed */
  again?: string;
  /** the message that its form was opened from */
  source?: Source;
  /** what sending it owes besides, under names of the kind's own */
  owed?: Owed[];
}

export interface Approvals {
  /** `validate` gets the person's latest other requests, again after each lost race. */
  send<Problem>(sending: Sending, validate: (others: RequestDoc[]) => Problem[]): Promise<SendOutcome<Problem>>;
  decide(actor: Person, requestId: string, command: RequestCommand, key: string): Promise<DecideOutcome>;
  /** Reminds, passes on and escalates what has waited too long; how many requests were touched. */
  remind(): Promise<number>;
}

const ROUNDS = 10;
/** The message for somebody for whom more than `SINGLY` requests are due to be reminded of at once. */
export const DIGEST = 'digest';
const SINGLY = 3;

export function approvalActions(o: {
  store: RequestStore;
  presences: Presences;
  outbox: Outbox;
  received: Received;
  clock: Clock;
  calendar: Calendar;
  team: () => string;
  zone: string;
  zoneOf: (user: string) => Promise<string>;
  kinds: Kinds;
  routes: () => Promise<readonly RouteRule[]>;
  /** when approvers are reminded, and HR hears; the zone is the workplace's */
  reminders: () => Promise<Omit<ReminderPolicy, 'zone'>>;
}): Approvals {
  const contextOf = (known: PresenceFacts, actor: string, key: string): RouteContext => ({
    ...known,
    actor,
    key,
    now: o.clock.now(),
  });

  /** Saves a change and wakes the outbox; false: somebody was faster. */
  async function saved(
    request: RequestDoc,
    decision: { change: RouteChange; effects: Owed[] },
    edited?: Edited,
  ): Promise<boolean> {
    const effects = owe([...decision.effects, ...o.kinds.owedBy(request, decision.change)], o.clock.now());
    if (!(await o.store.save(request, decision.change, effects, edited))) return false;
    o.outbox.notify(REQUESTS, request._id, effects);
    return true;
  }

  async function sendNew<Problem>(
    sending: Sending,
    validate: (others: RequestDoc[]) => Problem[],
  ): Promise<SendOutcome<Problem>> {
    const { facts, again: _, owed = [], source, ...rest } = sending;
    const ruled = chooseSteps(await o.routes(), sending.kind, facts, o.kinds.of(sending.kind).steps);
    const known = await o.presences.of([sending.user, ...namedBy(ruled)]);
    for (let round = 0; round < ROUNDS; round++) {
      const mine = await o.store.of(o.team(), sending.user);
      // Looked for in what is validated: a repetition that came in between would stand in its own way.
      const there = mine.find(r => r.submission === sending.submission);
      if (there) return { ok: true, request: there._id, replay: true };
      const problems = validate(mine);
      if (problems.length > 0) return { ok: false, problems };
      const decision = begin(ruled, contextOf(known, sending.user, sending.submission));
      if (!decision.ok) return decision;
      const now = o.clock.now();
      const request = { _id: newId('r', now), team: o.team(), ...rest, sentAt: now };
      const { set } = decision.change;
      const kept = keptSource(source, sending.user, { cards: {}, round: set.round });
      const shown = o.kinds.shownBy(request);
      const effects = owe([...decision.effects, ...owed, ...kept.owed, ...shown], now);
      const seq = (mine[0]?.seq ?? 0) + 1;
      if (!(await o.store.insert(request, decision.change, seq, effects, kept.card))) continue;
      o.outbox.notify(REQUESTS, request._id, effects);
      return { ok: true, request: request._id, replay: false };
    }
    return { ok: false, refusal: { code: 'busy' } };
  }

  async function sendAgain<Problem>(
    sending: Sending,
    id: string,
    validate: (others: RequestDoc[]) => Problem[],
  ): Promise<SendOutcome<Problem>> {
    const ruled = chooseSteps(await o.routes(), sending.kind, sending.facts, o.kinds.of(sending.kind).steps);
    const known = await o.presences.of([sending.user, ...namedBy(ruled)]);
    for (let round = 0; round < ROUNDS; round++) {
      const request = await o.store.byId(o.team(), id);
      if (!request || request.kind !== sending.kind) return { ok: false, refusal: { code: 'not-found' } };
      if (request.history.some(h => h.key === sending.submission)) return { ok: true, request: id, replay: true };
      const decision = decide(
        routeFactsOf(request),
        { do: 'resend', ruled },
        contextOf(known, sending.user, sending.submission),
      );
      if (!decision.ok) return decision;
      const mine = await o.store.of(o.team(), sending.user);
      const problems = validate(mine.filter(r => r._id !== id));
      if (problems.length > 0) return { ok: false, problems };
      const kept = keptSource(sending.source, sending.user, { cards: request.cards, round: decision.change.set.round });
      const effects = [...decision.effects, ...(sending.owed ?? []), ...kept.owed];
      const { form, period } = sending;
      const edited = { form, period, seq: (mine[0]?.seq ?? 0) + 1, cards: kept.card };
      if (await saved(request, { ...decision, effects }, edited)) return { ok: true, request: id, replay: false };
    }
    return { ok: false, refusal: { code: 'busy' } };
  }

  /** What its kind has against approving a request now; what was only warned of was passed over by `despite`. */
  async function blockersOf(
    request: RequestDoc,
    command: RequestCommand,
    actor: Person,
  ): Promise<Extract<Refusal, { code: 'stands-against' }> | undefined> {
    if (command.do !== 'approve' || request.purpose !== 'request') return undefined;
    const found = await o.kinds.of(request.kind).approvalBlockers?.(request, actor);
    if (!found) return undefined;
    if (found.refused.length > 0) return { code: 'stands-against', reasons: found.refused, despite: false };
    if (command.despite || found.warned.length === 0) return undefined;
    return { code: 'stands-against', reasons: found.warned, despite: true };
  }

  /** What the schedule owes a request, decided on what stands now. `told`: who hears of it in a digest instead. */
  async function bySystem(
    id: string,
    command: RouteCommand,
    known: PresenceFacts,
    told: ReadonlySet<string>,
  ): Promise<boolean> {
    const request = await o.store.byId(o.team(), id);
    if (!request) return false;
    const key = `${command.do}:${Math.floor(o.clock.now() / 60_000)}`;
    const decision = decide(routeFactsOf(request), command, contextOf(known, SYSTEM, key));
    if (!decision.ok) return false;
    const effects = decision.effects.filter(e => e.kind !== routeEffect.remind || !told.has(e.to));
    return saved(request, { ...decision, effects });
  }

  /**
   * Asks whoever has come to be an approver while a step waits: a new manager, somebody back from leave, a delegate whose
   * principal was asked before. Their right is there already; this tells them.
   */
  async function askNewcomers(request: RequestDoc, known: PresenceFacts): Promise<boolean> {
    const { user, history: _, ...set } = routeFactsOf(request);
    const step = set.steps[set.at];
    if (!step || !(step.direct || step.over)) return false;
    const asked = effectiveApprovers(step, user, known).asked.filter(
      a => known.knows(a.user) && !set.asked.includes(a.user),
    );
    if (asked.length === 0) return false;
    const at = { round: set.round, step: set.at };
    const effects: Owed[] = [
      ...set.asked.map(to => ({ kind: routeEffect.card, lane: `card:${to}`, to })),
      ...asked.flatMap(a => [
        {
          kind: routeEffect.ask,
          lane: `card:${a.user}`,
          to: a.user,
          data: { ...at, ...defined({ for: a.for }) },
        },
        ...(known.hasHome(a.user) ? [{ kind: routeEffect.home, lane: `home:${a.user}`, to: a.user }] : []),
      ]),
    ];
    const change = { set: { ...set, asked: [...set.asked, ...asked.map(a => a.user)] }, history: [] };
    return saved(request, { change, effects });
  }

  /** Somebody for whom much waits gets one message, not one for each; who did. Stored under the hour: it is sent once. */
  async function sendDigests(due: readonly Due[]): Promise<ReadonlySet<string>> {
    const reminders = due.filter(d => d.do === 'remind');
    const many = [...new Set(reminders.map(d => d.to))].filter(u => reminders.filter(d => d.to === u).length > SINGLY);
    for (const user of many) {
      const mine = reminders.filter(d => d.to === user);
      const digest = { count: mine.length, urgent: mine.filter(d => d.urgent).length };
      const hour = Math.floor(o.clock.now() / 3_600_000);
      await o.received.answer(`digest:${user}:${hour}`, [{ kind: DIGEST, lane: DIGEST, to: user, data: digest }]);
    }
    return new Set(many);
  }

  return {
    send: (sending, validate) =>
      sending.again === undefined ? sendNew(sending, validate) : sendAgain(sending, sending.again, validate),

    decide: async (actor, requestId, command, key) => {
      let known: PresenceFacts | undefined;
      for (let round = 0; round < ROUNDS; round++) {
        const [request, refused] = await Promise.all([
          o.store.byId(o.team(), requestId),
          round === 0 && o.received.wasRefused(key),
        ]);
        if (!request) return { ok: false, refusal: { code: 'not-found' } };
        if (request.history.some(h => h.key === key) || refused)
          return { ok: true, request, state: request.state, replay: true };
        const kind = o.kinds.of(request.kind);
        const over = request.period.to < localDate(o.clock.now(), o.zone) && !kind.isNeverOver?.(request.form);
        if (command.do === 'ask-cancel' && over && request.user === actor.user)
          return { ok: false, refusal: { code: 'nothing-to-cancel' } };
        known ??= await o.presences.of([actor.user, ...concernedBy(request)]);
        const decision = decide(routeFactsOf(request), command, contextOf(known, actor.user, key));
        if (!decision.ok) {
          await o.received.refused(key);
          return decision;
        }
        const against = await blockersOf(request, command, actor);
        if (against) {
          // Who was only warned may send the same modal again.
          if (!against.despite) await o.received.refused(key);
          return { ok: false, refusal: against };
        }
        if (await saved(request, decision))
          return { ok: true, request, state: decision.change.set.state, replay: false };
      }
      return { ok: false, refusal: { code: 'busy' } };
    },

    remind: async () => {
      const waiting = await o.store.waiting(o.team());
      if (waiting.length === 0) return 0;
      const now = o.clock.now();
      const known = await o.presences.of(waiting.flatMap(concernedBy));
      const today = localDate(now, o.zone);
      let touched = 0;
      for (const r of waiting) {
        const urgent = becomesUrgent(r, startsOf(r, o.kinds, today), now, {
          ...{ zone: o.zone, calendar: o.calendar, presence: known },
        });
        if (urgent && (await saved(r, urgent))) touched++;
        // A save makes what was read here stale: newcomers are then asked a minute later.
        else if (await askNewcomers(r, known)) touched++;
      }
      const facts = waiting.flatMap(r => waitingRequest(r._id, r, known, startsOf(r, o.kinds, today)) ?? []);
      const users = [...new Set(facts.flatMap(f => f.approvers.map(a => a.user)))];
      const zones = new Map(
        await Promise.all(users.map(async u => [u, await o.zoneOf(u).catch(() => o.zone)] as const)),
      );
      const policy = { ...(await o.reminders()), zone: o.zone };
      const due = remindersDue(facts, now, policy, o.calendar, u => zones.get(u) ?? o.zone);
      const digested = await sendDigests(due);
      const commands = new Map<string, RouteCommand>();
      for (const d of due) {
        const before = commands.get(d.request);
        if (d.do !== 'remind') commands.set(d.request, { do: d.do });
        else if (before === undefined) commands.set(d.request, { do: 'remind', reminders: [d] });
        else if (before.do === 'remind') before.reminders.push(d);
      }
      for (const [id, command] of commands) if (await bySystem(id, command, known, digested)) touched++;
      return touched;
    },
  };
}
