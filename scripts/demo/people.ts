import type { Db } from 'mongodb';
import { yearsAfter } from '../../src/calendar/civil.ts';
import { addDays, localDate } from '../../src/calendar/rules.ts';
import type { FactsEntry } from '../../src/people/facts.ts';
import { teamMaker } from '../../src/people/organisation/rules.ts';
import { organisationStore } from '../../src/people/organisation/store.ts';
import { factsOf } from '../../src/people/rules.ts';
import { PEOPLE, type PersonDoc, peopleStore, personId } from '../../src/people/store.ts';
import { SINCE_EVER } from '../../src/people/terms.ts';
import { defined } from '../../src/shared/defined.ts';
import { portions } from '../../src/shared/portions.ts';
import type { Seeded } from '../simulator/seed.ts';
import type { Simulator } from '../simulator/server.ts';
import { WRITTEN } from './leaves.ts';
import { factsOfEight } from './organisation.ts';
import type { Staff } from './staff.ts';

/** One was hired last year: their first anniversary is reached by moving the clock this many days. */
const TO_ANNIVERSARY = 14;

/** When the eight were hired: long ago, last year (days vest month by month), and on days whose leave lapses soon. `today`: a date. */
const hiredBy = (today: string): Readonly<Record<keyof Seeded['people'], string>> => ({
  minji: '2021-01-04',
  hana: '2024-11-04',
  woojin: yearsAfter(addDays(today, TO_ANNIVERSARY), -1),
  manager: '2015-03-02',
  owner: '2013-07-01',
  seoyeon: '2019-01-07',
  emily: '2022-05-16',
  lucas: '2023-09-01',
});

/** What HR would have entered of people, with its history. Done once; who has facts keeps them. */
export async function seedPeople(
  db: Db,
  o: {
    team: string;
    zone: string;
    now: number;
    seeded: Seeded;
    users: Simulator['users'];
    staff?: readonly Staff[];
  },
): Promise<void> {
  await seedStaff(db, o);
  const store = peopleStore(db);
  const hired = hiredBy(localDate(o.now, o.zone));
  const names = Object.keys(hired) as (keyof Seeded['people'])[];
  const wanted = names.map(name => ({ name, user: o.seeded.people[name], hiredOn: hired[name] }));
  const known = new Set((await store.some(o.team, Object.values(o.seeded.people))).map(p => p.user));
  const fresh = wanted.filter(p => !known.has(p.user));
  await store.put(
    o.team,
    fresh.flatMap(({ user }) => slackFacts(o, user)),
  );
  for (const { name, user, hiredOn } of fresh) {
    const { schedule } = o.seeded.colleagues.find(c => c.user === user) ?? {};
    const steps: FactsEntry['steps'] = [
      ...[{ field: 'hiredOn' as const, to: hiredOn }, ...factsOfEight(o.seeded.people, name)],
      ...(schedule === undefined ? [] : [{ field: 'schedule' as const, to: schedule }]),
    ];
    const office = steps.find(s => s.field === 'office')?.to;
    const terms = (schedule ?? office) ? [{ from: SINCE_EVER, ...defined({ schedule, office }) }] : undefined;
    const entry: FactsEntry = { at: o.now, by: o.seeded.owner, source: 'import', key: 'seed', steps };
    await store.saveFacts({ team: o.team, user }, entry, defined({ terms }));
  }
}

/** What Slack says of somebody. */
function slackFacts(o: { team: string; zone: string; now: number; users: Simulator['users'] }, user: string) {
  const u = o.users.get(user);
  if (!u) return [];
  const slack = { id: u.id, real_name: u.realName, tz: u.zone, locale: u.locale, profile: { email: u.email } };
  return [factsOf({ ...slack, is_admin: u.isAdmin, is_owner: u.isOwner }, o.team, o.zone, o.now)];
}

/** Departments with their teams, the first of which the department's head leads, too; ids by name. */
async function seedTeams(db: Db, { team, now, seeded, staff = [] }: Parameters<typeof seedPeople>[1]) {
  const store = organisationStore(db);
  const { made, of } = teamMaker(await store.organisation(team));
  const ids = new Map<string, string>();
  for (const { department, teamName, leads, user } of staff) {
    const named = of(`${department} > ${teamName}`);
    if (!named.ok) continue;
    ids.set(teamName, named.id);
    for (const t of made)
      if ((leads && t.id === named.id) || (leads === 'department' && t.name === department)) t.lead = user;
  }
  await store.addAll(team, made, { at: now, by: seeded.owner, key: 'seed' });
  return ids;
}

/** A larger company's people with their facts, written at once. */
async function seedStaff(db: Db, o: Parameters<typeof seedPeople>[1]): Promise<void> {
  const people = db.collection<PersonDoc & { factsHistory: FactsEntry[] }>(PEOPLE);
  const teams = await seedTeams(db, o);
  const known = new Set((await people.find({ team: o.team }, { projection: { user: 1 } }).toArray()).map(p => p.user));
  const docs = (o.staff ?? [])
    .filter(s => !known.has(s.user))
    .flatMap(({ user, hiredOn, employeeNo, teamName, manager, schedule }) => {
      const facts = { hiredOn, employeeNo, teamId: teams.get(teamName) ?? '', manager, ...defined({ schedule }) };
      const steps = Object.entries(facts).map(([field, to]) => ({ field: field as keyof typeof facts, to }));
      const entry: FactsEntry = { at: o.now, by: o.seeded.owner, source: 'import', key: 'seed', steps };
      const terms = schedule === undefined ? undefined : [{ from: SINCE_EVER, schedule }];
      return slackFacts(o, user).map(slack => ({
        ...{ _id: personId(o.team, user), team: o.team, quickIn: false, place: 'office' as const },
        ...{ ...slack, ...facts, ...defined({ terms }), factsHistory: [entry], factsVersion: 1 },
      }));
    });
  for (const some of portions(docs, WRITTEN)) await people.insertMany(some);
}
