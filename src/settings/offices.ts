import { z } from 'zod';
import { HOLIDAYS } from '../calendar/countries.ts';
import { countryOf, regionOf } from '../calendar/regions.ts';
import { isZone } from '../calendar/rules.ts';
import { LANGUAGES } from '../shared/languages.ts';
import type { Policy } from './policy.ts';

/** What an office has in place of the workspace's settings. The workspace itself is the first office. */
export const officeValuesSchema = z.object({
  zone: z.string().refine(isZone, 'not-a-zone'),
  /** a country, or none */
  holidays: z.enum(HOLIDAYS),
  /** null: the whole country */
  region: z
    .string()
    .refine(code => regionOf(code) !== undefined, 'not-a-region')
    .nullable(),
  /** of people whose Slack speaks neither language */
  language: z.enum(LANGUAGES),
});
export type OfficeValues = z.infer<typeof officeValuesSchema>;

/** In force from a day; append-only. */
export interface OfficeVersion {
  version: number;
  from: string;
  values: OfficeValues;
  by: string;
  at: number;
  key: string;
}

export interface Office {
  id: string;
  name: string;
  archived: boolean;
  versions: readonly OfficeVersion[];
}

const inOrder = (versions: readonly OfficeVersion[]): OfficeVersion[] =>
  [...versions].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.version - b.version));

/** Those of the first version also hold before it. */
export function valuesOn(versions: readonly OfficeVersion[], day: string): OfficeValues {
  const all = inOrder(versions);
  const found = all.findLast(v => v.from <= day) ?? all[0];
  if (!found) throw new Error('an office has no values');
  return found.values;
}

/** The workspace's policy of a day as it holds in an office; company days of old policies are the first office's. */
export function policyIn(policy: Policy, { zone, holidays, region, language }: OfficeValues): Policy {
  return {
    ...policy,
    workingTime: { ...policy.workingTime, zone, holidays, region, companyDays: [] },
    people: { ...policy.people, language },
  };
}

export const OFFICE_NAME_MAX = 60;

export type OfficeProblem =
  | { field: 'name'; code: 'no-name' | 'name-taken' }
  | { field: 'zone'; code: 'not-a-zone' }
  | { field: 'region'; code: 'not-a-region' };

/** `others`: offices that are not archived, without this one. */
export function officeProblems(
  { name, values }: { name: string; values: OfficeValues },
  others: readonly Pick<Office, 'name'>[],
): OfficeProblem[] {
  const found: OfficeProblem[] = [];
  if (name === '') found.push({ field: 'name', code: 'no-name' });
  if (others.some(o => o.name.toLowerCase() === name.toLowerCase())) found.push({ field: 'name', code: 'name-taken' });
  if (!isZone(values.zone)) found.push({ field: 'zone', code: 'not-a-zone' });
  if (values.region !== null && countryOf(values.region) !== values.holidays)
    found.push({ field: 'region', code: 'not-a-region' });
  return found;
}
