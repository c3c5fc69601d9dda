import type { Db, Document } from 'mongodb';
import { AT_ONCE } from '../../shared/portions.ts';
import type { Step } from './rewrite.ts';

/** Grants were a document each, and so were what HR said of attendance, notices to use leave, and settlements. */
const OLD = ['grants', 'attended', 'promotions', 'settlements'] as const;
type Old = Record<(typeof OLD)[number], Document[]>;

/**
 * One ledger document a person, with all that is owed. It is stored before what it is made of is deleted: cut short
 * between the two, the ledger stands and the rest is deleted.
 */
export const ledgers: Step = {
  version: 6,
  name: 'one ledger for each person',
  run: async db => {
    for (const name of OLD)
      for (;;) {
        const some = await db.collection(name).find({}).limit(AT_ONCE).project({ team: 1, user: 1 }).toArray();
        if (some.length === 0) break;
        for (const team of new Set(some.map(d => d.team)))
          await move(db, team, [...new Set(some.filter(d => d.team === team).map(d => d.user))]);
      }
    const there = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(c => c.name));
    for (const name of OLD) if (there.has(name)) await db.collection(name).drop();
  },
};

async function move(db: Db, team: string, users: readonly string[]): Promise<void> {
  const theirs = { team, user: { $in: [...users] } };
  const read = (name: string) => db.collection(name).find(theirs).toArray();
  const [grants, attended, promotions, settlements, stored, people] = await Promise.all(
    [...OLD, 'ledgers', 'people'].map(read),
  );
  const hired = new Map(people?.map(p => [p.user, p.hiredOn]));
  const done = new Set(stored?.map(d => d.user));
  const made = users.flatMap(user => {
    const own = (docs: Document[] | undefined) => (docs ?? []).filter(d => d.user === user);
    const old = { grants: own(grants), attended: own(attended), promotions: own(promotions) };
    return done.has(user) ? [] : [ledgerOf(team, user, hired.get(user), { ...old, settlements: own(settlements) })];
  });
  if (made.length > 0) await db.collection<Document>('ledgers').insertMany(made);
  for (const name of OLD) await db.collection(name).deleteMany(theirs);
}

function ledgerOf(
  team: string,
  user: string,
  hiredOn: unknown,
  { grants, attended, promotions, settlements }: Old,
): Document {
  const [said, settled] = [attended[0], settlements[0]];
  const given = settled ? differences(settled) : [];
  const known = new Set(grants.map(g => g.id));
  const byTime = (a: Document, b: Document): number => a.at - b.at || (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);
  const unreadable = [...grants, ...promotions, ...settlements].flatMap(d => d.unreadable ?? []);
  return {
    ...{ _id: `${team}:${user}`, team, user, version: 1 },
    current: {
      ...(hiredOn ? { hiredOn } : {}),
      grants: [
        ...grants.sort(byTime).map(g => without(g, ['_id', 'team', 'user', 'effects', 'unreadable'])),
        ...given.map(d => d.grant).filter(g => !known.has(g.id)),
      ],
      attended: { version: said?.version ?? 0, history: said?.history ?? [] },
      notices: promotions.map(({ _id, ...notice }) => ({
        id: _id,
        ...without(notice, ['team', 'user', 'version', 'effects', 'unreadable']),
      })),
      settlement: { settledFor: settled?.settledFor ?? '', history: settled?.history ?? [] },
    },
    effects: [
      ...grants.flatMap(g => g.effects ?? []),
      ...promotions.flatMap(p => (p.effects ?? []).map((e: Document) => aboutNotice(e, String(p._id)))),
      ...(settled?.effects ?? []).filter((e: Document) => e.kind !== DIFFERENCE),
      ...given.filter(d => !known.has(d.grant.id)).map(d => d.effect),
    ],
    ...(unreadable.length > 0 ? { unreadable } : {}),
  };
}

/** Effects of notices were known by their document. */
const aboutNotice = (effect: Document, notice: string): Document =>
  String(effect.kind).startsWith('promotion-')
    ? { ...effect, lane: `notice:${notice}`, data: { ...effect.data, notice } }
    : effect;

/** Stored the grants of a settlement in documents of their own. */
const DIFFERENCE = 'settlement-grants';

/** What such effects were to store, with the message about each. */
function differences({ user, effects = [], history = [] }: Document): { grant: Document; effect: Document }[] {
  const at: number = history.at(-1)?.at ?? 0;
  const owed = effects.filter((e: Document) => e.kind === DIFFERENCE);
  return owed.flatMap(({ data, ...effect }: Document) => {
    const { give, back, by } = data;
    const author = by === 'system' ? {} : { by };
    const day = new Date(at).toISOString().slice(0, 10);
    const reversal = back && {
      ...{ id: `reversal:${back.id}`, kind: 'reversal', pool: back.pool, on: day, usableUntil: day },
      ...{ amount: -back.amount, reverses: back.id },
    };
    return [reversal, give].filter(Boolean).map((grant: Document) => ({
      grant: { ...grant, ...author, at },
      effect: {
        ...effect,
        ...{ id: `${effect.id}:${grant.id}`, kind: 'leave-granted', lane: 'told', to: user },
        data: { ids: [grant.id] },
      },
    }));
  });
}

const without = (doc: Document, fields: readonly string[]): Document =>
  Object.fromEntries(Object.entries(doc).filter(([field]) => !fields.includes(field)));
