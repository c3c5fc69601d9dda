import type { Answer } from '../forms/filled.ts';
import type { FormProblem } from '../forms/rules.ts';
import { termsOn } from '../people/terms.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Overtime, nights and holidays are not planned for protected people; see `PROTECTIONS` for the articles. */
export async function protectedFrom(ws: Workspace, user: string, answers: readonly Answer[]): Promise<FormProblem[]> {
  const day = answers.find(a => a.type === 'date');
  if (day?.type !== 'date') return [];
  const { protection } = termsOn(await ws.people.person(user), day.value);
  return protection ? [{ field: day.field, code: 'protected' }] : [];
}
