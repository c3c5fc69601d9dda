import {
  correctionAction as action,
  correctionCallback,
  correctionInput as input,
} from '../../../blocks/correction-ids.ts';
import { correctionModal, sentModal } from '../../../blocks/corrections.ts';
import { callback } from '../../../blocks/ids.ts';
import { type Modal, notice } from '../../../blocks/kit.ts';
import { monthCallback } from '../../../blocks/month-ids.ts';
import type { Editor } from '../../approvals/edit.ts';
import type { RoutePreview } from '../../approvals/service.ts';
import { sourceOf } from '../../approvals/source.ts';
import { addDays, isMeant, localDate } from '../../calendar/rules.ts';
import type { People } from '../../people/actions.ts';
import type { Clock } from '../../shared/clock.ts';
import { defined } from '../../shared/defined.ts';
import { found } from '../../slack/metadata.ts';
import type { Refusals } from '../../slack/refusals.ts';
import type { Acting, Press, Router, Submission } from '../../slack/router.ts';
import type { MissedCheckOuts } from '../missed-check-out/actions.ts';
import { unendedSpan } from '../missed-check-out/rules.ts';
import { isCheckOutMissed } from '../rules.ts';
import type { WorkdayStore } from '../store.ts';
import type { CorrectionContext, CorrectionOutcome, Corrections } from './actions.ts';
import { blockOf, chosenDate, type FormMetadata, readAbout, readForm, reasonIn } from './form.ts';
import { CORRECTION, correctionFormOf } from './kind.ts';
import { differences, problemText, timesText } from './present.ts';
import { type Draft, goesOn, problemsOf, spansOf, toldState } from './rules.ts';
import { readTimes, type TimedDay, timed } from './times.ts';

/** The most spans and breaks that are added by hand. */
const SPANS = 3;
const BREAKS = 4;
/** An unfinished day of the last weeks is the one that is meant, if no other is named. */
const DAYS_BACK = 14;

/** The windows of a month that stand beneath a correction. */
export interface ShownMonths {
  /** A day was corrected: it and the month beneath it are drawn again under the form. `day`: what the day's modal remembers. */
  corrected(s: Submission, day: string): void;
}

interface Parts {
  corrections: Corrections;
  workdays: WorkdayStore;
  people: People;
  preview: RoutePreview;
  shownMonths: ShownMonths;
  likelyDay: MissedCheckOuts['likelyDay'];
  /** the list of days that need an answer, where a press or form stands in or over it */
  redrawList: (press: Press) => Promise<unknown>;
  listBeneath: (s: Submission) => void;
  refusals: Refusals;
  clock: Clock;
  team: () => string;
  zone: string;
}

export interface CorrectionForms {
  /** Opens the form for a day: without a date the last unfinished one, else today. Whoever may not is told so. */
  open(press: Press, o: { user: string; date?: string }): Promise<void>;
  /** *Edit* and *Ask again* */
  editor: Editor;
}

/** The form of a correction, and the buttons that answer for a missing check-out. */
export function correctionsSlack(router: Router, o: Parts): CorrectionForms {
  async function drawn(
    acting: Pick<Acting, 'person' | 'w'>,
    context: CorrectionContext,
    form: TimedDay,
    kept: Kept,
  ): Promise<Modal> {
    const { again } = kept;
    const { w, person } = acting;
    const { user, date, zone, day, breaks } = context;
    const { draft } = readTimes(form, day, zone);
    // What was not typed yet is no mistake while the form is being filled.
    const problems = problemsOf(draft, context.validation).filter(p => !QUIET.includes(p.code));
    const told = { date, zone, breaks, before: toldState(day, context.validation.now), after: spansOf(draft, day) };
    const asked = context.way === 'request' || again !== undefined;
    const own = user === person.user;
    const decides = asked ? await o.preview({ kind: CORRECTION, user, facts: {} }, w) : [];
    const metadata: FormMetadata = {
      ...{ user, date, spans: form.spans.length, breaks: form.breaks.length },
      ...kept,
    };
    const recorded = day && day.spans.length > 0 ? w.corrections.now(timesText(day.spans, told, w)) : undefined;
    return correctionModal(
      {
        ...(own ? {} : { who: (await o.people.names([user])).get(user) ?? user }),
        date,
        now: `${recorded ?? w.corrections.nothing}${told.before.unfinished ? ` · ${w.corrections.isUnfinished}` : ''}`,
        ...(person.zone === zone ? {} : { zone }),
        spans: form.spans.map((s, i) => ({
          ...s,
          place: s.place ?? person.place,
          mayLack: { in: i > 0, out: i > 0 || goesOn(day, context.validation.now) },
          ...(day?.spans[i]?.stays ? { recordedPlaces: true } : {}),
        })),
        breaks: form.breaks,
        mayAddSpan: form.spans.length < SPANS,
        mayAddBreak: form.breaks.length < BREAKS,
        reason: form.reason,
        problems: problems.map(p => problemText(p, w)),
        differences: problems.length > 0 || told.after.length === 0 ? [] : differences(told, w),
        way: asked ? { is: 'request', decides } : { is: 'at-once' },
        metadata: JSON.stringify(metadata),
      },
      w,
    );
  }

  /** The form of a day as it is recorded; the one input of a day without a record is empty. */
  function blank(context: CorrectionContext, reason: string): TimedDay {
    const form = timed(context.day, context.date, reason);
    return form.spans.length > 0 ? form : { ...form, spans: [{ nextDay: false }] };
  }

  async function open(press: Press, asked: { user: string; date?: string; worked?: true }): Promise<void> {
    const { user } = asked;
    const named = asked.date ? found(isMeant(asked.date) ? asked.date : undefined) : await lastUnfinished(user);
    const date = named ?? localDate(o.clock.now(), o.zone);
    const context = await o.corrections.contextFor(press.person.user, user, date);
    if ('denied' in context) return press.tell(press.w.people.denied[context.denied]);
    const forgot = toldState(context.day, context.validation.now).unfinished && user === press.person.user;
    const filled = asked.worked && (await likelyForm(press, context));
    await press.open(
      await drawn(
        press,
        context,
        filled || blank(context, forgot ? press.w.corrections.missedCheckOut : ''),
        asked.date ? openedFrom(press) : { ...sourceOf(press), ...openedFrom(press) },
      ),
    );
  }

  /** A day without a record as its person probably worked it; undefined where there is one by now. */
  async function likelyForm(
    { w, person }: Press,
    { day, user, date, zone }: CorrectionContext,
  ): Promise<TimedDay | undefined> {
    const likely = day?.spans.length ? undefined : await o.likelyDay(user, date);
    if (!likely) return undefined;
    const spans = [{ ...likely, place: person.place, breaks: [] }];
    return timed({ date, zone, spans, open: false, history: [] }, date, w.corrections.noRecord);
  }

  async function lastUnfinished(user: string): Promise<string | undefined> {
    const now = o.clock.now();
    const today = localDate(now, o.zone);
    const days = await o.workdays.between(o.team(), user, addDays(today, -DAYS_BACK), today);
    return days.findLast(d => d.unfinished || isCheckOutMissed(d, now))?.date;
  }

  router.opens(action.open, press => {
    const [first = '', second] = press.value.split('|');
    return second === undefined
      ? open(press, { user: press.person.user, date: first })
      : open(press, { user: first, date: second });
  });
  router.opens(action.worked, press => open(press, { user: press.person.user, date: press.value, worked: true }));
  router.opens(action.pickPerson, press => open(press, { user: press.value }));

  async function redraw(press: Press): Promise<void> {
    const { view } = press;
    if (!view) return;
    const shown = found(readAbout(view.metadata));
    const date = chosenDate(view.state);
    const context = await o.corrections.contextFor(press.person.user, shown.user, date, shown.again);
    if ('denied' in context) return press.tell(press.w.people.denied[context.denied]);
    const form = date === shown.date ? readForm(view.state, shown) : blank(context, reasonIn(view.state));
    if (press.actionId === action.addSpan) {
      const place = form.spans.at(-1)?.place;
      form.spans.push({ nextDay: false, ...(place ? { place } : {}) });
    }
    if (press.actionId === action.addBreak) form.breaks.push({});
    const modal = await drawn(press, context, form, keptOf(shown));
    await press.redraw(modal);
  }
  for (const id of [action.date, action.time, action.nextDay, action.place, action.addSpan, action.addBreak])
    router.opens(id, redraw);

  router.submitAbout(correctionCallback.correct, readAbout, async s => {
    const { w, person } = s;
    const shown = found(readAbout(s.metadata));
    const { user, again, source } = shown;
    const date = chosenDate(s.state);
    // Another day was chosen, and sent before its record was drawn: nobody has seen that yet.
    if (date !== shown.date) {
      const context = await o.corrections.contextFor(person.user, user, date, again);
      if (!('denied' in context))
        return { update: await drawn(s, context, blank(context, reasonIn(s.state)), keptOf(shown)) };
    }
    const form = readForm(s.state, shown);
    let at: { spans: number[]; breaks: number[] } = { spans: [], breaks: [] };
    const read = (context: CorrectionContext): Draft => {
      const times = readTimes(form, context.day, context.zone);
      at = times.at;
      return times.draft;
    };
    const asked = { user, date, ...(again ? { again } : {}), ...defined({ source }) };
    const outcome = await o.corrections.correct(person.user, asked, read, s.key);
    if (!outcome.ok && 'problems' in outcome) {
      const errors: Record<string, string> = {};
      for (const p of outcome.problems) errors[blockOf(p, date, at)] ??= problemText(p, w);
      return { errors };
    }
    if (!outcome.ok) {
      const text = await refusalText(outcome, s);
      // What another try mends keeps what was typed.
      if ('refusal' in outcome && outcome.refusal.code === 'busy') return { errors: { [input.reason]: text } };
      return { update: notice(callback.notice, w.errors.title, text, w.common.close) };
    }
    if (shown.day) o.shownMonths.corrected(s, shown.day);
    if (shown.list) o.listBeneath(s);
    const told = { way: outcome.way, date: w.date(date), differences: differences(outcome.made, w) };
    return { update: sentModal(told, callback.notice, w) };
  });

  async function refusalText(
    outcome: Exclude<CorrectionOutcome, { ok: true } | { problems: unknown }>,
    acting: Pick<Acting, 'person' | 'w'>,
  ): Promise<string> {
    if ('denied' in outcome) return acting.w.people.denied[outcome.denied];
    return o.refusals.text(outcome.refusal, acting);
  }

  /** One press says when the person left. A day that was answered for meanwhile stays as it is. */
  async function leftAt(press: Press): Promise<void> {
    const { w, person } = press;
    const [date = '', ms = ''] = press.value.split('|');
    const at = found(Number.isInteger(Number(ms)) ? Number(ms) : undefined);
    let answered: string | undefined;
    const read = ({ day, zone }: CorrectionContext): Draft => {
      const spans = day?.spans ?? [];
      const ended = !day?.open && !day?.unfinished;
      if (ended) answered = w.missedCheckOut.answered(w.date(date), timesText(spans, { date, zone }, w));
      return { ...leaving(spans, ended ? undefined : at), date, reason: '', forgotten: true };
    };
    const outcome = await o.corrections.correct(person.user, { user: person.user, date }, read, press.key);
    if (press.view?.type === 'modal') press.later(async () => void (await o.redrawList(press)));
    if (outcome.ok) return;
    if (answered !== undefined) return press.tell(answered);
    if (!('problems' in outcome)) return press.tell(await refusalText(outcome, press));
    const problem = outcome.problems[0];
    const told = problem && TOLD.includes(problem.code) ? problemText(problem, w) : w.missedCheckOut.gone;
    await press.tell(told);
  }
  router.press(action.leftAt, leftAt);
  router.press(action.leftAtOther, leftAt);

  router.press(action.keep, async press => {
    const [date = '', request = ''] = press.value.split('|');
    if (!(await o.corrections.keep(press.person.user, date, request)))
      await o.refusals.tell({ code: 'not-found' }, press);
    if (press.view?.type === 'modal') press.later(async () => void (await o.redrawList(press)));
  });

  return {
    open,
    editor: async (press, request, copy) => {
      const form = correctionFormOf(request.form);
      const again = copy ? {} : { again: request._id };
      const context = await o.corrections.contextFor(press.person.user, request.user, form.date, again.again);
      if ('denied' in context) return press.tell(press.w.people.denied[context.denied]);
      const { date, zone } = form;
      const sent = timed({ date, zone, spans: form.after, open: false, history: [] }, date, form.reason);
      const spans = sent.spans.map((s, i) => ({ ...s, place: form.after[i]?.place ?? press.person.place }));
      await press.open(
        await drawn(press, context, { ...sent, spans }, { ...openedFrom(press), ...again, ...sourceOf(press) }),
      );
    },
  };
}

/** What a form remembers however often it is drawn again. */
type Kept = Pick<FormMetadata, 'again' | 'day' | 'source' | 'list'>;
const keptOf = ({ again, day, source, list }: FormMetadata): Kept => ({
  ...(again ? { again } : {}),
  ...(day ? { day } : {}),
  ...defined({ source, list }),
});

function openedFrom({ view }: Press): Kept {
  if (view?.callbackId === monthCallback.day) return { day: view.metadata };
  return view?.callbackId === callback.list ? { list: true } : {};
}

/** Problems of a form that is still being filled. */
const QUIET: readonly string[] = ['reason-missing', 'nothing-changed', 'missing-time'];
/** Problems that another time would not mend. */
const TOLD: readonly string[] = ['already-asked', 'month-closed', 'too-far-back', 'before-hire', 'after-last-day'];

/** A day as it is recorded, but that the span which nobody ended did so at `at`, ms. */
function leaving(
  spans: NonNullable<CorrectionContext['day']>['spans'],
  at: number | undefined,
): Pick<Draft, 'spans' | 'breaks'> {
  const index = unendedSpan({ spans });
  return {
    spans: spans.map((s, was) => {
      const out = was === index && at !== undefined ? at : s.out;
      return { in: s.in, was, ...defined({ out }) };
    }),
    breaks: spans.flatMap(s =>
      s.breaks.map(b => ({
        from: b.from,
        ...(b.to !== undefined ? { to: b.to } : defined({ to: at })),
      })),
    ),
  };
}
