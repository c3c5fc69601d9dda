import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { VALUE } from '../../../blocks/ids.ts';
import { figureInput, leaveAction, leaveCallback, typeInput } from '../../../blocks/leave-ids.ts';
import { NO_POOL, typeCheckModal, typeModal, typesModal } from '../../../blocks/leave-types.ts';
import type { TouchedModel } from '../../../blocks/touched.ts';
import { counting, showCounting } from '../../administration/touched.ts';
import { poolsFrom, poolsOf } from '../../grants/pools.ts';
import { type LeaveType, MOST } from '../../leave-record/types/definition.ts';
import { FIGURE_NAMES } from '../../leave-record/types/event-rule.ts';
import { defined } from '../../shared/defined.ts';
import { choiceOf, dateOf, type FormState, textOf } from '../../slack/form.ts';
import { beside, type FormModal, says, sent } from '../../slack/form-modal.ts';
import type { Viewing } from '../../slack/list-modal.ts';
import { found, readMetadata } from '../../slack/metadata.ts';
import type { Acting, ModalAnswer, Press, Submission } from '../../slack/router.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { inputOf, type TypeInput, type TypeProblem } from './editing.ts';
import type { FiguresInput } from './figures.ts';
import {
  allTypes,
  keptIn,
  proposeType,
  saveType,
  switchType,
  type TypeEditor,
  type TypeOutcome,
  type TypeWithHistory,
  typeOf,
} from './library.ts';
import { CHANGES_SHOWN, typeModel, typeProblemText, typeRow } from './present.ts';
import { touchedByType, touchesOf } from './touched.ts';

const metadataSchema = z.object({ id: z.string().exactOptional(), seen: z.number() });
type About = z.infer<typeof metadataSchema>;

/** `change`: of the form, from the version that was seen. */
const checkedSchema = z.object({
  ...{ id: z.string(), seen: z.number(), off: z.literal(true).exactOptional() },
  change: z
    .object({
      ...Object.fromEntries(Object.keys(typeInput).map(field => [field, z.string().exactOptional()])),
      figures: z.object({ from: z.string(), values: z.record(z.string(), z.string()) }).exactOptional(),
    })
    .exactOptional(),
});
type Checked = z.infer<typeof checkedSchema>;

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

async function turnOn(ws: Workspace, press: Press): Promise<void> {
  const outcome = await switchType(ws, editorOf(press), press.value, false);
  const [problem] = outcome.ok ? [] : outcome.problems;
  if (problem) return press.tell(typeProblemText(problem, press.w));
  press.later(async () => {
    const type = await typeOf(ws, press.value);
    if (type) await press.redraw(await form(ws, press, type));
  });
}

/** Whom it touches, before it is stored. */
function check(
  ws: Workspace,
  { w }: Pick<Viewing, 'w'>,
  [before, after]: readonly [LeaveType, LeaveType],
  about: Checked,
) {
  const head = { name: w.forms.text(after.name), off: about.off === true, metadata: JSON.stringify(about) };
  return {
    count: () => touchedByType(ws, before, after),
    drawn: (touched?: readonly TouchedModel[] | 'failed') => typeCheckModal({ ...head, ...defined({ touched }) }, w),
  };
}

async function turnOff(ws: Workspace, press: Press): Promise<void> {
  const type = (await typeOf(ws, press.value))?.type;
  if (!type) return press.tell(press.w.leaveTypes.problems['type-gone']);
  const about = { id: type.id, seen: type.version, off: true as const };
  const { count, drawn } = check(ws, press, [type, { ...type, off: true }], about);
  await showCounting(ws, press, count, drawn, 'in-place');
}

/** Another type is stored at once; one that may touch somebody is shown with them first. */
async function typeSent(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { id, seen } = found(typeForm.reads(s.metadata));
  const input = readInput(s.state);
  const proposed = id === undefined ? undefined : await proposeType(ws, s.w.forms.text, id, input);
  if (!proposed || id === undefined || proposed.before.version !== seen) return sent(typeForm, ws, s);
  const { before, after } = proposed;
  if (touchesOf([before, after]).length === 0) return sent(typeForm, ws, s);
  const stands = inputOf(before, s.w.forms.text, ws.policy.today());
  const change = Object.fromEntries(
    Object.entries(input).filter(([field, value]) => !isDeepStrictEqual(value, stands[field as keyof TypeInput])),
  );
  const { count, drawn } = check(ws, s, [before, after], { id, seen, change });
  return { update: await counting(ws, s, count, drawn) };
}

/** What was shown is stored; a type that somebody changed meanwhile is refused. */
const typeCheck: FormModal<Workspace, Checked, TypeOutcome> = {
  reads: metadata => readMetadata(checkedSchema, metadata),
  store: async (ws, s, { id, seen, change, off }) => {
    const by = editorOf(s);
    if (off) return switchType(ws, by, id, true);
    const type = (await typeOf(ws, id))?.type;
    const stands = type && inputOf(type, by.say, ws.policy.today());
    return saveType(ws, by, id, { ...(stands as TypeInput), ...(change as Partial<TypeInput>) }, seen);
  },
  refuse: (_ws, { w }, _about, { problems }) =>
    says(problems.map(p => typeProblemText(p, w)).join('\n'), w, w.leaveTypes.title),
  beneath: list,
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
  r.open(leaveAction.switchOff, right, turnOff);
  r.press(leaveAction.switchOn, right, turnOn);
  r.submit(leaveCallback.type, right, typeSent, typeForm.reads);
  r.submit(leaveCallback.typeCheck, right, (ws, s) => sent(typeCheck, ws, s), typeCheck.reads);
}
