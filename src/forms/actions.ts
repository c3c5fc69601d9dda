import { type Sending, type SendOutcome, sendRequest } from '../approvals/actions.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { isActive } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type FormDefinition, kindOf } from './definition.ts';
import { facts, periodOf } from './facts.ts';
import { kindFor } from './fields/index.ts';
import type { FileRef } from './fields/kind.ts';
import { fileInfo } from './files.ts';
import { type FilledForm, filledFormOf } from './filled.ts';
import { formFollows } from './points.ts';
import { type Checked, check, type FormProblem, type Inputs } from './rules.ts';

/** `before`: the request that came back; its files stay unless new ones are chosen. */
export async function checkForm(
  ws: Workspace,
  user: string,
  definition: FormDefinition,
  inputs: Inputs,
  before?: RequestDoc,
): Promise<Checked> {
  const given = withFiles(definition, inputs, before);
  const of = (what: 'person' | 'file'): unknown[] =>
    definition.fields.filter(f => kindFor(f).looksUp === what).map(f => given[f.id]);
  const users = of('person').filter((u): u is string => typeof u === 'string' && u !== '');
  const ids = [...new Set(of('file').flat())].filter((id): id is string => typeof id === 'string').slice(0, 100);
  const known = new Map((before ? filesOf(before) : []).map(f => [f.id, f]));
  const [sender, people, files] = await Promise.all([
    ws.people.person(user),
    ws.people.some(users),
    // A slow file name must not lose the file.
    Promise.all(ids.map(async id => known.get(id) ?? (await fileInfo(ws, id)) ?? { id, name: id })),
  ]);
  const names = new Map(people.filter(isActive).map(p => [p.user, p.name]));
  const fileOf = new Map(files.map(f => [f.id, f]));
  const checked = check(definition, given, {
    today: ws.policy.of(sender).today(),
    person: user => names.get(user),
    file: id => fileOf.get(id),
  });
  if (!checked.ok) return checked;
  const follows = formFollows.of(ws).filter(f => f.form === definition.id);
  const problems = await Promise.all(follows.map(f => f.problems?.(ws, user, checked.form.answers) ?? []));
  return problems.flat().length > 0 ? { ok: false, problems: problems.flat() } : checked;
}

/** `submission` recognises duplicates; `again`: the request that came back; `by`: the caller has checked the right. */
export const sendForm = (
  ws: Workspace,
  user: string,
  form: FilledForm,
  submission: string,
  more: Pick<Sending, 'again' | 'source' | 'by' | 'copies'>,
): Promise<SendOutcome<FormProblem>> =>
  sendRequest<FormProblem>(
    ws,
    {
      user,
      kind: kindOf(form.id),
      form: { ...form },
      period: periodOf(form),
      facts: facts(form),
      submission,
      ...more,
    },
    () => [],
  );

const filesOf = (request: RequestDoc): FileRef[] =>
  filledFormOf(request.form).answers.flatMap(a => (a.type === 'file' ? a.value : []));

/** Slack cannot show files again in an input. */
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
