import { z } from 'zod';
import { action, callback, input } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { leaveModal } from '../../blocks/leave.ts';
import { leaveAction, leaveInput } from '../../blocks/leave-ids.ts';
import { activeLeaves, eventsIn, LEAVE } from '../absence/leaves.ts';
import { readPrefill } from '../absence/prefill.ts';
import type { SendOutcome } from '../approvals/actions.ts';
import { previewRoute } from '../approvals/preview.ts';
import { stoodAsSent } from '../approvals/route/view.ts';
import { sourceOf, sourceSchema } from '../approvals/source.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { isDate } from '../calendar/rules.ts';
import { balancesFrom } from '../grants/balances.ts';
import { ANNUAL } from '../grants/ledger/types.ts';
import { poolsFor } from '../grants/pools.ts';
import type { Words } from '../i18n/index.ts';
import type { LeaveEvent } from '../leave-record/events.ts';
import { halfOf, type LeaveForm, leaveFormOf, partsOf, takenOf } from '../leave-record/form.ts';
import { countLeave, type FilledLeave, type LeaveProblem, leaveFacts } from '../leave-record/rules.ts';
import { type LeaveType, typeOn } from '../leave-record/types/definition.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, choicesOf, dateOf, type FormState, textOf } from '../slack/form.ts';
import { beside, says } from '../slack/form-modal.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { found, NotFound, readMetadata } from '../slack/metadata.ts';
import { filesOf } from '../slack/pickers.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { homeDrawing } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type About, firstDay, previewLeave, requestLeave } from './actions.ts';
import { askedIn, eventIn } from './event-form.ts';
import { settledEvent } from './event-present.ts';
import { arrangedDay } from './hours.ts';
import { takenInSpan } from './most.ts';
import { leaveModel, problemText } from './present.ts';
import { type OfferedType, offersTo } from './types/left.ts';
import { offeredTypes } from './types/library.ts';

const metadataSchema = z.strictObject({
  again: z.string().exactOptional(),
  replaces: z.string().exactOptional(),
  source: sourceSchema.exactOptional(),
  whose: z.string().exactOptional(),
  list: z.literal(true).exactOptional(),
});
const readAbout = (metadata: string): About | undefined =>
  metadata === '' ? {} : readMetadata(metadataSchema, metadata);

/** Administrators named as deciders. */
const DECIDERS = 5;

/** Or the administrators' names. */
async function deciders(
  ws: Workspace,
  user: string,
  facts: { type: string; days: number },
  w: Words,
): Promise<string[]> {
  const steps = await previewRoute(ws, { kind: LEAVE, user, facts }, w);
  const office = [w.approvals.who.hr, w.approvals.who.administrators];
  if (steps.length !== 1 || !office.includes(steps[0])) return steps;
  const all = await ws.people.administrators();
  const others = all.filter(p => p.user !== user);
  return [w.list((others.length > 0 ? others : all).slice(0, DECIDERS).map(p => p.name))];
}

async function offersOf(
  ws: Workspace,
  person: Person,
  date = ws.policy.of(person).today(),
): Promise<{ offers: OfferedType[]; events: LeaveEvent[] }> {
  const reading = requests(ws).of(ws.team, person.user);
  const [types, balances, all] = await Promise.all([
    offeredTypes(ws, person, date),
    balancesFrom(ws, person, reading),
    reading,
  ]);
  const leaves = activeLeaves(all);
  const taken = (type: LeaveType): number => takenInSpan(type, date, leaves, ws.policy.of(person).calendar);
  return {
    offers: offersTo(
      types.map(t => typeOn(t, date)),
      balances,
      taken,
    ),
    events: eventsIn(all),
  };
}

/** Initial inputs, and what follows from the type. */
function settled(
  form: Partial<FilledLeave>,
  { types, events }: { types: readonly LeaveType[]; events: readonly LeaveEvent[] },
  first: string,
): FilledLeave {
  const half = halfOf(form.type ?? '');
  const wanted = half ? 'half' : form.type;
  const type = types.find(t => t.id === wanted) ?? types[0];
  const from = form.from && isDate(form.from) ? form.from : first;
  const to = type?.unit === 'day' && form.to && isDate(form.to) ? form.to : from;
  const parts = type ? partsOf(type.unit) : [];
  const part = parts.find(p => p === (half ?? form.part)) ?? parts[0];
  const occasion = type?.occasions.find(c => c.id === form.occasion)?.id;
  const { files, replaces, timeFrom, timeTo, noBreak, reason = '' } = form;
  return {
    ...{ type: type?.id ?? '', from, to, reason },
    ...defined({ event: settledEvent(type?.rule, form.event, events), openEnd: form.openEnd }),
    ...defined({ part, occasion, timeFrom, timeTo, noBreak, files, replaces }),
  };
}

export async function leaveForm(
  ws: Workspace,
  { person: viewer, w }: Viewing,
  form: Partial<FilledLeave> = {},
  about: About = {},
  toBlock?: string,
): Promise<Modal> {
  const person = await subjectOf(ws, viewer, about);
  const { calendar, today } = ws.policy.of(person);
  const { offers, events } = await offersOf(ws, person, form.from);
  const id = about.again ?? about.replaces;
  const request = id === undefined ? undefined : await requests(ws).byId(ws.team, id);
  const old = request?.user === person.user ? leaveFormOf(request.form) : undefined;
  const replaces = about.replaces && old ? { id: about.replaces, was: takenOf(old) } : undefined;
  const first = form.from === undefined ? await firstDay(ws, person) : today();
  const types = offers.map(offer => offer.type);
  const filled = settled({ ...form, ...defined({ replaces }) }, { types, events }, first);
  const preview = await previewLeave(ws, person.user, filled, about);
  const { from = '', to = '' } = filled;
  const facts = leaveFacts({ ...(preview.form ?? { from, to }), type: filled.type }, calendar);
  const days = Math.max(facts.days, replaces ? countLeave(replaces.was, calendar).days : 0);
  const model = leaveModel(filled, preview, {
    calendar,
    offers,
    events,
    arranged: filled.from ? arrangedDay(ws, person, filled.from) : undefined,
    decides: await deciders(ws, person.user, { ...facts, days }, w),
    pools: await poolsFor(ws, [preview.form?.as.pool ?? ANNUAL]),
    w,
    kept: (old?.files ?? []).map(f => f.name),
    metadata: Object.keys(about).length === 0 ? '' : JSON.stringify(about),
    ...(about.whose ? { whose: person.name } : {}),
    ...defined({ toBlock: toBlock ?? (form.to === undefined ? `${input.to}:${filled.to}` : undefined) }),
  });
  return leaveModal(model, w);
}

/** Whose leave the form is about: HR's too, of a leave that stands as sent. */
async function subjectOf(ws: Workspace, viewer: Person, { whose }: About): Promise<Person> {
  if (whose === undefined) return viewer;
  if ((await ws.rights.allows(viewer.user, 'give-leave', whose)) !== 'yes') throw new NotFound();
  return ws.people.person(whose);
}

const filledOf = ({ type, from, to, reason, event, ...f }: LeaveForm): Partial<FilledLeave> => ({
  ...{ type, from, to, reason },
  ...defined({ part: f.part, timeFrom: f.time?.from, timeTo: f.time?.to, occasion: f.occasion, openEnd: f.openEnd }),
  ...defined({ noBreak: f.noBreak && (true as const), event: event && { id: event.id } }),
});

/** To send again, or as a `copy`. */
export async function editLeave(ws: Workspace, press: Press, request: RequestDoc, copy?: 'copy'): Promise<void> {
  const about = { ...(copy ? {} : { again: request._id }), ...sourceOf(press) };
  await press.open(await leaveForm(ws, press, filledOf(leaveFormOf(request.form)), about));
}

/** For a change of an approved leave. */
export const changeLeave = async (ws: Workspace, press: Press, request: RequestDoc): Promise<void> =>
  press.open(await leaveForm(ws, press, filledOf(leaveFormOf(request.form)), { replaces: request._id }));

/** By HR; approvals has checked that it stands as sent. */
export async function reviseLeave(ws: Workspace, press: Press, request: RequestDoc): Promise<void> {
  const { reason: _, ...form } = filledOf(leaveFormOf(request.form));
  await press.open(await leaveForm(ws, press, form, { replaces: request._id, whose: request.user }));
}

async function openLeave(ws: Workspace, press: Press): Promise<void> {
  const prefill = readPrefill(press.value);
  const { user } = press.person;
  if (prefill?.form && prefill.user !== user) return press.tell(press.w.chat.notYourForm);
  // Another person's message stays theirs.
  const from = prefill && prefill.user !== user ? {} : sourceOf(press);
  const about = press.view?.callbackId === callback.list ? { ...from, list: true as const } : from;
  await press.open(await leaveForm(ws, press, prefill?.form, about));
}

async function redraw(ws: Workspace, press: Press): Promise<void> {
  const { view } = press;
  if (!view) return;
  const form = filledIn(view.state);
  const shown = toBlockIn(view.state);
  // The last day follows the first one while only the form has set it.
  const own = shown !== undefined && shown === `${input.to}:${form.to}`;
  const moved = press.actionId === action.leaveFrom && form.from && form.to && (own || form.to < form.from);
  if (moved && form.from) form.to = form.from;
  const toBlock = shown !== undefined && !moved ? shown : `${input.to}:${form.to ?? form.from}`;
  await press.redraw(await leaveForm(ws, press, form, found(readAbout(view.metadata)), toBlock));
}

async function send(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const about = found(readAbout(s.metadata));
  const outcome = about.whose
    ? await correct(ws, s, about)
    : await requestLeave(ws, s.person.user, filledIn(s.state), s.key, about);
  if (outcome === undefined) return { errors: { [input.reason]: s.w.refusal['reason-missing'] } };
  if (outcome.ok) {
    if (about.list) homeDrawing.only(ws).answersBeneath(ws, s);
    return { close: true };
  }
  if ('problems' in outcome) return beside(outcome.problems, p => [blockOf(p, s.state), problemText(p, s.w)]);
  const why = await ws.refusals.text(outcome.refusal, s);
  // Keeps the input for another try.
  return outcome.refusal.code === 'busy' ? { errors: { [input.from]: why } } : says(why, s.w);
}

/** HR's change of what stands as sent; its reason is kept beside the person's own. Undefined: no reason is given. */
async function correct(ws: Workspace, s: Submission, about: About): Promise<SendOutcome<LeaveProblem> | undefined> {
  const person = await subjectOf(ws, s.person, about);
  const old = await requests(ws).byId(ws.team, about.replaces ?? '');
  if (!old || old.user !== person.user || !stoodAsSent(old)) throw new NotFound();
  const { reason, ...filled } = filledIn(s.state);
  if (reason.trim() === '') return undefined;
  const own = { ...filled, reason: leaveFormOf(old.form).reason };
  return requestLeave(ws, person.user, own, s.key, about, { user: s.person.user, reason: reason.trim() });
}

/** Everybody asks for their own leave; HR's right to correct one is checked with its form. */
export function leaveRoutes(r: Routes): void {
  const right = { everyone: true } as const;
  r.open(action.openLeave, right, openLeave);
  const { occasion, part, noBreak, timeFrom, timeTo, event, eventPart, openEnd } = leaveAction;
  const { leaveType, leaveFrom, leaveTo } = action;
  for (const id of [
    leaveType,
    leaveFrom,
    leaveTo,
    occasion,
    part,
    noBreak,
    timeFrom,
    timeTo,
    event,
    eventPart,
    openEnd,
  ])
    r.open(id, right, redraw);
  r.submit(callback.leave, right, send, readAbout);
}

/** A leave of less than a day has no last day. */
function blockOf(p: LeaveProblem, state: FormState): string {
  const wanted: Record<LeaveProblem['field'], string | undefined> = {
    type: input.type,
    occasion: leaveInput.occasion,
    part: leaveInput.part,
    time: leaveInput.timeTo,
    from: input.from,
    to: toBlockIn(state),
    files: leaveInput.files,
    reason: input.reason,
    ...{ due: askedIn(state, 'due'), born: askedIn(state, 'born') },
    ...{ lost: askedIn(state, 'lost'), weeks: askedIn(state, 'weeks') },
  };
  const block = wanted[p.field];
  return block !== undefined && (block in state || block === input.reason) ? block : input.from;
}

const toBlockIn = (state: FormState): string | undefined =>
  Object.keys(state).find(block => block === input.to || block.startsWith(`${input.to}:`));

function filledIn(state: FormState): FilledLeave {
  const files = filesOf(state, leaveInput.files).map(id => ({ id, name: id }));
  return {
    type: choiceOf(state, input.type, action.leaveType) ?? '',
    reason: textOf(state, input.reason),
    ...defined({
      from: dateOf(state, input.from, action.leaveFrom),
      to: dateOf(state, toBlockIn(state) ?? input.to, action.leaveTo),
      part: choiceOf(state, leaveInput.part, leaveAction.part),
      noBreak: choicesOf(state, leaveInput.noBreak, leaveAction.noBreak).includes('yes') ? (true as const) : undefined,
      occasion: choiceOf(state, leaveInput.occasion, leaveAction.occasion),
      timeFrom: choiceOf(state, leaveInput.timeFrom, leaveAction.timeFrom),
      timeTo: choiceOf(state, leaveInput.timeTo, leaveAction.timeTo),
      files: files.length > 0 ? files : undefined,
      event: eventIn(state),
      openEnd:
        leaveInput.openEnd in state ? choicesOf(state, leaveInput.openEnd, leaveAction.openEnd).length > 0 : undefined,
    }),
  };
}
