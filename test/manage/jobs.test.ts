import { expect, it } from 'vitest';
import { byHand } from '../../src/manage/jobs.ts';
import { currentRequest, isBulk, withinRequest } from '../../src/shared/request.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

it('a job that is run by a press has the time of bulk work, and reads everything itself', async () => {
  const seen: unknown[] = [];
  const run = async () => void seen.push(isBulk(), currentRequest());
  await withinRequest('press', () => byHand({} as Workspace, { name: 'job', run }));
  expect(seen).toEqual([true, undefined]);
});
