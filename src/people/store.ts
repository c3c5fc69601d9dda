import { setTimeout as pause } from 'node:timers/promises';
import type { Collection, Db, Filter, UpdateFilter } from 'mongodb';
import { z } from 'zod';
import { insertNew, write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import { freshly, keptAs } from '../db/remembering.ts';
import { stored } from '../db/stored.ts';
import { together } from '../db/together.ts';
import type { Effect } from '../shared/effects.ts';
import { LANGUAGES } from '../shared/languages.ts';
import { portions } from '../shared/portions.ts';
import { FACT_FIELDS, type FactStep, type FactsEntry } from './facts.ts';
import { ARRANGEMENTS, PROTECTIONS, ROLES } from './roles.ts';
import { inOrder, type Person, QUIETED, type SlackFacts } from './rules.ts';
import type { DatedTerms } from './terms.ts';

const PLACES = ['office', 'home', 'outside', 'trip'] as const;

const ownTerms = {
  arrangement: z.enum(ARRANGEMENTS).exactOptional(),
  hours: z.string().exactOptional(),
  schedule: z.string().exactOptional(),
  protection: z.enum(PROTECTIONS).exactOptional(),
  office: z.string().exactOptional(),
};

const personSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  name: z.string(),
  zone: z.string(),
  locale: z.string().exactOptional(),
  email: z.string().exactOptional(),
  administrator: z.boolean(),
  owner: z.boolean().exactOptional(),
  picture: z.string().exactOptional(),
  employee: z.boolean(),
  deleted: z.boolean(),
  language: z.enum(LANGUAGES).exactOptional(),
  quickIn: z.boolean(),
  askOut: z.boolean().exactOptional(),
  place: z.enum(PLACES),
  lastPlace: z.enum(PLACES).exactOptional(),
  quiet: z.array(z.enum(QUIETED)).exactOptional(),
  ownWeek: z.boolean().exactOptional(),
  homeSeenAt: z.number().exactOptional(),
  refused: z.array(z.string()).exactOptional(),
  syncedAt: z.number(),
  updated: z.number().exactOptional(),
  hiredOn: z.string().exactOptional(),
  lastDay: z.string().exactOptional(),
  former: z.array(z.object({ hiredOn: z.string().exactOptional(), lastDay: z.string() })).exactOptional(),
  employeeNo: z.string().exactOptional(),
  teamId: z.string().exactOptional(),
  manager: z.string().exactOptional(),
  ...ownTerms,
  termsFrom: z.string().exactOptional(),
  terms: z.array(z.object({ from: z.string(), ...ownTerms })).exactOptional(),
  role: z.enum(ROLES).exactOptional(),
  delegations: z
    .array(z.object({ to: z.string(), first: z.string(), last: z.string(), by: z.string() }))
    .exactOptional(),
  factsVersion: z.number().exactOptional(),
});
export type PersonDoc = z.infer<typeof personSchema>;

const entrySchema = z.object({
  at: z.number(),
  by: z.string(),
  source: z.enum(['form', 'import']),
  key: z.string(),
  steps: z.array(
    z.object({ field: z.enum(FACT_FIELDS), from: z.string().exactOptional(), to: z.string().exactOptional() }),
  ),
});
const historySchema = z.object({ factsHistory: z.array(entrySchema).optional() });

/** Fields that counting needs. */
const employedSchema = personSchema.pick({
  user: true,
  hiredOn: true,
  lastDay: true,
  former: true,
  terms: true,
  arrangement: true,
});
export type EmployedDoc = z.infer<typeof employedSchema>;
const EMPLOYED = { _id: 0, user: 1, hiredOn: 1, lastDay: 1, former: 1, terms: 1, arrangement: 1 } as const;

/** Of everybody at once: lists, rights, and who works when. Read as it is stored: there are thousands. */
const LISTED = {
  ...{ _id: 0, team: 1, user: 1, name: 1, email: 1, employeeNo: 1, teamId: 1, employee: 1, deleted: 1 },
  ...{ manager: 1, role: 1, administrator: 1, owner: 1, office: 1 },
  ...{ hiredOn: 1, lastDay: 1, former: 1, terms: 1, arrangement: 1 },
} as const;
export type ListedPerson = Pick<PersonDoc, Exclude<keyof typeof LISTED, '_id'>>;

/** The history grows, and only `factsHistory` needs it. */
const WITHOUT_HISTORY = { projection: { factsHistory: 0 } };

export const PEOPLE = 'people';

export const peopleDocs = stored(PEOPLE, {
  indexes: [
    { key: { team: 1, user: 1 }, name: 'person', unique: true },
    { key: { team: 1, administrator: 1 }, name: 'administrators' },
    { key: { team: 1, role: 1 }, name: 'roles' },
    { key: { team: 1, manager: 1 }, name: 'managers' },
    { key: { team: 1, ownWeek: 1 }, name: 'own-week' },
    { key: { team: 1, 'delegations.last': 1 }, name: 'delegations' },
    {
      key: { team: 1, employeeNo: 1 },
      name: 'employee-no',
      unique: true,
      partialFilterExpression: { employeeNo: { $exists: true } },
    },
  ],
  owes: true,
  schema: personSchema,
});

/** An unchanged person's `syncedAt` is updated after so long. */
const SEEN_MS = 600_000;
const MOST_TRIES = 20;
/** Slack delivers a press again within minutes. */
const MOST_REFUSED = 20;
const DEFAULTS = { quickIn: false, place: 'office' } as const;

export type Preferences = Partial<
  Pick<Person, 'language' | 'quickIn' | 'askOut' | 'place' | 'lastPlace' | 'quiet' | 'ownWeek' | 'homeSeenAt'>
>;

export const personId = (team: string, user: string): string => `${team}:${user}`;

/** `knownZone`: reads a zone of Slack's that this Node.js may not know; by default every zone is known. */
export function peopleStore(db: Db, knownZone = (zone: string): string => zone) {
  const collection: Collection<PersonDoc> = db.collection(PEOPLE);
  /** a request asks for its person several times */
  const parsed = new WeakMap<object, PersonDoc>();
  const read = (doc: PersonDoc): PersonDoc => {
    const person = parsed.get(doc) ?? personSchema.parse(doc);
    parsed.set(doc, person);
    return { ...person, zone: knownZone(person.zone) };
  };

  /** Reads first: conditions on times, or upserts, make the embedded server scan everybody. */
  async function putPortion(team: string, facts: readonly SlackFacts[], tries = 0): Promise<void> {
    const ids = facts.map(f => personId(team, f.user));
    const found = await collection.find({ _id: { $in: ids } }, WITHOUT_HISTORY).toArray();
    const known = new Map(found.map(d => [d.user, d]));
    const pairs = facts.map(f => ({ f, doc: known.get(f.user) }));
    const added = pairs.flatMap(({ f, doc }) =>
      doc ? [] : [{ _id: personId(team, f.user), team, ...DEFAULTS, ...f }],
    );
    const changed = pairs.flatMap(({ f, doc }) => (doc && !isNewer(doc, f) && !isSame(doc, f) ? [{ f, doc }] : []));
    const seen = pairs.flatMap(({ f, doc }) =>
      doc && isSame(doc, f) && f.syncedAt - doc.syncedAt > SEEN_MS ? [f] : [],
    );
    const writes = changed.map(({ f, doc }) => ({
      updateOne: {
        // null matches a missing time
        filter: { _id: doc._id, updated: doc.updated ?? null } as Filter<PersonDoc>,
        update: { $set: { ...f, team } },
      },
    }));
    const isDone = await Promise.all([
      insertNew(collection, added).then(stored => stored.length === added.length),
      writes.length === 0 ||
        collection.bulkWrite(writes, { ordered: false }).then(done => done.matchedCount === writes.length),
      seen.length === 0 || touch(team, seen),
    ]);
    // Another process wrote one of them in between: its version is compared again.
    if (isDone.includes(false) && tries < MOST_TRIES) await putPortion(team, facts, tries + 1);
  }

  async function touch(team: string, seen: readonly SlackFacts[]): Promise<boolean> {
    const syncedAt = Math.min(...seen.map(f => f.syncedAt));
    await collection.updateMany({ _id: { $in: seen.map(f => personId(team, f.user)) } }, { $set: { syncedAt } });
    return true;
  }

  async function stored(team: string, users: readonly string[], options = WITHOUT_HISTORY): Promise<PersonDoc[]> {
    const found: PersonDoc[] = [];
    for (const ids of portions(users.map(u => personId(team, u))))
      found.push(...(await collection.find({ _id: { $in: ids } }, options).toArray()));
    return found;
  }
  const one = together(
    async (team, users) => new Map((await stored(team, users, freshly(WITHOUT_HISTORY))).map(d => [d.user, d])),
  );

  return {
    get: async (team: string, user: string): Promise<PersonDoc | undefined> => {
      const doc = await one(team, user);
      return doc && read(doc);
    },
    some: async (team: string, users: readonly string[]): Promise<PersonDoc[]> => (await stored(team, users)).map(read),
    leads: async (team: string, user: string): Promise<boolean> =>
      (await collection.find({ team, manager: user }, { projection: { _id: 0, deleted: 1 } }).toArray()).some(
        d => !d.deleted,
      ),
    /** delegations that are not over on this date */
    delegating: async (team: string, today: string): Promise<PersonDoc[]> =>
      (await collection.find({ team, 'delegations.last': { $gte: today } }, WITHOUT_HISTORY).toArray()).map(read),
    /** the same one only once */
    addDelegation: async (
      team: string,
      user: string,
      d: NonNullable<PersonDoc['delegations']>[number],
      effects: Effect[],
    ): Promise<void> => {
      const filter = { _id: personId(team, user), delegations: { $not: { $elemMatch: d } } };
      await write(() =>
        collection.updateOne(filter, {
          $push: { delegations: d, effects: { $each: effects } },
        } as UpdateFilter<PersonDoc>),
      );
    },
    removeDelegation: async (
      team: string,
      user: string,
      d: NonNullable<PersonDoc['delegations']>[number],
      effects: Effect[],
    ): Promise<void> => {
      const filter = { _id: personId(team, user), delegations: { $elemMatch: d } };
      const update = { $pull: { delegations: d }, $push: { effects: { $each: effects } } };
      await write(() => collection.updateOne(filter, update as unknown as UpdateFilter<PersonDoc>));
    },
    /** Slack's administrators, people with such a role, and these */
    administrators: async (team: string, named: readonly string[]): Promise<PersonDoc[]> => {
      const [slacks, roles, ours] = await Promise.all([
        collection.find({ team, administrator: true }, WITHOUT_HISTORY).toArray(),
        collection.find({ team, role: { $in: ['hr', 'owner'] } }, WITHOUT_HISTORY).toArray(),
        collection.find({ _id: { $in: named.map(u => personId(team, u)) } }, WITHOUT_HISTORY).toArray(),
      ]);
      const byId = new Map([...slacks, ...roles, ...ours].map(d => [d._id, d]));
      return [...byId.values()].map(read);
    },
    all: async (team: string): Promise<PersonDoc[]> =>
      (await collection.find({ team }, WITHOUT_HISTORY).toArray()).map(read),
    /** who wants their own week, in no order */
    wantingWeek: async (team: string): Promise<string[]> =>
      (await collection.find({ team, ownWeek: true }, { projection: { _id: 0, user: 1 } }).toArray()).map(d => d.user),
    /** those who left, too, by name: put in order once, and the same list until somebody changes */
    listed: async (team: string): Promise<readonly ListedPerson[]> => {
      const [kept] = await keptAs(db, PEOPLE, 'listed', async () => {
        const all = (await collection.find({ team }, { projection: LISTED }).toArray()) as ListedPerson[];
        return [{ all: all.sort(inOrder) }];
      });
      return kept?.all ?? [];
    },
    /** active people, in no order */
    activeTerms: async (team: string): Promise<EmployedDoc[]> => {
      const found = collection.find({ team, employee: true, deleted: false }, { projection: EMPLOYED });
      return z.array(employedSchema).parse(await found.toArray());
    },
    /** Newer facts and own settings stay. */
    put: async (team: string, facts: SlackFacts[]): Promise<void> => {
      let spent = 0;
      for (const some of portions(facts)) {
        // Leaves as much time to presses: the embedded database runs one command at a time.
        if (spent > 0) await pause(spent);
        const from = performance.now();
        await putPortion(team, some);
        spent = performance.now() - from;
      }
    },
    /** `language: null`: Slack's */
    prefer: async (
      team: string,
      user: string,
      { language, ...change }: Omit<Preferences, 'language'> & { language?: Preferences['language'] | null },
    ): Promise<void> => {
      const set = { ...change, ...(language ? { language } : {}) };
      const update = {
        ...(Object.keys(set).length > 0 ? { $set: set } : {}),
        ...(language === null ? { $unset: { language: '' as const } } : {}),
      };
      await write(() => collection.updateOne({ _id: personId(team, user) }, update));
    },
    /** a press that was refused, among the last ones */
    refuse: async (team: string, user: string, key: string): Promise<void> => {
      const push = { $push: { refused: { $each: [key], $slice: -MOST_REFUSED } } };
      await write(() =>
        collection.updateOne({ _id: personId(team, user) }, push as unknown as UpdateFilter<PersonDoc>),
      );
    },
    /** if `factsVersion` matches and the entry is new; `more`: terms and employments where they change, what follows */
    saveFacts: async (
      { team, user, factsVersion }: Pick<Person, 'team' | 'user' | 'factsVersion'>,
      entry: FactsEntry,
      {
        effects = [],
        ...more
      }: {
        terms?: readonly DatedTerms[];
        former?: NonNullable<Person['former']>;
        effects?: readonly Effect[];
      } = {},
    ): Promise<'saved' | 'stale' | 'number-taken'> => {
      const { set: facts, unset } = updateOf(entry.steps);
      const set = { ...facts, ...more };
      try {
        // null matches facts that were never changed
        const filter = {
          _id: personId(team, user),
          factsVersion: factsVersion ?? null,
          'factsHistory.key': { $ne: entry.key },
        };
        const change = {
          ...(Object.keys(set).length > 0 ? { $set: set } : {}),
          ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
          $inc: { factsVersion: 1 },
          $push: { factsHistory: entry, ...(effects.length > 0 ? { effects: { $each: effects } } : {}) },
        };
        const { matchedCount } = await write(() =>
          collection.updateOne(filter as Filter<PersonDoc>, change as unknown as UpdateFilter<PersonDoc>),
        );
        return matchedCount === 1 ? 'saved' : 'stale';
      } catch (error) {
        if (isDuplicateKey(error)) return 'number-taken';
        throw error;
      }
    },
    /** oldest first */
    factsHistory: async (team: string, user: string): Promise<FactsEntry[]> => {
      const doc = await collection.findOne({ _id: personId(team, user) }, { projection: { factsHistory: 1 } });
      return historySchema.parse(doc ?? {}).factsHistory ?? [];
    },
  };
}
export type PeopleStore = ReturnType<typeof peopleStore>;

/** An older list or a late event must not restore rights. */
const isNewer = (doc: PersonDoc, f: SlackFacts): boolean =>
  doc.updated !== undefined && f.updated !== undefined && doc.updated > f.updated;

const isSame = (doc: PersonDoc, { syncedAt: _, ...f }: SlackFacts): boolean =>
  (Object.keys(f) as (keyof typeof f)[]).every(field => doc[field] === f[field]);

function updateOf(steps: readonly FactStep[]): { set: Record<string, string>; unset: Record<string, ''> } {
  const set: Record<string, string> = {};
  const unset: Record<string, ''> = {};
  for (const { field, to } of steps) {
    if (to === undefined) unset[field] = '';
    else set[field] = to;
  }
  return { set, unset };
}
