import { decisionMessage, digestMessage, informedMessage } from '../../blocks/approval-messages.ts';
import { card } from '../../blocks/approvals.ts';
import { say } from '../../blocks/chat.ts';
import { sentElsewhere, sentMessage } from '../../blocks/home/requests.ts';
import { passedOverMessage } from '../../blocks/in-place.ts';
import { literal, type Message } from '../../blocks/kit.ts';
import { type Words, words } from '../i18n/index.ts';
import type { EffectKind } from '../outbox/effect.ts';
import type { Sender, Sent } from '../outbox/sender.ts';
import type { Person } from '../people/rules.ts';

import type { Effect } from '../shared/effects.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { type Delivered, handle, paced } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  askApprover,
  drawCard,
  postSentCopy,
  remindApprover,
  remindOfMany,
  tellDecision,
  tellInformed,
  tellMoved,
  tellPassedOver,
} from './effects.ts';
import { linesAway } from './mates.ts';
import { concernedBy, presenceOf } from './presence.ts';
import {
  cardModel,
  correctionsOf,
  mayDecide,
  noteText,
  noticeModel,
  peopleOf,
  requestModel,
  routeLines,
} from './present.ts';
import { kinds, presentContext } from './registry.ts';
import { inForce, stoodAsSent } from './route/view.ts';
import { isSourceCard, type RequestDoc, requests } from './store.ts';

const ADMINISTRATORS = 'administrators';
const isDirect = (channel: string): boolean => /^[DUW]/.test(channel);

/** The request is read at delivery. */
const onRequest = <D>(
  kind: EffectKind<D, RequestDoc>,
  deliver: (ws: Workspace, r: RequestDoc, effect: Pick<Effect, 'to'> & { data: D }, sender: Sender) => Delivered,
) =>
  handle(kind, async (ws, effect, sender) => {
    const request = await requests(ws).byId(ws.team, effect.doc._id);
    return (request && (await deliver(ws, request, effect, sender))) ?? undefined;
  });

interface View {
  /** absent: the channel's copy */
  person?: Person;
  w: Words;
  zone: string;
}

async function viewOf(ws: Workspace, user: string): Promise<View & { person: Person }> {
  const person = await ws.people.person(user);
  return { person, w: words(ws.people.language(person)), zone: person.zone };
}

async function cardFor(ws: Workspace, request: RequestDoc, view: View, lead: string[] = []): Promise<Message> {
  const to = view.person?.user;
  const presence = await presenceOf(ws, [...(to === undefined ? [] : [to]), ...concernedBy(request)]);
  const ctx = await presentContext(ws, peopleOf(request), view);
  const waits = request.state === 'waiting' && kinds(ws).of(request.kind).absence === true;
  const away = waits ? await linesAway(ws, request, view.w) : undefined;
  const route = routeLines(request, presence, view.w);
  const onlyShown = to !== undefined && !mayDecide(request, to, presence);
  const mayCorrect = to === undefined || (to !== request.user && presence.staff.administrators.includes(to));
  const corrections = mayCorrect && stoodAsSent(request) && inForce(request) ? correctionsOf(request, kinds(ws)) : [];
  const model = cardModel(request, away, route, ws.policy.today(), ctx, corrections);
  return card({ ...model, lead, onlyShown, shared: to === undefined }, view.w);
}

/** True: the card is gone, and a pending one has to be posted again. */
async function isGone(sender: Sender, at: Sent, message: Message): Promise<boolean> {
  try {
    await sender.update(at, message);
    return false;
  } catch (error) {
    if (refusedAs(error) !== 'message_not_found') throw error;
    return true;
  }
}

const drawn = onRequest(drawCard, async (ws, request, { to }, sender) => {
  const at = request.cards[to];
  if (to !== ADMINISTRATORS) {
    // Settled before it was sent: nothing to rewrite.
    if (at) await isGone(sender, at, await cardFor(ws, request, await viewOf(ws, to)));
    return undefined;
  }
  await drawSources(ws, request, sender);
  const copies = await administratorsCopies(ws, request, sender);
  const { zone, language } = ws.policy;
  const message = await cardFor(ws, request, { w: words(language), zone });
  if (at && (!(await isGone(sender, at, message)) || request.state !== 'waiting')) return copies;
  const channel = await ws.channels.channel();
  if (channel === undefined) return copies;
  return { ...copies, [`cards.${ADMINISTRATORS}`]: await sender.post({ channel }, message) };
});

/** Where the request was sent from. In a channel a private kind is only an absence. */
async function sourceMessage(ws: Workspace, request: RequestDoc, channel: string): Promise<Message> {
  const view = await viewOf(ws, request.user);
  const { w } = view;
  const ctx = await presentContext(ws, peopleOf(request), view);
  const model = requestModel(request, [], ws.policy.today(), ctx);
  const hidden = !isDirect(channel) && kinds(ws).of(request.kind).describe(request.form, w).private === true;
  return sentMessage(hidden ? { ...model, what: w.leaveType('away') } : model, w);
}

/** A refused message, such as in a channel that the app has left, does not stop the card. */
async function drawSources(ws: Workspace, request: RequestDoc, sender: Sender): Promise<void> {
  for (const [audience, at] of Object.entries(request.cards)) {
    if (!isSourceCard(audience)) continue;
    try {
      await sender.update(at, await sourceMessage(ws, request, at.channel));
    } catch (error) {
      if (refusedAs(error) === undefined) throw error;
    }
  }
}

const sentCopy = onRequest(postSentCopy, async (ws, request, { data: { answerAt, key } }, sender) => {
  const message = await sourceMessage(ws, request, request.user);
  const sent = await sender.post({ channel: request.user }, message);
  const { w } = await viewOf(ws, request.user);
  // Slack drops the message after half an hour.
  await ws.slack.replace(answerAt, sentElsewhere(message, w));
  return { [`cards.${key}`]: sent };
});

/** Without a channel each administrator has a copy, which stays afterwards; approvers have a copy of their own. */
async function administratorsCopies(ws: Workspace, request: RequestDoc, sender: Sender): Promise<Record<string, Sent>> {
  const told = request.state === 'waiting' || (stoodAsSent(request) && inForce(request));
  const wanted = told && (await ws.channels.channel().catch(() => '')) === undefined;
  const others = wanted ? await administratorsBeside(ws, request.user) : [];
  const sent: Record<string, Sent> = {};
  for (const user of new Set([...Object.keys(request.cards), ...others])) {
    if (user === ADMINISTRATORS || isSourceCard(user) || request.asked.includes(user)) continue;
    const at = request.cards[user];
    const message = await cardFor(ws, request, await viewOf(ws, user));
    if (at && (!(await isGone(sender, at, message)) || !wanted)) continue;
    sent[`cards.${user}`] = await sender.post({ channel: user }, message);
  }
  return sent;
}

/** The requester only where there is nobody else. */
async function administratorsBeside(ws: Workspace, requester: string): Promise<string[]> {
  const all = (await ws.people.administrators()).map(p => p.user);
  const others = all.filter(user => user !== requester);
  return others.length > 0 ? others : all;
}

const asked = onRequest(askApprover, async (ws, request, { to, data }, sender) => {
  // Nobody decides on what stands as sent: they only hear of it.
  if (!stoodAsSent(request) && !(await stillWaits(ws, request, to, data))) return undefined;
  const view = await viewOf(ws, to);
  const { w } = view;
  const principal = data.for;
  const names = await ws.people.names(principal === undefined ? [] : [principal]);
  const lead =
    principal === undefined || request.state !== 'waiting'
      ? []
      : [w.approvals.askFor(literal(names.get(principal) ?? principal, 60))];
  const message = await cardFor(ws, request, view, lead);
  const at = request.cards[to];
  // A copy of an earlier round or step is out of sight: the question is asked below it.
  const same = at?.round === request.round && at.step === request.at;
  if (at && same && !(await isGone(sender, at, message))) return undefined;
  const sent = await sender.post({ channel: to }, message);
  if (at && !same) await isGone(sender, at, say(w.approvals.newerBelow));
  return { [`cards.${to}`]: { ...sent, round: request.round, step: request.at } };
});

async function stillWaits(
  ws: Workspace,
  request: RequestDoc,
  user: string,
  { round, step }: { round: number; step: number },
): Promise<boolean> {
  if (request.state !== 'waiting' || request.round !== round || request.at !== step) return false;
  return mayDecide(request, user, await presenceOf(ws, [user, ...concernedBy(request)]));
}

const reminded = onRequest(remindApprover, async (ws, request, { to, data }, sender) => {
  if (!(await stillWaits(ws, request, to, data))) return undefined;
  const view = await viewOf(ws, to);
  const { w } = view;
  const lead = w.approvals.remind(data.days, data.urgent);
  const message = await cardFor(ws, request, view, [lead]);
  const at = request.cards[to];
  const sent = await sender.post({ channel: to }, { ...message, text: `${lead} ${message.text}` });
  // The new copy shows the decision; the one above leads here.
  if (at && at.ts !== sent.ts) await isGone(sender, at, say(w.approvals.remindedBelow));
  return { [`cards.${to}`]: { ...sent, round: request.round, step: request.at } };
});

const digested = paced(
  'chat.postMessage',
  handle(remindOfMany, async (ws, { to, data }, sender) => {
    const { w } = await viewOf(ws, to);
    await sender.post({ channel: to }, digestMessage(data, w));
  }),
);

const decided = onRequest(tellDecision, async (ws, request, { to, data: { what, round } }, sender) => {
  const entry = request.history.findLast(h => h.what === what && h.round === round);
  if (!entry) return;
  const view = await viewOf(ws, to);
  const model = noticeModel(request, entry, await presentContext(ws, peopleOf(request), view));
  if (model) await sender.post({ channel: to }, decisionMessage(model, view.w));
});

const passedOver = onRequest(tellPassedOver, async (ws, request, { to, data: { what, round } }, sender) => {
  const entry = request.history.findLast(h => h.what === what && h.round === round && h.inPlaceOf?.includes(to));
  if (!entry) return;
  const { w } = await viewOf(ws, to);
  const names = await ws.people.names([entry.by, request.user]);
  const name = (user: string): string => literal(names.get(user) ?? user, 60);
  const described = kinds(ws).of(request.kind).describe(request.form, w);
  const text = w.acting.passedOver(
    name(entry.by),
    name(request.user),
    `${described.what} ${described.when}`,
    what === 'rejected' || what === 'cancel-rejected' ? 'rejected' : 'approved',
  );
  await sender.post({ channel: to }, passedOverMessage({ text, reason: entry.comment ?? '' }, w));
});

const moved = onRequest(tellMoved, async (ws, request, { to, data: { note } }, sender) => {
  if (!note) return;
  const { w } = await viewOf(ws, to);
  const names = await ws.people.names(note.users);
  const { what, when } = kinds(ws).of(request.kind).describe(request.form, w);
  const why = noteText(note, { name: u => names.get(u) ?? u }, w);
  await sender.post({ channel: to }, say(w.approvals.noticeMoved(`${what} ${when}`, why)));
});

/** To somebody who reads along: as it is now. */
/** It waits again as its person has changed it. */
const isChanged = ({ state, history }: RequestDoc): boolean =>
  state === 'waiting' && history.findLast(h => h.what === 'sent' || h.what === 'resent')?.what === 'resent';

const informed = onRequest(tellInformed, async (ws, request, { to }, sender) => {
  const view = await viewOf(ws, to);
  const ctx = await presentContext(ws, peopleOf(request), view);
  const model = requestModel(request, [], ws.policy.today(), ctx);
  await sender.post(
    { channel: to },
    informedMessage({ ...model, stands: stoodAsSent(request), changed: isChanged(request) }, view.w),
  );
});

export const deliveries = [drawn, sentCopy, asked, reminded, digested, decided, moved, passedOver, informed];
