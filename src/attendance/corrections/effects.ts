import { z } from 'zod';
import { requestDocs } from '../../approvals/store.ts';
import { effect } from '../../outbox/effect.ts';
import { workdayDocs } from '../store.ts';

/** A correction that was decided is written into its day or taken back; `by`: who decided. */
export const enforceCorrection = effect(
  'attendance-corrected',
  [requestDocs],
  z.object({ change: z.enum(['in-force', 'no-longer']), by: z.string() }),
);

/** Tells a person that somebody else corrected their day; `key`: of the step. */
export const correctedByOther = effect('attendance-corrected-by-other', [workdayDocs], z.object({ key: z.string() }));
