import { z } from 'zod';
import { MONTH_FILTERS, MONTH_QUERY_MAX } from '../../blocks/month-people.ts';
import { isDate } from '../calendar/rules.ts';
import { readMetadata } from '../slack/metadata.ts';
import { MONTH_REASON_MAX } from './closing/rules.ts';
import { isMonth } from './rules.ts';

const month = z.string().refine(isMonth);

export const peopleSchema = z.object({
  month,
  query: z.string().max(MONTH_QUERY_MAX).default(''),
  filter: z.enum(MONTH_FILTERS).default('all'),
  page: z.int().min(1).default(1),
  look: z.number().exactOptional(),
  /** opened from the closing form: the reason typed so far */
  closing: z.string().max(MONTH_REASON_MAX).exactOptional(),
  /** its payroll file was not wanted */
  noFile: z.literal(true).exactOptional(),
});
export type PeopleQuery = z.infer<typeof peopleSchema>;

const monthSchema = z.object({ user: z.string(), month, list: peopleSchema.exactOptional() });
export type MonthQuery = z.infer<typeof monthSchema>;

const daySchema = z.object({
  user: z.string(),
  date: z.string().refine(isDate),
  /** the month's modal beneath */
  month: z.object({ view: z.string(), query: monthSchema }),
});
export type DayQuery = z.infer<typeof daySchema>;

export const readDayQuery = (metadata = ''): DayQuery | undefined => readMetadata(daySchema, metadata);
export const readMonthQuery = (metadata = ''): MonthQuery | undefined => readMetadata(monthSchema, metadata);
export const readPeopleQuery = (metadata = ''): PeopleQuery | undefined => readMetadata(peopleSchema, metadata);
