import { createHash } from 'node:crypto';
import type { Db, Document } from 'mongodb';
import { rewrite, type Step } from './rewrite.ts';

const cleaned = (name: unknown): string => String(name).normalize('NFC').replace(/\s+/g, ' ').trim();
const idOf = (team: string, name: string): string =>
  `t-${createHash('sha256').update(`${team}:${name}`).digest('hex').slice(0, 12)}`;

/** Of a workspace: ids by name as stored. The tree is written first, so a step that was cut short finds it whole. */
async function teamsIn(db: Db, team: string): Promise<Map<string, string>> {
  const [people, blocked] = await Promise.all([
    db.collection('people').distinct('teamName', { team }),
    db.collection<Document>('leaveBlocked').find({ team }).toArray(),
  ]);
  const raw = [...people, ...blocked.flatMap(b => (b.periods ?? []).flatMap((p: Document) => p.teamName ?? []))];
  const names = raw.filter(name => cleaned(name) !== '');
  const trees = db.collection<Document>('teams');
  if (names.length > 0) {
    const teams = [...new Set(names.map(cleaned))].map(name => ({ id: idOf(team, name), name }));
    const tree = { team, version: 1, teams, history: [], effects: [] };
    await trees.updateOne({ _id: team } as Document, { $setOnInsert: tree }, { upsert: true });
  }
  const stored = await trees.findOne({ _id: team } as Document);
  const ids = new Map<string, string>((stored?.teams ?? []).map((t: Document) => [t.name, t.id]));
  return new Map(
    [...names, ...ids.keys()].flatMap(name => {
      const id = ids.get(cleaned(name));
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}

/** A step of a person's history. A name that nobody has any more stays and is read as a name. */
const named = (step: Document, ids: ReadonlyMap<string, string>): Document =>
  step.field === 'teamName'
    ? {
        ...step,
        field: 'teamId',
        ...(step.from === undefined ? {} : { from: ids.get(step.from) ?? step.from }),
        ...(step.to === undefined ? {} : { to: ids.get(step.to) ?? step.to }),
      }
    : step;

const period = ({ teamName, ...p }: Document, ids: ReadonlyMap<string, string>): Document => {
  const teamId = ids.get(teamName);
  return { ...p, ...(teamId === undefined ? {} : { teamId }) };
};

/** Team names were text of each person; now teams are a tree, and people, blackout dates and feeds name one by id. */
export const teams: Step = {
  version: 8,
  name: 'teams are documents',
  run: async db => {
    const people = db.collection('people');
    const workspaces = await people.distinct('team', {});
    for (const team of workspaces) {
      const ids = await teamsIn(db, team);
      await rewrite(db, 'people', { team, 'factsHistory.steps.field': 'teamName' }, ({ factsHistory }) => ({
        factsHistory: factsHistory.map((entry: Document) => ({
          ...entry,
          steps: entry.steps.map((step: Document) => named(step, ids)),
        })),
      }));
      await rewrite(db, 'leaveBlocked', { team, 'periods.teamName': { $exists: true } }, ({ periods }) => ({
        periods: periods.map((p: Document) => period(p, ids)),
      }));
      for (const [name, teamId] of ids) {
        await db.collection('feeds').updateMany({ team, scope: `team:${name}` }, { $set: { scope: `team:${teamId}` } });
        await people.updateMany({ team, teamName: name }, { $set: { teamId }, $unset: { teamName: '' } });
      }
      await people.updateMany({ team, teamName: { $exists: true } }, { $unset: { teamName: '' } });
    }
  },
};
