import { createHash } from 'node:crypto';
import { retryOnConflict } from '../../db/retry.ts';
import type { KeptPool } from '../../grants/pools.ts';
import { BUILTIN } from '../../leave-record/types/builtin.ts';
import { isOffered, type LeaveType } from '../../leave-record/types/definition.ts';
import type { HasOffice } from '../../people/terms.ts';
import { defined } from '../../shared/defined.ts';
import { owe } from '../../shared/effects.ts';
import type { Text } from '../../shared/languages.ts';
import { owedLog } from '../../shared/owed-log.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Edited, editType, isOwn, type TypeEntry, type TypeInput, type TypeProblem } from './editing.ts';
import { leaveTypeDocs, leaveTypes } from './store.ts';

export type TypeWithHistory = { type: LeaveType; history: TypeEntry[] };

/** The route has checked the right. */
export interface TypeEditor {
  user: string;
  key: string;
  say(text: Text): string;
}

export type TypeOutcome = { ok: true; type: LeaveType } | { ok: false; problems: TypeProblem[] };

/** Built-in ones, changed or not, and own ones by age. */
export async function allTypes(ws: Workspace): Promise<TypeWithHistory[]> {
  const docs = await leaveTypes(ws).all(ws.team);
  const all = docs.map(({ history, _id, team, effects, ...type }) => ({ type, history }));
  const stored = new Map(all.map(t => [t.type.id, t]));
  const builtin = BUILTIN.map(type => stored.get(type.id) ?? { type, history: [] });
  const madeAt = (t: TypeWithHistory): number => t.history[0]?.at ?? 0;
  return [...builtin, ...all.filter(t => isOwn(t.type.id)).sort((a, b) => madeAt(a) - madeAt(b))];
}

/** The pools that types keep, also those that are off: what was granted is still there. */
export const poolsKept = async (ws: Workspace): Promise<KeptPool[]> => keptIn((await allTypes(ws)).map(t => t.type));

export const keptIn = (types: readonly LeaveType[]): KeptPool[] =>
  types.flatMap(({ id, name, pool, paidOut }) => (pool === id ? [{ id, name, paidOut }] : []));

export const typeOf = async (ws: Workspace, id: string): Promise<TypeWithHistory | undefined> =>
  (await allTypes(ws)).find(t => t.type.id === id);

/** For a leave on a date. */
export async function offeredTypes(
  ws: Workspace,
  person: HasOffice,
  date = ws.policy.of(person).today(),
): Promise<LeaveType[]> {
  const { smallestUnit: smallest } = ws.policy.now().leave;
  const country = ws.policy.of(person).on(date).workingTime.holidays;
  return (await allTypes(ws)).map(t => t.type).filter(t => isOffered(t, { smallest, date, country }));
}

async function change(
  ws: Workspace,
  by: TypeEditor,
  id: string,
  decide: (before: LeaveType | undefined, others: LeaveType[]) => Edited,
): Promise<TypeOutcome> {
  const outcome = await retryOnConflict<TypeOutcome>(async () => {
    const all = await allTypes(ws);
    const done = all.find(t => t.history.some(h => h.key === by.key));
    if (done) return { ok: true, type: done.type };
    const types = all.map(t => t.type);
    const before = types.find(t => t.id === id);
    const others = types.filter(t => t.id !== id);
    const edited = decide(before, others);
    if (!edited.ok) return edited;
    const entry = { at: ws.clock.now(), by: by.user, key: by.key, what: edited.what, ...defined({ before }) };
    const { what, type } = edited;
    const note = by.say(type.name);
    const sides = { ...(before && { was: { type: before } }), now: { change: what, type } };
    const effects = owe([owedLog({ what: 'leave.type', by: by.user, note, ...sides })], entry.at);
    const saved = await leaveTypes(ws).save(ws.team, type, entry, effects);
    if (saved) ws.outbox.notify(leaveTypeDocs.collection, `${ws.team}:${type.id}`, effects);
    return saved ? { ok: true, type: edited.type } : undefined;
  });
  return outcome ?? { ok: false, problems: [{ field: 'name', code: 'busy' }] };
}

const GONE: Edited = { ok: false, problems: [{ field: 'name', code: 'type-gone' }] };

/** `id` absent: a new type. `seen`: the version on screen. */
export function saveType(
  ws: Workspace,
  by: TypeEditor,
  id: string | undefined,
  input: TypeInput,
  seen: number,
): Promise<TypeOutcome> {
  // From the submission's key: a duplicate cannot be stored.
  const own = id ?? `t${createHash('sha256').update(by.key).digest('hex').slice(0, 12)}`;
  return change(ws, by, own, (before, others) => {
    if (id !== undefined && !before) return GONE;
    if (before && before.version !== seen)
      return { ok: false, problems: [{ field: 'name', code: 'changed-meanwhile' }] };
    return editType(before, own, input, { others, say: by.say, today: ws.policy.today() });
  });
}

/** The type as `saveType` would store it. */
export async function proposeType(
  ws: Workspace,
  say: TypeEditor['say'],
  id: string,
  input: TypeInput,
): Promise<{ before: LeaveType; after: LeaveType } | undefined> {
  const types = (await allTypes(ws)).map(t => t.type);
  const before = types.find(t => t.id === id);
  const others = types.filter(t => t.id !== id);
  const edited = before && editType(before, id, input, { others, say, today: ws.policy.today() });
  return before && edited?.ok ? { before, after: edited.type } : undefined;
}

export const switchType = (ws: Workspace, by: TypeEditor, id: string, off: boolean): Promise<TypeOutcome> =>
  change(ws, by, id, before => {
    if (!before) return GONE;
    const type = { ...before, off, version: before.version + 1 };
    return { ok: true, type, what: off ? 'switched-off' : 'switched-on' };
  });
