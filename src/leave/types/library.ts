import { createHash } from 'node:crypto';
import { retryOnConflict } from '../../db/retry.ts';
import { BUILTIN } from '../../leave-record/types/builtin.ts';
import { isOffered, type LeaveType, type Unit } from '../../leave-record/types/definition.ts';
import type { Clock } from '../../shared/clock.ts';
import { defined } from '../../shared/defined.ts';
import type { Text } from '../../shared/languages.ts';
import { type Edited, editType, isOwn, type TypeEntry, type TypeInput, type TypeProblem } from './editing.ts';
import type { LeaveTypeStore } from './store.ts';

export type TypeWithHistory = { type: LeaveType; history: TypeEntry[] };

/** Who changes a type; whether they may was asked before. */
export interface TypeEditor {
  user: string;
  key: string;
  say(text: Text): string;
}

export type TypeOutcome = { ok: true; type: LeaveType } | { ok: false; problems: TypeProblem[] };

/** The types of leave of a workspace: those that Daybook brings, unless they were changed, and its own. */
export interface LeaveTypes {
  all(): Promise<TypeWithHistory[]>;
  get(id: string): Promise<TypeWithHistory | undefined>;
  /** what may be asked for now */
  offered(smallest: Unit): Promise<LeaveType[]>;
  /** `id` absent: a new one. `seen`: the version that the form showed. */
  edit(by: TypeEditor, id: string | undefined, input: TypeInput, seen: number): Promise<TypeOutcome>;
  /** Switches a type off, or on again. */
  turn(by: TypeEditor, id: string, off: boolean): Promise<TypeOutcome>;
}

export function leaveTypes(o: { store: LeaveTypeStore; clock: Clock; team: () => string }): LeaveTypes {
  async function all(): Promise<TypeWithHistory[]> {
    const docs = (await o.store.all(o.team())).map(({ history, _id, team, effects, ...type }) => ({ type, history }));
    const stored = new Map(docs.map(d => [d.type.id, d]));
    const brought = BUILTIN.map(type => stored.get(type.id) ?? { type, history: [] });
    const made = (k: TypeWithHistory): number => k.history[0]?.at ?? 0;
    return [...brought, ...docs.filter(d => isOwn(d.type.id)).sort((a, b) => made(a) - made(b))];
  }

  async function change(
    by: TypeEditor,
    id: string,
    decide: (before: LeaveType | undefined, others: LeaveType[]) => Edited,
  ): Promise<TypeOutcome> {
    const outcome = await retryOnConflict<TypeOutcome>(async () => {
      const known = await all();
      const done = known.find(k => k.history.some(h => h.key === by.key));
      if (done) return { ok: true, type: done.type };
      const before = known.find(k => k.type.id === id)?.type;
      const edited = decide(
        before,
        known.map(k => k.type).filter(t => t.id !== id),
      );
      if (!edited.ok) return edited;
      const entry: TypeEntry = {
        ...{ at: o.clock.now(), by: by.user, key: by.key, what: edited.what },
        ...defined({ before }),
      };
      if (await o.store.save(o.team(), edited.type, entry)) return { ok: true, type: edited.type };
      return undefined;
    });
    return outcome ?? { ok: false, problems: [{ field: 'name', code: 'busy' }] };
  }

  const gone: Edited = { ok: false, problems: [{ field: 'name', code: 'type-gone' }] };
  return {
    all,
    get: async id => (await all()).find(k => k.type.id === id),
    offered: async smallest => (await all()).map(k => k.type).filter(t => isOffered(t, smallest)),
    edit: (by, id, input, seen) =>
      // Made of what recognises the submission: of the same one twice at once, only one can be stored.
      change(by, id ?? `t${createHash('sha256').update(by.key).digest('hex').slice(0, 12)}`, (before, others) => {
        if (id !== undefined && !before) return gone;
        if (before && before.version !== seen)
          return { ok: false, problems: [{ field: 'name', code: 'changed-meanwhile' }] };
        const named = id ?? `t${createHash('sha256').update(by.key).digest('hex').slice(0, 12)}`;
        return editType(before, named, input, { others, say: by.say });
      }),
    turn: (by, id, off) =>
      change(by, id, before => {
        if (!before) return gone;
        const type = { ...before, off, version: before.version + 1 };
        return { ok: true, type, what: off ? 'switched-off' : 'switched-on' };
      }),
  };
}
