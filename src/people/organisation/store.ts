import type { Db } from 'mongodb';
import { z } from 'zod';
import { retryOnConflict } from '../../db/retry.ts';
import { readOnce, stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import type { Effect } from '../../shared/effects.ts';
import type { TeamStep } from './change.ts';
import { NO_TEAMS, type Organisation, type OrgTeam, organisationOf } from './rules.ts';

const teamSchema: z.ZodType<OrgTeam> = z.object({
  id: z.string(),
  name: z.string(),
  lead: z.string().exactOptional(),
  parent: z.string().exactOptional(),
  channel: z.string().exactOptional(),
  archived: z.literal(true).exactOptional(),
});
const schema = z.object({ version: z.number(), teams: z.array(teamSchema) });

export interface TeamEntry {
  at: number;
  by: string;
  /** of the press */
  key: string;
  of: string;
  steps: readonly TeamStep[];
}

interface TeamsDoc {
  _id: string;
  team: string;
  version: number;
  teams: readonly OrgTeam[];
  /** append-only */
  history: TeamEntry[];
  effects: Effect[];
}

export interface StoredTeams {
  /** 0: none yet */
  version: number;
  teams: readonly OrgTeam[];
}

const NONE: StoredTeams = { version: 0, teams: [] };
const storedIn = readOnce((doc): StoredTeams => (doc ? schema.parse(doc) : NONE));
const organisationIn = readOnce((doc): Organisation => (doc ? organisationOf(storedIn(doc).teams) : NO_TEAMS));

export const TEAMS = 'teams';
/** One document a workspace: a tree is changed as a whole. */
export const teamDocs = stored<TeamsDoc>(TEAMS, { owes: true });

export function organisationStore(db: Db) {
  const docs = versionedStore(db, teamDocs);
  const find = (team: string) => docs.collection.findOne({ _id: team }, { projection: { history: 0, effects: 0 } });
  const read = async (team: string): Promise<StoredTeams> => storedIn(await find(team));
  /** false: lost race */
  const save = (
    team: string,
    { version }: StoredTeams,
    teams: readonly OrgTeam[],
    history: TeamEntry[],
    effects: Effect[] = [],
  ): Promise<boolean> =>
    version > 0
      ? docs.save({ _id: team, version }, { teams }, { history, effects })
      : docs.insert({ _id: team, team, teams, history, effects });
  return {
    get: read,
    organisation: async (team: string): Promise<Organisation> => organisationIn(await find(team)),
    /** whether the press was stored before */
    has: async (team: string, key: string): Promise<boolean> =>
      (await docs.collection.countDocuments({ _id: team, 'history.key': key }, { limit: 1 })) > 0,
    /** those that do not exist yet; false: the tree changes all the time */
    addAll: async (team: string, added: readonly OrgTeam[], entry: Omit<TeamEntry, 'of' | 'steps'>): Promise<boolean> =>
      (await retryOnConflict(async () => {
        const before = await read(team);
        const fresh = added.filter(t => before.teams.every(b => b.id !== t.id));
        if (fresh.length === 0) return true;
        const steps = (t: OrgTeam): TeamStep[] => [{ field: 'name', to: t.name }];
        const history = fresh.map(t => ({ ...entry, of: t.id, steps: steps(t) }));
        return (await save(team, before, [...before.teams, ...fresh], history)) || undefined;
      })) === true,
    save,
  };
}
export type OrganisationStore = ReturnType<typeof organisationStore>;
