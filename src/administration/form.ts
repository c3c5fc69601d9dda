import { z } from 'zod';
import { adminInput } from '../../blocks/administration-ids.ts';
import { BY_DEFAULT, PEOPLE_FILTERS, QUERY_MAX } from '../../blocks/people.ts';
import { FACT_FIELDS, type Facts, type FactsChange } from '../people/facts.ts';
import { ARRANGEMENTS, PROTECTIONS, ROLES } from '../people/roles.ts';
import { readHours, readSchedule } from '../people/schedule.ts';
import { choiceOf, dateOf, type FormState, textOf } from '../slack/form.ts';
import { readMetadata } from '../slack/metadata.ts';
import { userOf } from '../slack/pickers.ts';
import { personQuery } from '../workspace/person.ts';

export const peopleSchema = z.object({
  query: z.string().max(QUERY_MAX),
  filter: z.enum(PEOPLE_FILTERS),
  page: z.int(),
});
export type PeopleQuery = z.infer<typeof peopleSchema>;

/** The window that a form was opened from: `view` is its id, or the form's own where there was no room above it. */
export const fromWindow = z.object({ view: z.string(), query: personQuery });
export type FromWindow = z.infer<typeof fromWindow>;

const personSchema = z.object({
  user: z.string().min(1),
  /** facts as shown; without the role where it could not be chosen */
  shown: z.object({
    hiredOn: z.string().exactOptional(),
    lastDay: z.string().exactOptional(),
    employeeNo: z.string().exactOptional(),
    teamId: z.string().exactOptional(),
    manager: z.string().exactOptional(),
    arrangement: z.enum(ARRANGEMENTS).exactOptional(),
    hours: z.string().exactOptional(),
    schedule: z.string().exactOptional(),
    protection: z.enum(PROTECTIONS).exactOptional(),
    office: z.string().exactOptional(),
    termsFrom: z.string().exactOptional(),
    role: z.enum(ROLES).exactOptional(),
  }),
  withRole: z.boolean(),
  /** absent: there is no office to choose */
  withOffice: z.boolean().optional(),
  from: fromWindow.exactOptional(),
});

const importSchema = z.object({ file: z.string().min(1), digest: z.string() });

export const readPeopleQuery = (metadata: string): PeopleQuery | undefined => readMetadata(peopleSchema, metadata);
export const readImport = (metadata: string) => readMetadata(importSchema, metadata);
export const importMetadata = (file: string, digest: string): string => JSON.stringify({ file, digest });

export const personMetadata = (
  user: string,
  facts: Facts,
  asked: { withRole: boolean; withOffice: boolean },
  from?: FromWindow,
): string => JSON.stringify({ user, shown: Object.fromEntries(FACT_FIELDS.map(f => [f, facts[f]])), ...asked, from });

const anyFacts = z.record(z.enum(FACT_FIELDS), z.string().nullable().optional());
/** The change that was shown, and on which version of the facts. */
const checkSchema = z.object({ user: z.string(), change: anyFacts, seen: z.int(), from: fromWindow.exactOptional() });
export type PersonCheck = Omit<z.infer<typeof checkSchema>, 'change'> & { change: FactsChange };
export const readPersonCheck = (metadata: string): PersonCheck | undefined =>
  readMetadata(checkSchema, metadata) as PersonCheck | undefined;

export type PersonAbout = z.infer<typeof personSchema>;
export const readPersonAbout = (metadata: string): PersonAbout | undefined => readMetadata(personSchema, metadata);

/** The facts altered in a sent form; concurrent changes of other facts stay. */
export function readPersonForm(state: FormState, about: PersonAbout): FactsChange {
  const chosen = (block: string): string | undefined => {
    const value = choiceOf(state, block);
    return value === BY_DEFAULT ? undefined : value;
  };
  // Unreadable text stays as typed, and is refused beside its field.
  const kept = (block: string, read: (text: string) => string | undefined): string | undefined => {
    const typed = textOf(state, block);
    return typed === '' ? undefined : (read(typed) ?? typed);
  };
  const sent: Partial<Record<keyof Facts, string | undefined>> = {
    hiredOn: dateOf(state, adminInput.hiredOn),
    lastDay: dateOf(state, adminInput.lastDay),
    employeeNo: textOf(state, adminInput.employeeNo) || undefined,
    teamId: chosen(adminInput.teamId),
    manager: userOf(state, adminInput.manager),
    arrangement: chosen(adminInput.arrangement),
    hours: kept(adminInput.hours, readHours),
    schedule: kept(adminInput.schedule, readSchedule),
    protection: chosen(adminInput.protection),
    ...(about.withOffice ? { office: chosen(adminInput.office) } : {}),
    termsFrom: dateOf(state, adminInput.termsFrom),
    ...(about.withRole ? { role: chosen(adminInput.role) } : {}),
  };
  const altered = Object.entries(sent).filter(([field, value]) => value !== about.shown[field as keyof Facts]);
  return Object.fromEntries(altered.map(([field, value]) => [field, value ?? null])) as FactsChange;
}
