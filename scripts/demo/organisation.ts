import type { Db } from 'mongodb';
import { type Calendar, isWorkingDay } from '../../src/calendar/rules.ts';
import { countryCalendar } from '../../src/calendar/world.ts';
import type { FactsEntry } from '../../src/people/facts.ts';
import type { OrgTeam } from '../../src/people/organisation/rules.ts';
import { organisationStore } from '../../src/people/organisation/store.ts';
import { SINCE_EVER } from '../../src/people/terms.ts';
import type { OfficeValues } from '../../src/settings/offices.ts';
import { officeDocId, officeDocs } from '../../src/settings/offices-store.ts';
import type { Seeded } from '../simulator/seed.ts';

type Name = keyof Seeded['people'];
interface Facts {
  employeeNo: string;
  teamId: string;
  manager?: Name;
  office?: string;
}

/** The department has the channel. */
export const PRODUCT = { id: 't-product', name: '제품본부', lead: 'owner', channel: 'C0PRODUCT' } as const;
const TEAMS: readonly (OrgTeam & { lead: Name })[] = [
  PRODUCT,
  { id: 't-develop', name: '플랫폼팀', parent: PRODUCT.id, lead: 'hana' },
  { id: 't-design', name: '브랜드팀', parent: PRODUCT.id, lead: 'emily' },
  { id: 't-people', name: '피플팀', lead: 'manager' },
];

const BERLIN = { id: 'o-berlin', name: 'Berlin' };
const VALUES: OfficeValues = { zone: 'Europe/Berlin', holidays: 'de', region: 'de-BE', language: 'en' };

/** Of the eight: where they belong, and whom they report to. */
const FACTS: Readonly<Record<Name, Facts>> = {
  owner: { employeeNo: 'A00001', teamId: PRODUCT.id },
  manager: { employeeNo: 'A00002', teamId: 't-people', manager: 'owner' },
  seoyeon: { employeeNo: 'A00003', teamId: 't-design', manager: 'emily' },
  minji: { employeeNo: 'A00004', teamId: 't-develop', manager: 'hana' },
  emily: { employeeNo: 'A00005', teamId: 't-design', manager: 'owner' },
  lucas: { employeeNo: 'A00006', teamId: 't-develop', manager: 'hana', office: BERLIN.id },
  hana: { employeeNo: 'A00007', teamId: 't-develop', manager: 'owner' },
  woojin: { employeeNo: 'A00008', teamId: 't-develop', manager: 'hana' },
};

/** Teams of the department and the channel's members. */
export const PRODUCT_TEAMS: readonly OrgTeam[] = TEAMS.filter(t => t.id === PRODUCT.id || t.parent === PRODUCT.id);
export const productPeople = ({ people }: Seeded): string[] =>
  named(people).flatMap(([name, user]) => (PRODUCT_TEAMS.some(t => t.id === FACTS[name].teamId) ? [user] : []));

const named = (people: Seeded['people']) => Object.entries(people) as [Name, string][];

/** What HR entered of one of the eight, beside the first day. */
export function factsOfEight(people: Seeded['people'], name: Name): FactsEntry['steps'] {
  const { manager, ...facts } = FACTS[name];
  const steps = Object.entries(facts).map(([field, to]) => ({ field: field as keyof typeof facts, to }));
  return manager === undefined ? steps : [...steps, { field: 'manager', to: people[manager] }];
}

/** The zone and holidays of somebody's days. */
export interface Place {
  zone: string;
  calendar: Calendar;
}
export type Places = (user: string) => Place;

/** Of the office abroad; its library takes half a second to load, once. */
export const calendarAbroad = (): Promise<Calendar> => countryCalendar('de-BE');

/** Lucas works in Berlin, the others in Seoul. */
export async function placesOf({ people }: Seeded, seoul: Place): Promise<Places> {
  const berlin = { zone: VALUES.zone, calendar: await calendarAbroad() };
  const abroad = new Set(named(people).flatMap(([name, user]) => (FACTS[name].office === undefined ? [] : [user])));
  return user => (abroad.has(user) ? berlin : seoul);
}

/** Days off in either are days off. */
export const eitherOff = (a: Calendar, b: Calendar): Calendar => ({
  holiday: date => (isWorkingDay(date, a) ? b : a).holiday(date),
});

/** Teams and the office abroad; done once. */
export async function seedOrganisation(db: Db, o: { team: string; now: number; seeded: Seeded }): Promise<void> {
  const { people, owner: by } = o.seeded;
  const made = TEAMS.map(({ lead, ...t }) => ({ ...t, lead: people[lead] }));
  await organisationStore(db).addAll(o.team, made, { at: o.now, by, key: 'seed-team' });
  const of = { by, at: o.now, key: 'seed-office' };
  const office = {
    ...{ ...BERLIN, team: o.team, archived: false, effects: [], version: 1 },
    versions: [{ version: 1, from: SINCE_EVER, values: VALUES, ...of }],
    history: [{ what: 'added' as const, ...of }],
  };
  await db
    .collection<{ _id: string }>(officeDocs.collection)
    .updateOne({ _id: officeDocId(o.team, BERLIN.id) }, { $setOnInsert: office }, { upsert: true });
}
