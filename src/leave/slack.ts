import { z } from 'zod';
import { CC } from '../../blocks/approval-ids.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { leaveModal } from '../../blocks/leave.ts';
import { leaveAction } from '../../blocks/leave-ids.ts';
import { activeLeaves, eventsIn, LEAVE } from '../absence/leaves.ts';
import { readPrefill } from '../absence/prefill.ts';
import { fromWindow } from '../administration/form.ts';
import { backToWindow, windowIn } from '../administration/person-window.ts';
import { actingModel, enteredIn, subjectOf, wayIn } from '../approvals/acting-form.ts';
import type { SendOutcome } from '../approvals/actions.ts';
import { copiesIn, copiesOf, copyProblem } from '../approvals/copies.ts';
import { previewRoute } from '../approvals/preview.ts';
import { sourceOf, sourceSchema } from '../approvals/source.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { isDate } from '../calendar/rules.ts';
import { balancesFrom } from '../grants/balances.ts';
import { ANNUAL } from '../grants/ledger/types.ts';
import { poolsFor } from '../grants/pools.ts';
import type { Words } from '../i18n/index.ts';
import type { LeaveEvent } from '../leave-record/events.ts';
import { halfOf, leaveFormOf, partsOf, takenOf } from '../leave-record/form.ts';
import { countLeave, type FilledLeave, type LeaveProblem, leaveFacts } from '../leave-record/rules.ts';
import { type LeaveType, typeOn } from '../leave-record/types/definition.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { beside, says } from '../slack/form-modal.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { found, NotFound, readMetadata } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { homeDrawing } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type About, firstDay, previewLeave, requestLeave } from './actions.ts';
import { settledEvent } from './event-present.ts';
import { blockOf, filledIn, toBlockIn } from './form.ts';
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
  window: fromWindow.exactOptional(),
  list: z.literal(true).exactOptional(),
});
const readAbout = (metadata: string): About | undefined =>
  metadata === '' ? {} : readMetadata(metadataSchema, metadata);

/** Administrators named as deciders. */
const DECIDERS = 5;

/** Or the administrators' names, but where it `stands` at once: their channel's card is all that tells them. */
async function deciders(
  ws: Workspace,
  user: string,
  { stands, ...facts }: { type: string; days: number; stands: boolean },
  w: Words,
): Promise<string[]> {
  const steps = await previewRoute(ws, { kind: LEAVE, user, facts }, w);
  const office = [w.approvals.who.hr, w.approvals.who.administrators];
  if (stands || steps.length !== 1 || !office.includes(steps[0])) return steps;
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
  const { files, replaces, timeFrom, timeTo, noBreak, standIn, copies, reason = '' } = form;
  return {
    ...{ type: type?.id ?? '', from, to, reason },
    ...defined({ event: settledEvent(type?.rule, form.event, events), openEnd: form.openEnd }),
    ...defined({ part, occasion, timeFrom, timeTo, noBreak, files, replaces, standIn, copies }),
  };
}

export async function leaveForm(
  ws: Workspace,
  { person: viewer, w }: Viewing,
  form: Partial<FilledLeave> = {},
  about: About = {},
  toBlock?: string,
  wanted?: 'stands' | 'route',
): Promise<Modal> {
  const person = await subjectOf(ws, viewer, about.whose);
  const { calendar, today } = ws.policy.of(person);
  const { offers, events } = await offersOf(ws, person, form.from);
  const id = about.again ?? about.replaces;
  const request = id === undefined ? undefined : await requests(ws).byId(ws.team, id);
  const old = request?.user === person.user ? leaveFormOf(request.form) : undefined;
  const replaces = about.replaces && old ? { id: about.replaces, was: takenOf(old) } : undefined;
  const first = form.from === undefined ? await firstDay(ws, person) : today();
  const types = offers.map(offer => offer.type);
  const filled = settled({ ...form, ...defined({ replaces }) }, { types, events }, first);
  const preview = await previewLeave(ws, person.user, filled, about, about.whose && viewer.user);
  const { from = '', to = '' } = filled;
  const facts = leaveFacts({ ...(preview.form ?? { from, to }), type: filled.type }, calendar);
  const days = Math.max(facts.days, replaces ? countLeave(replaces.was, calendar).days : 0);
  const decided = preview.type?.decided !== false;
  const acting = about.whose
    ? await actingModel(ws, viewer, person, { kind: LEAVE, facts: { ...facts, days }, decided, wanted })
    : undefined;
  const model = leaveModel(filled, preview, {
    calendar,
    offers,
    events,
    arranged: filled.from ? arrangedDay(ws, person, filled.from) : undefined,
    decides: await deciders(ws, person.user, { ...facts, days, stands: acting?.stands === true }, w),
    pools: await poolsFor(ws, [preview.form?.as.pool ?? ANNUAL]),
    w,
    kept: (old?.files ?? []).map(f => f.name),
    metadata: Object.keys(about).length === 0 ? '' : JSON.stringify(about),
    ...defined({ acting, toBlock: toBlock ?? (form.to === undefined ? `${input.to}:${filled.to}` : undefined) }),
  });
  return leaveModal(model, w);
}

function filledFrom(request: RequestDoc): Partial<FilledLeave> {
  const { type, from, to, reason, event, ...f } = leaveFormOf(request.form);
  return {
    ...{ type, from, to, reason, copies: copiesOf(request) },
    ...defined({ part: f.part, timeFrom: f.time?.from, timeTo: f.time?.to, occasion: f.occasion, openEnd: f.openEnd }),
    ...defined({ noBreak: f.noBreak && (true as const), event: event && { id: event.id } }),
    ...defined({ standIn: f.standIn?.user }),
  };
}

/** To send again, or as a `copy`. */
export async function editLeave(ws: Workspace, press: Press, request: RequestDoc, copy?: 'copy'): Promise<void> {
  const about = { ...(copy ? {} : { again: request._id }), ...sourceOf(press) };
  await press.open(await leaveForm(ws, press, filledFrom(request), about));
}

/** For a change of an approved leave. */
export const changeLeave = async (ws: Workspace, press: Press, request: RequestDoc): Promise<void> =>
  press.open(await leaveForm(ws, press, filledFrom(request), { replaces: request._id }));

/** For its person, also its type; one that is pending is sent again, an approved one is replaced. */
export async function reviseLeave(ws: Workspace, press: Press, request: RequestDoc): Promise<void> {
  const { reason: _, ...form } = filledFrom(request);
  const which = request.state === 'approved' ? { replaces: request._id } : { again: request._id };
  const about = { ...which, whose: request.user, ...defined({ window: windowIn(press) }) };
  await press.open(await leaveForm(ws, press, form, about));
}

/** A new one for somebody, from their window. */
async function openFor(ws: Workspace, press: Press): Promise<void> {
  const about = { whose: press.value, ...defined({ window: windowIn(press) }) };
  await press.open(await leaveForm(ws, press, {}, about));
}

async function openLeave(ws: Workspace, press: Press): Promise<void> {
  const prefill = readPrefill(press.value);
  const { user } = press.person;
  if (prefill?.form && prefill.user !== user) return press.tell(press.w.chat.notYourForm);
  if (prefill?.whose !== undefined) return openWritten(ws, press, prefill.form ?? {}, prefill.whose);
  // Another person's message stays theirs.
  const from = prefill && prefill.user !== user ? {} : sourceOf(press);
  const about = press.view?.callbackId === callback.list ? { ...from, list: true as const } : from;
  await press.open(await leaveForm(ws, press, prefill?.form, about));
}

/** For somebody, as it was written in a message. */
async function openWritten(ws: Workspace, press: Press, form: Partial<FilledLeave>, whose: string): Promise<void> {
  const may = await ws.rights.allows(press.person.user, 'act-for', whose);
  if (may !== 'yes') return press.tell(press.w.people.denied[may]);
  await press.open(await leaveForm(ws, press, form, { whose }));
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
  await press.redraw(
    await leaveForm(ws, press, form, found(readAbout(view.metadata)), toBlock, wayIn(view.state, leaveAction.way)),
  );
}

async function send(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const about = found(readAbout(s.metadata));
  const notCopied = await copyProblem(ws, copiesIn(s.state), s.w);
  if (notCopied !== undefined) return { errors: { [CC]: notCopied } };
  const outcome = about.whose
    ? await enter(ws, s, about)
    : await requestLeave(ws, s.person.user, filledIn(s.state), s.key, about);
  if (outcome === undefined) return { errors: { [input.reason]: s.w.refusal['reason-missing'] } };
  if (outcome.ok) {
    if (about.list) homeDrawing.only(ws).answersBeneath(ws, s);
    return about.window ? backToWindow(ws, s, about.window) : { close: true };
  }
  if ('problems' in outcome) return beside(outcome.problems, p => [blockOf(p, s.state), problemText(p, s.w)]);
  const why = await ws.refusals.text(outcome.refusal, s);
  // Keeps the input for another try.
  return outcome.refusal.code === 'busy' ? { errors: { [input.from]: why } } : says(why, s.w);
}

/** For somebody; why is kept beside the person's own reason. Undefined: no reason is given. */
async function enter(ws: Workspace, s: Submission, about: About): Promise<SendOutcome<LeaveProblem> | undefined> {
  const person = await subjectOf(ws, s.person, about.whose);
  const id = about.replaces ?? about.again;
  const old = id === undefined ? undefined : await requests(ws).byId(ws.team, id);
  if (id !== undefined && old?.user !== person.user) throw new NotFound();
  const by = enteredIn(s.state, s.person, leaveAction.way);
  if (!by) return undefined;
  const own = { ...filledIn(s.state), reason: old ? leaveFormOf(old.form).reason : '' };
  return requestLeave(ws, person.user, own, s.key, about, by);
}

const { occasion, part, noBreak, timeFrom, timeTo, event, eventPart, openEnd, way, standIn } = leaveAction;
const REDRAWS = [
  ...[action.leaveType, action.leaveFrom, action.leaveTo, occasion, part, noBreak, timeFrom, timeTo],
  ...[event, eventPart, openEnd, way, standIn],
];

/** Everybody asks for their own leave; the right to enter somebody's is checked with its form. */
export function leaveRoutes(r: Routes): void {
  const right = { everyone: true } as const;
  r.open(action.openLeave, right, openLeave);
  r.open(leaveAction.openFor, { may: 'act-for', whom: ({ value }) => value }, openFor);
  for (const id of REDRAWS) r.open(id, right, redraw);
  r.submit(callback.leave, right, send, readAbout);
}
