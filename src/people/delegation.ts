import { z } from 'zod';

/** An approver's delegate (대결), from `first` to `last`, dates of the workplace, both included. */
export const delegationSchema = z.object({
  from: z.string(),
  to: z.string(),
  first: z.string(),
  last: z.string(),
  /** who named the delegate: the approver or an administrator */
  by: z.string(),
});
export type Delegation = z.infer<typeof delegationSchema>;
