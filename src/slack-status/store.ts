import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, write } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import type { Effect } from '../shared/effects.ts';
import type { Snooze, StatusText } from './rules.ts';

const consentSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  on: z.boolean(),
  /** the person's own token, sealed; empty once the consent has ended */
  token: z.string(),
  /** what was set lately, the newest last */
  shown: z.array(z.object({ text: z.string(), emoji: z.string() })),
  /** what was last set tells of a leave or holiday, so that its end is looked for */
  absent: z.boolean().exactOptional(),
  /** do-not-disturb on leave and holidays, which has scopes of its own; absent: not wanted */
  dnd: z.boolean().exactOptional(),
  /** the snooze that was set last; ms */
  snooze: z.object({ absence: z.string(), until: z.number(), unanswered: z.boolean().exactOptional() }).exactOptional(),
  history: z.array(
    z.object({
      at: z.number(),
      what: z.enum(['given', 'withdrawn', 'revoked', 'dnd-given', 'dnd-withdrawn']),
      key: z.string(),
    }),
  ),
  effects: z.array(effectSchema),
  version: z.number(),
});

/** A person's consent that their Slack status be set. */
export type ConsentDoc = z.infer<typeof consentSchema>;
export type ConsentStep = ConsentDoc['history'][number];

export const CONSENTS = 'consents';
export const consentDocs = stored(CONSENTS, {
  indexes: [{ key: { team: 1 }, name: 'by-team' }],
  owes: true,
  schema: consentSchema,
});

const SHOWN_KEPT = 4;

export function consentStore(db: Db) {
  const consents = versionedStore(db, consentDocs);
  const idOf = (team: string, user: string): string => `${team}:${user}`;
  return {
    get: (team: string, user: string): Promise<ConsentDoc | undefined> => consents.byId(idOf(team, user)),
    /** false: somebody was faster */
    save: (
      was: ConsentDoc | undefined,
      { team, user }: { team: string; user: string },
      next: { on: boolean; token: string; dnd: boolean },
      step: ConsentStep,
      effects: Effect[],
    ): Promise<boolean> =>
      was
        ? consents.save(was, { ...next }, { history: [step], effects })
        : consents.insert({ _id: idOf(team, user), team, user, ...next, shown: [], history: [step], effects }),
    all: (team: string): Promise<ConsentDoc[]> => consents.find({ team }),
    /** false: somebody was faster */
    owe: (was: ConsentDoc, effects: Effect[]): Promise<boolean> => consents.save(was, {}, { effects }),
    /** keeps what is about to be set, so that it is known as ours later */
    remember: async (team: string, user: string, shown: StatusText, absent: boolean): Promise<void> => {
      const update = { $push: { shown: { $each: [shown], $slice: -SHOWN_KEPT } }, $set: { absent } };
      await write(() => consents.collection.updateOne({ _id: idOf(team, user) }, update));
    },
    present: async (team: string, user: string): Promise<void> => {
      await write(() => consents.collection.updateOne({ _id: idOf(team, user) }, { $set: { absent: false } }));
    },
    snoozed: async (team: string, user: string, snooze: Snooze | undefined): Promise<void> => {
      const update = snooze ? { $set: { snooze } } : { $unset: { snooze: '' as const } };
      await write(() => consents.collection.updateOne({ _id: idOf(team, user) }, update));
    },
  };
}
