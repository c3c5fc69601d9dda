import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Collection, Db } from 'mongodb';
import type { Log } from '../../shared/log.ts';
import { DatabaseTooNew, isDuplicateKey } from '../errors.ts';
import { STEPS } from './index.ts';
import type { Step } from './rewrite.ts';

interface SchemaMark {
  _id: 'schema';
  /** an older program refuses the database; raised before the first step that it would misread */
  version: number;
  /** while steps run: the last one that is complete */
  done?: number;
  /** the process that runs them, and a count that shows that it is alive */
  turn?: string;
  beat?: number;
}

export interface MigrateOptions {
  log?: Log;
  steps?: readonly Step[];
  /** a process without a beat for so long has died */
  staleMs?: number;
}

const STALE_MS = 15_000;
const LOOK_MS = 100;

/**
 * Brings the database to this program's schema version. One process runs the steps while others wait; a migration that
 * stopped is resumed. @throws DatabaseTooNew
 */
export async function migrate(db: Db, o: MigrateOptions = {}): Promise<void> {
  const { log, steps = STEPS, staleMs = STALE_MS } = o;
  const meta: Collection<SchemaMark> = db.collection('meta');
  const latest = Math.max(...steps.map(s => s.version));
  let life = { sign: '', since: performance.now() };
  for (;;) {
    const mark = await currentMark(db, latest);
    if (mark.version > latest) throw new DatabaseTooNew(tooNew(db, mark.version, latest));
    if (doneIn(mark) >= latest) return;
    const sign = `${mark.turn}:${mark.beat}`;
    if (sign !== life.sign) life = { sign, since: performance.now() };
    const isFree = mark.turn === undefined || performance.now() - life.since > staleMs;
    const turn = isFree ? await take(meta, mark, latest) : undefined;
    if (turn !== undefined) {
      const left = steps.filter(s => s.version > doneIn(mark));
      if (mark.version > 0) log?.info({ steps: left.map(s => s.name) }, 'the database is brought to the new version');
      if (await runSteps(db, meta, turn, left, staleMs)) return;
    }
    await pause(LOOK_MS);
  }
}

/** The last step that is complete; undefined: nothing was ever stored. Writes nothing. */
export async function storedVersion(db: Db): Promise<number | undefined> {
  const mark = await db.collection<SchemaMark>('meta').findOne({ _id: 'schema' });
  return mark === null ? undefined : doneIn(mark);
}

const doneIn = (mark: SchemaMark): number => mark.done ?? mark.version;

/** An empty database needs no step. */
async function currentMark(db: Db, latest: number): Promise<SchemaMark> {
  const meta: Collection<SchemaMark> = db.collection('meta');
  const found = await meta.findOne({ _id: 'schema' });
  if (found) return found;
  const isEmpty = !(await db.listCollections({}, { nameOnly: true }).hasNext());
  const first: SchemaMark = { _id: 'schema', version: isEmpty ? latest : 0 };
  try {
    await meta.insertOne(first);
    return first;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return currentMark(db, latest);
  }
}

/** Takes the turn, unless another process was faster or shows life after all. */
async function take(meta: Collection<SchemaMark>, mark: SchemaMark, latest: number): Promise<string | undefined> {
  const turn = randomUUID();
  const { matchedCount } = await meta.updateOne(
    // null stands for a field that is missing
    { _id: 'schema', version: mark.version, turn: mark.turn ?? null, beat: mark.beat ?? null } as object,
    { $set: { turn, beat: 0, version: latest, done: doneIn(mark) } },
  );
  return matchedCount === 1 ? turn : undefined;
}

/** False: another process took this one for dead and has the turn. */
async function runSteps(
  db: Db,
  meta: Collection<SchemaMark>,
  turn: string,
  steps: readonly Step[],
  staleMs: number,
): Promise<boolean> {
  const mine = { _id: 'schema', turn } as const;
  const beats = setInterval(() => void meta.updateOne(mine, { $inc: { beat: 1 } }).catch(() => undefined), staleMs / 5);
  let hasTurn = true;
  try {
    for (const step of steps) {
      await step.run(db);
      hasTurn = (await meta.updateOne(mine, { $set: { done: step.version } })).matchedCount === 1;
      if (!hasTurn) return false;
    }
    await meta.updateOne(mine, { $unset: { turn: '', beat: '', done: '' } });
    return true;
  } catch (error) {
    // The next start continues at once, or when the turn is stale if this fails.
    await meta.updateOne(mine, { $unset: { turn: '', beat: '' } }).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(beats);
  }
}

const tooNew = (db: Db, version: number, known: number): string =>
  `The database ${db.databaseName} was written by a newer Daybook (schema ${version}; this one knows ${known}). Update Daybook or use another database.`;
