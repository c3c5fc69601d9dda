import { z } from 'zod';
import { requestDocs } from '../../approvals/store.ts';
import { effect } from '../../outbox/effect.ts';
import { workdayDocs } from '../store.ts';

/** Applies a decided correction or takes it back; `by`: the decider. */
export const enforceCorrection = effect(
  'attendance-corrected',
  [requestDocs],
  z.object({ change: z.enum(['in-force', 'no-longer']), by: z.string() }),
);

/** `key`: of the step. */
export const correctedByOther = effect('attendance-corrected-by-other', [workdayDocs], z.object({ key: z.string() }));
