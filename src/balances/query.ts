import { z } from 'zod';
import { ANNUAL } from '../grants/ledger/types.ts';
import { FILTERS, SORTS } from './rules.ts';

const QUERY_MAX = 100;

export const querySchema = z.strictObject({
  /** a part of a name, number, e-mail or team */
  query: z.string().max(QUERY_MAX).default(''),
  pool: z.string().default(ANNUAL),
  filter: z.enum(FILTERS).default('all'),
  sort: z.enum(SORTS).default('name'),
  /** as `scopeText` writes it; empty: all that the viewer sees */
  scope: z.string().max(200).default(''),
  page: z.int().min(1).default(1),
  look: z.number().exactOptional(),
});
export type BalancesQuery = z.infer<typeof querySchema>;
export const FIRST: BalancesQuery = querySchema.parse({});
