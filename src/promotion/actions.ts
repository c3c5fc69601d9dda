import { LEAVE, longLeaveIn } from '../absence/leaves.ts';
import { inForce } from '../approvals/route/view.ts';
import { requests } from '../approvals/store.ts';
import { byUser } from '../attendance/records.ts';
import { addDays } from '../calendar/rules.ts';
import { factsOf, factsOfMany } from '../grants/balances.ts';
import { AHEAD_DAYS, type LedgerFacts } from '../grants/facts.ts';
import { changeLedgers } from '../grants/record/change.ts';
import type { LedgerDoc, NoticeEntry, StoredNotice } from '../grants/record/schema.ts';
import { ledgers } from '../grants/record/store.ts';
import { isUnconfirmed } from '../grants/record/valid-notice.ts';
import { RUNS, runId, runs } from '../jobs/store.ts';
import { isWorked, takenOn } from '../leave/hours.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import { owedHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { aboutNotice, evidenceDue, noticeDue, owedShown, sendPrepared, workRefused } from './effects.ts';
import { datesOf, entryOf } from './present.ts';
import { answerBy, type LeftNow, leftOf, type PlannedNotice, promotionPlan, shares } from './rules.ts';
import { changeNotice, type Notice, noticeId, noticesFrom, noticesOf, userIn } from './store.ts';

/** The sentence is in i18n. */
export type PromotionRefusal = 'not-found' | 'not-yours' | 'sent-already' | 'busy';
export type PromotionOutcome = { ok: true; notice: Notice; replay: boolean } | { ok: false; refused: PromotionRefusal };

const SYSTEM = 'system';
/** Days searched for working days without leave. */
const DAYS_BACK = 90;

/** Not over yet, the soonest first. */
export const currentNotices = (ws: Workspace): Promise<Notice[]> => noticesFrom(ws, ws.policy.today());

/** Nothing where long leave covers the rest of the time. */
export async function leftNow(ws: Workspace, doc: Notice): Promise<LeftNow> {
  const [facts, own] = await Promise.all([factsOf(ws, doc.user), requests(ws).of(ws.team, doc.user)]);
  if (!facts || isCovered(doc, longLeaveIn(own, facts.today)?.until)) return { left: 0 };
  const left = leftOf(doc.grants, facts.known, facts.uses, facts.today);
  return { left, ...defined({ fullDay: facts.fullDay }) };
}

const isCovered = ({ usableUntil }: Pick<Notice, 'usableUntil'>, awayUntil: string | undefined): boolean =>
  awayUntil !== undefined && usableUntil <= awayUntil;

/** What a notice becomes, with a line of its history. */
export interface NoticeChange {
  set?: Partial<Pick<Notice, 'state' | 'sent' | 'left' | 'answerBy'>>;
  entry: NoticeEntry;
}

/** Decided on the latest version; undefined: no change. */
export async function changed(
  ws: Workspace,
  id: string,
  key: string,
  decide: (notice: Notice) => { change: NoticeChange; owed: Owed[] } | PromotionRefusal | undefined,
): Promise<PromotionOutcome> {
  const outcome = await changeNotice<PromotionOutcome>(ws, id, notice => {
    if (!notice) return { answer: { ok: false, refused: 'not-found' } };
    const decided = notice.history.some(h => h.key === key) ? undefined : decide(notice);
    if (decided === undefined) return { answer: { ok: true, notice, replay: true } };
    if (typeof decided === 'string') return { answer: { ok: false, refused: decided } };
    const { set, entry } = decided.change;
    return {
      answer: { ok: true, notice, replay: false },
      notice: { ...notice, ...set, history: [...notice.history, entry] },
      effects: owe(decided.owed, ws.clock.now()),
    };
  });
  return outcome ?? { ok: false, refused: 'busy' };
}

/** Prepares the notices whose window is open today, and counts again what is left of the others. Idempotent. */
export async function prepareNotices(ws: Workspace): Promise<void> {
  const on = ws.policy.today();
  const people = new Map((await ws.people.active()).map(p => [p.user, p]));
  const known = await ledgers(ws).ofMany(ws.team, [...people.keys()], true);
  const leaves = byUser(await requests(ws).inForceIn(ws.team, LEAVE, on, addDays(on, AHEAD_DAYS)));
  const awayUntil = (user: string) => longLeaveIn(leaves.get(user) ?? [], on)?.until;
  const planOf = ({ user, known: grants, uses }: LedgerFacts, ledger: LedgerDoc): PlannedNotice[] => {
    const { hiredOn, lastDay } = people.get(user) ?? {};
    const person = { user, ...defined({ hiredOn, lastDay }), awayUntil: awayUntil(user), grants, uses };
    const ids = new Set(ledger.current.notices.map(n => n.id));
    return promotionPlan([person], on).filter(notice => !ids.has(noticeId(ws.team, notice)));
  };
  // Most people have no notice, whatever their leaves.
  const whom = (facts: LedgerFacts): boolean => {
    const ledger = known.get(facts.user);
    return ledger !== undefined && (planOf(facts, ledger).length > 0 || openIn(ledger, on));
  };
  const facts = await factsOfMany(ws, [...people.values()], { whom, known });
  const concerned = [...known.values()].filter(l => facts.has(l.user));
  await changeLedgers(ws, concerned, ledger => {
    const about = facts.get(ledger.user);
    if (!about) return undefined;
    const counted = ledger.current.notices.map(n => {
      if (n.usableUntil < on) return n;
      const covered = isCovered(n, awayUntil(ledger.user));
      return { ...n, left: covered ? 0 : leftOf(n.grants, about.known, about.uses, on) };
    });
    const planned = planOf(about, ledger).map(plan => preparedAt(ws, plan));
    const same = counted.every((n, i) => n.left === ledger.current.notices[i]?.left);
    if (same && planned.length === 0) return undefined;
    return { set: { current: { ...ledger.current, notices: [...counted, ...planned] } } };
  });
}

const openIn = ({ current }: LedgerDoc, on: string): boolean => current.notices.some(n => n.usableUntil >= on);

function preparedAt(ws: Workspace, { user, left: amount, ...plan }: PlannedNotice): StoredNotice {
  const entry = { at: ws.clock.now(), by: SYSTEM, what: 'prepared' as const, key: 'prepared' };
  const counted = { state: 'prepared' as const, prepared: amount, left: amount, history: [entry] };
  return { id: noticeId(ws.team, { user, ...plan }), ...plan, ...counted };
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
  return changed(ws, id, key, doc => {
    if (doc.state === 'sent') return 'sent-already';
    if (doc.state === state) return undefined;
    const entry = { at: ws.clock.now(), by: actor, what, key, ...defined({ reason }) } as const;
    const logged = owedLog({
      what: 'leave.promotion',
      by: actor,
      about: doc.user,
      ...defined({ note: reason }),
      now: { change: what },
    });
    return { change: { set: { state }, entry }, owed: [logged] };
  });
}

/** The effect survives the end of this process, so that a press is answered at once. */
async function claimOnce(ws: Workspace, job: string, key: string, by: string, owed: Owed[]): Promise<void> {
  const name = `${job}:${key}`;
  const now = ws.clock.now();
  const effects = owe(owed, now);
  if (await runs(ws).claim(ws.team, name, { job, date: ws.policy.today(), at: now, by }, effects))
    ws.outbox.notify(RUNS, runId(ws.team, name), effects);
}

export function sendAll(ws: Workspace, actor: string, key: string): Promise<void> {
  const data = { by: actor, at: ws.clock.now() };
  const logged = owedLog({ what: 'leave.promotion', by: actor });
  return claimOnce(ws, sendPrepared.kind, key, actor, [sendPrepared.owed({ lane: 'send', to: actor, data }), logged]);
}

export const askEvidence = (ws: Workspace, actor: string, key: string): Promise<void> =>
  // Empty data: the file's id goes into it.
  claimOnce(ws, evidenceDue.kind, key, actor, [
    evidenceDue.owed({ lane: 'evidence', to: actor, data: {} }),
    owedLog({ what: 'files.export', by: actor, now: { file: 'promotion' } }),
  ]);

export async function sendNotice(
  ws: Workspace,
  doc: Notice,
  press: { by: string; at: number },
  key: string,
): Promise<void> {
  const person = await ws.people.person(doc.user);
  if (!isActive(person)) return;
  const { left } = await leftNow(ws, doc);
  await changed(ws, doc.id, key, latest => {
    const on = ws.policy.today();
    // Excluded, sent, or prepared after the press.
    if (latest.state !== 'prepared' || (latest.history[0]?.at ?? press.at) > press.at) return undefined;
    if (on > latest.to || left <= 0) return undefined;
    return {
      change: {
        set: { state: 'sent', sent: left, left },
        entry: { at: ws.clock.now(), by: press.by, what: 'sent', key },
      },
      owed: [noticeDue.owed(aboutNotice(doc)), owedHome(doc.user)],
    };
  });
}

/** The ten days of the answer begin. `paper`: HR handed it over. */
export async function seeNotice(
  ws: Workspace,
  by: string,
  id: string,
  where: NonNullable<NoticeEntry['where']>,
  key: string,
): Promise<PromotionOutcome> {
  const today = ws.policy.of(await ws.people.person(userIn(id))).today();
  return changed(ws, id, key, doc => {
    if (doc.user !== by && where !== 'paper') return 'not-yours';
    if (doc.state !== 'sent') return 'not-found';
    // The first time counts.
    if (doc.history.some(h => h.what === 'seen')) return undefined;
    return {
      change: {
        set: { answerBy: doc.answerBy ?? answerBy(today) },
        entry: { at: ws.clock.now(), by, what: 'seen', key, where },
      },
      owed: [
        ...owedShown(doc),
        ...(where === 'paper'
          ? [owedLog({ what: 'leave.promotion', by, about: doc.user, now: { change: 'handed' } })]
          : []),
      ],
    };
  });
}

/** The dates that the employer designated have their own confirmation. */
export const seeDates = (ws: Workspace, user: string, id: string, key: string): Promise<PromotionOutcome> =>
  changed(ws, id, key, doc => {
    if (doc.user !== user) return 'not-yours';
    if (!entryOf(doc, 'designated')) return 'not-found';
    if (!isUnconfirmed(doc)) return undefined;
    return { change: { entry: { at: ws.clock.now(), by: user, what: 'seen-dates', key } }, owed: owedShown(doc) };
  });

const designatedFor = async (ws: Workspace, user: string, date: string): Promise<Notice[]> =>
  (await noticesOf(ws, user)).filter(n => datesOf(n, 'designated').includes(date));

/** Whatever became of its leave. */
export const isDesignated = async (ws: Workspace, user: string, date: string): Promise<boolean> =>
  (await designatedFor(ws, user, date)).length > 0;

/** The notice whose designated leave lies on a date; undefined: none, or it was cancelled since. */
export async function designatedOn(ws: Workspace, user: string, date: string): Promise<Notice | undefined> {
  const own = await designatedFor(ws, user, date);
  if (own.length === 0) return undefined;
  const mine = await requests(ws).of(ws.team, user);
  const leaves = mine.filter(r => inForce(r) && r.period.from <= date && date <= r.period.to).map(r => r._id);
  return own.find(n => n.history.some(h => h.what === 'designated' && h.requests?.some(id => leaves.includes(id))));
}

/** Work on a designated day is not accepted (노무수령 거부; else it is to be paid: 대법원 2019다279283). */
export const refuseWork = (ws: Workspace, doc: Notice, date: string): Promise<PromotionOutcome> =>
  changed(ws, doc.id, `work-refused:${date}`, () => ({
    change: {
      entry: { at: ws.clock.now(), by: SYSTEM, what: 'work-refused', key: `work-refused:${date}`, dates: [date] },
    },
    owed: [workRefused.owed({ lane: `refused:${doc.id}`, to: doc.user, data: { notice: doc.id, date } })],
  }));

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
  for (let n = 0; n < DAYS_BACK; n++) {
    const date = addDays(usableUntil, -n);
    if (date <= ws.policy.of(person).today()) break;
    if (!isWorked(ws, person, date) || taken.has(date)) continue;
    if (shares([date, ...found], amount, d => takenOn(ws, person, d))) found.unshift(date);
  }
  return found;
}
