import { CC } from '../../../blocks/approval-ids.ts';
import {
  correctionAction as action,
  correctionCallback,
  correctionInput as input,
} from '../../../blocks/correction-ids.ts';
import { correctionModal, sentModal } from '../../../blocks/corrections.ts';
import { callback } from '../../../blocks/ids.ts';
import type { Modal } from '../../../blocks/kit.ts';
import { monthCallback } from '../../../blocks/month-ids.ts';
import { copiesIn, copiesOf, copyProblem } from '../../approvals/copies.ts';
import { previewRoute } from '../../approvals/preview.ts';
import { sourceOf } from '../../approvals/source.ts';
import type { RequestDoc } from '../../approvals/store.ts';
import { addDays, isMeant } from '../../calendar/rules.ts';
import { defined } from '../../shared/defined.ts';
import { beside, type FormModal, says, sent } from '../../slack/form-modal.ts';
import { found } from '../../slack/metadata.ts';
import type { Acting, Press } from '../../slack/router.ts';
import { homeDrawing } from '../../workspace/home.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { likelyDay } from '../missed-check-out/actions.ts';
import { unendedSpan } from '../missed-check-out/rules.ts';
import { dayCorrected } from '../points.ts';
import { isCheckOutMissed } from '../rules.ts';
import { workdays } from '../store.ts';
import {
  type CorrectionContext,
  type CorrectionOutcome,
  correctDay,
  correctionContext,
  keepDay,
  letsStand,
} from './actions.ts';
import { blockOf, chosenDate, type FormMetadata, readAbout, readForm, reasonIn } from './form.ts';
import { CORRECTION, correctionFormOf } from './kind.ts';
import { differences, problemText, timesText } from './present.ts';
import { type Draft, goesOn, problemsOf, spansOf, stateAt } from './rules.ts';
import { readTimes, type TimedDay, timed } from './times.ts';

const SPANS = 3;
const BREAKS = 4;
/** The default day is an unfinished one of the last weeks. */
const DAYS_BACK = 14;

type Viewing = Pick<Acting, 'person' | 'w'>;

/** Metadata that survives a redraw. */
type Kept = Pick<FormMetadata, 'again' | 'day' | 'source' | 'list'>;
const keptOf = ({ again, day, source, list }: FormMetadata): Kept => defined({ again, day, source, list });

function openedFrom({ view }: Press): Kept {
  if (view?.callbackId === monthCallback.day) return { day: view.metadata };
  return view?.callbackId === callback.list ? { list: true } : {};
}

/** Problems of an unfinished form. */
const QUIET: readonly string[] = ['reason-missing', 'nothing-changed', 'missing-time'];
/** Problems that another time does not solve. */
const FINAL: readonly string[] = ['already-asked', 'month-closed', 'too-far-back', 'before-hire', 'after-last-day'];

async function drawn(
  ws: Workspace,
  { w, person }: Viewing,
  context: CorrectionContext,
  form: TimedDay,
  kept: Kept,
  copies: readonly string[] = [],
): Promise<Modal> {
  const { user, date, zone, day, breaks, validation } = context;
  const { draft } = readTimes(form, day, zone);
  // An empty field is no mistake yet.
  const problems = problemsOf(draft, validation).filter(p => !QUIET.includes(p.code));
  const made = { date, zone, breaks, before: stateAt(day, validation.now), after: spansOf(draft, day) };
  const isRequest = context.way === 'request' || kept.again !== undefined;
  const decides = isRequest ? await previewRoute(ws, { kind: CORRECTION, user, facts: {} }, w) : [];
  const acts = isRequest && user !== person.user;
  const acting = acts && { for: (await letsStand(ws, person.user, user)) ? ('stands' as const) : ('asks' as const) };
  const counts = { spans: form.spans.length, breaks: form.breaks.length };
  const metadata: FormMetadata = { user, date, ...counts, ...kept };
  const recorded = day && day.spans.length > 0 ? w.corrections.now(timesText(day.spans, made, w)) : undefined;
  return correctionModal(
    {
      ...(user === person.user ? {} : { who: (await ws.people.names([user])).get(user) ?? user }),
      date,
      now: `${recorded ?? w.corrections.nothing}${made.before.unfinished ? ` · ${w.corrections.isUnfinished}` : ''}`,
      ...(person.zone === zone ? {} : { zone }),
      spans: form.spans.map((s, i) => ({
        ...s,
        place: s.place ?? person.place,
        mayLack: { in: i > 0, out: i > 0 || goesOn(day, validation.now) },
        ...(day?.spans[i]?.stays ? { recordedPlaces: true } : {}),
      })),
      breaks: form.breaks,
      mayAddSpan: counts.spans < SPANS,
      mayAddBreak: counts.breaks < BREAKS,
      reason: form.reason,
      problems: problems.map(p => problemText(p, w)),
      differences: problems.length > 0 || made.after.length === 0 ? [] : differences(made, w),
      way: isRequest ? { is: 'request', decides, copies, ...acting } : { is: 'at-once' },
      metadata: JSON.stringify(metadata),
    },
    w,
  );
}

/** The recorded day; without a record one empty input. */
function blank(context: CorrectionContext, reason: string): TimedDay {
  const form = timed(context.day, context.date, reason);
  return form.spans.length > 0 ? form : { ...form, spans: [{ nextDay: false }] };
}

/** Without a date the last unfinished day, else today. */
async function open(ws: Workspace, press: Press, of: { user: string; date?: string; worked?: true }): Promise<void> {
  const { user } = of;
  const named = of.date ? found(isMeant(of.date) ? of.date : undefined) : await lastUnfinished(ws, user);
  const context = await correctionContext(ws, press.person.user, user, named ?? (await todayOf(ws, user)));
  if ('denied' in context) return press.tell(press.w.people.denied[context.denied]);
  const forgot = stateAt(context.day, context.validation.now).unfinished && user === press.person.user;
  const filled = of.worked && (await likelyForm(ws, press, context));
  const form = filled || blank(context, forgot ? press.w.corrections.missedCheckOut : '');
  await press.open(
    await drawn(ws, press, context, form, { ...(of.date ? {} : sourceOf(press)), ...openedFrom(press) }),
  );
}

/** As the person probably worked; undefined where a record exists by now. */
async function likelyForm(
  ws: Workspace,
  { w, person }: Press,
  { day, user, date, zone }: CorrectionContext,
): Promise<TimedDay | undefined> {
  const likely = day?.spans.length ? undefined : await likelyDay(ws, user, date);
  if (!likely) return undefined;
  const spans = [{ ...likely, place: person.place, breaks: [] }];
  return timed({ date, zone, spans, open: false, history: [] }, date, w.corrections.noRecord);
}

const todayOf = async (ws: Workspace, user: string): Promise<string> =>
  ws.policy.of(await ws.people.person(user)).today();

async function lastUnfinished(ws: Workspace, user: string): Promise<string | undefined> {
  const [now, today] = [ws.clock.now(), await todayOf(ws, user)];
  const days = await workdays(ws).between(ws.team, user, addDays(today, -DAYS_BACK), today);
  return days.findLast(d => d.unfinished || isCheckOutMissed(d, now))?.date;
}

async function redraw(ws: Workspace, press: Press): Promise<void> {
  const { view } = press;
  if (!view) return;
  const shown = found(readAbout(view.metadata));
  const date = chosenDate(view.state);
  const context = await correctionContext(ws, press.person.user, shown.user, date, shown.again);
  if ('denied' in context) return press.tell(press.w.people.denied[context.denied]);
  const form = date === shown.date ? readForm(view.state, shown) : blank(context, reasonIn(view.state));
  if (press.actionId === action.addSpan) {
    const place = form.spans.at(-1)?.place;
    form.spans.push({ nextDay: false, ...defined({ place }) });
  }
  if (press.actionId === action.addBreak) form.breaks.push({});
  await press.redraw(await drawn(ws, press, context, form, keptOf(shown), copiesIn(view.state)));
}

const correction: FormModal<Workspace, FormMetadata, Exclude<CorrectionOutcome, { problems: unknown }>> = {
  reads: readAbout,
  store: async (ws, s, shown) => {
    const { user, again, source } = shown;
    const date = chosenDate(s.state);
    // Sent before the other day's record was drawn: nobody has seen it.
    if (date !== shown.date) {
      const context = await correctionContext(ws, s.person.user, user, date, again);
      if (!('denied' in context))
        return { update: await drawn(ws, s, context, blank(context, reasonIn(s.state)), keptOf(shown)) };
    }
    const form = readForm(s.state, shown);
    let at: { spans: number[]; breaks: number[] } = { spans: [], breaks: [] };
    const read = (context: CorrectionContext): Draft => {
      const times = readTimes(form, context.day, context.zone);
      at = times.at;
      return times.draft;
    };
    const copies = copiesIn(s.state);
    const notCopied = await copyProblem(ws, copies, s.w);
    if (notCopied !== undefined) return { errors: { [CC]: notCopied } };
    const about = { user, date, copies, ...defined({ again, source }) };
    const outcome = await correctDay(ws, s.person.user, about, read, s.key);
    if (!('problems' in outcome)) return outcome;
    return beside(outcome.problems, p => [blockOf(p, date, at), problemText(p, s.w)]);
  },
  refuse: async (ws, s, _shown, { refusal }) => {
    const text = await ws.refusals.text(refusal, s);
    // Keeps the input for another try.
    return refusal.code === 'busy' ? { errors: { [input.reason]: text } } : says(text, s.w);
  },
  after: (ws, s, shown) => {
    if (shown.day) dayCorrected.only(ws)(ws, s, shown.day);
    if (shown.list) homeDrawing.only(ws).answersBeneath(ws, s);
  },
  done: (_ws, { w }, _shown, { way, made }) => ({
    update: sentModal({ way, date: w.date(made.date), differences: differences(made, w) }, callback.notice, w),
  }),
};

/** Redraws the list of days that need an answer, if the press came from it. */
function redrawAnswers(ws: Workspace, press: Press): void {
  if (press.view?.type === 'modal') press.later(() => homeDrawing.only(ws).redrawList(ws, press));
}

/** One press states when the person left. A day that was answered meanwhile stays as it is. */
async function leftAt(ws: Workspace, press: Press): Promise<void> {
  const { w, person } = press;
  const [day = '', ms = ''] = press.value.split('|');
  const date = found(isMeant(day) ? day : undefined);
  const at = found(/^\d{13}$/.test(ms) ? Number(ms) : undefined);
  let answered: string | undefined;
  const read = ({ day, zone }: CorrectionContext): Draft => {
    const spans = day?.spans ?? [];
    const ended = !day?.open && !day?.unfinished;
    if (ended) answered = w.missedCheckOut.answered(w.date(date), timesText(spans, { date, zone }, w));
    return { ...leaving(spans, ended ? undefined : at), date, reason: '', forgotten: true };
  };
  const outcome = await correctDay(ws, person.user, { user: person.user, date }, read, press.key);
  redrawAnswers(ws, press);
  if (outcome.ok) return;
  if (answered !== undefined) return press.tell(answered);
  if ('denied' in outcome) return press.tell(w.people.denied[outcome.denied]);
  if ('refusal' in outcome) return press.tell(await ws.refusals.text(outcome.refusal, press));
  const problem = outcome.problems[0];
  await press.tell(problem && FINAL.includes(problem.code) ? problemText(problem, w) : w.missedCheckOut.gone);
}

/** A recorded day whose span without a check-out ends at `at`, ms. */
function leaving(
  spans: NonNullable<CorrectionContext['day']>['spans'],
  at: number | undefined,
): Pick<Draft, 'spans' | 'breaks'> {
  const index = unendedSpan({ spans });
  return {
    spans: spans.map((s, was) => ({ in: s.in, was, ...defined({ out: was === index ? (at ?? s.out) : s.out }) })),
    breaks: spans.flatMap(s => s.breaks.map(b => ({ from: b.from, ...defined({ to: b.to ?? at }) }))),
  };
}

/** One press says that the legal break was not taken; whoever decides on corrections decides. */
async function workedThrough(ws: Workspace, press: Press): Promise<void> {
  const { w, person, value } = press;
  const date = found(isMeant(value) ? value : undefined);
  const read = ({ day }: CorrectionContext): Draft => ({
    ...leaving(day?.spans ?? [], undefined),
    ...{ date, reason: '', workedThrough: true },
  });
  const outcome = await correctDay(ws, person.user, { user: person.user, date }, read, press.key);
  if (outcome.ok) return press.tell(w.corrections.asked(w.date(date)));
  if ('denied' in outcome) return press.tell(w.people.denied[outcome.denied]);
  if ('refusal' in outcome) return press.tell(await ws.refusals.text(outcome.refusal, press));
  await press.tell(outcome.problems.map(p => problemText(p, w)).join(' '));
}

async function keep(ws: Workspace, press: Press): Promise<void> {
  const [date = '', request = ''] = press.value.split('|');
  if (!(await keepDay(ws, press.person.user, date, request))) await ws.refusals.tell({ code: 'not-found' }, press);
  redrawAnswers(ws, press);
}

export async function editCorrection(ws: Workspace, press: Press, request: RequestDoc, copy?: 'copy'): Promise<void> {
  const form = correctionFormOf(request.form);
  const again = copy ? {} : { again: request._id };
  const context = await correctionContext(ws, press.person.user, request.user, form.date, again.again);
  if ('denied' in context) return press.tell(press.w.people.denied[context.denied]);
  const { date, zone } = form;
  const asSent = timed({ date, zone, spans: form.after, open: false, history: [] }, date, form.reason);
  const spans = asSent.spans.map((s, i) => ({ ...s, place: form.after[i]?.place ?? press.person.place }));
  const kept = { ...openedFrom(press), ...again, ...sourceOf(press) };
  await press.open(await drawn(ws, press, context, { ...asSent, spans }, kept, copiesOf(request)));
}

export function correctionRoutes(r: Routes): void {
  const judged = { judgedBy: 'who may correct the day: its person, or HR' };
  const everyone = { everyone: true } as const;
  r.open(action.open, judged, (ws, press) => {
    const [first = '', second] = press.value.split('|');
    return open(
      ws,
      press,
      second === undefined ? { user: press.person.user, date: first } : { user: first, date: second },
    );
  });
  r.open(action.worked, everyone, (ws, press) =>
    open(ws, press, { user: press.person.user, date: press.value, worked: true }),
  );
  r.open(action.pickPerson, judged, (ws, press) => open(ws, press, { user: press.value }));
  for (const id of [action.date, action.time, action.nextDay, action.place, action.addSpan, action.addBreak])
    r.open(id, judged, redraw);
  r.submit(correctionCallback.correct, judged, (ws, s) => sent(correction, ws, s), readAbout);
  r.press(action.leftAt, everyone, leftAt);
  r.press(action.leftAtOther, everyone, leftAt);
  r.press(action.workedThrough, everyone, workedThrough);
  r.press(action.keep, everyone, keep);
}
