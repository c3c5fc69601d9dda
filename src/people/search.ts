import { normal } from '../shared/text.ts';
import type { Organisation } from './organisation/rules.ts';
import { inOrder, type Person } from './rules.ts';

const folded = (text: string): string => normal(text, 'NFKC').toLowerCase();
const wordsOf = (query: string): string[] =>
  folded(query)
    .split(/\s+/)
    .filter(word => word !== '');

type Searched = Pick<Person, 'user' | 'name' | 'email' | 'employeeNo' | 'teamId'>;

/** Whether every word of a query is in somebody's name, e-mail, number, team or one of the teams above it. */
export function matcher(query: string, teams: Organisation): (p: Searched) => boolean {
  const words = wordsOf(query);
  return p => {
    const team = p.teamId === undefined ? undefined : teams.path(p.teamId);
    const text = folded([p.name, p.email, p.employeeNo, team].join('\n'));
    return words.every(word => text.includes(word));
  };
}

/** What is said behind a name: 이민지 님, 김 팀장님. */
const TITLE = /(?<=[가-힣a-z])\s*(?:님|씨|팀장님?|부장님?|과장님?|차장님?|대리님?|사원님?|이사님?|대표님?)$/u;

/**
 * Those whom a name means: who is called exactly so, else everybody in whose name, e-mail or number it is. Case, blanks
 * within a name and a title behind it do not matter.
 */
export function findPeople<P extends Searched>(people: readonly P[], query: string): P[] {
  const said = folded(query).trim();
  const plain = [...new Set([said, said.replace(TITLE, '')])].filter(text => text !== '');
  const bare = (text: string): string => folded(text).replace(/\s+/g, '');
  for (const name of plain) {
    const exact = people.filter(p => bare(p.name) === bare(name) || folded(p.employeeNo ?? '') === name);
    if (exact.length > 0) return exact.sort(inOrder);
  }
  for (const name of plain) {
    const fits = (p: P): boolean =>
      bare(p.name).includes(bare(name)) ||
      wordsOf(name).every(word => folded(p.name).includes(word)) ||
      [p.email?.split('@')[0], p.employeeNo].some(text => text !== undefined && folded(text).includes(name));
    const found = people.filter(fits);
    if (found.length > 0) return found.sort(inOrder);
  }
  return [];
}
