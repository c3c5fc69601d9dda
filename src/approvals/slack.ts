import { z } from 'zod';
import { historyModal, REASON_MAX, readSeen, reasonModal, type SeenModel } from '../../blocks/approvals.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { windowOf } from '../administration/person-window.ts';
import { may } from '../people/may.ts';
import { defined } from '../shared/defined.ts';
import type { Refusal, RouteRefusal } from '../shared/refusal.ts';
import { textOf } from '../slack/form.ts';
import { redrawBeneath, says } from '../slack/form-modal.ts';
import { found, NotFound, readMetadata } from '../slack/metadata.ts';
import type { Acting, ModalAnswer, Press, Submission } from '../slack/router.ts';
import { homeDrawing } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { actingRights, closedMonthIn } from './acting.ts';
import { decideRequest, type RequestCommand } from './actions.ts';
import { formOf, OWN } from './edit.ts';
import { inPlaceRoutes, openInPlace } from './in-place-slack.ts';
import { concernedBy, presenceOf } from './presence.ts';
import { historyModel, peopleOf, routeLines } from './present.ts';
import { kinds, presentContext } from './registry.ts';
import { refusedDecision, refusedRevocation } from './route/rights.ts';
import { type RequestDoc, requests } from './store.ts';
import { drawWaiting, filtersIn, isInWaiting, redrawWaiting } from './waiting-slack.ts';

const REASONS = ['approve', 'reject', 'send-back', 'ask-cancel', 'revoke'] as const;
type Reason = (typeof REASONS)[number];

const byRoute = { judgedBy: 'the route of the request' };

/** What people do to requests, wherever the buttons stand. */
export function decisionRoutes(r: Routes): void {
  r.press(action.approve, byRoute, (ws, press) => {
    const seen = seenIn(press);
    return act(ws, press, seen.id, { do: 'approve', seen: stepIn(seen) });
  });
  r.press(action.withdraw, OWN, (ws, press) => act(ws, press, press.value, { do: 'withdraw' }));
  r.press(action.reject, byRoute, (ws, press) => askWords(ws, press, 'reject'));
  r.press(action.more, byRoute, (ws, press) => {
    const what = chosen(press);
    if (what === 'history') return showHistory(ws, press);
    if (what === 'comment') return askWords(ws, press, 'approve');
    if (what === 'send-back' || what === 'revoke') return askWords(ws, press, what);
    if (what === 'revise') return openRevision(ws, press);
    if (what === 'in-place') return openInPlace(ws, press);
    if (what === 'birth') return openBirth(ws, press);
    if (what === 'person') return openWindowOf(ws, press);
    throw new NotFound();
  });
  r.press(action.mine, OWN, (ws, press) => {
    const what = chosen(press);
    if (what === 'history') return showHistory(ws, press);
    if (what === 'cancel') return askWords(ws, press, 'ask-cancel');
    if (what === 'change') return openChange(ws, press);
    if (what === 'birth') return openBirth(ws, press);
    throw new NotFound();
  });
  r.submit(callback.decide, byRoute, decided, metadataOf);
  inPlaceRoutes(r);
}

const chosen = (press: Press): string => press.value.split('|')[0] ?? '';
const stepIn = ({ round, step }: SeenModel) => ({ round, step });

function seenIn(press: Press): SeenModel {
  const list = filtersIn(press);
  return { ...readSeen(press.value.split('|').at(-1) ?? ''), ...(list ? { list } : {}) };
}

async function act(ws: Workspace, press: Press, id: string, command: RequestCommand): Promise<void> {
  const outcome = await decideRequest(ws, press.person, id, command, press.key);
  if (!outcome.ok) {
    const { refusal } = outcome;
    if (refusal.code === 'stands-against' && refusal.despite) await askWords(ws, press, 'approve', refusal.reasons);
    else await ws.refusals.tell(refusal, press);
  }
  if (press.view?.type === 'modal')
    press.later(async () => {
      if (isInWaiting(press)) await redrawWaiting(ws, press);
      else await homeDrawing.only(ws).redrawList(ws, press);
    });
}

/** Asks for the words of a decision; one that would be refused anyway is refused before anything is typed. */
async function askWords(ws: Workspace, press: Press, what: Reason, warnings: string[] = []): Promise<void> {
  const seen = seenIn(press);
  const request = await requests(ws).byId(ws.team, seen.id);
  if (!request) return ws.refusals.tell({ code: 'not-found' }, press);
  const refusal = await refusedBefore(ws, press, request, seen, what);
  if (refusal) return ws.refusals.tell(refusal, press);
  await press.open(await wordsModal(ws, press, request, seen, what, { warnings, text: '' }));
}

/** `warnings`: what stands against an approval that is made all the same, as sentences. */
async function wordsModal(
  ws: Workspace,
  { w }: Acting,
  request: RequestDoc,
  seen: SeenModel,
  what: Reason,
  more: { warnings: string[]; text: string },
): Promise<Modal> {
  const names = await ws.people.names([request.user]);
  const description = kinds(ws).of(request.kind).describe(request.form, w);
  return reasonModal({ ...seen, do: what, who: names.get(request.user) ?? request.user, ...description, ...more }, w);
}

async function refusedBefore(
  ws: Workspace,
  { person }: Press,
  request: RequestDoc,
  seen: SeenModel,
  what: Reason,
): Promise<Refusal | RouteRefusal | undefined> {
  if (what === 'ask-cancel') return request.user === person.user ? undefined : { code: 'not-yours' };
  const presence = await presenceOf(ws, [person.user, ...concernedBy(request)]);
  if (what === 'revoke') {
    const rights = await actingRights(ws, person.user, request.user);
    const month = await closedMonthIn(ws, request.period);
    const refusal = refusedRevocation(request, { actor: person.user, ...rights });
    return refusal ?? (month === undefined ? undefined : { code: 'month-closed', month });
  }
  return refusedDecision(request, stepIn(seen), { ...presence, actor: person.user });
}

async function showHistory(ws: Workspace, press: Press): Promise<void> {
  const { w, person } = press;
  const request = await requests(ws).byId(ws.team, seenIn(press).id);
  if (!request || !(await maySee(ws, person.user, request))) return ws.refusals.tell({ code: 'not-found' }, press);
  const [ctx, presence, outcomeNotes] = await Promise.all([
    presentContext(ws, peopleOf(request), { w, zone: person.zone }),
    presenceOf(ws, concernedBy(request)),
    kinds(ws).of(request.kind).outcomeNotes?.(request, w),
  ]);
  const { line } = routeLines(request, presence, w);
  await press.open(historyModal(historyModel(request, { route: line, outcomeNotes }, ctx), w));
}

/** `asked`: those who decide or did. */
async function maySee(ws: Workspace, user: string, request: RequestDoc): Promise<boolean> {
  const [d, asked] = await Promise.all([ws.rights.listing(), isAsked(ws, user, request)]);
  const subject = d.subject(request.user) ?? { team: request.team, user: request.user, managers: [] };
  return may(d.actor(user), 'see-request', { ...subject, asked }) === 'yes';
}

async function isAsked(ws: Workspace, user: string, request: RequestDoc): Promise<boolean> {
  if (request.history.some(h => h.by === user || h.for === user) || request.asked.includes(user)) return true;
  if (request.informed?.includes(user)) return true;
  const presence = await presenceOf(ws, [user, ...concernedBy(request)]);
  const refusal = refusedDecision(request, { round: request.round, step: request.at }, { ...presence, actor: user });
  return refusal === undefined || (refusal.code !== 'may-not-decide' && refusal.code !== 'own-request');
}

/** The form of an approved request, for asking that it be another one. */
async function openChange(ws: Workspace, press: Press): Promise<void> {
  const request = await requests(ws).byId(ws.team, seenIn(press).id);
  if (!request || request.user !== press.person.user) return ws.refusals.tell({ code: 'not-yours' }, press);
  if (request.state !== 'approved') return ws.refusals.tell({ code: 'nothing-to-cancel' }, press);
  await formOf(ws, request).change?.(ws, press, request);
}

/** Of whoever sent it. */
async function openWindowOf(ws: Workspace, press: Press): Promise<void> {
  const request = await requests(ws).byId(ws.team, seenIn(press).id);
  const answer = request ? await ws.rights.allows(press.person.user, 'see-person', request.user) : 'not-found';
  if (!request || answer !== 'yes') return press.tell(press.w.people.denied[answer === 'yes' ? 'not-found' : answer]);
  await press.open(await windowOf.draw(ws, press, { user: request.user, page: 1 }));
}

/** The form asks whose request it is. */
async function openBirth(ws: Workspace, press: Press): Promise<void> {
  const request = await requests(ws).byId(ws.team, seenIn(press).id);
  if (!request) return ws.refusals.tell({ code: 'not-found' }, press);
  await formOf(ws, request).birth?.(ws, press, request);
}

/** For somebody, by whoever may act for them. */
async function openRevision(ws: Workspace, press: Press): Promise<void> {
  const request = await requests(ws).byId(ws.team, seenIn(press).id);
  if (!request) return ws.refusals.tell({ code: 'not-found' }, press);
  const rights = await actingRights(ws, press.person.user, request.user);
  const refusal = refusedRevocation(request, { actor: press.person.user, ...rights });
  if (refusal) return ws.refusals.tell(refusal, press);
  await formOf(ws, request).revise?.(ws, press, request);
}

async function decided(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w, person } = s;
  const { what, seen, despite } = found(metadataOf(s.metadata));
  const text = textOf(s.state, input.reason);
  if (text === '' && what !== 'approve') return { errors: { [input.reason]: w.refusal['reason-missing'] } };
  if (text.length > REASON_MAX) return { errors: { [input.reason]: w.leave.errors['text-too-long'](REASON_MAX) } };
  const at = stepIn(seen);
  const command: RequestCommand =
    what === 'approve'
      ? { do: what, seen: at, ...(text === '' ? {} : { comment: text }), ...defined({ despite }) }
      : what === 'ask-cancel' || what === 'revoke'
        ? { do: what, reason: text }
        : { do: what, seen: at, reason: text };
  const outcome = await decideRequest(ws, person, seen.id, command, s.key);
  // Decided from the list, which lies beneath and keeps its filters.
  const { list } = seen;
  if (list !== undefined) redrawBeneath(ws, s, () => drawWaiting(ws, list, person));
  if (outcome.ok) return s.beneath !== undefined && list !== undefined ? { close: true } : { clear: true };
  const { refusal } = outcome;
  const request = await requests(ws).byId(ws.team, seen.id);
  if (request && refusal.code === 'stands-against' && refusal.despite)
    return { update: await wordsModal(ws, s, request, seen, 'approve', { warnings: refusal.reasons, text }) };
  return says(await ws.refusals.text(refusal, s), w);
}

/** `list`: the filters of the list that the form was opened from. */
const decisionSchema = z.object({
  do: z.enum(REASONS),
  seen: z.string(),
  list: z.string().exactOptional(),
  despite: z.boolean().exactOptional(),
});

function metadataOf(text: string): { what: Reason; seen: SeenModel; despite?: true } | undefined {
  const about = readMetadata(decisionSchema, text);
  if (!about) return undefined;
  const { do: what, seen, list, despite } = about;
  return {
    what,
    seen: { ...readSeen(seen), ...defined({ list }) },
    ...(despite ? { despite } : {}),
  };
}
