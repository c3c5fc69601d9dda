import { performance } from 'node:perf_hooks';
import { APPROVE_ALL, approveAllInput, tickAction } from '../../blocks/approval-ids.ts';
import { REASON_MAX, readSeen } from '../../blocks/approvals.ts';
import {
  APPROVE_ALL_MOST,
  type ApprovedAllModel,
  approveAllModal,
  approvedAllMessage,
  approvedAllModal,
  approvingModal,
} from '../../blocks/approve-all.ts';
import { action } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { words } from '../i18n/index.ts';
import { progressKeeper } from '../outbox/received.ts';
import { isActive, type Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';
import { choiceOf, choicesOf, type FormState, textOf } from '../slack/form.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal, updateModal } from '../slack/redraw.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { handle } from '../workspace/feature.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { decideRequest } from './actions.ts';
import { type ApproveResult, approveTicked } from './effects.ts';
import { kinds } from './registry.ts';
import { requests } from './store.ts';
import { changeTicks, newTicks, type TicksDoc } from './ticks.ts';
import {
  drawWaiting,
  filtersIn,
  readTicks,
  redrawWaiting,
  type TicksQuery,
  waitingRows,
  waitingSeen,
} from './waiting-slack.ts';

/** Between redraws, ms: Slack takes 100 a minute for everybody. */
const REDRAWN_MS = 1_000;
/** Of one form, on several pages. */
const SHOWN_MOST = 1_000;

/**
 * *Approve all*: the submission stores what was ticked as an effect. Progress is stored after each decision, and each
 * decision has a key, so that nothing is decided twice.
 */
export function approveAllRoutes(r: Routes): void {
  const right = { judgedBy: 'the route of each request' };
  r.open(action.approveAll, right, openTicks(true));
  r.open(action.chooseSome, right, openTicks(false));
  r.submit(APPROVE_ALL, right, begun, readTicks);
  for (const id of [tickAction.pages.next, tickAction.pages.back, tickAction.all, tickAction.none])
    r.open(id, right, turnTicks);
}

const openTicks =
  (all: boolean) =>
  async (ws: Workspace, press: Press): Promise<void> => {
    const list = filtersIn(press) ?? '{}';
    const seen = await waitingSeen(ws, list, press.person);
    // Others may have decided everything meanwhile.
    if (seen.length === 0) return redrawWaiting(ws, press);
    if (seen.length <= APPROVE_ALL_MOST) {
      const rows = await waitingRows(ws, seen, press.person);
      const model = { rows, all: seen.length, list, ticked: () => all, title: all ? 'all' : 'choose' } as const;
      return press.open(approveAllModal(model, press.w));
    }
    const shown = seen.slice(0, SHOWN_MOST);
    const doc = await newTicks(ws, press.key, { user: press.person.user, shown, ticked: all ? shown : [] });
    const query = found(readTicks(list));
    if (doc) await press.open(await ticksPage(ws, press, doc, { ...query, ticks: press.key, at: 1 }, seen.length));
  };

async function ticksPage(
  ws: Workspace,
  { person, w }: Viewing,
  doc: TicksDoc,
  query: TicksQuery,
  all = doc.shown.length,
): Promise<Modal> {
  const { rows: values, page, pages, count } = paged(doc.shown, query.at ?? 1, APPROVE_ALL_MOST);
  const rows = await waitingRows(ws, values, person);
  const ticked = new Set(doc.ticked);
  const elsewhere = doc.ticked.length - values.filter(v => ticked.has(v)).length;
  const drawn = `-${page}-${doc.version}`;
  return approveAllModal(
    {
      ...{ rows, all, title: 'choose', ticked: value => ticked.has(value) },
      list: JSON.stringify({ ...query, at: page }),
      pages: { page, pages, count, elsewhere, gone: values.length - rows.length, drawn },
    },
    w,
  );
}

/** What is ticked of all pages, with the one that is shown as it stands; undefined: it is no longer kept. */
const keepPage = (
  ws: Workspace,
  user: string,
  { ticks = '', at = 1 }: TicksQuery,
  state: FormState,
): Promise<TicksDoc | undefined> =>
  changeTicks(ws, ticks, user, doc => {
    const here = new Set(paged(doc.shown, at, APPROVE_ALL_MOST).rows);
    return [...doc.ticked.filter(value => !here.has(value)), ...tickedIn(state)];
  });

const ticksIn = (state: FormState): string[] =>
  Object.keys(state).filter(id => id.startsWith(approveAllInput.ticks(0).slice(0, -1)));
const tickedIn = (state: FormState): string[] => ticksIn(state).flatMap(block => choicesOf(state, block));

/** Another page, or all or none of all pages. */
async function turnTicks(ws: Workspace, press: Press): Promise<void> {
  const { view, person, w, actionId, value } = press;
  const query = found(readTicks(view?.metadata ?? ''));
  const ofAll = actionId === tickAction.all || actionId === tickAction.none;
  const doc = ofAll
    ? await changeTicks(ws, query.ticks ?? '', person.user, d => (actionId === tickAction.all ? d.shown : []))
    : await keepPage(ws, person.user, query, view?.state ?? {});
  if (!doc) return press.tell(w.approvals.all.expired);
  const at = ofAll ? (query.at ?? 1) : Number(value);
  await press.redraw(await ticksPage(ws, press, doc, { ...query, at }));
}

async function begun(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const query = found(readTicks(s.metadata));
  const [first = approveAllInput.ticks(0)] = ticksIn(s.state);
  const kept = query.ticks === undefined ? undefined : await keepPage(ws, s.person.user, query, s.state);
  if (query.ticks !== undefined && !kept) return { errors: { [first]: s.w.approvals.all.expired } };
  const seen = kept?.ticked ?? [...new Set(tickedIn(s.state))].slice(0, APPROVE_ALL_MOST);
  const comment = textOf(s.state, approveAllInput.comment);
  const decision =
    choiceOf(s.state, approveAllInput.decision) === 'reject' ? ('reject' as const) : ('approve' as const);
  if (seen.length === 0) return { errors: { [first]: s.w.approvals.all.none } };
  if (comment.length > REASON_MAX)
    return { errors: { [approveAllInput.comment]: s.w.leave.errors['text-too-long'](REASON_MAX) } };
  if (decision === 'reject' && comment === '')
    return { errors: { [approveAllInput.comment]: s.w.approvals.all.reasonMissing } };
  const data = {
    decision,
    view: s.viewId,
    list: s.metadata,
    key: s.key,
    seen,
    comment,
    done: [],
    ...defined({ beneath: s.beneath }),
  };
  const effect = approveTicked.owed({ lane: APPROVE_ALL, to: s.person.user, data });
  // After the answer, which would otherwise overwrite the progress.
  await ws.received.answer(s.key, [effect], notify => s.later(async () => notify()));
  return { update: approvingModal(0, seen.length, decision, s.w) };
}

export const approveInTurn = handle(approveTicked, async (ws, { id, doc, to, data }, sender) => {
  const { seen, view, decision } = data;
  const person = await ws.people.person(to);
  const w = words(ws.people.language(person));
  const keep = progressKeeper(ws.db, () => ws.clock.now());
  const done = [...data.done];
  let drawn = performance.now();
  for (const value of seen.slice(done.length)) {
    done.push(await decideOne(ws, person, value, data));
    await keep(doc._id, id, { done });
    if (performance.now() - drawn < REDRAWN_MS || done.length === seen.length) continue;
    drawn = performance.now();
    // Only the result must arrive: the next progress follows.
    await updateModal(ws.slack.bulk, view, approvingModal(done.length, seen.length, decision, w)).catch(
      () => undefined,
    );
  }
  const result = { ...(await resultOf(ws, seen, done, person)), decision };
  if (!(await updateModal(ws.slack.bulk, view, approvedAllModal(result, w))))
    await sender.post({ channel: to }, approvedAllMessage(result, w));
  await redrawModal(ws.slack.bulk, data.beneath, () => drawWaiting(ws, data.list, person)).catch(() => undefined);
});

async function decideOne(
  ws: Workspace,
  person: Person,
  value: string,
  { key, comment, decision }: { key: string; comment: string; decision: 'approve' | 'reject' },
): Promise<ApproveResult> {
  if (!isActive(person)) return { code: 'not-employed' };
  const { id, round, step } = readSeen(value);
  const seen = { round, step };
  const command =
    decision === 'reject'
      ? { do: 'reject' as const, seen, reason: comment }
      : { do: 'approve' as const, seen, ...(comment === '' ? {} : { comment }) };
  const mine = `${key}:${id}`;
  const outcome = await decideRequest(ws, person, id, command, mine);
  if (!outcome.ok) return outcome.refusal;
  if (!outcome.replay || outcome.request.history.some(h => h.key === mine)) return null;
  // Refused before the process died: ask for the reason again.
  const again = await decideRequest(ws, person, id, command, `${mine}:again:${outcome.request.version}`);
  return again.ok ? (again.replay ? { code: 'busy' } : null) : again.refusal;
}

async function resultOf(
  ws: Workspace,
  seen: readonly string[],
  done: readonly ApproveResult[],
  person: Person,
): Promise<Omit<ApprovedAllModel, 'decision'>> {
  const w = words(ws.people.language(person));
  const refused = done.flatMap((why, i) => (why ? [{ why, id: readSeen(seen[i] ?? '').id }] : []));
  const shown = await requests(ws).some(
    ws.team,
    // A request that is not theirs stays unnamed.
    refused.filter(r => r.why.code !== 'may-not-decide' && r.why.code !== 'not-found').map(r => r.id),
  );
  const names = await ws.people.names(shown.map(r => r.user));
  const not = await Promise.all(
    refused.map(async ({ why, id }) => {
      const text = await ws.refusals.text(why, { person, w });
      const r = shown.find(q => q._id === id);
      if (!r) return { why: text };
      const { what, when } = kinds(ws).of(r.kind).describe(r.form, w);
      return { who: names.get(r.user) ?? r.user, what, when, why: text };
    }),
  );
  return { approved: done.length - not.length, not };
}
