import { z } from 'zod';
import { stored } from '../db/stored.ts';
import type { Job } from './feature.ts';
import { FAILURES, type Failure, type Round } from './run-jobs.ts';
import { perWorkspace, type Workspace } from './workspace.ts';

/** How often a run is noted. */
export const NOTED_EVERY_MS = 3_600_000;

const runSchema = z.object({
  /** the last run that was noted, ms */
  at: z.number(),
  /** since when it fails, and why; absent: it ran */
  failing: z.object({ since: z.number(), error: z.enum(FAILURES).catch('unexpected') }).optional(),
  /** when it failed last, ms */
  failedAt: z.number().optional(),
});
export type JobRun = z.infer<typeof runSchema>;

const schema = z.object({ _id: z.string(), team: z.string(), jobs: z.record(z.string(), runSchema) });
type JobRuns = z.infer<typeof schema>;

/** One document a workspace, written once an hour and where a job begins to fail or runs again. */
export const jobRunDocs = stored<JobRuns>('jobRuns', { indexes: [], schema });

/** Filled when the workspace is opened. */
export const jobsOf = perWorkspace((): Job[] => []);

/** What this process noted last, which spares a write a minute. */
const noted = perWorkspace(() => new Map<string, { at: number; error: Failure | undefined }>());

/** Notes the jobs of a round; `atOnce`: also where a run was noted within the hour. */
export async function noteRuns(ws: Workspace, round: Round, { atOnce = false } = {}): Promise<void> {
  const now = ws.clock.now();
  const news = [...round].filter(([job, error]) => {
    const before = noted(ws).get(job);
    return atOnce || !before || before.error !== error || Math.abs(now - before.at) >= NOTED_EVERY_MS;
  });
  if (news.length === 0) return;
  const fails = news.some(([, error]) => error !== undefined);
  const stored = fails ? await jobRuns(ws) : new Map<string, JobRun>();
  const set = news.flatMap(([job, error]): [string, unknown][] => {
    const failing = error && { since: stored.get(job)?.failing?.since ?? now, error };
    const failed = failing ? Object.entries({ failing, failedAt: now }) : [];
    return [['at', now] as const, ...failed].map(([field, value]) => [`jobs.${job}.${field}`, value]);
  });
  const ran = news.flatMap(([job, error]) => (error === undefined ? [[`jobs.${job}.failing`, '']] : []));
  await ws.db.collection<JobRuns>(jobRunDocs.collection).updateOne(
    { _id: ws.team },
    {
      $set: { team: ws.team, ...Object.fromEntries(set) },
      ...(ran.length > 0 && { $unset: Object.fromEntries(ran) }),
    },
    { upsert: true },
  );
  for (const [job, error] of news) noted(ws).set(job, { at: now, error });
}

/** By the job's name. */
export async function jobRuns(ws: Workspace): Promise<Map<string, JobRun>> {
  const doc = await ws.db.collection<JobRuns>(jobRunDocs.collection).findOne({ _id: ws.team });
  return new Map(Object.entries(doc ? jobRunDocs.parse(doc).jobs : {}));
}
