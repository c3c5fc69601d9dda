import type { Workspace } from '../workspace/workspace.ts';
import { BUILTIN, builtin } from './builtin.ts';
import type { FormDefinition } from './definition.ts';
import type { FormEntry } from './editing.ts';
import { type FormDoc, formDefinitions } from './store.ts';

export type FormWithHistory = { definition: FormDefinition; history: FormEntry[] };

const unchanged = (definition: FormDefinition): FormWithHistory => ({ definition, history: [] });
const read = ({ history, _id, team, effects, ...definition }: FormDoc): FormWithHistory => ({ definition, history });

/** Built-in forms or their stored changes, then the workspace's own by age. */
export async function allForms(ws: Workspace): Promise<FormWithHistory[]> {
  const docs = (await formDefinitions(ws).all(ws.team)).map(read);
  const changed = new Map(docs.map(d => [d.definition.id, d]));
  const made = (f: FormWithHistory): number => f.history[0]?.at ?? 0;
  const own = docs.filter(d => !builtin(d.definition.id)).sort((a, b) => made(a) - made(b));
  return [...BUILTIN.map(f => changed.get(f.id) ?? unchanged(f)), ...own];
}

export async function formOf(ws: Workspace, id: string): Promise<FormWithHistory | undefined> {
  const doc = await formDefinitions(ws).get(ws.team, id);
  if (doc) return read(doc);
  const brought = builtin(id);
  return brought && unchanged(brought);
}

export const offeredForms = async (ws: Workspace): Promise<FormDefinition[]> =>
  (await allForms(ws)).map(f => f.definition).filter(f => f.state === 'offered' && f.fields.length > 0);
