import { describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from '../../src/db/errors.ts';
import { createLog } from '../../src/shared/log.ts';
import { runJobs } from '../../src/workspace/run-jobs.ts';

describe('a runJobs of jobs', () => {
  const log = createLog('silent');
  const noting = (done: string[]) => (name: string, error?: Error) => ({
    name,
    run: async () => {
      done.push(name);
      if (error) throw error;
    },
  });

  it('goes on after one that fails', async () => {
    const done: string[] = [];
    const job = noting(done);
    await runJobs([job('first'), job('broken', new Error('a document that cannot be read')), job('last')], log);
    expect(done).toEqual(['first', 'broken', 'last']);
  });

  it('goes on when a run cannot be recorded, and records a failure by its cause alone', async () => {
    const done: string[] = [];
    const job = noting(done);
    const noted: unknown[] = [];
    const refused = Object.assign(new Error('token xoxb-1'), { code: 'slack_webapi_platform_error' });
    await runJobs([job('first'), job('broken', refused), job('odd', new Error('E11000 secret'))], log, async round => {
      noted.push(...round);
      throw new Error('cannot be written');
    });
    expect(done).toEqual(['first', 'broken', 'odd']);
    expect(noted).toEqual([
      ['first', undefined],
      ['broken', 'slack'],
      ['odd', 'unexpected'],
    ]);
  });

  it('ends at once when the database is away', async () => {
    const done: string[] = [];
    const job = noting(done);
    const away = new DatabaseUnavailable('away');
    await expect(runJobs([job('first', away), job('last')], log)).rejects.toBe(away);
    expect(done).toEqual(['first']);
  });
});
