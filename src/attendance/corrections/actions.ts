import { mayLetStand } from '../../approvals/acting.ts';
import { type Sending, sendRequest } from '../../approvals/actions.ts';
import type { ForceChange } from '../../approvals/kinds.ts';
import { closedMonths } from '../../approvals/points.ts';
import { inForce } from '../../approvals/route/view.ts';
import { type RequestDoc, requests } from '../../approvals/store.ts';
import { addDays, isMeant, localDate } from '../../calendar/rules.ts';
import { retryOnConflict } from '../../db/retry.ts';
import { clockTime } from '../../i18n/format.ts';
import type { Denial } from '../../people/may.ts';
import type { Person } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { type Owed, owe } from '../../shared/effects.ts';
import { owedLog } from '../../shared/owed-log.ts';
import type { Refusal, RouteRefusal } from '../../shared/refusal.ts';
import { owedHome } from '../../workspace/home.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { BreakRule } from '../../worktime/worktime.ts';
import { owedByChange, saveDay } from '../actions.ts';
import { unansweredOf } from '../answers.ts';
import { likelyEnds } from '../missed-check-out/actions.ts';
import type { DayChange, DayState, Span } from '../rules.ts';
import type { WorkdayDoc } from '../schema.ts';
import { WORKDAYS, workdays } from '../store.ts';
import { correctedByOther } from './effects.ts';
import { CORRECTION, type CorrectionForm, correctionFormOf } from './kind.ts';
import {
  conflict,
  correct,
  type Draft,
  type NotUndone,
  overAt,
  type Problem,
  problemsOf,
  spansOf,
  stateAt,
  undo,
  type ValidationContext,
} from './rules.ts';

/** A recorded day, and what validates a correction of it. */
export interface CorrectionContext {
  user: string;
  person: Person;
  date: string;
  zone: string;
  day: WorkdayDoc | undefined;
  validation: ValidationContext;
  way: 'at-once' | 'request';
  breaks: BreakRule;
}

/** A correction that was made or requested, before and after. */
export interface Made {
  date: string;
  zone: string;
  breaks: BreakRule;
  before: DayState;
  after: Span[];
  workedThrough?: boolean;
}

export type CorrectionOutcome =
  | { ok: true; way: 'at-once'; made: Made }
  | { ok: true; way: 'request'; request: string; made: Made }
  | { ok: false; problems: Problem[] }
  | { ok: false; denied: Denial }
  | { ok: false; refusal: Refusal | RouteRefusal };

/** The result of a decision on a correction. */
export type Enforced =
  | { is: 'made' }
  | { is: 'not-made'; why: Problem | 'cancelled' }
  | { is: 'taken-back' }
  | { is: 'not-taken-back'; why: Problem | Extract<NotUndone, 'changed-since'> };

/** The request that is sent again, and the message that opened the form. */
type About = Partial<Pick<Sending, 'again' | 'source' | 'copies'>>;

const HOUR = 3_600_000;

/** `asks`: whoever may act for somebody enters their request; only HR corrects another's record without one. */
async function mayCorrect(ws: Workspace, by: string, user: string): Promise<'yes' | 'asks' | Denial> {
  if (by === user) return ws.rights.allows(by, 'correct-own-attendance', user);
  if (await ws.rights.might(by, 'correct-attendance', user)) return 'yes';
  const asks = await ws.rights.might(by, 'act-for', user);
  return asks ? 'asks' : ws.rights.allows(by, 'correct-attendance', user);
}

/** A correction of a day that needs an answer, or that was sent back, may be requested of a day however far back. */
async function mayRequest(ws: Workspace, person: Person, date: string, again: string | undefined): Promise<boolean> {
  if (again !== undefined) return (await requests(ws).byId(ws.team, again))?.period.from === date;
  return (await unansweredOf(ws, person)).days.some(d => d.date === date);
}

async function load(
  ws: Workspace,
  by: string,
  user: string,
  date: string,
  { again, asks = false }: { again?: string | undefined; asks?: boolean } = {},
): Promise<CorrectionContext> {
  const now = ws.clock.now();
  const isKnown = isMeant(date);
  const [days, closed, person] = await Promise.all([
    isKnown ? workdays(ws).between(ws.team, user, addDays(date, -1), addDays(date, 1)) : [],
    isKnown ? closedMonths.only(ws).isClosed(ws, date) : false,
    ws.people.person(user),
  ]);
  const day = days.find(d => d.date === date);
  const own = ws.policy.of(person);
  const zone = day?.zone ?? own.on(date).workingTime.zone;
  const { correctBack, correctOwnWithin, breaks } = own.on(date).workingTime;
  const isOwn = by === user;
  const isBack = isKnown && isOwn && date < addDays(localDate(now, zone), -correctBack);
  const limited = isOwn && !(isBack && (await mayRequest(ws, person, date, again)));
  const validation: ValidationContext = {
    ...{ now, zone, day, closed },
    beside: days.filter(d => d !== day).flatMap(d => d.spans),
    ...defined({ hiredOn: person.hiredOn, lastDay: person.lastDay }),
    ...(limited ? { back: correctBack } : {}),
  };
  const { plannedEnd } = day && isOwn ? await likelyEnds(ws, user, date) : {};
  const over = (): number => overAt(day, { date, zone, ...defined({ plannedEnd }) });
  const late = isKnown && isOwn && now > over() + correctOwnWithin * HOUR;
  return { user, person, date, zone, day, validation, breaks, way: late || asks ? 'request' : 'at-once' };
}

/** A person's day, as `by` may correct it. */
export async function correctionContext(
  ws: Workspace,
  by: string,
  user: string,
  date: string,
  again?: string,
): Promise<CorrectionContext | { denied: Denial }> {
  const may = await mayCorrect(ws, by, user);
  return may === 'yes' || may === 'asks' ? load(ws, by, user, date, { again, asks: may === 'asks' }) : { denied: may };
}

/** A correction that ends a day has the effects of a check-out. False: somebody was faster. */
async function write(ws: Workspace, context: CorrectionContext, change: DayChange, owed: Owed[]): Promise<boolean> {
  const { person, day } = context;
  const ended = day?.open === true && !change.open;
  const follows = ended ? await owedByChange(ws, person, { do: 'check-out' }) : [];
  return (await saveDay(ws, context, day, change, [...owed, ...follows])) !== undefined;
}

/** What another changes; who corrects their own day is in its history. */
function loggedBy(
  by: string,
  { user, date, zone, day, validation }: CorrectionContext,
  after: Span[],
  note: string,
): Owed {
  const times = (spans: readonly Span[]): string =>
    spans.map(s => `${clockTime(s.in, zone)}–${s.out === undefined ? '' : clockTime(s.out, zone)}`).join(', ') || '–';
  const [was, now] = [times(stateAt(day, validation.now).spans), times(after)];
  return owedLog({ what: 'time.correction', by, about: user, on: date, was, now, note });
}

const madeOf = (
  { date, zone, breaks, day, validation }: CorrectionContext,
  after: Span[],
  before = stateAt(day, validation.now),
): Made => ({ date, zone, breaks, before, after });

/** Whether what somebody enters for another stands at once: where they alone decide on it. */
export const letsStand = (ws: Workspace, by: string, user: string): Promise<boolean> =>
  mayLetStand(ws, by, { kind: CORRECTION, user, facts: {} });

async function request(
  ws: Workspace,
  actor: string,
  context: CorrectionContext,
  draft: Draft,
  key: string,
  about: About,
): Promise<CorrectionOutcome> {
  const { user, date } = context;
  const made = madeOf(context, spansOf(draft, context.day));
  const by =
    actor === user ? undefined : { user: actor, reason: draft.reason.trim(), stands: await letsStand(ws, actor, user) };
  const form: CorrectionForm = {
    ...made,
    reason: by ? '' : draft.reason.trim(),
    ...(draft.forgotten ? { forgotten: true } : {}),
    ...(draft.workedThrough ? { workedThrough: true } : {}),
  };
  const period = { from: date, to: date };
  const outcome = await sendRequest<Problem>(
    ws,
    { user, kind: CORRECTION, form, facts: {}, submission: key, period, ...about, ...defined({ by }) },
    others => {
      const waits = others.some(r => r.kind === CORRECTION && r.state === 'waiting' && r.period.from === date);
      return waits ? [{ where: { at: 'date' }, code: 'already-asked' }] : [];
    },
  );
  if (!outcome.ok) return outcome;
  return by?.stands ? { ok: true, way: 'at-once', made } : { ok: true, way: 'request', request: outcome.request, made };
}

/** Leaves one's own day as it is after its correction was rejected; false: it was not. */
export async function keepDay(ws: Workspace, user: string, date: string, id: string): Promise<boolean> {
  const rejected = await requests(ws).byId(ws.team, id);
  const own = rejected?.user === user && rejected.kind === CORRECTION && rejected.period.from === date;
  if (!own || rejected.state !== 'rejected') return false;
  const kept = await retryOnConflict(async () => {
    const day = await workdays(ws).on(ws.team, user, date);
    if (!day) return false;
    if (day.kept?.includes(id)) return true;
    const effects = owe([owedHome(user)], ws.clock.now());
    if (!(await workdays(ws).keep(day, id, effects))) return undefined;
    ws.outbox.notify(WORKDAYS, day._id, effects);
    return true;
  });
  return kept ?? false;
}

/**
 * Corrects a day, or requests that. `read` makes the draft from what is recorded now; `key` recognises a duplicate
 * submission; `again`: the request that was sent back and is sent again.
 */
export async function correctDay(
  ws: Workspace,
  by: string,
  { user, date, ...about }: { user: string; date: string } & About,
  read: (context: CorrectionContext) => Draft,
  key: string,
): Promise<CorrectionOutcome> {
  const may = await mayCorrect(ws, by, user);
  if (may !== 'yes' && may !== 'asks') return { ok: false, denied: may };
  const outcome = await retryOnConflict<CorrectionOutcome>(async () => {
    const context = await load(ws, by, user, date, { again: about.again, asks: may === 'asks' });
    const done = context.day?.history.find(h => h.key === key);
    if (done?.from && done.to) return { ok: true, way: 'at-once', made: madeOf(context, done.to.spans, done.from) };
    const draft = read(context);
    const problems = problemsOf(draft, context.validation);
    if (problems.length > 0) return { ok: false, problems };
    if (about.again !== undefined || context.way === 'request' || draft.workedThrough)
      return request(ws, by, context, draft, key, about);
    const spans = spansOf(draft, context.day);
    const reason = draft.reason.trim();
    const change = correct(context.day, spans, { at: context.validation.now, by, key, reason });
    const owed =
      by === user
        ? []
        : [
            correctedByOther.owed({ to: user, lane: correctedByOther.kind, data: { key } }),
            loggedBy(by, context, spans, reason),
          ];
    const saved = await write(ws, context, change, owed);
    return saved ? { ok: true, way: 'at-once', made: madeOf(context, spans) } : undefined;
  });
  return outcome ?? { ok: false, refusal: { code: 'busy' } };
}

/** Enforces a decision on a request; may be called twice for one decision. */
export async function enforce(ws: Workspace, request: RequestDoc, change: ForceChange): Promise<Enforced> {
  const { user, _id } = request;
  const { date, after, workedThrough, ...form } = correctionFormOf(request.form);
  const sent = request.history.findLast(h => h.what === 'sent' || h.what === 'resent');
  const by = sent?.by ?? user;
  const reason = form.reason || (sent?.comment ?? '');
  const enforced = await retryOnConflict<Enforced>(async () => {
    const context = await load(ws, user, user, date);
    const { day, validation } = context;
    const at = validation.now;
    const isDone = (key: string): boolean => day?.history.some(h => h.key === key) === true;
    if (change === 'in-force') {
      if (isDone(_id)) return { is: 'made' };
      if (!inForce(request)) return { is: 'not-made', why: 'cancelled' };
      const against = conflict(date, after, validation);
      if (against) return { is: 'not-made', why: against };
      const made = correct(day, after, { at, by, key: _id, reason, request: _id, ...defined({ workedThrough }) });
      return (await write(ws, context, made, [])) ? { is: 'made' } : undefined;
    }
    const key = `undo:${_id}`;
    if (!isDone(_id)) return { is: 'not-made', why: 'cancelled' };
    if (isDone(key)) return { is: 'taken-back' };
    const against = conflict(date, [], validation);
    if (against) return { is: 'not-taken-back', why: against };
    const undone = undo(day, _id, { at, by: user, key, request: _id });
    if (!undone.ok) return { is: 'not-taken-back', why: 'changed-since' };
    return (await write(ws, context, undone.change, [])) ? { is: 'taken-back' } : undefined;
  });
  if (enforced) return enforced;
  throw new Error(`a correction of ${date} could not be recorded: too many changes at once`);
}
