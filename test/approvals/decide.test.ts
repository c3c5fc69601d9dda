import type { Db } from 'mongodb';
import { expect, it, vi } from 'vitest';
import { decideRequest } from '../../src/approvals/actions.ts';
import { DatabaseUnavailable } from '../../src/db/errors.ts';
import { person } from '../people/people.ts';
import { testWorkspace } from '../support/workspace.ts';

it('a decision while the database is away fails as a whole: no read is left behind that would end the process', async () => {
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  const away = async (): Promise<never> => {
    throw new DatabaseUnavailable('away');
  };
  const ws = testWorkspace({
    db: { collection: () => ({ findOne: away }) } as unknown as Db,
  });
  const pressed = decideRequest(ws, person('U1'), 'r1', { do: 'withdraw' }, 'k');
  await expect(pressed).rejects.toThrow(DatabaseUnavailable);
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)));
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
});
