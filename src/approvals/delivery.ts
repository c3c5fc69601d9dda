import { card, decisionMessage, digestMessage } from '../../blocks/approvals.ts';
import { say } from '../../blocks/chat.ts';
import { sentElsewhere, sentMessage } from '../../blocks/home/requests.ts';
import { literal, type Message } from '../../blocks/kit.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import { type Language, type Words, words } from '../i18n/index.ts';
import type { Sender, Sent } from '../outbox/sender.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import type { Channels } from '../settings/channels.ts';
import type { Clock } from '../shared/clock.ts';
import type { RouteNote } from '../shared/refusal.ts';
import { refusedAs } from '../slack-api/errors.ts';
import {
  askApprover,
  drawCard,
  postSentCopy,
  remindApprover,
  remindOfMany,
  tellDecision,
  tellMoved,
} from './effects.ts';
import type { Kinds } from './kinds.ts';
import { concernedBy } from './presence.ts';
import { cardModel, mayDecide, noteText, noticeModel, peopleOf, requestModel, routeLines } from './present.ts';
import type { Presences } from './service.ts';
import { isSourceCard, type RequestDoc, type RequestStore } from './store.ts';

interface Parts {
  requests: RequestStore;
  people: People;
  kinds: Kinds;
  presences: Presences;
  channels: Channels;
  clock: Clock;
  calendar: Calendar;
  team: () => string;
  zone: string;
  language: Language;
  /** replaces a message that only one person sees; gone after half an hour, which is no failure */
  answerAt: (url: string, message: Message) => Promise<void>;
  /** who else is away on a request's days, as lines of the card; raw names */
  alsoAway: (request: RequestDoc, w: Words) => Promise<string[]>;
}

const ADMINISTRATORS = 'administrators';
const isDirect = (channel: string): boolean => /^[DUW]/.test(channel);

/** Cards and their copies, reminders, and what the person who asked is told. */
export function approvalsDelivery(outbox: Outbox, o: Parts): void {
  const load = (id: string): Promise<RequestDoc | undefined> => o.requests.byId(o.team(), id);

  /** `to`: whose copy it is; the channel's card is seen by everybody there. */
  async function cardFor(
    request: RequestDoc,
    w: Words,
    { to, zone, lead = [] }: { to?: string; zone: string; lead?: string[] },
  ): Promise<Message> {
    const known = await o.presences.of([...(to === undefined ? [] : [to]), ...concernedBy(request)]);
    const names = await o.people.names(peopleOf(request));
    const asks = request.state === 'waiting' && o.kinds.of(request.kind).absence === true;
    const away = asks ? await o.alsoAway(request, w) : undefined;
    const route = routeLines(request, known, w);
    const onlyShown = to !== undefined && !mayDecide(request, to, known);
    const today = localDate(o.clock.now(), o.zone);
    const ctx = { w, kinds: o.kinds, names, zone, calendar: o.calendar };
    return card({ ...cardModel(request, away, route, today, ctx), lead, onlyShown, shared: to === undefined }, w);
  }

  const copyFor = (request: RequestDoc, person: Person, lead: string[] = []): Promise<Message> =>
    cardFor(request, words(o.people.language(person)), { to: person.user, zone: person.zone, lead });

  /** Rewrites a card in place; true: it is gone, and one that still waits has to be posted anew. */
  async function isGone(sender: Sender, at: Sent, message: Message): Promise<boolean> {
    try {
      await sender.update(at, message);
      return false;
    } catch (error) {
      if (refusedAs(error) !== 'message_not_found') throw error;
      return true;
    }
  }

  outbox.register(drawCard.kind, async (doc, effect, sender) => {
    const request = await load(doc._id);
    if (!request) return undefined;
    const at = request.cards[effect.to];
    if (effect.to !== ADMINISTRATORS) {
      // A copy that was never sent, because the question was settled before, needs no rewriting.
      if (!at) return undefined;
      const person = await o.people.person(effect.to);
      const message = await copyFor(request, person);
      await isGone(sender, at, message);
      return undefined;
    }
    await drawSources(request, sender);
    const copies = await administratorsCopies(request, sender);
    const message = await cardFor(request, words(o.language), { zone: o.zone });
    if (at && (!(await isGone(sender, at, message)) || request.state !== 'waiting')) return copies;
    const channel = await o.channels.channel();
    if (channel === undefined) return copies;
    return { ...copies, [`cards.${ADMINISTRATORS}`]: await sender.post({ channel }, message) };
  });

  /** The request as its person sees it, where it was sent from. Of a private kind a channel is told only of an absence. */
  async function sourceMessage(request: RequestDoc, channel: string): Promise<Message> {
    const person = await o.people.person(request.user);
    const w = words(o.people.language(person));
    const names = await o.people.names(peopleOf(request));
    const ctx = { w, kinds: o.kinds, names, zone: person.zone, calendar: o.calendar };
    const model = requestModel(request, [], localDate(o.clock.now(), o.zone), ctx);
    const hidden = !isDirect(channel) && o.kinds.of(request.kind).describe(request.form, w).private === true;
    return sentMessage(hidden ? { ...model, what: w.leaveType('away') } : model, w);
  }

  /** What Slack refuses of such a message, such as in a channel that the app has left, must not keep the card from being drawn. */
  async function drawSources(request: RequestDoc, sender: Sender): Promise<void> {
    for (const [audience, at] of Object.entries(request.cards)) {
      if (!isSourceCard(audience)) continue;
      try {
        await sender.update(at, await sourceMessage(request, at.channel));
      } catch (error) {
        if (refusedAs(error) === undefined) throw error;
      }
    }
  }

  outbox.register(postSentCopy.kind, async (doc, effect, sender) => {
    const request = await load(doc._id);
    if (!request) return undefined;
    const { answerAt, key } = effect.data as { answerAt: string; key: string };
    const message = await sourceMessage(request, request.user);
    const sent = await sender.post({ channel: request.user }, message);
    const w = words(o.people.language(await o.people.person(request.user)));
    await o.answerAt(answerAt, sentElsewhere(message, w));
    return { [`cards.${key}`]: sent };
  });

  /**
   * As long as no channel is chosen, each administrator has a copy instead; the copies go on showing the request afterwards. Those whom
   * a step asks have a copy anyway, with effects of its own.
   */
  async function administratorsCopies(request: RequestDoc, sender: Sender): Promise<Record<string, Sent>> {
    const wanted = (await o.channels.channel().catch(() => '')) === undefined && request.state === 'waiting';
    const others = wanted ? await othersThan(request.user) : [];
    const sent: Record<string, Sent> = {};
    for (const user of new Set([...Object.keys(request.cards), ...others])) {
      if (user === ADMINISTRATORS || isSourceCard(user) || request.asked.includes(user)) continue;
      const at = request.cards[user];
      const person = await o.people.person(user);
      const message = await copyFor(request, person);
      if (at && (!(await isGone(sender, at, message)) || !wanted)) continue;
      sent[`cards.${user}`] = await sender.post({ channel: user }, message);
    }
    return sent;
  }

  /** Administrators besides the one who asks, unless there is nobody else. */
  async function othersThan(requester: string): Promise<string[]> {
    const all = (await o.people.administrators()).map(p => p.user);
    const others = all.filter(user => user !== requester);
    return others.length > 0 ? others : all;
  }

  outbox.register(askApprover.kind, async (doc, effect, sender) => {
    const request = await load(doc._id);
    if (!request || !(await stillWaits(request, effect.to, effect.data))) return undefined;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const principal = effect.data?.for;
    const names = await o.people.names(typeof principal === 'string' ? [principal] : []);
    const lead =
      typeof principal === 'string' ? [w.approvals.askFor(literal(names.get(principal) ?? principal, 60))] : [];
    const message = await copyFor(request, person, lead);
    const at = request.cards[effect.to];
    // A copy of an earlier round or step is old news that nobody looks at again: the question is asked anew below it.
    const same = at?.round === request.round && at.step === request.at;
    if (at && same && !(await isGone(sender, at, message))) return undefined;
    const sent = await sender.post({ channel: effect.to }, message);
    if (at && !same) await isGone(sender, at, say(w.approvals.newerBelow));
    return { [`cards.${effect.to}`]: { ...sent, round: request.round, step: request.at } };
  });

  async function stillWaits(
    request: RequestDoc,
    user: string,
    data: Record<string, unknown> | undefined,
  ): Promise<boolean> {
    if (request.state !== 'waiting' || request.round !== data?.round || request.at !== data?.step) return false;
    return mayDecide(request, user, await o.presences.of([user, ...concernedBy(request)]));
  }

  outbox.register(remindApprover.kind, async (doc, effect, sender) => {
    const request = await load(doc._id);
    if (!request || !(await stillWaits(request, effect.to, effect.data))) return undefined;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const lead = [w.approvals.remind(Number(effect.data?.days ?? 0), effect.data?.urgent === true)];
    const message = await copyFor(request, person, lead);
    const at = request.cards[effect.to];
    const sent = await sender.post({ channel: effect.to }, { ...message, text: `${lead[0]} ${message.text}` });
    // From now on this is their copy: it shows the decision, and the one above leads here.
    if (at && at.ts !== sent.ts) await isGone(sender, at, say(w.approvals.remindedBelow));
    return { [`cards.${effect.to}`]: { ...sent, round: request.round, step: request.at } };
  });

  outbox.register(remindOfMany.kind, async (_doc, effect, sender) => {
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const { count, urgent } = effect.data as { count: number; urgent: number };
    await sender.post({ channel: effect.to }, digestMessage({ count, urgent }, w));
    return undefined;
  });

  outbox.register(tellDecision.kind, async (doc, effect, sender) => {
    const request = await load(doc._id);
    const { what, round } = effect.data ?? {};
    const entry = request?.history.findLast(h => h.what === what && h.round === round);
    if (!request || !entry) return undefined;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const names = await o.people.names(peopleOf(request));
    const ctx = { w, kinds: o.kinds, names, zone: person.zone, calendar: o.calendar };
    const model = noticeModel(request, entry, ctx);
    if (model) await sender.post({ channel: effect.to }, decisionMessage(model, w));
    return undefined;
  });

  outbox.register(tellMoved.kind, async (doc, effect, sender) => {
    const request = await load(doc._id);
    const note = effect.data?.note as RouteNote | undefined;
    if (!request || !note) return undefined;
    const person = await o.people.person(effect.to);
    const w = words(o.people.language(person));
    const names = await o.people.names(note.users);
    const { what, when } = o.kinds.of(request.kind).describe(request.form, w);
    const why = noteText(note, { name: u => names.get(u) ?? u }, w);
    await sender.post({ channel: effect.to }, say(w.approvals.noticeMoved(`${what} ${when}`, why)));
    return undefined;
  });
}
