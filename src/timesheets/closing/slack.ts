import { z } from 'zod';
import { correctionAction as action, correctionCallback, correctionInput } from '../../../blocks/correction-ids.ts';
import { input } from '../../../blocks/ids.ts';
import { literal, type Modal } from '../../../blocks/kit.ts';
import { MONTH_PROBLEMS, monthAction } from '../../../blocks/month-ids.ts';
import { closingModal, type MonthModel, monthsModal, reopenModal } from '../../../blocks/months.ts';
import type { Words } from '../../i18n/index.ts';
import { defined } from '../../shared/defined.ts';
import { within } from '../../shared/within.ts';
import { choicesOf, type FormState, textOf } from '../../slack/form.ts';
import { type FormModal, says, sent } from '../../slack/form-modal.ts';
import type { Viewing } from '../../slack/list-modal.ts';
import { found, readMetadata } from '../../slack/metadata.ts';
import { updateModal } from '../../slack/redraw.ts';
import type { ModalAnswer, Press, Submission } from '../../slack/router.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { unconfirmedIn } from '../confirming/actions.ts';
import { readPeopleQuery } from '../form.ts';
import { peopleIn } from '../people.ts';
import { isMonth } from '../rules.ts';
import { peopleList } from '../slack.ts';
import { changeMonth, type MonthOutcome, type MonthRow, monthRows, problemsIn } from './actions.ts';
import { countsOf, type ProblemCounts } from './problems.ts';
import { MONTH_REASON_MAX } from './rules.ts';

/** ms */
const COUNTING_MS = 1_500;

const tooLong = (w: Words): ModalAnswer => ({
  errors: { [input.reason]: w.corrections.problems['reason-too-long'](MONTH_REASON_MAX) },
});
const monthIn = (text: string): string | undefined => (isMonth(text) ? text : undefined);
const closingSchema = z.object({
  month: z.string().refine(isMonth),
  left: z.partialRecord(z.enum(MONTH_PROBLEMS), z.int().nonnegative()),
});
const readClosing = (metadata = '') => readMetadata(closingSchema, metadata);

/** `counts`: open problems by month; without them the list says that it is counting. */
async function monthList(
  ws: Workspace,
  { person, w }: Viewing,
  counts?: ReadonlyMap<string, ProblemCounts>,
): Promise<Modal> {
  const rows = await monthRows(ws);
  const users = rows.flatMap(({ state }) => [
    ...(state?.history.map(h => h.by) ?? []),
    ...(state?.late?.map(l => l.user) ?? []),
  ]);
  const names = await ws.people.names(users);
  return monthsModal(
    rows.map(r => modelOf(r, counts?.get(r.month), names, person.zone, w)),
    w,
  );
}

function modelOf(
  r: MonthRow,
  left: ProblemCounts | undefined,
  names: ReadonlyMap<string, string>,
  zone: string,
  w: Words,
): MonthModel {
  const last = r.state?.history.at(-1);
  const name = (user: string): string => names.get(user) ?? user;
  return {
    id: r.month,
    state: r.state?.closed ? 'closed' : r.state ? 'reopened' : 'open',
    ...defined({ left }),
    ...(last
      ? {
          last: {
            what: last.what,
            by: name(last.by),
            at: w.moment(last.at, zone),
            ...(last.reason ? { reason: last.reason } : {}),
            ...defined({ left: last.left }),
          },
        }
      : {}),
    late: r.state?.closed ? (r.state.late ?? []).map(l => ({ who: name(l.user), date: l.date })) : [],
  };
}

/** Counting takes long in a large workspace: the list is redrawn with the counts, unless it changed by then. */
async function countIn(ws: Workspace, viewing: Viewing, shown: { id: string; hash?: string }): Promise<void> {
  const counts = new Map<string, ProblemCounts>();
  for (const { month, state } of await monthRows(ws))
    if (!state?.closed) counts.set(month, countsOf((await problemsIn(ws, month)).map(p => p.problems)));
  if (counts.size === 0) return;
  await updateModal(ws.slack.interactive, shown.id, await monthList(ws, viewing, counts), shown.hash);
}

async function closingForm(
  ws: Workspace,
  { person, w }: Viewing,
  month: string,
  typed: { reason: string; file: boolean } = { reason: '', file: true },
  problem?: string,
): Promise<Modal> {
  const [people, unconfirmed, exports] = await Promise.all([
    problemsIn(ws, month),
    unconfirmedOf(ws, month),
    mayExport(ws, person.user),
  ]);
  const problems = MONTH_PROBLEMS.flatMap(p => {
    const of = people.filter(f => f.problems.has(p));
    const count = countsOf(of.map(f => f.problems))[p] ?? 0;
    return of.length > 0 ? [{ problem: p, count, people: of.map(f => f.person.name) }] : [];
  });
  const left = countsOf(people.map(f => f.problems));
  const { reason, file } = typed;
  const metadata = JSON.stringify({ month, left });
  return closingModal({ month, problems, unconfirmed, reason, ...(exports ? { file } : {}), metadata }, w, problem);
}

const mayExport = (ws: Workspace, user: string): Promise<boolean> => ws.rights.might(user, 'export-month');

const wantsFile = (state: FormState = {}): boolean => choicesOf(state, correctionInput.file).length > 0;

const unconfirmedOf = async (ws: Workspace, month: string): Promise<string[]> =>
  (await unconfirmedIn(ws, peopleIn(month, await ws.rights.listing()), month)).map(u => u.person.name);

async function problemOf(
  ws: Workspace,
  { refusal }: Exclude<MonthOutcome, { ok: true }>,
  { person, w }: Viewing,
): Promise<string> {
  const texts = w.months.refusals;
  switch (refusal.code) {
    case 'closed-before':
    case 'reopened-before': {
      const names = await ws.people.names([refusal.by]);
      return texts[refusal.code](literal(names.get(refusal.by) ?? refusal.by, 60), w.moment(refusal.at, person.zone));
    }
    case 'still-in':
      return texts['still-in'](refusal.count);
    case 'month-runs':
    case 'never-closed':
    case 'reason-missing':
      return texts[refusal.code];
    default:
      return w.refusal.busy;
  }
}

async function openMonths(ws: Workspace, press: Press): Promise<void> {
  await press.open(await monthList(ws, press), opened => countIn(ws, press, opened));
}

async function toClosing(ws: Workspace, press: Press): Promise<void> {
  await press.redraw(await closingForm(ws, press, found(monthIn(press.value))));
}

async function backToMonths(ws: Workspace, press: Press): Promise<void> {
  if ((await press.redraw(await monthList(ws, press))) && press.view) await countIn(ws, press, { id: press.view.id });
}

async function toProblem(ws: Workspace, press: Press): Promise<void> {
  const { month } = found(readClosing(press.view?.metadata));
  const filter = found(([...MONTH_PROBLEMS, 'unconfirmed'] as const).find(p => p === press.value));
  const state = press.view?.state ?? {};
  const closing = textOf(state, input.reason).slice(0, MONTH_REASON_MAX);
  const noFile = correctionInput.file in state && !wantsFile(state) ? { noFile: true as const } : {};
  await press.redraw(await peopleList.draw(ws, press, { month, query: '', filter, page: 1, closing, ...noFile }));
}

async function backToClosing(ws: Workspace, press: Press): Promise<void> {
  const list = found(readPeopleQuery(press.view?.metadata));
  const typed = { reason: list.closing ?? '', file: list.noFile !== true };
  await press.redraw(await closingForm(ws, press, list.month, typed));
}

async function submitClosing(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { person, w } = s;
  const { month, left } = found(readClosing(s.metadata));
  const reason = textOf(s.state, input.reason);
  if (reason.length > MONTH_REASON_MAX) return tooLong(w);
  const file = wantsFile(s.state) && (await mayExport(ws, person.user));
  const change = changeMonth(ws, person.user, month, { do: 'close', reason, left, file }, s.key);
  /** The months, or the form with what came up since. */
  const next = async (outcome: MonthOutcome): Promise<Modal> =>
    outcome.ok
      ? monthList(ws, s)
      : closingForm(ws, s, month, { reason: '', file: wantsFile(s.state) }, await problemOf(ws, outcome, s));
  // Counting in a large workspace outlasts Slack's 3 s.
  const quick = await within(COUNTING_MS, change);
  if (!quick) {
    s.later(async () => void (await updateModal(ws.slack.interactive, s.viewId, await next(await change))));
    return says(w.months.counting, w, w.months.closeTitle);
  }
  if (!quick.ok && quick.refusal.code === 'reason-missing' && input.reason in s.state)
    return { errors: { [input.reason]: await problemOf(ws, quick, s) } };
  if (quick.ok) s.later(() => countIn(ws, s, { id: s.viewId }));
  return { update: await next(quick) };
}

const reopening: FormModal<Workspace, string, MonthOutcome> = {
  reads: monthIn,
  store: async (ws, { person, w, state, key }, month) => {
    const reason = textOf(state, input.reason);
    if (reason.length > MONTH_REASON_MAX) return tooLong(w);
    return changeMonth(ws, person.user, month, { do: 'reopen', reason }, key);
  },
  refuse: async (ws, s, _month, refused) => ({ errors: { [input.reason]: await problemOf(ws, refused, s) } }),
  beneath: (ws, s) => monthList(ws, s),
};

export function closingRoutes(r: Routes): void {
  const close = { may: 'close-month' } as const;
  const reopen = { may: 'reopen-month' } as const;
  r.open(action.openMonths, close, openMonths);
  r.open(action.closeMonth, close, toClosing);
  r.open(action.backToMonths, close, backToMonths);
  r.open(action.monthProblem, close, toProblem);
  r.open(monthAction.toClosing, close, backToClosing);
  r.submit(correctionCallback.close, close, submitClosing, readClosing);
  r.open(action.reopenMonth, reopen, (_ws, press) => press.open(reopenModal(found(monthIn(press.value)), press.w)));
  r.submit(correctionCallback.reopen, reopen, (ws, s) => sent(reopening, ws, s), monthIn);
}
