import { roleOf } from '../people/may.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Touched } from './points.ts';

export const changesRoles = ({ people = {} }: PolicyChange): boolean => people.slackAdmins !== undefined;

/** Whose role is another: Slack's administrators without one of their own. */
export async function touchedRoles(ws: Workspace, after: Workspace, { from }: { from: string }): Promise<Touched[]> {
  const d = await ws.rights.directory();
  const people = await ws.people.active();
  const leads = new Set(people.flatMap(p => d.subject(p.user)?.managers.slice(0, 1) ?? []));
  const roleIn = (of: Workspace, p: (typeof people)[number]) =>
    roleOf(p, { named: ws.config.admins, leads, slackAdmins: of.policy.on(from).people.slackAdmins });
  return people.flatMap((p): Touched[] => {
    const [was, is] = [roleIn(ws, p), roleIn(after, p)];
    return was === is ? [] : [{ user: p.user, what: 'role', from, to: from, was: { role: was }, is: { role: is } }];
  });
}
