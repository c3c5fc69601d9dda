import { z } from 'zod';
import { birthModal, eventBlock, movedMessage } from '../../blocks/leave-event.ts';
import { leaveCallback } from '../../blocks/leave-ids.ts';
import { activeLeaves, eventsIn } from '../absence/leaves.ts';
import { owedCards } from '../approvals/route/effects.ts';
import { REQUESTS, type RequestDoc, requests } from '../approvals/store.ts';
import { retryOnConflict } from '../db/retry.ts';
import { words } from '../i18n/index.ts';
import { type EventProblem, type FilledEvent, type LeaveEvent, readEvent } from '../leave-record/events.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import type { EventRule } from '../leave-record/types/event-rule.ts';
import { owe } from '../shared/effects.ts';
import { beside, says } from '../slack/form-modal.ts';
import { found, NotFound, readMetadata } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { handle } from '../workspace/feature.ts';
import { owedHome } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { birthMoved } from './effects.ts';
import { valuesIn } from './event-form.ts';
import { eventModel, eventName, eventProblemText, filledFrom, movedLines } from './event-present.ts';
import { allTypes, typeOf } from './types/library.ts';

const metadataSchema = z.object({ id: z.string() });

interface Born {
  request: RequestDoc;
  rule: EventRule;
  event: LeaveEvent;
  known: LeaveEvent[];
}

/** The birth of a request, for its person and HR. */
async function bornOf(ws: Workspace, actor: string, id: string): Promise<Born | undefined> {
  const request = await requests(ws).byId(ws.team, id);
  const named = request && leaveFormOf(request.form);
  if (!request || named?.event?.kind !== 'birth') return undefined;
  const mayEnter = request.user === actor || (await ws.rights.allows(actor, 'give-leave', request.user)) === 'yes';
  const rule = (await typeOf(ws, named.type))?.type.rule;
  const known = eventsIn(await requests(ws).of(ws.team, request.user));
  const event = known.find(e => e.id === named.event?.id);
  return mayEnter && rule && event ? { request, rule, event, known } : undefined;
}

export async function openBirth(ws: Workspace, press: Press, { _id: id }: RequestDoc): Promise<void> {
  const born = await bornOf(ws, press.person.user, id);
  if (!born) return press.tell(press.w.leaveEvent.notYours);
  const { w } = press;
  const names = await ws.people.names([born.request.user]);
  const model = eventModel(born.rule, filledFrom(born.event), born.known, w);
  const who = names.get(born.request.user) ?? born.request.user;
  await press.open(birthModal({ ...model, who, metadata: JSON.stringify({ id }) }, w));
}

/** One write of the request from which it is entered: the newest copy holds for all of them. */
async function enterBirth(
  ws: Workspace,
  by: string,
  id: string,
  { filled, key }: { filled: FilledEvent; key: string },
): Promise<EventProblem[] | undefined> {
  const done = await retryOnConflict(async () => {
    const born = await bornOf(ws, by, id);
    if (!born) throw new NotFound();
    const { request, rule, event, known } = born;
    if (request.history.some(h => h.key === key)) return { problems: [] };
    const now = ws.clock.now();
    const today = ws.policy.of(await ws.people.person(request.user)).today();
    const read = readEvent(rule, { ...filled, id: event.id }, { known, today, now, newId: event.id });
    if ('problems' in read) return read;
    if (read.event === event) return { problems: [] };
    const { on, due } = read.event;
    const entry = { what: 'born' as const, at: now, by, key, round: request.round, comment: on ?? due ?? '' };
    const cards = request.state === 'waiting' ? owedCards(request) : [];
    const told = birthMoved.owed({ to: request.user, lane: birthMoved.kind, data: { event: event.id, by } });
    const effects = owe([told, owedHome(request.user), ...cards], now);
    if (!(await requests(ws).note(request, [entry], effects, { ...request.form, event: read.event }))) return undefined;
    ws.outbox.notify(REQUESTS, request._id, effects);
    return { problems: [] };
  });
  return done?.problems;
}

async function send(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { id } = found(readMetadata(metadataSchema, s.metadata));
  const born = await bornOf(ws, s.person.user, id);
  if (!born) return says(s.w.leaveEvent.notYours, s.w);
  const filled = valuesIn(s.state, born.event.id);
  const problems = await enterBirth(ws, s.person.user, id, { filled, key: s.key });
  if (problems === undefined) return says(s.w.refusal.busy, s.w);
  if (problems.length === 0) return { close: true };
  return beside(problems, p => [eventBlock(p.field, born.event.id), eventProblemText(p, s.w)]);
}

export const birthRoutes = (r: Routes): void =>
  r.submit(leaveCallback.birth, { judgedBy: 'whose request it is' }, send, text => readMetadata(metadataSchema, text));

/** What the birth changes, counted when it is told. */
export const tellBirth = handle(birthMoved, async (ws, { to, data }, sender) => {
  const [person, mine, types] = await Promise.all([ws.people.person(to), requests(ws).of(ws.team, to), allTypes(ws)]);
  const w = words(ws.people.language(person));
  const event = eventsIn(mine).find(e => e.id === data.event);
  if (!event) return;
  const about = { event, active: activeLeaves(mine), calendar: ws.policy.of(person).calendar };
  const lines = types.flatMap(({ type }) => movedLines(type, about, w));
  const by = data.by === to ? undefined : (await ws.people.names([data.by])).get(data.by);
  await sender.post({ channel: to }, movedMessage({ what: eventName(event, w), lines, ...(by ? { by } : {}) }, w));
});
