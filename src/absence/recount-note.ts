import { leaveShortMessage } from '../../blocks/calendar.ts';
import { owedCards } from '../approvals/route/effects.ts';
import type { RouteEntry } from '../approvals/route/types.ts';
import { occupies } from '../approvals/route/view.ts';
import { REQUESTS, type RequestDoc, requests } from '../approvals/store.ts';
import { retryOnConflict } from '../db/retry.ts';
import { words } from '../i18n/index.ts';
import { leaveFormOf, typeCode } from '../leave-record/form.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { sizeOf } from '../shared/shown.ts';
import { handle } from '../workspace/feature.ts';
import { owedHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { leaveShort } from './effects.ts';
import { leaveLack } from './points.ts';

/** History lines, and the message to the person; `form` where it is counted by another contract. */
export interface Noted {
  by: string;
  lines: Pick<RouteEntry, 'what' | 'days' | 'takes'>[];
  message?: Owed;
  /** it takes more: whether that is covered is told */
  more: boolean;
  form?: RequestDoc['form'];
}

/** One write; `key` recognises a repeated delivery. */
export async function noteLeave(
  ws: Workspace,
  found: RequestDoc,
  key: string,
  noteOf: (request: RequestDoc) => Noted | undefined,
): Promise<void> {
  let request: RequestDoc | undefined = found;
  const administrators = (await ws.people.administrators()).map(p => p.user);
  const done = await retryOnConflict(async () => {
    const noted = request && noteOf(request);
    if (!request || !noted || !occupies(request) || request.history.some(h => h.key === key)) return true;
    const now = ws.clock.now();
    const effects = owe(owedBy(request, noted, administrators), now);
    const at = { at: now, by: noted.by, key, round: request.round };
    const lines = noted.lines.map(line => ({ ...line, ...at }));
    const stored = await requests(ws).note(request, lines, effects, noted.form);
    if (stored) ws.outbox.notify(REQUESTS, request._id, effects);
    else request = await requests(ws).byId(ws.team, request._id);
    return stored || undefined;
  });
  if (!done) throw new Error(`a leave changes too often to be recounted: ${found._id}`);
}

/** A pending card shows the current days; a decided one stays. */
const redrawn = (request: RequestDoc): Owed[] => (request.state === 'waiting' ? owedCards(request) : []);

function owedBy(request: RequestDoc, { message, more }: Noted, administrators: readonly string[]): Owed[] {
  const { user } = request;
  const asked = more && leaveFormOf(request.form).as.pool !== null ? [...new Set([user, ...administrators])] : [];
  return [
    ...(message ? [message] : []),
    ...asked.map(to =>
      leaveShort.owed({ to, lane: to === user && message ? message.lane : `${leaveShort.kind}:${to}` }),
    ),
    owedHome(user),
    ...redrawn(request),
  ];
}

export const tellShort = handle(leaveShort, async (ws, { doc, to }, sender) => {
  const request = await requests(ws).byId(ws.team, doc._id);
  if (!request || !occupies(request)) return;
  await ws.policy.refreshPolicy();
  const lack = await leaveLack.only(ws)(ws, request);
  if (sizeOf(lack) <= 0) return;
  const [reader, person] = await Promise.all([ws.people.person(to), ws.people.person(request.user)]);
  const w = words(ws.people.language(reader));
  const form = leaveFormOf(request.form);
  const model = {
    ...(to === request.user ? {} : { who: person.name }),
    leave: `${w.leaveType(typeCode(form))} ${w.range(form.from, form.to)}`,
    lack: w.leave.days(lack),
  };
  await sender.post({ channel: to }, leaveShortMessage(model, w));
});
