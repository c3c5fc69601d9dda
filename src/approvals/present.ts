import type { NoticeModel } from '../../blocks/approval-messages.ts';
import type { CardModel, HistoryModel } from '../../blocks/approvals.ts';
import type { RequestModel } from '../../blocks/home.ts';
import { literal } from '../../blocks/kit.ts';
import type { Calendar } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import type { RouteNote } from '../shared/refusal.ts';
import { copiesText } from './copies.ts';
import type { Kinds } from './kinds.ts';
import { isUrgent } from './route/remind.ts';
import { mayDecideNow } from './route/rights.ts';
import type { ActingRights, Presence, RouteEntry } from './route/types.ts';
import { inForce, occupies, routeView, type StepView, stoodAsSent } from './route/view.ts';
import type { RequestDoc } from './store.ts';
import { startsOf } from './urgency.ts';

export interface PresentContext {
  w: Words;
  kinds: Kinds;
  names: ReadonlyMap<string, string>;
  zone: string;
  calendar: Calendar;
  /** what the reader may do with requests of somebody, beside deciding in their turn */
  rights?(user: string): ActingRights;
}

/** Pending, and due by its last working day before the start; `today`: the workplace's date. */
export function isPressing(
  r: RequestDoc,
  today: string,
  { kinds, calendar }: Pick<PresentContext, 'kinds' | 'calendar'>,
): boolean {
  const starts = r.state === 'waiting' ? startsOf(r, kinds, today) : undefined;
  return starts !== undefined && isUrgent(starts, today, calendar);
}

const nameIn = (ctx: PresentContext, user: string): string => ctx.names.get(user) ?? user;

/** The entry that decided; undefined before a first decision. */
function outcomeOf(r: RequestDoc): RouteEntry | undefined {
  const whats: Partial<Record<RequestDoc['state'], readonly RouteEntry['what'][]>> = {
    approved: ['approved', 'recorded', 'cancel-rejected', 'cancel-withdrawn'],
    rejected: ['rejected'],
    withdrawn: ['withdrawn'],
    'sent-back': ['sent-back'],
    cancelled: ['cancelled', 'revoked', 'replaced'],
  };
  return r.history.findLast(h => whats[r.state]?.includes(h.what));
}

/** What somebody may do to a request for its person, or in place of its approvers. */
export type Correction = 'revise' | 'revoke' | 'in-place';

export function correctionsOf(
  r: RequestDoc,
  kinds: Kinds,
  { actsFor, decidesFor }: ActingRights = { actsFor: true, decidesFor: false },
): Correction[] {
  const revises = kinds.of(r.kind).changes && occupies(r) && (r.state === 'approved' || r.purpose === 'request');
  return [
    ...(decidesFor && r.state === 'waiting' ? (['in-place'] as const) : []),
    ...(actsFor && revises ? (['revise'] as const) : []),
    ...(actsFor && occupies(r) ? (['revoke'] as const) : []),
  ];
}

export const peopleOf = (r: RequestDoc): string[] => [
  r.user,
  ...r.history.flatMap(h => [h.by, ...(h.for ? [h.for] : []), ...(h.inPlaceOf ?? []), ...(h.note?.users ?? [])]),
  ...r.steps.flatMap(s => s.notes.flatMap(n => n.users)),
  ...(r.informed ?? []),
];

function byline(h: Pick<RouteEntry, 'by' | 'for' | 'inPlaceOf'>, ctx: PresentContext): string {
  if (h.inPlaceOf) return ctx.w.acting.inPlaceOf(nameIn(ctx, h.by), namesIn(ctx, h.inPlaceOf));
  return ctx.w.approvals.actingFor(nameIn(ctx, h.by), h.for && nameIn(ctx, h.for));
}

/** A whole office is named by its first ones. */
const NAMED = 3;
const namesIn = (ctx: PresentContext, users: readonly string[]): string =>
  [ctx.w.list(users.slice(0, NAMED).map(u => nameIn(ctx, u))), ...(users.length > NAMED ? ['…'] : [])].join(' ');

/** Who sent this round for the person, and what rules they passed over; undefined: the person themselves. */
function enteredBy(r: RequestDoc, ctx: PresentContext): { by: string; reason: string; overrode: string[] } | undefined {
  const sent = r.history.findLast(h => h.what === 'sent' || h.what === 'resent');
  if (!sent || sent.by === r.user) return undefined;
  const overrode = (sent.overrode ?? []).map(code => ctx.w.acting.overrode[code] ?? code);
  return { by: nameIn(ctx, sent.by), reason: sent.comment ?? '', overrode };
}

export function cardModel(
  r: RequestDoc,
  alsoAway: string[] | undefined,
  route: RouteLines,
  today: string,
  ctx: PresentContext,
  corrections: readonly Correction[] = [],
): CardModel {
  const description = ctx.kinds.of(r.kind).describe(r.form, ctx.w);
  const end = outcomeOf(r);
  const asked = r.history.findLast(h => h.what === 'cancel-asked');
  return {
    id: r._id,
    round: r.round,
    step: r.at,
    who: nameIn(ctx, r.user),
    ...description,
    what: description.asked ?? description.what,
    ...defined({ entered: enteredBy(r, ctx) }),
    ...(isPressing(r, today, ctx) ? { urgent: true } : {}),
    cancels: r.state === 'waiting' && r.purpose === 'cancel',
    ...(r.purpose === 'cancel' && asked?.comment ? { cancelReason: asked.comment } : {}),
    alsoAway,
    ...(route.line ? { route: route.line } : {}),
    ...copiesText(r, ctx),
    notes: route.notes,
    ...(corrections.length > 0 ? { corrections } : {}),
    ...(stoodAsSent(r) && inForce(r) ? { stands: true } : {}),
    ...(end
      ? {
          outcome: {
            what: end.what === 'cancel-withdrawn' ? (stoodAsSent(r) ? 'recorded' : 'approved') : end.what,
            ...(end.what === 'recorded' && end.by === r.user ? {} : { by: byline(end, ctx) }),
            at: ctx.w.moment(end.at, ctx.zone),
            ...(end.comment ? { comment: end.comment } : {}),
          },
        }
      : {}),
  };
}

interface Named {
  name(user: string): string;
}

/** The route in words, and why a step went to others; raw names. */
export interface RouteLines {
  line?: string;
  notes: string[];
}

export function routeLines(r: RequestDoc, presence: Presence & Named, w: Words): RouteLines {
  if (stoodAsSent(r) && r.purpose === 'request') return { notes: [] };
  const steps = routeView(r, presence.staff);
  const notes = steps.flatMap(s => s.notes.map(n => noteText(n, presence, w)));
  if (isOfficeOnly(r)) return { notes };
  const line = w.approvals.routeLine(
    steps.map((s, i) => stepText(s, i === r.at && r.state === 'waiting', presence, w)),
  );
  return { line, notes };
}

/** Any administrator decides and nothing happened yet: no line about the route. */
export const isOfficeOnly = ({ steps }: Pick<RequestDoc, 'steps'>): boolean =>
  steps.length === 1 &&
  steps.every(
    s =>
      s.notes.length === 0 &&
      !s.passed &&
      [...s.seats, ...(s.over ? [s.over] : [])].every(({ rule }) => rule.who === 'hr' || rule.who === 'administrators'),
  );

/** The people of an approver slot in words; names are raw. */
export function slotName(
  { rule, users }: Pick<StepView['slots'][number], 'rule' | 'users'>,
  p: Named,
  w: Words,
): string {
  if (rule.who === 'group' && rule.name !== undefined) return rule.name;
  if (rule.who !== 'hr' && rule.who !== 'administrators' && rule.who !== 'reserve')
    return users.map(u => p.name(u)).join(', ');
  return w.approvals.who[rule.who] ?? '';
}

function stepText(step: StepView, now: boolean, p: Named, w: Words): string {
  const slots = step.slots
    .filter(s => s.users.length > 0 || s.vote)
    .map(({ vote, ...slot }) =>
      vote
        ? `✓ ${vote.inPlaceOf ? w.acting.inPlace(p.name(vote.by)) : w.approvals.actingFor(p.name(vote.by), vote.for && p.name(vote.for))}`
        : slotName(slot, p, w),
    );
  const names = [...new Set(slots)].filter(t => t !== '').join(step.need === 'all' ? ' + ' : ' / ');
  if (step.status === 'passed') return `(${names})`;
  return now ? `[${names}]` : names;
}

/** mrkdwn: names are literal. */
export const noteText = (note: RouteNote, p: Named, w: Words): string =>
  w.approvals.fell(w.list(note.users.map(u => literal(p.name(u), 60))), w.approvals.fallen[note.why] ?? note.why);

/** For the requester; undefined where there is no message. */
export function noticeModel(r: RequestDoc, entry: RouteEntry, ctx: PresentContext): NoticeModel | undefined {
  const what = entry.what === 'resent' ? 'sent' : entry.what;
  if (
    what !== 'sent' &&
    what !== 'approved' &&
    what !== 'recorded' &&
    what !== 'revoked' &&
    what !== 'rejected' &&
    what !== 'sent-back' &&
    what !== 'cancelled' &&
    what !== 'cancel-rejected'
  )
    return undefined;
  const description = ctx.kinds.of(r.kind).describe(r.form, ctx.w);
  return {
    outcome: what,
    id: r._id,
    mayEdit: what === 'sent-back' && r.state === 'sent-back',
    what: description.asked ?? description.what,
    when: description.when,
    amount: description.amount,
    ...(entry.by === r.user ? {} : { by: byline(entry, ctx) }),
    at: ctx.w.moment(entry.at, ctx.zone),
    ...(entry.comment ? { reason: entry.comment } : {}),
  };
}

/** `today`: a past request cannot be cancelled any more. */
export function requestModel(
  r: RequestDoc,
  alsoAway: readonly string[],
  today: string,
  ctx: PresentContext,
): RequestModel {
  const kind = ctx.kinds.of(r.kind);
  const { what, asked, when, amount, reason, standIn } = kind.describe(r.form, ctx.w);
  const end = outcomeOf(r);
  const mayCancel = r.state === 'approved' && (kind.isNeverOver?.(r.form) === true || r.period.to >= today);
  const why = r.purpose === 'cancel' ? (r.history.findLast(h => h.what === 'cancel-asked')?.comment ?? '') : reason;
  return {
    id: r._id,
    round: r.round,
    step: r.at,
    who: nameIn(ctx, r.user),
    what: r.state === 'approved' || r.state === 'cancelled' ? what : (asked ?? what),
    when,
    amount,
    state: r.state,
    ...(end?.what === 'replaced' ? { replaced: true } : {}),
    ...(stoodAsSent(r) ? { stands: true } : {}),
    ...defined({
      standIn,
      entered: enteredBy(r, ctx)?.by,
      corrections: ctx.rights && correctionsOf(r, ctx.kinds, ctx.rights(r.user)),
    }),
    ...(occupies(r) && kind.namesBirth?.(r.form) ? { namesBirth: true } : {}),
    cancels: r.state === 'waiting' && r.purpose === 'cancel',
    ...(isPressing(r, today, ctx) ? { urgent: true } : {}),
    mayCancel,
    ...(mayCancel && kind.changes ? { mayChange: true } : {}),
    ...((r.state === 'waiting' || r.state === 'sent-back') && r.purpose === 'request' ? { mayEdit: true } : {}),
    alsoAway: kind.absence ? alsoAway : [],
    ...(end ? { by: byline(end, ctx) } : {}),
    ...(end?.comment && r.state !== 'approved' ? { reason: end.comment } : {}),
    ...(r.state === 'waiting' && why !== '' ? { reason: why } : {}),
  };
}

export const mayDecide = (r: RequestDoc, actor: string, presence: Presence): boolean =>
  mayDecideNow(r, { ...presence, actor }) === 'yes';

/** `route`: steps in words, if more than "an administrator"; `came`: outcome notes. */
export function historyModel(
  r: RequestDoc,
  { route, outcomeNotes }: { route?: string | undefined; outcomeNotes?: string[] | undefined },
  ctx: PresentContext,
): HistoryModel {
  const description = ctx.kinds.of(r.kind).describe(r.form, ctx.w);
  const p = { name: (user: string) => nameIn(ctx, user) };
  return {
    who: nameIn(ctx, r.user),
    ...description,
    ...(route ? { route } : {}),
    ...copiesText(r, ctx),
    ...(outcomeNotes && outcomeNotes.length > 0 ? { outcomeNotes } : {}),
    lines: r.history.map(h => ({
      at: ctx.w.moment(h.at, ctx.zone),
      by: h.by === 'system' ? ctx.w.approvals.system : byline(h, ctx),
      did: h.days
        ? ctx.w.calendar.requestHistory(h.what === 'days-off', h.days.dates, ctx.w.holiday(h.days.name))
        : h.takes
          ? ctx.w.leave.recounted(ctx.w.leave.days(h.takes.was), ctx.w.leave.days(h.takes.is))
          : h.by !== r.user && (h.what === 'sent' || h.what === 'resent')
            ? ctx.w.acting.historySent(nameIn(ctx, r.user), h.what === 'resent')
            : (ctx.w.approvals.historySteps[h.what] ?? h.what),
      ...(h.step !== undefined && r.steps.length > 1
        ? { step: ctx.w.approvals.stepOf(h.step + 1, r.steps.length) }
        : {}),
      ...(h.note ? { why: noteText(h.note, p, ctx.w) } : {}),
      ...(h.overrode
        ? { why: ctx.w.acting.despite(ctx.w.list(h.overrode.map(code => ctx.w.acting.overrode[code] ?? code))) }
        : {}),
      ...(h.comment ? { comment: h.comment } : {}),
    })),
  };
}
