import { describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from '../../src/db/errors.ts';
import { round } from '../../src/jobs/round.ts';
import { createLog } from '../../src/shared/log.ts';

describe('a round of duties', () => {
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
    const duty = noting(done);
    await round([duty('first'), duty('broken', new Error('a document that cannot be read')), duty('last')], log);
    expect(done).toEqual(['first', 'broken', 'last']);
  });

  it('ends at once when the database is away', async () => {
    const done: string[] = [];
    const duty = noting(done);
    const away = new DatabaseUnavailable('away');
    await expect(round([duty('first', away), duty('last')], log)).rejects.toBe(away);
    expect(done).toEqual(['first']);
  });
});
