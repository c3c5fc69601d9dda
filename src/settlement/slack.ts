import { z } from 'zod';
import type { Modal } from '../../blocks/kit.ts';
import { leaversModal, settlementModal } from '../../blocks/settlement.ts';
import { settlementAction as action, settlementCallback } from '../../blocks/settlement-ids.ts';
import { monthsAfter } from '../calendar/civil.ts';
import { addDays, isDate } from '../calendar/rules.ts';
import { poolsOf } from '../grants/pools.ts';
import type { Words } from '../i18n/index.ts';
import { type FormModal, says, sent } from '../slack/form-modal.ts';
import { type ListModal, onList, queryIn, type Viewing } from '../slack/list-modal.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import type { Right, Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { cancelAfter, leaverOf, payList, type Refused, type SettleOutcome, settle } from './actions.ts';
import { leaverContext } from './context.ts';
import { owedFile } from './effects.ts';
import type { Leaver } from './leaver.ts';
import { leaversModel, settlementModel } from './present.ts';

const periodSchema = z.object({ from: z.string().refine(isDate), to: z.string().refine(isDate) });
type Period = z.infer<typeof periodSchema>;
/** Whose settlement is shown, with which figures, and the list from which it was opened. */
const aboutSchema = z.object({ user: z.string(), mark: z.string(), list: periodSchema.optional() });
type About = z.infer<typeof aboutSchema>;
const readAbout = (metadata: string) => readMetadata(aboutSchema, metadata);

/** `note`: what was just done, in words. */
async function modalOf(
  ws: Workspace,
  leaver: Leaver,
  { w }: Pick<Viewing, 'w'>,
  { note, list }: { note?: string; list?: Period | undefined },
): Promise<Modal> {
  const model = settlementModel(leaver, await leaverContext(ws, [leaver], w), note);
  const { user } = leaver.person;
  const metadata = JSON.stringify({ user, mark: leaver.mark, list } satisfies About);
  return settlementModal({ ...model, metadata }, w);
}

const refusal = ({ code }: Refused, { settlement: t }: Words): string =>
  ({ 'no-hire-date': t.noHireDate, 'no-last-day': t.noLastDay })[code];

async function openSettlement(ws: Workspace, press: Press): Promise<void> {
  const of = await leaverOf(ws, press.value);
  if (!of.ok) return press.tell(refusal(of, press.w));
  const list = readMetadata(periodSchema, press.view?.metadata ?? '');
  await press.open(await modalOf(ws, of.leaver, press, { list }));
}

/** Redraws the settlement that a press stands in, with what was done. */
async function redrawn(ws: Workspace, press: Press, note: string): Promise<void> {
  const of = await leaverOf(ws, press.value);
  const list = readAbout(press.view?.metadata ?? '')?.list;
  if (of.ok) await press.redraw(await modalOf(ws, of.leaver, press, { note, list }));
}

async function pressCancelAfter(ws: Workspace, press: Press): Promise<void> {
  const { w } = press;
  const outcome = await cancelAfter(ws, press.person.user, press.value, press.key);
  if (!outcome.ok) await press.tell(refusal(outcome, w));
  else press.later(() => redrawn(ws, press, w.settlement.cancelled(outcome.cancelled)));
}

const settleForm: FormModal<Workspace, About, SettleOutcome> = {
  reads: readAbout,
  store: (ws, s, { user, mark }) => settle(ws, s.person.user, user, mark, `${s.key}:${mark}`),
  refuse: async (ws, s, { list }, refused) => {
    const { settlement: t } = s.w;
    if ('changed' in refused)
      return { update: await modalOf(ws, refused.changed, s, { note: t.changedMeanwhile, list }) };
    return says('busy' in refused ? t.busy : refusal(refused, s.w), s.w, t.title);
  },
  beneath: (ws, s, { list }) => list && leaversIn(ws, s, list),
  done: async (ws, s, { list }, { leaver }) => ({ update: await modalOf(ws, leaver, s, { list }) }),
};

async function leaversIn(ws: Workspace, { person, w }: Viewing, period: Period, note?: string): Promise<Modal> {
  const { from, to } = period;
  const none = { leavers: [], lapses: [] };
  const named = { pools: await poolsOf(ws), w };
  if (from > to) return leaversModal(leaversModel(period, none, named, w.settlement.wrongOrder), w);
  return leaversModal(leaversModel(period, await payList(ws, person.user, period), named, note), w);
}

const leaverList: ListModal<Workspace, Period> = {
  schema: periodSchema,
  filters: { [action.from]: from => ({ from }), [action.to]: to => ({ to }) },
  draw: (ws, viewing, period) => leaversIn(ws, viewing, period),
};

/** Those who leave in this month and the next. */
async function openLeavers(ws: Workspace, press: Press): Promise<void> {
  const from = `${ws.policy.today().slice(0, 7)}-01`;
  await press.open(await leaversIn(ws, press, { from, to: addDays(monthsAfter(from, 2), -1) }));
}

// The answer comes after the effect is stored: a file that is announced comes.
async function pressFile(ws: Workspace, press: Press): Promise<void> {
  const of = await leaverOf(ws, press.value);
  if (!of.ok) return press.tell(refusal(of, press.w));
  await ws.received.answer(press.key, owedFile(press.person.user, { user: press.value }));
  press.later(() => redrawn(ws, press, press.w.common.fileSent));
}

async function pressLeaversFile(ws: Workspace, press: Press): Promise<void> {
  const period = queryIn(leaverList, press);
  const { leavers, lapses } = await payList(ws, press.person.user, period);
  if (leavers.length + lapses.length === 0) return;
  await ws.received.answer(press.key, owedFile(press.person.user, period));
  press.later(async () => void (await press.redraw(await leaversIn(ws, press, period, press.w.common.fileSent))));
}

/** HR settles the leave of leavers, from their form and from the list of leavers. */
export function settlementRoutes(r: Routes): void {
  const settles: Right<Press> = { may: 'settle-leave', whom: press => press.value };
  r.open(action.open, settles, openSettlement);
  r.press(action.cancelAfter, settles, pressCancelAfter);
  r.press(action.file, settles, pressFile);
  r.submit(
    settlementCallback.settle,
    { may: 'settle-leave', whom: s => readAbout(s.metadata)?.user },
    (ws, s) => sent(settleForm, ws, s),
    readAbout,
  );
  r.open(action.openLeavers, { may: 'import-people' }, openLeavers);
  onList(leaverList, (id, turn) => r.open(id, { may: 'import-people' }, turn));
  r.press(action.leaversFile, { may: 'import-people' }, pressLeaversFile);
}
