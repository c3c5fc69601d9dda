import { createHash } from 'node:crypto';
import { retryOnConflict } from '../db/retry.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import type { Text } from '../shared/languages.ts';
import { owedLog } from '../shared/owed-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { FormDefinition } from './definition.ts';
import { type EditProblem, edit, type FormCommand, type FormEntry } from './editing.ts';
import { allForms, type FormWithHistory } from './library.ts';
import { formDefinitions, formDocs } from './store.ts';

export type DefineProblem = EditProblem | { code: 'form-gone' | 'busy' };
export type DefineOutcome =
  | { ok: true; form: FormWithHistory; replay: boolean }
  | { ok: false; problem: DefineProblem };

/** `say` translates texts. */
export interface Definer {
  user: string;
  key: string;
  say(text: Text): string;
}

/** The id comes from the submission's key, so that a duplicate stores once. */
const blank = (key: string): FormDefinition => ({
  id: `f${createHash('sha256').update(key).digest('hex').slice(0, 16)}`,
  name: '',
  fields: [],
  state: 'draft',
  next: 1,
  version: 0,
});

/** `id`: undefined for a new form. */
export async function changeForm(
  ws: Workspace,
  by: Definer,
  id: string | undefined,
  command: FormCommand,
): Promise<DefineOutcome> {
  const outcome = await retryOnConflict<DefineOutcome>(async () => {
    const all = await allForms(ws);
    const done = all.find(f => f.history.some(h => h.key === by.key));
    if (done) return { ok: true, form: done, replay: true };
    const form: FormWithHistory | undefined =
      command.do === 'create' ? { definition: blank(by.key), history: [] } : all.find(f => f.definition.id === id);
    if (!form) return { ok: false, problem: { code: 'form-gone' } };
    const edited = edit(form.definition, command, {
      by: by.user,
      at: ws.clock.now(),
      key: by.key,
      history: form.history,
      others: all.map(f => f.definition).filter(f => f.id !== form.definition.id),
      say: by.say,
    });
    if (!edited.ok) return edited;
    const history: FormEntry[] = [...form.history, edited.entry];
    const { what, field, name } = edited.entry;
    const labelIn = (of: FormDefinition): Text | undefined => of.fields.find(f => f.id === field)?.label;
    const was = { name: form.definition.name, ...defined({ field: labelIn(form.definition) }) };
    const now = {
      ...{ change: what, name: edited.definition.name },
      ...defined({ field: labelIn(edited.definition) ?? name }),
    };
    const note = by.say(edited.definition.name);
    const effects = owe([owedLog({ what: 'requests.form', by: by.user, note, was, now })], edited.entry.at);
    if (await formDefinitions(ws).save(ws.team, edited.definition, edited.entry, effects)) {
      ws.outbox.notify(formDocs.collection, `${ws.team}:${edited.definition.id}`, effects);
      return { ok: true, form: { definition: edited.definition, history }, replay: false };
    }
    return undefined;
  });
  return outcome ?? { ok: false, problem: { code: 'busy' } };
}
