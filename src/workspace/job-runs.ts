import { z } from 'zod';
import { stored } from '../db/stored.ts';
import type { Job } from './feature.ts';
import { FAILURES, type Failure } from './run-jobs.ts';
import { perWorkspace, type Workspace } from './workspace.ts';

/** How often a run is noted. */
export const NOTED_EVERY_MS = 3_600_000;

const schema = z.object({
  _id: z.string(),
  team: z.string(),
  job: z.string(),
  /** the last run that was noted, ms */
  at: z.number(),
  /** since when it fails, and why; absent: it ran */
  failing: z.object({ since: z.number(), error: z.enum(FAILURES).catch('unexpected') }).optional(),
  /** when it failed last, ms */
  failedAt: z.number().optional(),
});
export type JobRun = z.infer<typeof schema>;

/** One document a job, written once an hour and where a job begins to fail or runs again. */
export const jobRunDocs = stored<JobRun>('jobRuns', { indexes: [{ key: { team: 1, job: 1 }, name: 'job' }], schema });

/** Filled when the workspace is opened. */
export const jobsOf = perWorkspace((): Job[] => []);

/** What this process noted last, which spares a write a minute. */
const noted = perWorkspace(() => new Map<string, { at: number; error: Failure | undefined }>());

/** `error`: undefined where the job ran. */
export async function noteRun(ws: Workspace, job: string, error: Failure | undefined): Promise<void> {
  const now = ws.clock.now();
  const before = noted(ws).get(job);
  if (before && before.error === error && Math.abs(now - before.at) < NOTED_EVERY_MS) return;
  const _id = `${ws.team}:${job}`;
  const collection = ws.db.collection<JobRun>(jobRunDocs.collection);
  const doc = await collection.findOne({ _id });
  const failing = error === undefined ? undefined : { since: doc?.failing?.since ?? now, error };
  await collection.updateOne(
    { _id },
    {
      $set: { team: ws.team, job, at: now, ...(failing ? { failing, failedAt: now } : {}) },
      ...(failing ? {} : { $unset: { failing: '' } }),
    },
    { upsert: true },
  );
  noted(ws).set(job, { at: now, error });
}

export const jobRuns = async (ws: Workspace): Promise<Map<string, JobRun>> => {
  const docs = await ws.db.collection<JobRun>(jobRunDocs.collection).find({ team: ws.team }).toArray();
  return new Map(docs.map(d => [d.job, jobRunDocs.parse(d)]));
};
