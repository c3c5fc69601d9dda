import type { Person } from '../../people/rules.ts';
import type { AmountLine } from './file.ts';
import type { BatchGrant, BatchPlan } from './rules.ts';

/** What a batch would give now. */
export interface BatchPreview {
  ok: true;
  grant: BatchGrant;
  days?: number;
  plan: BatchPlan;
  /** lines of the file that name nobody, or no amount */
  unread: AmountLine[];
  people: ReadonlyMap<string, Person>;
  /** names exactly this */
  digest: string;
}
