import { z } from 'zod';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { type FieldName, type FieldSpec, NO_REGION, regionBlock } from '../../blocks/policy-fields.ts';
import type { Proposed } from '../settings/change.ts';
import type { PolicyProblem } from '../settings/check.ts';
import { askedIn, GROUPS, type Group, specOf } from '../settings/fields.ts';
import { changeSchema, type PolicyChange } from '../settings/policy.ts';
import { choiceOf, dateOf, type FormState, textOf } from '../slack/form.ts';
import { readMetadata } from '../slack/metadata.ts';
import { conversationOf, timeOf } from '../slack/pickers.ts';

const groupSchema = z.object({ group: z.enum(GROUPS) });
const proposedSchema = z.object({ from: z.string(), seen: z.int(), change: changeSchema });

/** Undefined: not Daybook's. */
export const readGroup = (metadata: string): Group | undefined => readMetadata(groupSchema, metadata)?.group;

export const proposedMetadata = ({ from, change, seen }: Proposed): string => JSON.stringify({ from, seen, change });

export const readProposed = (metadata: string): Pick<Proposed, 'from' | 'change' | 'seen'> | undefined =>
  readMetadata(proposedSchema, metadata) as Pick<Proposed, 'from' | 'change' | 'seen'> | undefined;

/** Raw values, which `policyProblems` validates, and the day. */
export function readGroupForm(group: Group, state: FormState): { change: PolicyChange; from: string } {
  const values = askedIn(group).flatMap(spec => readField(group, spec, state));
  return {
    change: { [group]: Object.fromEntries(values) } as PolicyChange,
    from: dateOf(state, adminInput.from) ?? '',
  };
}

/** Other fields keep their defaults. */
const inSetUp = (group: Group, ...fields: FieldName[]): [Group, FieldSpec][] =>
  fields.map(field => [group, specOf(group, field)]);
export const SET_UP = [
  ...inSetUp('channels', 'administrators'),
  ...inSetUp('workingTime', 'zone', 'holidays', 'region', 'arrangement'),
  ...inSetUp('leave', 'basis'),
];

/** What an office has of its own, and since when is asked beside. */
export const OFFICE_FIELDS = [
  ...inSetUp('workingTime', 'zone', 'holidays', 'region'),
  ...inSetUp('people', 'language'),
];

export function readSetUpForm(state: FormState, fields = SET_UP): PolicyChange {
  const change: Partial<Record<Group, Record<string, unknown>>> = {};
  for (const [group, spec] of fields)
    change[group] = { ...change[group], ...Object.fromEntries(readField(group, spec, state)) };
  return change as PolicyChange;
}

function readField(group: Group, spec: FieldSpec, state: FormState): [string, unknown][] {
  const block = `${group}.${spec.field}`;
  const value = sentValue(group, spec, block, state);
  // The picker cannot show a channel configured by name: an empty choice keeps it.
  return value === undefined ? [] : [[spec.field, value]];
}

export const countryIn = (group: Group, state: FormState): string | undefined =>
  choiceOf(state, `${group}.holidays`, adminAction.policyCountry);

function sentValue(group: Group, spec: FieldSpec, block: string, state: FormState): unknown {
  switch (spec.is) {
    case 'channel':
      return conversationOf(state, block) ?? (spec.empty ? null : undefined);
    case 'time':
      return timeOf(state, block) ?? (spec.empty ? null : '');
    case 'date':
      return dateOf(state, block) ?? null;
    case 'text':
      return textOf(state, block).trim() || null;
    case 'country':
      return countryIn(group, state) ?? '';
    case 'region': {
      const region = choiceOf(state, regionBlock(group, countryIn(group, state) ?? ''));
      return region === undefined || region === NO_REGION ? null : region;
    }
    case 'zone':
    case 'choice':
      return choiceOf(state, block) ?? '';
    case 'yesno':
      return choiceOf(state, block) === 'yes';
    case 'number':
    case 'count':
      return numberOf(textOf(state, block));
    case 'hours':
      return Math.round(numberOf(textOf(state, block)) * 60);
    case 'rate':
      return Math.round(numberOf(textOf(state, block)) * 100);
    case 'monthDay':
      return textOf(state, block);
    case 'days':
      return undefined;
  }
}

const numberOf = (text: string): number => (text === '' ? Number.NaN : Number(text));

/** By block id; others beside the day. */
export function policyErrors(
  problems: readonly PolicyProblem[],
  text: (p: PolicyProblem) => string,
  fallback: string = adminInput.from,
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const p of problems) {
    const block = p.group && p.field ? `${p.group}.${p.field}` : fallback;
    errors[block] ??= text(p);
  }
  return errors;
}
