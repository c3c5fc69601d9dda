import { createHash } from 'node:crypto';
import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { insertOnce, versionedStore } from '../db/versioned-store.ts';
import type { Effect } from '../shared/effects.ts';

const installationSchema = z.object({
  /** the workspace */
  _id: z.string(),
  team: z.string(),
  name: z.string(),
  on: z.boolean(),
  /** the bot's, sealed; empty once the app is gone from the workspace */
  token: z.string(),
  bot: z.object({ id: z.string(), user: z.string() }),
  /** of the last installation, ms: another one is opened anew */
  at: z.number(),
  history: z.array(
    z.object({
      at: z.number(),
      what: z.enum(['installed', 'installed-again', 'uninstalled', 'revoked']),
      by: z.string().exactOptional(),
      key: z.string(),
    }),
  ),
  effects: z.array(effectSchema),
  version: z.number(),
});

/** A workspace that has installed the app by itself. It stays when the app is uninstalled. */
export type InstallationDoc = z.infer<typeof installationSchema>;
type Step = InstallationDoc['history'][number];

export const INSTALLATIONS = 'installations';
export const installationDocs = stored(INSTALLATIONS, { owes: true, schema: installationSchema });

const SPENT_SECONDS = 3600;

interface SpentState {
  _id: string;
  at: Date;
}

/** States of OAuth that came back from Slack, each once. */
export const spentStateDocs = stored<SpentState>('spentStates', {
  indexes: [{ key: { at: 1 }, name: 'kept', expireAfterSeconds: SPENT_SECONDS }],
});

export function installationStore(db: Db) {
  const installations = versionedStore(db, installationDocs);
  const states = db.collection<SpentState>(spentStateDocs.collection);
  return {
    get: (team: string): Promise<InstallationDoc | undefined> => installations.byId(team),
    all: (): Promise<InstallationDoc[]> => installations.find({}),
    /** false: somebody was faster */
    save: (
      was: InstallationDoc | undefined,
      next: Pick<InstallationDoc, 'team' | 'name' | 'on' | 'token' | 'bot' | 'at'>,
      step: Step,
      effects: Effect[],
    ): Promise<boolean> =>
      was
        ? installations.save(was, { ...next }, { history: [step], effects })
        : installations.insert({ _id: next.team, ...next, history: [step], effects }),
    /** false: it has come back before */
    spend: (state: string, at: Date): Promise<boolean> =>
      insertOnce(states, { _id: createHash('sha256').update(state).digest('base64url'), at }),
  };
}
