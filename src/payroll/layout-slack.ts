import { z } from 'zod';
import type { Modal } from '../../blocks/kit.ts';
import { payrollAction as action, payrollInput as input, payrollCallback } from '../../blocks/payroll-ids.ts';
import { layoutModal, previewModal } from '../../blocks/payroll-layout.ts';
import type { Words } from '../i18n/index.ts';
import { choiceOf, textOf } from '../slack/form.ts';
import { says } from '../slack/form-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { chosenIn, HOURS_AS, headingsOf, type LayoutProblem, layoutText, leftOutOf, readLayout } from './layout.ts';
import { layouts, saveLayout } from './layout-store.ts';

/** `text`: as it was typed. */
const seenSchema = z.object({ version: z.number(), hours: z.enum(HOURS_AS), text: z.string() });
type Seen = z.infer<typeof seenSchema>;
const versionSchema = z.object({ version: z.number() });
const readSeen = (metadata: string) => readMetadata(seenSchema, metadata);
const readVersion = (metadata: string) => readMetadata(versionSchema, metadata);

const editor = ({ version, hours, text }: Seen, left: readonly string[], w: Words): Modal =>
  layoutModal({ hours, text, left, metadata: JSON.stringify({ version }) }, w);

async function openLayout(ws: Workspace, press: Press): Promise<void> {
  const { w } = press;
  const { version, hours, ...layout } = await layouts(ws).get(ws.team);
  const left = leftOutOf(chosenIn(layout)).map(id => w.payroll.columns[id]);
  await press.open(editor({ version, hours, text: layoutText(layout, w) }, left, w));
}

async function backToLayout(_ws: Workspace, press: Press): Promise<void> {
  await press.redraw(editor(found(readSeen(press.view?.metadata ?? '')), [], press.w));
}

function problemText(p: LayoutProblem, w: Words): string {
  const t = w.payroll.layout.problems;
  return 'line' in p ? t[p.code](p.line, p.text) : 'text' in p ? t[p.code](p.text) : t[p.code];
}

/** Nothing is stored yet: the heading row is shown first. */
async function preview(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w, state } = s;
  const { version } = found(readVersion(s.metadata));
  const text = textOf(state, input.columns);
  const hours = HOURS_AS.find(h => h === choiceOf(state, input.hours)) ?? 'clock';
  const read = readLayout(text, await layouts(ws).get(ws.team), w);
  if (!read.ok) return { errors: { [input.columns]: problemText(read.problem, w) } };
  const metadata = JSON.stringify({ version, hours, text } satisfies Seen);
  return { update: previewModal({ headings: headingsOf(chosenIn(read), w), hours, metadata }, w) };
}

async function save(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w } = s;
  const { version, hours, text } = found(readSeen(s.metadata));
  const read = readLayout(text, await layouts(ws).get(ws.team), w);
  const t = w.payroll.layout;
  if (!read.ok) return says(problemText(read.problem, w), w, t.title);
  const saved = await saveLayout(ws, s.person.user, { columns: read.columns, hours }, version);
  return says(saved ? t.saved : t.changedMeanwhile, w, t.title);
}

export function layoutRoutes(r: Routes): void {
  const change = { may: 'change-settings' } as const;
  r.open(action.layout, change, openLayout);
  r.open(action.backToLayout, change, backToLayout);
  r.submit(payrollCallback.layout, change, preview, readVersion);
  r.submit(payrollCallback.preview, change, save, readSeen);
}
