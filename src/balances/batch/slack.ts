import { z } from 'zod';
import { batchCheckModal, batchesModal, batchModal, batchRunningModal } from '../../../blocks/batch.ts';
import { batchAction, batchCallback, batchInput } from '../../../blocks/batch-ids.ts';
import type { Modal } from '../../../blocks/kit.ts';
import { ledgerInput } from '../../../blocks/ledger-ids.ts';
import { importRefused } from '../../../blocks/people-import.ts';
import { fileProblemText } from '../../administration/present.ts';
import { filledGrant } from '../../grants/form.ts';
import { handChoices, poolsOf } from '../../grants/pools.ts';
import { contractOn } from '../../people/contract.ts';
import { BYTES_MAX } from '../../people/import.ts';
import { teamChoices } from '../../people/organisation/rules.ts';
import { scopeSchema } from '../../people/scope.ts';
import { choicesOf, type FormState } from '../../slack/form.ts';
import { beside, says } from '../../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery, type Viewing } from '../../slack/list-modal.ts';
import { found, readMetadata } from '../../slack/metadata.ts';
import { filesOf } from '../../slack/pickers.ts';
import { redrawModal } from '../../slack/redraw.ts';
import type { ModalAnswer, Press, Submission } from '../../slack/router.ts';
import { readScope } from '../../slack/scope.ts';
import { slackFiles } from '../../slack-api/files.ts';
import type { Routes } from '../../workspace/routes.ts';
import { perWorkspace, type Workspace } from '../../workspace/workspace.ts';
import { BATCH_MOST, previewBatch, storeBatch, undoBatch } from './actions.ts';
import { unreadAmounts } from './effects.ts';
import { type AmountLine, readAmounts } from './file.ts';
import { batchRow, checkModel } from './present.ts';
import type { BatchPreview } from './preview.ts';
import { batches } from './store.ts';

const PAGE = 15;
/** Chosen people stand in the metadata of the next form. */
const CHOSEN_MOST = 100;

const checkSchema = z.object({
  filled: z.object({ kind: z.string(), days: z.string(), on: z.string(), usableUntil: z.string(), why: z.string() }),
  scope: scopeSchema,
  longLeave: z.boolean(),
  tell: z.boolean(),
  file: z.string().exactOptional(),
  digest: z.string(),
});
type Checked = z.infer<typeof checkSchema>;
type Asked = Omit<Checked, 'digest'>;
const readCheck = (metadata: string): Checked | undefined => readMetadata(checkSchema, metadata);

const files = perWorkspace(ws => slackFiles(ws.slack.interactive));

async function openForm(ws: Workspace, press: Press): Promise<void> {
  const { w } = press;
  const [d, pools] = await Promise.all([ws.rights.directory(), poolsOf(ws)]);
  const kinds = handChoices(pools, w).filter(c => !c.id.startsWith('correction'));
  const scope = { all: true, teams: teamChoices(d.teams), offices: d.offices };
  await press.open(batchModal({ kinds, kind: 'extra', on: ws.policy.today(), scope }, w));
}

function readForm(state: FormState): Asked {
  const options = choicesOf(state, batchInput.options);
  const [file] = filesOf(state, batchInput.file);
  return {
    filled: filledGrant(state),
    scope: readScope(state),
    ...{ longLeave: options.includes('longLeave'), tell: options.includes('tell') },
    ...(file === undefined ? {} : { file }),
  };
}

type Lines = { ok: true; lines?: AmountLine[] } | { ok: false; refused: Modal };

async function linesOf(ws: Workspace, { person, w }: Viewing, file: string | undefined): Promise<Lines> {
  if (file === undefined) return { ok: true };
  const content = await files(ws).download(file, person.user, BYTES_MAX);
  if (!content.ok) return { ok: false, refused: importRefused(w.people.fileTrouble[content.trouble], w) };
  const read = await readAmounts(content.bytes);
  return read.ok
    ? { ok: true, lines: read.lines }
    : { ok: false, refused: importRefused(fileProblemText(read.problem, w), w) };
}

async function checkOf(
  ws: Workspace,
  { w }: Viewing,
  asked: Asked,
  preview: BatchPreview,
  changedMeanwhile = false,
): Promise<Modal> {
  const { on } = preview.grant;
  const contractOf = (user: string) => {
    const person = preview.people.get(user);
    return contractOn(person ?? {}, on, ws.policy.of(person).on(on).workingTime);
  };
  const metadata = JSON.stringify({ ...asked, digest: preview.digest } satisfies Checked);
  const o = { pools: await poolsOf(ws), w, contractOf, tell: asked.tell, changedMeanwhile, metadata, file: asked.file };
  return batchCheckModal(checkModel(preview, o), w);
}

/** Problems stand beside their fields; what a file is refused for takes the place of the form. */
async function checkForm(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const asked = readForm(s.state);
  const who = asked.scope;
  if (who.of === 'people' && who.users.length > CHOSEN_MOST)
    return { errors: { 'scope.people': s.w.balances.batch.tooMany(CHOSEN_MOST) } };
  const lines = await linesOf(ws, s, asked.file);
  if (!lines.ok) return { update: lines.refused };
  const preview = await previewBatch(ws, s.person.user, asked, lines.lines);
  if (!preview.ok) {
    const text = (code: string): string => s.w.ledger.problems[code] ?? code;
    return beside(preview.problems, p => [ledgerInput[p.field], text(p.code)]);
  }
  if (preview.plan.gives.length > BATCH_MOST) return says(s.w.balances.batch.tooMany(BATCH_MOST), s.w);
  return { update: await checkOf(ws, s, asked, preview) };
}

/** Exactly what was shown is given; else it is shown again. */
async function giveAll(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { digest, ...asked } = found(readCheck(s.metadata));
  const lines = await linesOf(ws, s, asked.file);
  if (!lines.ok) return { update: lines.refused };
  const preview = await previewBatch(ws, s.person.user, asked, lines.lines);
  const key = `${s.key}:${digest}`;
  const stored = await batches(ws).byId(`${ws.team}:${key}`);
  if (!stored && (!preview.ok || preview.digest !== digest || preview.plan.gives.length === 0))
    return preview.ok
      ? { update: await checkOf(ws, s, asked, preview, true) }
      : says(s.w.ledger.problems[preview.problems[0]?.code ?? ''] ?? s.w.ledger.busy, s.w);
  if (!stored && preview.ok) {
    const o = { key, view: s.viewId, beneath: s.beneath, tell: asked.tell };
    const notify = await storeBatch(ws, s.person.user, preview, o);
    // After the answer, which would otherwise overwrite the progress.
    s.later(async () => notify());
  }
  const count = stored?.gives.length ?? (preview.ok ? preview.plan.gives.length : 0);
  return { update: batchRunningModal({ done: 0, count, undoing: false }, s.w) };
}

export async function drawBatches(ws: Workspace, { person, w }: Viewing, { page } = FIRST_PAGE): Promise<Modal> {
  const { rows, count } = await batches(ws).page(ws.team, (page - 1) * PAGE, PAGE);
  const [names, pools] = await Promise.all([ws.people.names(rows.map(r => r.by)), poolsOf(ws)]);
  const pages = Math.max(1, Math.ceil(count / PAGE));
  const o = { names, pools, zone: person.zone, w };
  return batchesModal({ rows: rows.map(r => batchRow(r, o)), page, pages, metadata: JSON.stringify({ page }) }, w);
}

const list: ListModal<Workspace, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: batchAction.pages,
  draw: drawBatches,
};

async function undo(ws: Workspace, press: Press): Promise<void> {
  const { w, view } = press;
  const viewId = view?.callbackId === batchCallback.running ? view.id : '';
  const beneath = view?.callbackId === batchCallback.list ? view.id : undefined;
  const outcome = await undoBatch(ws, press.person.user, press.value, { key: press.key, view: viewId, beneath });
  if (!outcome.ok) return press.tell(w.balances.batch.undoRefused[outcome.code]);
  press.later(async () => {
    const running = batchRunningModal({ done: 0, count: 0, undoing: true }, w);
    if (viewId !== '') await press.redraw(running);
    else await redrawModal(ws.slack.interactive, beneath, () => drawBatches(ws, press));
    outcome.notify();
  });
}

/** HR and owners: over a workspace nobody has `give-leave`, over each person it is checked again. */
const right = { may: 'import-people' } as const;

/** Slack says whose file it is when it is read. */
async function askUnread(ws: Workspace, press: Press): Promise<void> {
  const data = { source: press.value };
  await ws.received.answer(press.key, [unreadAmounts.owed({ lane: unreadAmounts.kind, to: press.person.user, data })]);
  press.tellLater(press.w.policy.touched.fileComing);
}

export function batchRoutes(r: Routes): void {
  r.open(batchAction.open, right, openForm);
  r.open(batchAction.list, right, openList(list));
  onList(list, (id, turn) => r.open(id, right, turn));
  r.press(batchAction.undo, right, undo);
  r.press(batchAction.unread, right, askUnread);
  r.submit(batchCallback.form, right, checkForm);
  r.submit(batchCallback.check, right, giveAll, readCheck);
}
