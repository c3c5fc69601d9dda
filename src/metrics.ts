import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './db/connection.ts';
import { onWatched } from './shared/watched.ts';
import type { Page } from './workspace/feature.ts';
import type { Workspace } from './workspace/workspace.ts';

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];
const DELIVERY_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 1800];
const COMMAND_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

export interface Metrics {
  page: Page;
  stop(): void;
}

/** `GET /metrics`, in the format of Prometheus. `effects`: how many a workspace still owes. */
export function metrics(o: {
  database: Pick<Database, 'client' | 'bulkClient'>;
  workspaces: () => readonly Workspace[];
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    ...{ name: 'daybook_answer_seconds', help: 'Time to answer what Slack sent', labelNames: ['kind', 'ok'] },
    ...{ buckets: SECONDS, registers },
  });
  const refused = new Counter({
    ...{ name: 'daybook_refused_total', help: 'Refusals for want of a right', labelNames: ['may'], registers },
  });
  const deliveries = new Histogram({
    ...{ name: 'daybook_delivery_seconds', help: 'From a change to the delivery of its effect' },
    ...{ labelNames: ['kind', 'outcome'], buckets: DELIVERY_SECONDS, registers },
  });
  const jobs = new Histogram({
    ...{ name: 'daybook_job_seconds', help: 'Runs of jobs', labelNames: ['team', 'job', 'ok'], registers },
    buckets: SECONDS,
  });
  const lastRuns = new Map<string, Map<string, number>>();
  new Gauge({
    ...{ name: 'daybook_job_last_success_timestamp_seconds', help: 'When a job last ran without a failure' },
    ...{ labelNames: ['team', 'job'], registers },
    collect() {
      // Of a workspace that is gone it would grow old for good.
      this.reset();
      for (const { team } of o.workspaces())
        for (const [job, at] of lastRuns.get(team) ?? []) this.set({ team, job }, at / 1000);
    },
  });
  const slack = new Counter({
    ...{ name: 'daybook_slack_refused_total', help: 'Calls that Slack refused', labelNames: ['method', 'error'] },
    registers,
  });
  const commands = new Histogram({
    ...{ name: 'daybook_database_seconds', help: 'Database commands', labelNames: ['command', 'ok'] },
    ...{ buckets: COMMAND_SECONDS, registers },
  });
  // Asked for when the page is.
  new Gauge({
    ...{
      name: 'daybook_outbox_documents',
      help: 'Documents with effects that are owed',
      labelNames: ['team'],
      registers,
    },
    async collect() {
      const depths = await Promise.all(
        o.workspaces().map(async ({ team, outbox }) => ({ team, depth: await outbox.depth().catch(() => Number.NaN) })),
      );
      this.reset();
      for (const { team, depth } of depths) this.set({ team }, depth);
    },
  });

  const ends = [
    onWatched('answered', ({ kind, ok, ms }) => answers.observe({ kind, ok: String(ok) }, ms / 1000)),
    onWatched('refused', ({ may }) => refused.inc({ may })),
    onWatched('delivered', ({ kind, outcome, late }) => deliveries.observe({ kind, outcome }, late / 1000)),
    onWatched('slackRefused', labels => slack.inc(labels)),
    onWatched('ran', ({ team, job, ms, ok }) => {
      jobs.observe({ team, job, ok: String(ok) }, ms / 1000);
      if (ok) lastRuns.set(team, (lastRuns.get(team) ?? new Map()).set(job, Date.now()));
    }),
  ];
  for (const client of [o.database.client, o.database.bulkClient]) {
    const heard = (ok: string) => (e: { commandName: string; duration: number }) =>
      commands.observe({ command: e.commandName, ok }, e.duration / 1000);
    const [succeeded, failed] = [heard('true'), heard('false')];
    client.on('commandSucceeded', succeeded).on('commandFailed', failed);
    ends.push(() => void client.off('commandSucceeded', succeeded).off('commandFailed', failed));
  }

  return {
    page: {
      path: '/metrics',
      handle: async (_host, _req, res) => {
        const text = await registry.metrics();
        res.writeHead(200, { 'content-type': registry.contentType });
        res.end(text);
      },
    },
    stop: () => {
      for (const end of ends) end();
    },
  };
}
