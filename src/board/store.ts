import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import type { Policy } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import type { Effect } from '../shared/effects.ts';
import { perWorkspace } from '../workspace/workspace.ts';

/** What a team's channel is told; an absent field is the workplace's. */
export const ownSchema = z.object({
  tellLeave: z.enum(['type', 'away', 'off']).exactOptional(),
  board: z.boolean().exactOptional(),
  boardAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .exactOptional(),
  boardPlaces: z.boolean().exactOptional(),
  boardEmpty: z.enum(['line', 'nothing']).exactOptional(),
});
export type OwnNotices = z.infer<typeof ownSchema>;
export type Notices = Policy['absence'];

const noticesSchema = z.object({
  _id: z.string(),
  team: z.string(),
  /** the team of people */
  teamId: z.string(),
  own: ownSchema,
  history: z.array(z.object({ at: z.number(), by: z.string(), key: z.string(), own: ownSchema })),
  effects: z.array(effectSchema),
  version: z.number(),
});
export type NoticesDoc = z.infer<typeof noticesSchema>;

export const TEAM_NOTICES = 'teamNotices';
export const noticesDocs = stored(TEAM_NOTICES, {
  indexes: [{ key: { team: 1 }, name: 'by-team' }],
  owes: true,
  schema: noticesSchema,
});

export const noticesId = (team: string, teamId: string): string => `${team}:${teamId}`;

function noticesStore(db: Db) {
  const docs = versionedStore(db, noticesDocs);
  return {
    of: (team: string, teamId: string): Promise<NoticesDoc | undefined> => docs.byId(noticesId(team, teamId)),
    all: (team: string): Promise<NoticesDoc[]> => docs.find({ team }),
    /** false: somebody was faster */
    save: (
      was: NoticesDoc | undefined,
      { team, teamId }: Pick<NoticesDoc, 'team' | 'teamId'>,
      own: OwnNotices,
      entry: NoticesDoc['history'][number],
      effects: Effect[],
    ): Promise<boolean> =>
      was
        ? docs.save(was, { own }, { history: [entry], effects })
        : docs.insert({ _id: noticesId(team, teamId), team, teamId, own, history: [entry], effects }),
  };
}

export const notices = perWorkspace(ws => noticesStore(ws.db));

/** What holds for a team. */
export const noticesFor = (workplace: Notices, own: OwnNotices | undefined): Notices => ({
  ...workplace,
  ...defined({ ...own }),
});
