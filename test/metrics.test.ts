import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { metrics } from '../src/metrics.ts';
import { watch } from '../src/shared/watched.ts';
import type { Workspace } from '../src/workspace/workspace.ts';

it('forget a workspace that is gone: nothing of it grows old and alarms', async () => {
  const of = (team: string) => ({ team, outbox: { depth: async () => 3 } }) as unknown as Workspace;
  const served = [of('T0ACORN'), of('T0BIRCH')];
  const client = new EventEmitter() as never;
  const measured = metrics({ database: { client, bulkClient: client }, workspaces: () => served });
  const shown = async (): Promise<string> => {
    let text = '';
    const res = { writeHead: () => res, end: (body: string) => (text = body) };
    await measured.page.handle(undefined as never, undefined as never, res as unknown as ServerResponse);
    return text.replaceAll(/^(#|daybook_job_seconds).*/gm, '');
  };
  for (const { team } of served) watch('ran', { team, job: 'grants', ms: 1, ok: true });
  expect(await shown()).toMatch(/success_timestamp_seconds\{team="T0BIRCH",job="grants"\} [\d.]+/);
  served.pop();
  const text = await shown();
  expect(text).toContain('daybook_outbox_documents{team="T0ACORN"} 3');
  expect(text).not.toContain('T0BIRCH');
  measured.stop();
});
