import type { Db } from 'mongodb';
import { ConfigError, readConfig } from '../config.ts';
import type { Database } from '../db/connection.ts';
import { COLLECTIONS } from '../features.ts';
import { type InstallationDoc, installationStore } from '../installations/store.ts';
import { PEOPLE } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import { type Command, required, type Streams, table, UsageError } from './command.ts';
import { withDatabase } from './database.ts';
import { sealedTokens } from './sealed.ts';

interface Known {
  team: string;
  people: number;
  /** absent: its token is configured */
  installation?: InstallationDoc;
}

async function known(db: Db): Promise<Known[]> {
  const installations = new Map((await installationStore(db).all()).map(i => [i.team, i]));
  const people = db.collection(PEOPLE);
  const teams = new Set([...installations.keys(), ...(await people.distinct('team')).map(String)]);
  return Promise.all(
    [...teams].sort().map(async team => {
      const installation = installations.get(team);
      return { team, people: await people.countDocuments({ team }), ...defined({ installation }) };
    }),
  );
}

const stateOf = ({ installation: i }: Known): string => {
  if (!i) return 'its token is configured';
  const since = new Date(i.on ? i.at : (i.history.at(-1)?.at ?? i.at)).toISOString().slice(0, 10);
  return `${i.on ? 'installed' : 'uninstalled'} ${since}`;
};

/** `daybook workspaces`: what the database has. */
export const listWorkspaces: Command = {
  name: 'workspaces',
  summary: 'List the workspaces that the database has',
  help: [],
  options: {},
  run: async (_values, { out, env }) => {
    const all = await withDatabase(env, ({ db }) => known(db));
    const rows = all.map(w => [w.team, w.installation?.name ?? '', stateOf(w), String(w.people)]);
    out(table(['workspace', 'name', 'state', 'people'], rows, new Set([3])));
  },
};

/** `daybook forget`: everything of a workspace that has uninstalled the app. */
export const forgetWorkspace: Command = {
  name: 'forget',
  summary: 'Delete everything of a workspace for good',
  help: [['--workspace T0123', 'its Slack team id; the app must be uninstalled there']],
  options: { workspace: { type: 'string' } },
  run: async (values, { ask, out, env }) => {
    const team = required(values, 'workspace', 'T0123');
    await withDatabase(env, async ({ db }) => {
      const found = (await known(db)).find(w => w.team === team);
      if (!found) throw new UsageError(`there is no workspace ${team} in the database`);
      if (found.installation?.on) throw new UsageError(`the app is installed in ${team}: uninstall it there first`);
      const typed = await ask(`Deletes all records of ${team} (${found.people} people) for good. Type its id: `);
      if (typed !== team) throw new UsageError('nothing was deleted');
      out(`${await forget(db, team)} documents were deleted\n`);
    });
  },
};

/** Counters and the like name the workspace in their id only. */
async function forget(db: Db, team: string): Promise<number> {
  const theirs = { $or: [{ team }, { _id: { $gte: `${team}:`, $lt: `${team};` } }] };
  let deleted = 0;
  for (const { collection } of COLLECTIONS) {
    const documents = db.collection<{ _id: string; team?: string }>(collection);
    deleted += (await documents.deleteMany(theirs)).deletedCount;
  }
  return deleted;
}

/** `daybook reseal`: the second step of a change of `DAYBOOK_TOKEN_KEY`. */
export const reseal: Command = {
  name: 'reseal',
  summary: 'Seal stored tokens with the first key of DAYBOOK_TOKEN_KEY, so that older ones can go',
  help: [],
  options: {},
  run: async (_values, { out, env }) => {
    const keys = keysIn(env);
    const { newest, older, lost } = await withDatabase(env, ({ db }: Database) => sealedTokens(db, keys, true));
    out(`${older} tokens were sealed anew, ${newest} were already\n`);
    if (lost === 0) return 0;
    out(
      `${lost} tokens are opened by none of the keys: put back the key that sealed them, or they must be given again\n`,
    );
    return 1;
  },
};

function keysIn(env: Streams['env']): readonly Buffer[] {
  try {
    const { slackStatus } = readConfig(env);
    if (slackStatus) return slackStatus.keys;
    throw new UsageError('DAYBOOK_TOKEN_KEY is not set: no tokens are sealed');
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  }
}
