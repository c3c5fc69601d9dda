import { createHash } from 'node:crypto';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Clock } from '../shared/clock.ts';
import type { Text } from '../shared/languages.ts';
import type { FormDefinition } from './definition.ts';
import { type EditProblem, edit, type FormCommand, type FormEntry } from './editing.ts';
import type { FormLibrary, FormWithHistory } from './library.ts';
import type { FormStore } from './store.ts';

export type DefineProblem = EditProblem | { code: 'administrators-only' | 'form-gone' | 'busy' };
export type DefineOutcome =
  | { ok: true; form: FormWithHistory; replay: boolean }
  | { ok: false; problem: DefineProblem };

/** Who changes a form: `say` tells texts in their language. */
export interface Definer {
  user: string;
  key: string;
  say(text: Text): string;
}

export interface FormDefining {
  /** `id`: the form, undefined for a new one. */
  change(by: Definer, id: string | undefined, command: FormCommand): Promise<DefineOutcome>;
}

const ROUNDS = 10;

/** What administrators do with forms. The right is asked here, whatever was pressed. */
export function formDefining(o: {
  store: FormStore;
  library: FormLibrary;
  clock: Clock;
  team: () => string;
  /** asks the rights, and logs a refusal */
  allows: PeopleAdministration['allows'];
}): FormDefining {
  /** Its id is made of what recognises the submission: of the same one twice at once, only one can be stored. */
  const blank = (key: string): FormDefinition => ({
    id: `f${createHash('sha256').update(key).digest('hex').slice(0, 16)}`,
    name: '',
    fields: [],
    state: 'draft',
    next: 1,
    version: 0,
  });

  return {
    change: async (by, id, command) => {
      if ((await o.allows(by.user, 'define-forms')) !== 'yes')
        return { ok: false, problem: { code: 'administrators-only' } };
      for (let round = 0; round < ROUNDS; round++) {
        const all = await o.library.all();
        const done = all.find(f => f.history.some(h => h.key === by.key));
        if (done) return { ok: true, form: done, replay: true };
        const now = o.clock.now();
        const form: FormWithHistory | undefined =
          command.do === 'create' ? { definition: blank(by.key), history: [] } : all.find(f => f.definition.id === id);
        if (!form) return { ok: false, problem: { code: 'form-gone' } };
        const edited = edit(form.definition, command, {
          by: by.user,
          at: now,
          key: by.key,
          history: form.history,
          others: all.map(f => f.definition).filter(f => f.id !== form.definition.id),
          say: by.say,
        });
        if (!edited.ok) return edited;
        const history: FormEntry[] = [...form.history, edited.entry];
        if (await o.store.save(o.team(), edited.definition, edited.entry))
          return { ok: true, form: { definition: edited.definition, history }, replay: false };
      }
      return { ok: false, problem: { code: 'busy' } };
    },
  };
}
