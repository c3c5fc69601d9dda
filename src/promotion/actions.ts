import { byUser } from '../attendance/records.ts';
import { addDays } from '../calendar/rules.ts';
import { retryOnConflict } from '../db/retry.ts';
import { factsOf, factsOfMany } from '../grants/balances.ts';
import type { LedgerFacts } from '../grants/facts.ts';
import { RUNS, runId, runs } from '../jobs/store.ts';
import { isWorked } from '../leave/hours.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { owedHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { evidenceDue, noticeDue, owedShown, sendPrepared } from './effects.ts';
import { answerBy, datesFor, leftOf, type PlannedNotice, promotionPlan } from './rules.ts';
import {
  type NewPromotion,
  PROMOTIONS,
  type PromotionChange,
  type PromotionDoc,
  promotionId,
  promotions,
} from './store.ts';

/** The sentence is in i18n. */
export type PromotionRefusal = 'not-found' | 'not-yours' | 'sent-already' | 'busy';
export type PromotionOutcome =
  | { ok: true; doc: PromotionDoc; replay: boolean }
  | { ok: false; refused: PromotionRefusal };

const SYSTEM = 'system';
/** Days searched for working days without leave. */
const DAYS_BACK = 90;

/** Not over yet, the soonest first. */
export const currentNotices = (ws: Workspace): Promise<PromotionDoc[]> =>
  promotions(ws).from(ws.team, ws.policy.today());

export async function leftNow(ws: Workspace, doc: PromotionDoc): Promise<number> {
  const facts = await factsOf(ws, doc.user);
  return facts ? leftOf(doc.grants, facts.known, facts.uses, facts.today) : 0;
}

/** Decided on the latest version; undefined: no change. */
export async function changeNotice(
  ws: Workspace,
  id: string,
  key: string,
  decide: (doc: PromotionDoc) => { change: PromotionChange; owed: Owed[] } | PromotionRefusal | undefined,
): Promise<PromotionOutcome> {
  const outcome = await retryOnConflict<PromotionOutcome>(async () => {
    const doc = await promotions(ws).byId(ws.team, id);
    if (!doc) return { ok: false, refused: 'not-found' };
    const decided = doc.history.some(h => h.key === key) ? undefined : decide(doc);
    if (decided === undefined) return { ok: true, doc, replay: true };
    if (typeof decided === 'string') return { ok: false, refused: decided };
    const effects = owe(decided.owed, ws.clock.now());
    if (!(await promotions(ws).save(doc, decided.change, effects))) return undefined;
    ws.outbox.notify(PROMOTIONS, id, effects);
    return { ok: true, doc, replay: false };
  });
  return outcome ?? { ok: false, refused: 'busy' };
}

/** Prepares the notices whose window is open today, and counts again what is left of the others. Idempotent. */
export async function prepareNotices(ws: Workspace): Promise<void> {
  const on = ws.policy.today();
  const stored = await promotions(ws).from(ws.team, on);
  const ids = new Set(stored.map(d => d._id));
  const prepared = byUser(stored);
  const people = new Map((await ws.people.active()).map(p => [p.user, p]));
  const planOf = ({ user, known: grants, uses }: LedgerFacts): PlannedNotice[] => {
    const { hiredOn, lastDay } = people.get(user) ?? {};
    const person = { user, ...defined({ hiredOn, lastDay }), grants, uses };
    return promotionPlan([person], on).filter(notice => !ids.has(promotionId(ws.team, notice)));
  };
  // Most people have no notice, whatever their leaves.
  const whom = (facts: LedgerFacts): boolean => prepared.has(facts.user) || planOf(facts).length > 0;
  const changed: { id: string; left: number }[] = [];
  const notices: NewPromotion[] = [];
  for (const [user, facts] of await factsOfMany(ws, [...people.values()], { whom, most: true })) {
    for (const doc of prepared.get(user) ?? []) {
      const now = leftOf(doc.grants, facts.known, facts.uses, on);
      if (now !== doc.left) changed.push({ id: doc._id, left: now });
    }
    for (const { left: amount, ...notice } of planOf(facts)) {
      const entry = { at: ws.clock.now(), by: SYSTEM, what: 'prepared' as const, key: 'prepared' };
      const counted = { state: 'prepared' as const, prepared: amount, left: amount, history: [entry] };
      notices.push({ team: ws.team, ...notice, ...counted });
    }
  }
  await promotions(ws).updateLeft(changed);
  await promotions(ws).insert(notices);
}

/** With a reason excludes a notice, without one includes it again. */
export function excludeNotice(
  ws: Workspace,
  actor: string,
  id: string,
  reason: string | undefined,
  key: string,
): Promise<PromotionOutcome> {
  const what = reason === undefined ? 'included' : 'excluded';
  const state = reason === undefined ? 'prepared' : 'excluded';
  return changeNotice(ws, id, key, doc => {
    if (doc.state === 'sent') return 'sent-already';
    if (doc.state === state) return undefined;
    const entry = { at: ws.clock.now(), by: actor, what, key, ...defined({ reason }) } as const;
    return { change: { set: { state }, entry }, owed: [] };
  });
}

/** The effect survives the end of this process, so that a press is answered at once. */
async function claimOnce(ws: Workspace, job: string, key: string, by: string, owed: Owed): Promise<void> {
  const name = `${job}:${key}`;
  const now = ws.clock.now();
  const effects = owe([owed], now);
  if (await runs(ws).claim(ws.team, name, { job, date: ws.policy.today(), at: now, by }, effects))
    ws.outbox.notify(RUNS, runId(ws.team, name), effects);
}

export function sendAll(ws: Workspace, actor: string, key: string): Promise<void> {
  const data = { by: actor, at: ws.clock.now() };
  return claimOnce(ws, sendPrepared.kind, key, actor, sendPrepared.owed({ lane: 'send', to: actor, data }));
}

export const askEvidence = (ws: Workspace, actor: string, key: string): Promise<void> =>
  // Empty data: the file's id goes into it.
  claimOnce(ws, evidenceDue.kind, key, actor, evidenceDue.owed({ lane: 'evidence', to: actor, data: {} }));

export async function sendNotice(
  ws: Workspace,
  doc: PromotionDoc,
  press: { by: string; at: number },
  key: string,
): Promise<void> {
  const person = await ws.people.person(doc.user);
  if (!isActive(person)) return;
  const left = await leftNow(ws, doc);
  await changeNotice(ws, doc._id, key, latest => {
    const on = ws.policy.today();
    // Excluded, sent, or prepared after the press.
    if (latest.state !== 'prepared' || (latest.history[0]?.at ?? press.at) > press.at) return undefined;
    if (on > latest.to || left <= 0) return undefined;
    return {
      change: {
        set: { state: 'sent', sent: left, left, answerBy: answerBy(on) },
        entry: { at: ws.clock.now(), by: press.by, what: 'sent', key },
      },
      owed: [noticeDue.owed({ lane: 'notice', to: doc.user }), owedHome(doc.user)],
    };
  });
}

export const seeNotice = (
  ws: Workspace,
  user: string,
  id: string,
  where: 'dm' | 'home',
  key: string,
): Promise<PromotionOutcome> =>
  changeNotice(ws, id, key, doc => {
    if (doc.user !== user) return 'not-yours';
    if (doc.state !== 'sent') return 'not-found';
    // The first time counts.
    if (doc.history.some(h => h.what === 'seen')) return undefined;
    return {
      change: { set: {}, entry: { at: ws.clock.now(), by: user, what: 'seen', key, where } },
      owed: owedShown(user),
    };
  });

/** As many as an amount covers, up to a date. */
export async function lastWorkingDays(
  ws: Workspace,
  person: Person,
  usableUntil: string,
  amount: number,
): Promise<string[]> {
  const facts = await factsOf(ws, person.user);
  const taken = new Set(facts?.uses.map(u => u.date) ?? []);
  const found: string[] = [];
  for (let n = 0; n < DAYS_BACK && found.length < datesFor(amount); n++) {
    const date = addDays(usableUntil, -n);
    if (date <= ws.policy.today()) break;
    if (isWorked(ws, person, date) && !taken.has(date)) found.unshift(date);
  }
  return found;
}
