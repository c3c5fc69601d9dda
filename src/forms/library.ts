import { BUILTIN, builtin } from './builtin.ts';
import type { FormDefinition } from './definition.ts';
import type { FormEntry } from './editing.ts';
import type { FormStore } from './store.ts';

export type FormWithHistory = { definition: FormDefinition; history: FormEntry[] };

/** The forms of a workspace: those that Daybook brings, unless they were changed, and its own. */
export interface FormLibrary {
  get(id: string): Promise<FormWithHistory | undefined>;
  /** those that Daybook brings first, then by when they were made */
  all(): Promise<FormWithHistory[]>;
  /** what may be asked for now */
  offered(): Promise<FormDefinition[]>;
}

export function formLibrary(o: { store: FormStore; team: () => string }): FormLibrary {
  const asBrought = (definition: FormDefinition): FormWithHistory => ({ definition, history: [] });
  const stored = ({
    history,
    _id,
    team,
    effects,
    ...definition
  }: NonNullable<Awaited<ReturnType<FormStore['get']>>>) => ({
    definition,
    history,
  });
  const all = async (): Promise<FormWithHistory[]> => {
    const docs = (await o.store.all(o.team())).map(stored);
    const changed = new Map(docs.map(d => [d.definition.id, d]));
    const brought = BUILTIN.map(f => changed.get(f.id) ?? asBrought(f));
    const made = (f: FormWithHistory): number => f.history[0]?.at ?? 0;
    const own = docs.filter(d => !builtin(d.definition.id)).sort((a, b) => made(a) - made(b));
    return [...brought, ...own];
  };
  return {
    all,
    get: async id => {
      const doc = await o.store.get(o.team(), id);
      if (doc) return stored(doc);
      const brought = builtin(id);
      return brought && asBrought(brought);
    },
    offered: async () => (await all()).map(f => f.definition).filter(f => f.state === 'offered' && f.fields.length > 0),
  };
}
