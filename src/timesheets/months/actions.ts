import { FEW, figuresOf } from '../../figures/actions.ts';
import type { ListedPerson } from '../../people/store.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { monthProblems, monthSummaries, type PersonProblems } from '../actions.ts';
import { needsAttention } from '../rules.ts';
import { monthKind } from './kind.ts';

/** People with open problems only: of few as they are counted, of many as they are kept. */
export const problemsAmong = (
  ws: Workspace,
  people: readonly ListedPerson[],
  month: string,
): Promise<PersonProblems[]> =>
  people.length > FEW ? keptProblems(ws, people, month) : monthProblems(ws, people, month);

/** The same, from what is kept. */
export async function keptProblems(
  ws: Workspace,
  people: readonly ListedPerson[],
  month: string,
): Promise<PersonProblems[]> {
  const figures = await figuresOf(ws, monthKind, people, month);
  return people.flatMap(person => {
    const { problems = [] } = figures.get(person.user) ?? {};
    return problems.length > 0 ? [{ person, problems: new Map(problems) }] : [];
  });
}

/** Those whose month is to be looked at. */
export async function lookedAtAmong(
  ws: Workspace,
  people: readonly ListedPerson[],
  month: string,
): Promise<ListedPerson[]> {
  if (people.length > FEW) return keptLooks(ws, people, month);
  const found = new Map((await monthSummaries(ws, people, month)).map(s => [s.user, s]));
  return people.filter(p => {
    const own = found.get(p.user);
    return own !== undefined && needsAttention(own);
  });
}

/** The same, from what is kept. */
export async function keptLooks(
  ws: Workspace,
  people: readonly ListedPerson[],
  month: string,
): Promise<ListedPerson[]> {
  const figures = await figuresOf(ws, monthKind, people, month);
  return people.filter(p => figures.get(p.user)?.look === true);
}
