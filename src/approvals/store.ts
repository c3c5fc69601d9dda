import type { Db } from 'mongodb';
import { z } from 'zod';
import { localDate } from '../calendar/rules.ts';
import { decodedOnce } from '../db/decoded.ts';
import { effectSchema } from '../db/documents.ts';
import { carrying, once } from '../db/remembering.ts';
import { stored } from '../db/stored.ts';
import { together } from '../db/together.ts';
import { uncounted, uncountedIn } from '../db/uncounted.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { type Clock, systemClock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import type { Effect } from '../shared/effects.ts';
import { portions } from '../shared/portions.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { requestFacts } from './request-facts.ts';
import {
  type RouteChange,
  type RouteEntry,
  type RouteFacts,
  routeEntrySchema,
  routeStateSchema,
} from './route/types.ts';
import { inForce, occupies } from './route/view.ts';
import { latestFirst, pageOf, type RequestQuery, SEARCHED } from './search.ts';

const requestSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  /** numbers a person's requests without gaps: two sent at once cannot both be validated on the same state */
  seq: z.number(),
  /** idempotency key of the submission */
  submission: z.string(),
  kind: z.string(),
  form: z.record(z.string(), z.unknown()),
  period: z.object({ from: z.string(), to: z.string() }),
  sentAt: z.number(),
  /** messages that show it, by audience: `administrators`, an asked person, or its source (`sourceCard`) */
  cards: z.record(
    z.string(),
    z.object({
      channel: z.string(),
      ts: z.string(),
      round: z.number().exactOptional(),
      step: z.number().exactOptional(),
    }),
  ),
  /** the message about it in a team's channel */
  told: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
  history: z.array(routeEntrySchema),
  /** figures that are kept do not have it yet, see `figures` */
  uncounted: z.literal(true).exactOptional(),
  effects: z.array(effectSchema),
  version: z.number(),
  ...routeStateSchema.shape,
});

export type RequestDoc = z.infer<typeof requestSchema>;

export const REQUESTS = 'requests';

/** Audience of the message that a round was sent from. */
export const sourceCard = (round: number): string => `sent:${round}`;
export const isSourceCard = (audience: string): boolean => audience.startsWith('sent:');

export const requestDocs = stored(REQUESTS, {
  indexes: [
    { key: { team: 1, user: 1, seq: 1 }, name: 'seq', unique: true },
    { key: { team: 1, submission: 1 }, name: 'submission', unique: true },
    { key: { team: 1, state: 1, sentAt: 1 }, name: 'by-state' },
    { key: { team: 1, asked: 1, state: 1 }, name: 'by-asked' },
    { key: { team: 1, kind: 1, 'period.to': 1 }, name: 'by-kind' },
    { key: { team: 1, 'period.to': 1 }, name: 'by-end' },
    uncounted,
  ],
  owes: true,
  schema: requestSchema,
});

/** Without a number. */
export type NewRequest = Pick<
  RequestDoc,
  '_id' | 'team' | 'user' | 'submission' | 'kind' | 'form' | 'period' | 'sentAt'
>;

/** A resent request. It takes a new number, so it is never validated on the same state as another one of the person. */
export type Edited = Pick<RequestDoc, 'form' | 'period' | 'seq'> & { cards: RequestDoc['cards'] };

/** What leave is counted by. */
export type CountedRequest = Pick<RequestDoc, '_id' | 'user' | 'kind' | 'form' | 'state' | 'purpose' | 'seq'> & {
  history: Pick<RequestDoc['history'][number], 'what'>[];
};
const COUNTED = { user: 1, kind: 1, seq: 1, state: 1, purpose: 1, form: 1, 'history.what': 1 } as const;

/** Some 10 MB. */
const MOST_DECODED = 5_000;

/** People whose requests are read by one command. */
const FEW = 20;

/** Up to so many people their own requests are fewer than everybody's later ones. */
const A_TEAM = 60;

const isTeam = (users: readonly string[] | undefined): users is readonly string[] =>
  users !== undefined && users.length <= A_TEAM;

function among(users: readonly string[] | undefined): (of: { user: string }) => boolean {
  const some = users && new Set(users);
  return ({ user }) => some?.has(user) ?? true;
}

/** Queries ask as little as in `workdayStore`, and code picks the rest. */
export function requestStore(db: Db, clock: Pick<Clock, 'now'> = systemClock) {
  const versioned = versionedStore(db, requestDocs);
  const { collection } = versioned;
  const { parse } = requestDocs;
  const read = (doc: unknown): RequestDoc | undefined => (doc ? parse(doc) : undefined);
  const readAll = (docs: unknown[]): RequestDoc[] => docs.map(parse);
  /** a person's own, which each Home reads */
  const decoded = decodedOnce<RequestDoc>(MOST_DECODED);

  async function touching(team: string, kind: string, from: string, to: string, users?: readonly string[]) {
    const filters = isTeam(users)
      ? portions(users, FEW).map(some => ({ team, user: { $in: some } }))
      : [{ team, kind, 'period.to': { $gte: from } }];
    const found = await Promise.all(filters.map(filter => collection.find(filter).toArray()));
    const isOf = among(users);
    return found.flat().filter(r => r.kind === kind && r.period.from <= to && r.period.to >= from && isOf(r));
  }

  async function stored(team: string, users: readonly string[]): Promise<Map<string, RequestDoc[]>> {
    const found = new Map<string, RequestDoc[]>(users.map(u => [u, []]));
    for (const some of portions(users, FEW)) {
      const docs = await collection
        .find({ team, user: { $in: some } }, { raw: some.length === 1 })
        .sort({ seq: -1 })
        .toArray();
      for (const [i, doc] of docs.entries()) {
        const own = some.length === 1 ? decoded(`${some[0]} ${i}`, doc as unknown as Uint8Array) : doc;
        found.get(own.user)?.push(own);
      }
    }
    return found;
  }
  const one = together(stored, { atOnce: FEW });
  const facts = requestFacts(db, clock);

  /** What the request has read of it goes on with it as it was stored. */
  function written(
    doc: RequestDoc,
    before: readonly RequestDoc[],
    work: (doc: RequestDoc) => Promise<boolean>,
  ): Promise<boolean> {
    const own = (all: RequestDoc[] | undefined): RequestDoc[] | undefined =>
      all && [doc, ...all.filter(r => r._id !== doc._id)].sort((a, b) => b.seq - a.seq);
    return carrying<RequestDoc | RequestDoc[]>(db, REQUESTS, () => facts.counted([...before, doc], () => work(doc)), {
      [`id ${doc._id}`]: () => doc,
      [`of ${doc.user}`]: all => own(all as RequestDoc[] | undefined),
    });
  }

  return {
    byId: (team: string, id: string) =>
      once(db, REQUESTS, `id ${id}`, async () => read(await collection.findOne({ _id: id, team }))),
    some: async (team: string, ids: readonly string[]) =>
      ids.length === 0 ? [] : readAll(await collection.find({ _id: { $in: [...ids] }, team }).toArray()),
    bySubmission: async (team: string, submission: string) => read(await collection.findOne({ team, submission })),
    /** newest first */
    of: async (team: string, user: string) => [
      ...(await once(db, REQUESTS, `of ${user}`, async () => readAll((await one(team, user)) ?? []))),
    ],
    /** by person; `touching`: of these dates only */
    ofMany: async (team: string, users: readonly string[], touching?: { from: string; to: string }) => {
      const { from = '', to = '~' } = touching ?? {};
      const meant = (docs: RequestDoc[]) => docs.filter(r => r.period.from <= to && r.period.to >= from);
      return new Map([...(await stored(team, users))].map(([user, docs]) => [user, readAll(meant(docs))]));
    },
    /** those of a kind of everybody, by person: only what counting needs, since histories are most of what is stored */
    ofAll: async (team: string, kind: string): Promise<Map<string, CountedRequest[]>> => {
      const found = new Map<string, CountedRequest[]>();
      for await (const doc of collection.find({ team, kind }, { projection: COUNTED })) {
        const own = found.get(doc.user);
        if (own) own.push(doc);
        else found.set(doc.user, [doc]);
      }
      return found;
    },
    /** oldest first; `asked`: whose card one of these people got */
    waiting: async (team: string, asked?: readonly string[]) => {
      // One by one: the embedded server has no index for several.
      const filters = asked
        ? asked.map(user => ({ team, asked: user, state: 'waiting' as const }))
        : [{ team, state: 'waiting' as const }];
      const found = await Promise.all(filters.map(filter => collection.find(filter).toArray()));
      const docs = [...new Map(found.flat().map(r => [r._id, r])).values()];
      return readAll(docs).sort((a, b) => a.sentAt - b.sentAt);
    },
    /** sent before this time, ms, and not decided on */
    countWaiting: (team: string, before: number): Promise<number> =>
      collection.countDocuments({ team, state: 'waiting', sentAt: { $lt: before } }),
    /** whether this person was ever asked by direct message */
    everAsked: (team: string, user: string): Promise<boolean> =>
      facts.everAsked(user, async () => {
        const one = await collection.findOne({ team, asked: user }, { projection: { _id: 1 } });
        return one ? [one] : [];
      }),
    search: async (team: string, query: RequestQuery) => {
      const read = (narrow: object) => collection.find({ team, ...narrow }, { projection: SEARCHED }).toArray();
      const { ids, ...found } = await pageOf(read, localDate(clock.now(), 'UTC'), query);
      const docs = ids.length > 0 ? await collection.find({ _id: { $in: ids } }).toArray() : [];
      return { ...found, requests: readAll(docs).sort(latestFirst) };
    },
    /** approved ones of a kind that touch the period, also while a cancellation is pending */
    inForceIn: async (team: string, kind: string, from: string, to: string, users?: readonly string[]) => {
      // Everybody's of today, which everything asks for, is hardly ever read anew.
      const isKept = !isTeam(users) && facts.isKept(from, to);
      const read = async () => (await touching(team, kind, from, to, isKept ? undefined : users)).filter(inForce);
      const found = await (isKept ? facts.away(`${kind} ${from} ${to}`, read) : read());
      return readAll(found.filter(among(users)));
    },
    /** approved ones of a kind whose last day lies between these dates */
    endingIn: async (team: string, kind: string, from: string, to: string) => {
      const docs = await collection.find({ team, kind, 'period.to': { $gte: from, $lte: to } }).toArray();
      return docs.filter(inForce).map(parse);
    },
    /** pending or approved ones of a kind that touch the period */
    occupyingIn: async (team: string, kind: string, from: string, to: string, users?: readonly string[]) =>
      (await touching(team, kind, from, to, users)).filter(occupies).map(parse),
    /** `seq`: one more than the last validated one; false: another request was faster, or a duplicate */
    insert: (...sent: Parameters<typeof asSent>): Promise<boolean> =>
      written(asSent(...sent), [], ({ version: _, ...doc }) => versioned.insert({ ...doc, uncounted: true })),
    /** false: lost race; so it is of `note` and `owe` */
    save: (request: RequestDoc, change: RouteChange, effects: Effect[], edited?: Edited): Promise<boolean> => {
      const { cards = {}, ...rest } = edited ?? {};
      const shown = Object.fromEntries(Object.entries(cards).map(([to, card]) => [`cards.${to}`, card]));
      return written(asChanged(request, change, effects, edited), [request], () =>
        versioned.save(
          request,
          { ...change.set, ...rest, ...shown, uncounted: true },
          { history: change.history, effects },
        ),
      );
    },
    /** adds history and effects without changing the state; `form`: counted again */
    note: (
      request: RequestDoc,
      history: RouteEntry[],
      effects: Effect[],
      form?: RequestDoc['form'],
    ): Promise<boolean> =>
      facts.counted(form ? [request] : [], () =>
        versioned.save(request, { ...defined({ form }), uncounted: true }, { history, effects }),
      ),
    ...uncountedIn(collection),
    /** adds effects only */
    owe: (request: RequestDoc, effects: Effect[]): Promise<boolean> => versioned.save(request, {}, { effects }),
  };
}

export const requests = perWorkspace(ws => requestStore(ws.db, ws.clock));

/** As `insert` stores it. */
export const asSent = (
  request: NewRequest,
  { set, history }: RouteChange,
  seq: number,
  effects: Effect[],
  cards: RequestDoc['cards'] = {},
): RequestDoc => ({ ...request, ...set, seq, cards, history, effects, version: 1 });

/** As `save` stores it. */
export function asChanged(request: RequestDoc, change: RouteChange, effects: Effect[], edited?: Edited): RequestDoc {
  const { cards = {}, ...rest } = edited ?? {};
  return {
    ...{ ...request, ...defined({ ...change.set, ...rest }), cards: { ...request.cards, ...cards } },
    ...{ history: [...request.history, ...change.history], effects: [...request.effects, ...effects] },
    version: request.version + 1,
  };
}

/** Only the fields that deciding writes back. */
export const routeFactsOf = (r: RequestDoc): RouteFacts => ({
  ...routeStateSchema.parse(r),
  user: r.user,
  history: r.history,
});
