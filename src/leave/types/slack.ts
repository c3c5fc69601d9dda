import { z } from 'zod';
import { VALUE } from '../../../blocks/ids.ts';
import { figureInput, leaveAction, leaveCallback, typeInput } from '../../../blocks/leave-ids.ts';
import { NO_POOL, typeModal, typesModal } from '../../../blocks/leave-types.ts';
import { poolsFrom, poolsOf } from '../../grants/pools.ts';
import { MOST } from '../../leave-record/types/definition.ts';
import { FIGURE_NAMES } from '../../leave-record/types/event-rule.ts';
import { choiceOf, dateOf, type FormState, textOf } from '../../slack/form.ts';
import { beside, type FormModal, sent } from '../../slack/form-modal.ts';
import type { Viewing } from '../../slack/list-modal.ts';
import { readMetadata } from '../../slack/metadata.ts';
import type { Acting, Press } from '../../slack/router.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { TypeInput, TypeProblem } from './editing.ts';
import type { FiguresInput } from './figures.ts';
import {
  allTypes,
  keptIn,
  saveType,
  switchType,
  type TypeEditor,
  type TypeOutcome,
  type TypeWithHistory,
  typeOf,
} from './library.ts';
import { CHANGES_SHOWN, typeModel, typeProblemText, typeRow } from './present.ts';

const metadataSchema = z.object({ id: z.string().exactOptional(), seen: z.number() });
type About = z.infer<typeof metadataSchema>;

const editorOf = ({ person, key, w }: Acting): TypeEditor => ({ user: person.user, key, say: w.forms.text });

async function list(ws: Workspace, { w }: Viewing) {
  const all = await allTypes(ws);
  const { smallestUnit } = ws.policy.now().leave;
  const pools = poolsFrom(keptIn(all.map(t => t.type)));
  return typesModal(
    { rows: all.map(t => typeRow(t.type, smallestUnit, pools, w)), mayAdd: all.length < MOST.types },
    w,
  );
}

async function form(ws: Workspace, { person, w }: Viewing, edited?: TypeWithHistory) {
  const names = await ws.people.names((edited?.history ?? []).slice(-CHANGES_SHOWN).map(h => h.by));
  return typeModal(
    typeModel(edited, { w, names, zone: person.zone, today: ws.policy.today(), pools: await poolsOf(ws) }),
    w,
  );
}

async function openType(ws: Workspace, press: Press): Promise<void> {
  const type = await typeOf(ws, press.value);
  if (type) await press.open(await form(ws, press, type));
  else await press.tell(press.w.leaveTypes.problems['type-gone']);
}

const turn = (off: boolean) => async (ws: Workspace, press: Press) => {
  const outcome = await switchType(ws, editorOf(press), press.value, off);
  const [problem] = outcome.ok ? [] : outcome.problems;
  if (problem) return press.tell(typeProblemText(problem, press.w));
  press.later(async () => {
    const type = await typeOf(ws, press.value);
    if (type) await press.redraw(await form(ws, press, type));
  });
};

const blockOf = (p: TypeProblem): string =>
  p.field === 'from' || p.field === 'figure' ? figureInput(p.field === 'from' ? p.field : p.figure) : p.field;

const typeForm: FormModal<Workspace, About, TypeOutcome> = {
  reads: metadata => readMetadata(metadataSchema, metadata),
  store: (ws, s, { id, seen }) => saveType(ws, editorOf(s), id, readInput(s.state), seen),
  refuse: (_ws, { w }, _about, { problems }) => beside(problems, p => [blockOf(p), typeProblemText(p, w)]),
  beneath: list,
};

function readInput(state: FormState): TypeInput {
  const chosen = (field: string): string => choiceOf(state, field, VALUE) ?? '';
  const pool = chosen(typeInput.pool);
  return {
    name: textOf(state, typeInput.name),
    paid: chosen(typeInput.paid),
    pool: pool === NO_POOL ? '' : pool,
    paidOut: chosen(typeInput.paidOut),
    unit: chosen(typeInput.unit),
    notice: textOf(state, typeInput.notice),
    worked: chosen(typeInput.worked),
    attendance: chosen(typeInput.attendance),
    decided: chosen(typeInput.decided),
    private: chosen(typeInput.private),
    document: chosen(typeInput.document),
    most: textOf(state, typeInput.most),
    span: chosen(typeInput.span),
    calendarDays: chosen(typeInput.calendarDays),
    occasions: textOf(state, typeInput.occasions),
    ...(figureInput('from') in state ? { figures: readFigures(state) } : {}),
  };
}

const readFigures = (state: FormState): FiguresInput => ({
  from: dateOf(state, figureInput('from')) ?? '',
  values: Object.fromEntries(FIGURE_NAMES.map(f => [f, textOf(state, figureInput(f))])),
});

const right = { may: 'change-settings' } as const;

export function leaveTypeRoutes(r: Routes): void {
  r.open(leaveAction.openTypes, right, async (ws, press) => press.open(await list(ws, press)));
  r.open(leaveAction.addType, right, async (ws, press) => press.open(await form(ws, press)));
  r.open(leaveAction.editType, right, openType);
  r.press(leaveAction.switchOff, right, turn(true));
  r.press(leaveAction.switchOn, right, turn(false));
  r.submit(leaveCallback.type, right, (ws, s) => sent(typeForm, ws, s), typeForm.reads);
}
