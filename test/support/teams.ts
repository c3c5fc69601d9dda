import type { Db } from 'mongodb';
import type { OrgTeam } from '../../src/people/organisation/rules.ts';
import { organisationStore } from '../../src/people/organisation/store.ts';

/** Teams as an administrator made them; ids are as given. */
export async function storeTeams(db: Db, workspace: string, teams: readonly OrgTeam[]): Promise<void> {
  const stored = await organisationStore(db).addAll(workspace, teams, { at: 0, by: 'U', key: 'support' });
  if (!stored) throw new Error('the teams were not stored');
}
