import type { Sending } from '../../approvals/actions.ts';
import type { ForceChange } from '../../approvals/kinds.ts';
import { inForce } from '../../approvals/route/view.ts';
import type { Approvals } from '../../approvals/service.ts';
import type { RequestDoc, RequestStore } from '../../approvals/store.ts';
import { addDays, isMeant, localDate } from '../../calendar/rules.ts';
import type { Outbox } from '../../outbox/worker.ts';
import type { People } from '../../people/actions.ts';
import type { PeopleAdministration } from '../../people/administer.ts';
import type { Denial } from '../../people/may.ts';
import type { Person } from '../../people/rules.ts';
import type { Clock } from '../../shared/clock.ts';
import { defined } from '../../shared/defined.ts';
import { type Owed, owe } from '../../shared/effects.ts';
import type { Refusal, RouteRefusal } from '../../shared/refusal.ts';
import type { LikelyEnds } from '../../worktime/summary.ts';
import type { BreakRule } from '../../worktime/worktime.ts';
import type { Answers } from '../answers.ts';
import { questionsShown } from '../missed-check-out/effects.ts';
import type { DayChange, DayCommand, DayState, Span } from '../rules.ts';
import { WORKDAYS, type WorkdayDoc, type WorkdayStore } from '../store.ts';
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
  toldState,
  undo,
  type ValidationContext,
} from './rules.ts';

/** What the policy of a date says of corrections, in hours and days, and how its breaks count. */
export interface CorrectionPolicy {
  correctOwnWithin: number;
  correctBack: number;
  breaks: BreakRule;
  forgottenAfter: number;
}

/** A day of somebody as it is recorded, and what a correction of it is validated on. */
export interface CorrectionContext {
  user: string;
  date: string;
  zone: string;
  day: WorkdayDoc | undefined;
  validation: ValidationContext;
  /** recorded as soon as it is sent, or decided by others */
  way: 'at-once' | 'request';
  breaks: BreakRule;
}

/** A correction that stands, before and after. */
export interface Made {
  date: string;
  zone: string;
  breaks: BreakRule;
  before: DayState;
  after: Span[];
}

export type CorrectionOutcome =
  | { ok: true; way: 'at-once'; made: Made }
  | { ok: true; way: 'request'; request: string; made: Made }
  | { ok: false; problems: Problem[] }
  | { ok: false; denied: Denial }
  | { ok: false; refusal: Refusal | RouteRefusal };

/** What became of a decision on a correction; undefined: there is nothing to tell. */
export type Enforced =
  | { is: 'made' }
  | { is: 'not-made'; why: Problem | 'cancelled' }
  | { is: 'taken-back' }
  | { is: 'not-taken-back'; why: Problem | Extract<NotUndone, 'changed-since'> };

/** The request that came back and is sent again, and the message that the form was opened from. */
type About = Partial<Pick<Sending, 'again' | 'source'>>;

export interface Corrections {
  /** A person's day, as `by` may correct it. */
  contextFor(by: string, user: string, date: string, again?: string): Promise<CorrectionContext | { denied: Denial }>;
  /** Leaves one's own day as it is after this correction of it was rejected; false: that is not so. */
  keep(user: string, date: string, request: string): Promise<boolean>;
  /**
   * Corrects a day, or asks for that. `read` says how the day was, by what is recorded now; `key` recognises the submission when it comes
   * twice; `again`: the request that came back and is sent again.
   */
  correct(
    by: string,
    asked: { user: string; date: string } & About,
    read: (context: CorrectionContext) => Draft,
    key: string,
  ): Promise<CorrectionOutcome>;
  /** What follows from a decision on a request; may be asked twice for one decision. */
  enforce(request: RequestDoc, change: ForceChange): Promise<Enforced>;
}

/** Tells a person that somebody else corrected their day; data: key of the step. */
export const CORRECTED_BY_OTHER = 'attendance-corrected-by-other';
const ROUNDS = 8;
const HOUR = 3_600_000;

export interface CorrectionParts {
  workdays: WorkdayStore;
  requests: Pick<RequestStore, 'byId'>;
  approvals: Approvals;
  answers: Pick<Answers, 'all'>;
  people: People;
  administration: PeopleAdministration;
  outbox: Outbox;
  clock: Clock;
  team: () => string;
  zone: string;
  /** in force on a date */
  policy: (date: string) => CorrectionPolicy;
  isClosed: (date: string) => Promise<boolean>;
  likely: (user: string, date: string, day: WorkdayDoc | undefined) => Promise<LikelyEnds>;
  /** what a check-out owes besides, such as the Slack status: so does a correction that ends a day */
  follows?: (user: string, command: DayCommand) => Promise<Owed[]>;
}

export function correctionActions(o: CorrectionParts): Corrections {
  const mayCorrect = (by: string, user: string): Promise<'yes' | Denial> =>
    o.administration.allows(by, by === user ? 'correct-own-attendance' : 'correct-attendance', user);

  /** A day that needs an answer, or whose correction came back, may be asked about however far back it lies. */
  async function mayBeAsked(person: Person, date: string, again: string | undefined): Promise<boolean> {
    if (again !== undefined) return (await o.requests.byId(o.team(), again))?.period.from === date;
    return (await o.answers.all(person)).days.some(d => d.date === date);
  }

  async function load(by: string, user: string, date: string, again?: string): Promise<CorrectionContext> {
    const now = o.clock.now();
    const known = isMeant(date);
    const [days, closed, person] = await Promise.all([
      known ? o.workdays.between(o.team(), user, addDays(date, -1), addDays(date, 1)) : [],
      known ? o.isClosed(date) : false,
      o.people.person(user),
    ]);
    const day = days.find(d => d.date === date);
    const zone = day?.zone ?? o.zone;
    const { correctBack, correctOwnWithin, breaks } = o.policy(date);
    const own = by === user;
    const isBack = known && own && date < addDays(localDate(now, zone), -correctBack);
    const limited = own && !(isBack && (await mayBeAsked(person, date, again)));
    const validation: ValidationContext = {
      ...{ now, zone, day, closed },
      beside: days.filter(d => d !== day).flatMap(d => d.spans),
      ...defined({ hiredOn: person.hiredOn, lastDay: person.lastDay }),
      ...(limited ? { back: correctBack } : {}),
    };
    const likely = known && own ? await o.likely(user, date, day) : {};
    const plannedEnd = defined({ plannedEnd: likely.plannedEnd });
    const late = known && own && now > overAt(day, { date, zone, ...plannedEnd }) + correctOwnWithin * HOUR;
    return { user, date, zone, day, validation, breaks, way: late ? 'request' : 'at-once' };
  }

  async function write(context: CorrectionContext, change: DayChange, owed: Owed[]): Promise<boolean> {
    const { user, date, zone, day } = context;
    const homes: Owed = { kind: 'home', lane: `home:${user}`, to: user };
    const ended = day?.open === true && !change.open;
    const follows = ended ? ((await o.follows?.(user, { do: 'check-out' })) ?? []) : [];
    const effects = owe([homes, ...owed, ...(day ? questionsShown(day) : []), ...follows], o.clock.now());
    const forgottenAfter = o.policy(date).forgottenAfter * HOUR;
    const saved = day
      ? await o.workdays.save(day, change, effects)
      : await o.workdays.insert({ team: o.team(), user, date, zone, forgottenAfter }, change, effects);
    if (saved) o.outbox.notify(WORKDAYS, `${o.team()}:${user}:${date}`, effects);
    return saved;
  }

  const madeOf = (
    context: CorrectionContext,
    after: Span[],
    before = toldState(context.day, context.validation.now),
  ): Made => ({
    date: context.date,
    zone: context.zone,
    breaks: context.breaks,
    before,
    after,
  });

  async function ask(context: CorrectionContext, draft: Draft, key: string, about: About): Promise<CorrectionOutcome> {
    const { user, date } = context;
    const made = madeOf(context, spansOf(draft, context.day));
    const form: CorrectionForm = {
      ...made,
      reason: draft.reason.trim(),
      ...(draft.forgotten ? { forgotten: true } : {}),
    };
    const outcome = await o.approvals.send<Problem>(
      {
        ...{ user, kind: CORRECTION, form, facts: {}, submission: key },
        period: { from: date, to: date },
        ...about,
      },
      others => {
        const waits = others.some(r => r.kind === CORRECTION && r.state === 'waiting' && r.period.from === date);
        return waits ? [{ where: { at: 'date' }, code: 'already-asked' }] : [];
      },
    );
    if (!outcome.ok) return outcome;
    return { ok: true, way: 'request', request: outcome.request, made };
  }

  return {
    contextFor: async (by, user, date, again) => {
      const denied = await mayCorrect(by, user);
      return denied === 'yes' ? load(by, user, date, again) : { denied };
    },
    keep: async (user, date, id) => {
      const request = await o.requests.byId(o.team(), id);
      const own = request?.user === user && request.kind === CORRECTION && request.period.from === date;
      if (!own || request.state !== 'rejected') return false;
      for (let round = 0; round < ROUNDS; round++) {
        const day = await o.workdays.on(o.team(), user, date);
        if (!day) return false;
        if (day.kept?.includes(id)) return true;
        const effects = owe([{ kind: 'home', lane: `home:${user}`, to: user }], o.clock.now());
        if (!(await o.workdays.keep(day, id, effects))) continue;
        o.outbox.notify(WORKDAYS, day._id, effects);
        return true;
      }
      return false;
    },
    correct: async (by, { user, date, ...about }, read, key) => {
      const denied = await mayCorrect(by, user);
      if (denied !== 'yes') return { ok: false, denied };
      for (let round = 0; round < ROUNDS; round++) {
        const context = await load(by, user, date, about.again);
        const done = context.day?.history.find(h => h.key === key);
        if (done?.from && done.to) return { ok: true, way: 'at-once', made: madeOf(context, done.to.spans, done.from) };
        const draft = read(context);
        const problems = problemsOf(draft, context.validation);
        if (problems.length > 0) return { ok: false, problems };
        if (about.again !== undefined || context.way === 'request') return ask(context, draft, key, about);
        const spans = spansOf(draft, context.day);
        const change = correct(context.day, spans, {
          ...{ at: context.validation.now, by, key },
          reason: draft.reason.trim(),
        });
        const owed: Owed[] =
          by === user ? [] : [{ kind: CORRECTED_BY_OTHER, lane: CORRECTED_BY_OTHER, to: user, data: { key } }];
        if (await write(context, change, owed)) return { ok: true, way: 'at-once', made: madeOf(context, spans) };
      }
      return { ok: false, refusal: { code: 'busy' } };
    },
    enforce: async (request, change) => {
      const { user } = request;
      const form = correctionFormOf(request.form);
      for (let round = 0; round < ROUNDS; round++) {
        const context = await load(user, user, form.date);
        const { now } = context.validation;
        const history = context.day?.history ?? [];
        if (change === 'in-force') {
          if (history.some(h => h.key === request._id)) return { is: 'made' };
          if (!inForce(request)) return { is: 'not-made', why: 'cancelled' };
          const against = conflict(form.date, form.after, context.validation);
          if (against) return { is: 'not-made', why: against };
          const { reason } = form;
          const why = { at: now, by: user, key: request._id, reason, request: request._id };
          if (await write(context, correct(context.day, form.after, why), [])) return { is: 'made' };
        } else {
          const key = `undo:${request._id}`;
          if (!history.some(h => h.key === request._id)) return { is: 'not-made', why: 'cancelled' };
          if (history.some(h => h.key === key)) return { is: 'taken-back' };
          const against = conflict(form.date, [], context.validation);
          if (against) return { is: 'not-taken-back', why: against };
          const undone = undo(context.day, request._id, { at: now, by: user, key, request: request._id });
          if (!undone.ok) return { is: 'not-taken-back', why: 'changed-since' };
          if (await write(context, undone.change, [])) return { is: 'taken-back' };
        }
      }
      throw new Error(`a correction of ${form.date} could not be recorded: too many changes at once`);
    },
  };
}
