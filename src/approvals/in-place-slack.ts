import { z } from 'zod';
import { APPROVE_IN_PLACE, inPlaceInput } from '../../blocks/approval-ids.ts';
import { REASON_MAX, readSeen, type SeenModel } from '../../blocks/approvals.ts';
import { input } from '../../blocks/ids.ts';
import { inPlaceModal } from '../../blocks/in-place.ts';
import type { Modal } from '../../blocks/kit.ts';
import type { Words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, textOf } from '../slack/form.ts';
import { says } from '../slack/form-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { actingRights } from './acting.ts';
import { decideRequest } from './actions.ts';
import { concernedBy, presenceOf } from './presence.ts';
import { slotName } from './present.ts';
import { kinds } from './registry.ts';
import { refusedInPlace } from './route/rights.ts';
import { routeView } from './route/view.ts';
import { type RequestDoc, requests } from './store.ts';

/** Names of the approvers of the step in whose place somebody decides; raw. */
async function approversOf(ws: Workspace, request: RequestDoc, w: Words): Promise<string> {
  const presence = await presenceOf(ws, concernedBy(request));
  const slots = routeView(request, presence.staff)[request.at]?.slots.filter(s => !s.vote) ?? [];
  return w.list([...new Set(slots.map(s => slotName(s, presence, w)))].filter(name => name !== ''));
}

async function modalOf(
  ws: Workspace,
  { w }: { w: Words },
  request: RequestDoc,
  seen: SeenModel,
  more: { warnings?: string[]; text?: string } = {},
): Promise<Modal> {
  const names = await ws.people.names([request.user]);
  return inPlaceModal(
    {
      ...seen,
      ...kinds(ws).of(request.kind).describe(request.form, w),
      who: names.get(request.user) ?? request.user,
      approvers: await approversOf(ws, request, w),
      cancels: request.purpose === 'cancel',
      ...more,
    },
    w,
  );
}

/** One that would be refused anyway is refused before anything is typed. */
export async function openInPlace(ws: Workspace, press: Press): Promise<void> {
  const seen = readSeen(press.value.split('|').at(-1) ?? '');
  const request = await requests(ws).byId(ws.team, seen.id);
  if (!request) return ws.refusals.tell({ code: 'not-found' }, press);
  const rights = await actingRights(ws, press.person.user, request.user);
  const refusal = refusedInPlace(request, seen, { actor: press.person.user, ...rights });
  if (refusal) return ws.refusals.tell(refusal, press);
  await press.open(await modalOf(ws, press, request, seen));
}

const schema = z.object({ seen: z.string(), despite: z.boolean() });
const readAbout = (metadata: string) => readMetadata(schema, metadata);

async function decided(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w, person } = s;
  const about = found(readAbout(s.metadata));
  const reason = textOf(s.state, input.reason);
  if (reason === '') return { errors: { [input.reason]: w.refusal['reason-missing'] } };
  if (reason.length > REASON_MAX) return { errors: { [input.reason]: w.leave.errors['text-too-long'](REASON_MAX) } };
  const { id, round, step } = readSeen(about.seen);
  const seen = { round, step };
  const inPlace = true as const;
  const outcome = await decideRequest(
    ws,
    person,
    id,
    choiceOf(s.state, inPlaceInput.decision) === 'reject'
      ? { do: 'reject', seen, reason, inPlace }
      : { do: 'approve', seen, comment: reason, inPlace, ...defined({ despite: about.despite || undefined }) },
    s.key,
  );
  if (outcome.ok) return { close: true };
  const { refusal } = outcome;
  const request = await requests(ws).byId(ws.team, id);
  if (request && refusal.code === 'stands-against' && refusal.despite)
    return { update: await modalOf(ws, s, request, { id, ...seen }, { warnings: refusal.reasons, text: reason }) };
  return says(await ws.refusals.text(refusal, s), w);
}

export const inPlaceRoutes = (r: Routes): void =>
  r.submit(APPROVE_IN_PLACE, { judgedBy: 'decide-for over the person of the request' }, decided, readAbout);
