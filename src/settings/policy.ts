import { z } from 'zod';
import { countryOf } from '../calendar/regions.ts';
import { eachField, type Fields, GROUPS, type Group } from './fields.ts';

const shapeOf = <G extends Group>(group: G) =>
  z.object(eachField(group, f => f.schema) as { [F in keyof Fields[G]]: SchemaOf<Fields[G][F]> });
type SchemaOf<F> = F extends { schema: infer S extends z.ZodType } ? S : never;

/** Fields and limits are in `fields.ts`. Lengths are minutes, rates percent. */
export const policySchema = z.object(
  Object.fromEntries(GROUPS.map(g => [g, shapeOf(g)])) as { [G in Group]: ReturnType<typeof shapeOf<G>> },
);

export type Policy = z.infer<typeof policySchema>;

export const changeSchema = z.object(
  Object.fromEntries(GROUPS.map(g => [g, policySchema.shape[g].partial().optional()])) as {
    [G in Group]: z.ZodOptional<ReturnType<(typeof policySchema.shape)[G]['partial']>>;
  },
);
export type PolicyChange = { [G in Group]?: { [F in keyof Policy[G]]?: Policy[G][F] } };

/** Append-only; `version` counts. */
export interface PolicyVersion {
  version: number;
  from: string;
  change: PolicyChange;
  by: string;
  at: number;
  key: string;
}

/** The region's code, or else the country's. */
export const placeOf = ({ holidays, region }: Pick<Policy['workingTime'], 'holidays' | 'region'>): string =>
  region !== null && countryOf(region) === holidays ? region : holidays;

const STANDARD = Object.fromEntries(GROUPS.map(g => [g, eachField(g, f => f.standard)])) as unknown as Policy;

export const policyDefaults = (config: {
  adminChannel?: string;
  timeZone: string;
  language: Policy['people']['language'];
  summaryAt: string;
}): Policy =>
  applied(STANDARD, {
    channels: { administrators: config.adminChannel ?? null },
    workingTime: { zone: config.timeZone },
    reports: { dailyAt: config.summaryAt },
    people: { language: config.language },
  });

/** By date, then by saving: the later change of a day wins. */
const inOrder = (versions: readonly PolicyVersion[]): PolicyVersion[] =>
  [...versions].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.version - b.version));

export function applied(policy: Policy, change: PolicyChange): Policy {
  const next = Object.fromEntries(GROUPS.map(g => [g, { ...policy[g], ...change[g] }]));
  return next as unknown as Policy;
}

export const inForce = (defaults: Policy, versions: readonly PolicyVersion[], day: string): Policy =>
  inOrder(versions)
    .filter(v => v.from <= day)
    .reduce((policy, v) => applied(policy, v.change), defaults);

/** Undefined: the defaults, since ever. */
export const since = (versions: readonly PolicyVersion[], group: Group, day: string): PolicyVersion | undefined =>
  inOrder(versions).findLast(v => v.from <= day && v.change[group] !== undefined);

/** Next first. */
export const ahead = (versions: readonly PolicyVersion[], group: Group, day: string): PolicyVersion[] =>
  inOrder(versions).filter(v => v.from > day && v.change[group] !== undefined);

export type Difference = {
  [G in Group]: {
    [F in keyof Policy[G] & string]: { group: G; field: F; from: Policy[G][F]; to: Policy[G][F] };
  }[keyof Policy[G] & string];
}[Group];

/** In display order. */
export function difference(before: Policy, after: Policy): Difference[] {
  return GROUPS.flatMap(group =>
    Object.entries(before[group]).flatMap(([field, from]) => {
      const to = (after[group] as Record<string, unknown>)[field];
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ group, field, from, to } as Difference];
    }),
  );
}

export function changeBetween(before: Policy, after: Policy): PolicyChange {
  const change: Record<string, Record<string, unknown>> = {};
  for (const d of difference(before, after)) change[d.group] = { ...change[d.group], [d.field]: d.to };
  return change as PolicyChange;
}
