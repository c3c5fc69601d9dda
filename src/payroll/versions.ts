import type { Db } from 'mongodb';
import { z } from 'zod';
import { insertNew } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { FIGURES, type Figure } from './figures.ts';

const figures = z.record(z.string(), z.number());

/** A person's figures as a month was closed: one document a person, so that none grows with their number. */
const versionSchema = z.object({
  _id: z.string(),
  team: z.string(),
  month: z.string(),
  version: z.number(),
  user: z.string(),
  figures,
  /** figures of the version before, where they differ; absent: the same, or no version before */
  was: figures.exactOptional(),
  changed: z.boolean(),
});
export type PersonVersion = z.infer<typeof versionSchema>;

export const VERSIONS = 'monthVersions';
export const versionDocs = stored<PersonVersion>(VERSIONS, {
  indexes: [{ key: { team: 1, month: 1, version: 1, changed: 1 }, name: 'changed' }],
  schema: versionSchema,
});

const idOf = (team: string, month: string, version: number, user: string): string =>
  `${team}:${month}:${version}:${user}`;

/** Which figures differ, as they were; a tenth of a minute is none. */
function differing(
  was: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Record<string, number> {
  const names = FIGURES.filter(f => Math.abs((now[f] ?? 0) - (was[f] ?? 0)) >= 0.05);
  return Object.fromEntries(names.map(f => [f, was[f] ?? 0]));
}

/** From → to of each figure that differs. */
export const changesOf = ({ figures: now, was = {} }: Pick<PersonVersion, 'figures' | 'was'>) =>
  FIGURES.flatMap((figure): { figure: Figure; from: number; to: number }[] =>
    was[figure] === undefined ? [] : [{ figure, from: was[figure], to: now[figure] ?? 0 }],
  );

function versionStore(db: Db) {
  const collection = db.collection<PersonVersion>(versionDocs.collection);
  const some = async (team: string, month: string, version: number, users: readonly string[]) => {
    const ids = users.map(user => idOf(team, month, version, user));
    const docs = await collection.find({ _id: { $in: ids } }).toArray();
    return new Map(docs.map(d => [d.user, versionDocs.parse(d)]));
  };
  return {
    some,
    /** Those that are there stay; `was`: of the version before, by person; undefined: there is none. */
    add: (
      at: { team: string; month: string; version: number },
      people: readonly { user: string; figures: Record<string, number> }[],
      before: ReadonlyMap<string, PersonVersion> | undefined,
    ): Promise<PersonVersion[]> =>
      insertNew(
        collection,
        people.map(({ user, figures: now }) => {
          const was = before ? differing(before.get(user)?.figures ?? {}, now) : {};
          const changed = Object.keys(was).length > 0;
          const doc = { _id: idOf(at.team, at.month, at.version, user), ...at, user, figures: now, changed };
          return changed ? { ...doc, was } : doc;
        }),
      ),
    changed: async (team: string, month: string, version: number): Promise<PersonVersion[]> =>
      (await collection.find({ team, month, version, changed: true }).sort({ _id: 1 }).toArray()).map(
        versionDocs.parse,
      ),
  };
}

export const versions = perWorkspace(ws => versionStore(ws.db));
