import { z } from 'zod';

/** An approver's delegate (대결); workplace dates, both included. */
export const delegationSchema = z.object({
  from: z.string(),
  to: z.string(),
  first: z.string(),
  last: z.string(),
  /** the approver or an administrator */
  by: z.string(),
});
export type Delegation = z.infer<typeof delegationSchema>;
