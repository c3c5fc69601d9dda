import type { Touched } from '../administration/points.ts';
import { atLocal } from '../calendar/rules.ts';
import { bulk } from '../db/bulk.ts';
import type { PolicyChange } from '../settings/policy.ts';
import { keptFrom } from '../settings/retention.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { purgeableOf } from './of-person.ts';
import { type Before, records } from './store.ts';

export const changesRecords = ({ records: r = {} }: PolicyChange): boolean => r.keepYears !== undefined;

const NOTHING = { days: 0, requests: 0, grants: 0 };

/** What the first night of fewer years destroys of each person, besides what would be past its time by then. */
export async function touchedRecords(ws: Workspace, after: Workspace, { from }: { from: string }): Promise<Touched[]> {
  const beforeBy = ({ policy }: Workspace): Before => {
    const day = keptFrom(from, policy.on(from).records.keepYears);
    return { day, at: atLocal(day, '00:00', policy.zone) };
  };
  const [was, is] = [beforeBy(ws), beforeBy(after)];
  if (is.day <= was.day) return [];
  return bulk(async () => {
    const days = await records(ws).daysBetween(ws.team, was.day, is.day);
    const users = new Set([...days.keys(), ...(await records(ws).users(ws.team, is))]);
    const rows: Touched[] = [];
    for (const user of users) {
      const gone = { days: days.get(user) ?? 0, ...(await ofLeave(ws, user, was, is)) };
      if (Object.values(gone).every(n => n === 0)) continue;
      rows.push({ user, what: 'records', from: is.day, to: is.day, was: gone, is: NOTHING });
    }
    return rows;
  });
}

async function ofLeave(ws: Workspace, user: string, was: Before, is: Before) {
  const gone = await purgeableOf(ws, user, is.day);
  const all = [gone.requests.length, gone.grants.length] as const;
  if (all.every(n => n === 0)) return { requests: 0, grants: 0 };
  const anyway = await purgeableOf(ws, user, was.day);
  return { requests: all[0] - anyway.requests.length, grants: all[1] - anyway.grants.length };
}
