import type { SendOutcome } from '../approvals/actions.ts';
import type { Approvals } from '../approvals/service.ts';
import type { Source } from '../approvals/source.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { localDate } from '../calendar/rules.ts';
import type { People } from '../people/actions.ts';
import { isActive } from '../people/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { type FormDefinition, kindOf } from './definition.ts';
import { facts, periodOf } from './facts.ts';
import { kindFor } from './fields/index.ts';
import type { FileRef } from './fields/kind.ts';
import { type FilledForm, filledFormOf } from './filled.ts';
import { type Checked, check, type FormProblem, type Inputs } from './rules.ts';

export interface Forms {
  /** Validates what stands in the inputs. `before`: the request that came back, whose files stay where no new ones are given. */
  check(definition: FormDefinition, inputs: Inputs, before?: RequestDoc): Promise<Checked>;
  /** Sends a form that passed. `submission` recognises it when it is sent twice; `again`: the request that came back. */
  send(
    user: string,
    form: FilledForm,
    submission: string,
    about: { again?: string | undefined; source?: Source | undefined },
  ): Promise<SendOutcome<FormProblem>>;
}

/** Slack's word on a file; undefined where it gives none in time. */
export type FileInfo = (id: string) => Promise<FileRef | undefined>;

export function formActions(o: {
  approvals: Approvals;
  people: People;
  clock: Clock;
  zone: string;
  fileInfo: FileInfo;
}): Forms {
  return {
    check: async (definition, inputs, before) => {
      const given = withFiles(definition, inputs, before);
      const of = (what: 'person' | 'file'): unknown[] =>
        definition.fields.filter(f => kindFor(f).looksUp === what).map(f => given[f.id]);
      const users = of('person').filter((u): u is string => typeof u === 'string' && u !== '');
      const ids = [...new Set(of('file').flat())].filter((id): id is string => typeof id === 'string').slice(0, 100);
      const known = new Map((before ? filesOf(before) : []).map(f => [f.id, f]));
      const [people, files] = await Promise.all([
        o.people.some(users),
        // A name that Slack does not tell in time is no reason to lose the file.
        Promise.all(ids.map(async id => known.get(id) ?? (await o.fileInfo(id)) ?? { id, name: id })),
      ]);
      const names = new Map(people.filter(isActive).map(p => [p.user, p.name]));
      const fileOf = new Map(files.map(f => [f.id, f]));
      return check(definition, given, {
        today: localDate(o.clock.now(), o.zone),
        person: user => names.get(user),
        file: id => fileOf.get(id),
      });
    },
    send: (user, form, submission, { again, source }) =>
      o.approvals.send<FormProblem>(
        {
          user,
          kind: kindOf(form.id),
          form: { ...form },
          period: periodOf(form),
          facts: facts(form),
          submission,
          ...(again ? { again } : {}),
          ...defined({ source }),
        },
        () => [],
      ),
  };
}

const filesOf = (request: RequestDoc): FileRef[] =>
  filledFormOf(request.form).answers.flatMap(a => (a.type === 'file' ? a.value : []));

/** Slack cannot show files again in an input: those of before stay unless new ones are given. */
function withFiles(definition: FormDefinition, inputs: Inputs, before: RequestDoc | undefined): Inputs {
  if (!before) return inputs;
  const kept = filledFormOf(before.form).answers.flatMap(a => {
    const given = inputs[a.field];
    const none = !Array.isArray(given) || given.length === 0;
    const asked = definition.fields.some(f => f.id === a.field && f.type === 'file');
    return a.type === 'file' && none && asked ? [[a.field, a.value.map(f => f.id)] as const] : [];
  });
  return { ...inputs, ...Object.fromEntries(kept) };
}
