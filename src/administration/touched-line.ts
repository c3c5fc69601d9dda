import { isDeepStrictEqual } from 'node:util';
import type { TouchedWhat } from '../../blocks/touched.ts';
import type { AsIf } from '../people/administer.ts';
import type { Directory } from '../people/may.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { lineTouches, type Touched } from './points.ts';

/** Facts that say who is above whom. */
export const LINE_FACTS = ['manager', 'teamId', 'role'] as const;
export const LINE_TOUCHES: readonly TouchedWhat[] = ['role', 'manager', 'channels', 'asked'];

/** Whose managers, roles and channels are others with these teams or people, and what waits for others then. */
export async function touchedByLine(ws: Workspace, change: AsIf): Promise<Touched[]> {
  const [before, after] = await Promise.all([ws.rights.directory(), ws.rights.directory(change)]);
  const own = await Promise.all(lineTouches.of(ws).map(touched => touched(ws, before, after)));
  return [...linesOf(before, after, ws.policy.today()), ...own.flat()];
}

/** What the change itself says of somebody is no effect of it. */
function linesOf(before: Directory, after: Directory, today: string): Touched[] {
  const people = [...after.people.values()].filter(isActive);
  return people.flatMap(p => {
    const { user } = p;
    const known = before.people.get(user) ?? p;
    const rows: Touched[] = [
      { ...of(user, 'manager', today), was: managersIn(before, user), is: managersIn(after, user) },
      { ...of(user, 'role', today), was: { role: before.role(user) }, is: { role: after.role(user) } },
      { ...of(user, 'channels', today), was: channelsIn(before, known), is: channelsIn(after, p) },
    ];
    const said = { manager: known.manager !== p.manager, role: known.role !== p.role };
    return rows.filter(r => !isDeepStrictEqual(r.was, r.is) && said[r.what as keyof typeof said] !== true);
  });
}

const of = (user: string, what: TouchedWhat, today: string) => ({ user, what, from: today, to: today });

/** From the direct one upwards. */
const managersIn = (d: Directory, user: string) => ({
  people: (d.subject(user)?.managers ?? []).map(u => d.people.get(u)?.name ?? u),
});

/** Of their team, and of those above. */
const channelsIn = (d: Directory, { teamId }: Person) => ({
  channels: [...new Set(d.teams.above(teamId).flatMap(t => (t.archived ? [] : (t.channel ?? []))))],
});
