import type { Collection, Db, Document, FindCursor, FindOptions } from 'mongodb';
import { currentRequest, isBulk, unremembered } from '../shared/request.ts';
import { type Counters, FACTS, factCounters } from './facts.ts';
import { type Asked, frozen, idsIn, keyOf, reading } from './reading.ts';
import { WRITES, writtenFields } from './writes.ts';

/** What a request has read is read again after so long, ms: meanwhile other processes write, too. */
const REQUEST_MS = 2_000;
/** What is kept of facts at most; a counter ends it sooner. */
const KEPT_MS = 60_000;
const MOST_KEPT = 50_000;
/** documents of one request, and of one answer that jobs keep: they read everybody */
const MOST_READ = 5_000;
/** The effects of a document concern only the outbox, which reads past this. */
const OUTBOX: ReadonlySet<string> = new Set(['effects', 'unreadable']);

interface Read {
  at: number;
  /** how often this process had begun to write to the collection */
  writes: number;
  docs: Promise<Document[]>;
}

interface Kept extends Read {
  count: number;
  /** a press waits for no read of bulk work, which has far more time */
  isFor: 'all' | 'bulk' | 'presses';
}

type Changes = Readonly<Record<string, (before: unknown) => unknown>>;

interface OfRequest {
  read: Map<string, Read>;
  docs: number;
  counters?: { at: number; value: Promise<Counters> };
}

const FRESH = Symbol('fresh');
/** Options of a read of people by id that takes nothing that was kept for others, and the counters with it. */
export const freshly = <O extends FindOptions>(options: O): O => ({ ...options, [FRESH]: true });

const memories = new WeakMap<Db, Memory>();

/**
 * The database of a workspace. Within a request (`shared/request.ts`) the same question is asked once, until this
 * process writes to the collection; facts (`facts.ts`) are kept for all requests, frozen, until a counter moves.
 * Outside of requests it is the database as it is.
 */
export function remembering(db: Db, team: string): Db {
  const memory = new Memory(db, team);
  const collections = new Map<string, Collection>();
  const known = (name: string): Collection => {
    const found = collections.get(name) ?? memory.collection(db.collection(name));
    collections.set(name, found);
    return found;
  };
  const remembered = new Proxy(db, {
    get: (_, key) => {
      if (key === 'collection') return known;
      const value: unknown = Reflect.get(db, key, db);
      return typeof value === 'function' ? value.bind(db) : value;
    },
  });
  memories.set(remembered, memory);
  return remembered;
}

/** Of a fact that is a part of a collection: `read` is done once, until somebody `changes` it. */
export const keptAs = <T extends Document>(db: Db, fact: string, key: string, read: () => Promise<T[]>): Promise<T[]> =>
  (memories.get(db)?.read(fact, key, read, true) as Promise<T[]> | undefined) ?? read();

/** Asked once in a request, until this process writes to the collection. */
export const once = async <T>(db: Db, name: string, key: string, read: () => Promise<T>): Promise<T> => {
  const memory = memories.get(db);
  if (!memory) return read();
  const [found] = await memory.read(name, key, async () => [{ value: await read() }], false);
  return (found as { value: T }).value;
};

/**
 * Runs a write of one document, after which what `once` read under these keys is what `after` makes of it, not unknown;
 * `before`: undefined where it was not read.
 */
export const carrying = <T>(
  db: Db,
  name: string,
  work: () => Promise<boolean>,
  after: Readonly<Record<string, (before: T | undefined) => T | undefined>>,
): Promise<boolean> => memories.get(db)?.carry(name, work, after as Changes) ?? work();

/** Runs a write that changes such a fact. */
export const changesFact = <T>(db: Db, fact: string, work: () => Promise<T>): Promise<T> =>
  memories.get(db)?.changing(fact, work) ?? work();

/** How often these facts were changed; empty: unknown just now; undefined: outside of requests. */
export const stampOf = async (db: Db, facts: readonly string[]): Promise<string | undefined> =>
  memories.get(db)?.stamp(facts);

class Memory {
  private readonly kept = new Map<string, Kept>();
  private keptDocs = 0;
  private readonly writes = new Map<string, number>();
  private readonly writing = new Map<string, number>();
  private readonly counters: ReturnType<typeof factCounters>;

  constructor(db: Db, team: string) {
    this.counters = factCounters(db, team);
  }

  collection(collection: Collection): Collection {
    const name = collection.collectionName;
    const own: Record<PropertyKey, unknown> = {
      find: (filter: Document = {}, options: FindOptions = {}): FindCursor =>
        this.ofRequest()
          ? reading(collection, { filter, options }, asked => this.answer(asked))
          : collection.find(filter, options),
      findOne: async (filter: Document = {}, options: FindOptions = {}): Promise<Document | null> => {
        if (!this.ofRequest()) return collection.findOne(filter, options);
        const asked = { collection, filter, options, limit: 1 };
        const one = async (): Promise<Document[]> => [(await collection.findOne(filter, options)) ?? []].flat();
        return (await this.read(name, keyOf(asked), one))[0] ?? null;
      },
    };
    for (const method of WRITES)
      own[method] = (...args: unknown[]) => {
        const run = (): Promise<unknown> =>
          (Reflect.get(collection, method) as (...a: unknown[]) => Promise<unknown>).apply(collection, args);
        const fields = writtenFields(method, args);
        const touches = (apart: ReadonlySet<string>): boolean => fields?.every(f => apart.has(f)) !== true;
        if (!touches(OUTBOX)) return run();
        const fact = FACTS.get(name);
        if (!fact || !touches(new Set([...OUTBOX, ...fact.apart]))) return this.noted(name, run);
        return this.changing(name, run);
      };
    return new Proxy(collection, {
      get: (_, key) => {
        if (Object.hasOwn(own, key)) return own[key];
        const value: unknown = Reflect.get(collection, key, collection);
        return typeof value === 'function' ? value.bind(collection) : value;
      },
    });
  }

  /** This process's own writes end what it has read of the collection. */
  private async noted<T>(name: string, work: () => Promise<T>): Promise<T> {
    const count = (by: number): void => void this.writing.set(name, (this.writing.get(name) ?? 0) + by);
    count(1);
    try {
      return await work();
    } finally {
      count(-1);
      this.writes.set(name, this.writesOf(name) + 1);
    }
  }

  changing<T>(fact: string, work: () => Promise<T>): Promise<T> {
    return this.noted(fact, () => this.counters.changing(fact, work));
  }

  async stamp(facts: readonly string[]): Promise<string | undefined> {
    const own = this.ofRequest();
    if (!own) return undefined;
    const counters = await this.countersOf(own).catch(() => undefined);
    if (!counters || facts.some(f => counters.announced.has(f) || this.isWriting(f))) return '';
    return facts.map(f => `${counters.n[f] ?? 0}+${this.writesOf(f)}`).join(' ');
  }

  private readonly writesOf = (name: string): number => this.writes.get(name) ?? 0;
  private readonly isWriting = (name: string): boolean => (this.writing.get(name) ?? 0) > 0;

  private ofRequest(): OfRequest | undefined {
    const request = currentRequest();
    if (!request) return undefined;
    const found = (request.read.get(this) as OfRequest | undefined) ?? { read: new Map(), docs: 0 };
    request.read.set(this, found);
    return found;
  }

  /** People by id one by one, whoever asks for them together; everything else by what is asked. */
  private answer(asked: Asked): Promise<Document[]> {
    const name = asked.collection.collectionName;
    const ids = idsIn(asked);
    if (!ids) return this.read(name, keyOf(asked), asked.run);
    return this.byId(name, ids, asked);
  }

  private async byId(name: string, ids: readonly string[], asked: Asked): Promise<Document[]> {
    const own = this.ofRequest();
    const fresh = FRESH in asked.options;
    const withCounters = fresh && own !== undefined && !this.isKnown(own);
    let batch: { ids: string[]; docs: Promise<Map<string, Document>> } | undefined;
    /** with those that are found to be missing in the same turn */
    const load = async (id: string): Promise<Document[]> => {
      if (!batch) {
        const wanted: string[] = [];
        const docs = Promise.resolve().then(async () => {
          batch = undefined;
          const found = await asked.collection.find({ _id: { $in: wanted } } as never, asked.options).toArray();
          return new Map(found.map(d => [String(d._id), d]));
        });
        batch = { ids: wanted, docs };
      }
      batch.ids.push(id);
      return [(await batch.docs).get(id) ?? []].flat();
    };
    const rest = keyOf({ ...asked, filter: {} });
    const one = (id: string): Promise<Document[]> =>
      this.read(name, `${rest}#${id}`, () => load(id), !fresh && FACTS.has(name));
    if (withCounters && own) {
      const value = load(this.counters._id).then(([doc]) => this.counters.parse(doc));
      value.catch(() => undefined);
      own.counters = { at: performance.now(), value };
    }
    return (await Promise.all(ids.map(one))).flat();
  }

  /** `kept`: for other requests, too. */
  async read(name: string, key: string, run: () => Promise<Document[]>, kept = isKeptWhole(name)): Promise<Document[]> {
    const own = this.ofRequest();
    if (!own || this.isWriting(name)) return run();
    const full = `${name} ${key}`;
    const known = own.read.get(full);
    const now = performance.now();
    if (known && known.writes === this.writesOf(name) && now - known.at < REQUEST_MS) return [...(await known.docs)];
    const entry: Read = {
      at: now,
      writes: this.writesOf(name),
      docs: kept ? this.keptOr(own, name, full, run) : run(),
    };
    own.read.set(full, entry);
    const docs = await forgotten(own.read, full, entry);
    own.docs += docs.length;
    if (own.docs > MOST_READ) {
      own.read.clear();
      own.docs = 0;
    }
    return [...docs];
  }

  async carry(name: string, work: () => Promise<boolean>, after: Changes): Promise<boolean> {
    const own = this.ofRequest();
    const since = this.writesOf(name);
    const known = Object.keys(after).map(key => own?.read.get(`${name} ${key}`));
    const done = await work();
    // No other write in between.
    if (!done || !own || this.isWriting(name) || this.writesOf(name) !== since + 1) return done;
    for (const [i, [key, change]] of Object.entries(after).entries()) {
      const before = known[i]?.writes === since ? (await known[i].docs)[0]?.value : undefined;
      const value = change(before);
      if (value === undefined) continue;
      const entry = { at: performance.now(), writes: since + 1, docs: Promise.resolve([{ value }]) };
      own.read.set(`${name} ${key}`, entry);
    }
    return done;
  }

  private isKnown = ({ counters }: OfRequest): boolean =>
    counters !== undefined && performance.now() - counters.at < REQUEST_MS;

  private countersOf(own: OfRequest): Promise<Counters> {
    if (!own.counters || !this.isKnown(own)) {
      const value = this.counters.read().then(doc => this.counters.parse(doc));
      value.catch(() => undefined);
      own.counters = { at: performance.now(), value };
    }
    return own.counters.value;
  }

  private async keptOr(own: OfRequest, name: string, key: string, run: () => Promise<Document[]>): Promise<Document[]> {
    // Counted before it is read: a change in between counts further.
    const counters = await this.countersOf(own);
    if (counters.announced.has(name) || this.isWriting(name)) return run();
    const [count, writes, now] = [counters.n[name] ?? 0, this.writesOf(name), performance.now()];
    const found = this.kept.get(key);
    const isFor = isBulk() ? 'bulk' : 'presses';
    const isOurs = found?.isFor === 'all' || found?.isFor === isFor;
    if (found && isOurs && found.count === count && found.writes === writes && now - found.at < KEPT_MS)
      return found.docs;
    // Outside of the request: before Node.js 24 a kept promise keeps its context, and with it all that was read.
    const entry: Kept = { count, writes, at: now, isFor, docs: unremembered(() => run().then(frozen)) };
    if (this.keptDocs > MOST_KEPT) {
      this.kept.clear();
      this.keptDocs = 0;
    }
    this.kept.set(key, entry);
    this.keptDocs += 1;
    const docs = await forgotten(this.kept, key, entry);
    entry.isFor = 'all';
    if (isBulk() && docs.length > MOST_READ && this.kept.get(key) === entry) this.kept.delete(key);
    else this.keptDocs += docs.length;
    return docs;
  }
}

const isKeptWhole = (name: string): boolean => FACTS.has(name) && !FACTS.get(name)?.onlyById;

/** A failure is not remembered. */
async function forgotten<E extends Read>(from: Map<string, E>, key: string, entry: E): Promise<Document[]> {
  try {
    return await entry.docs;
  } catch (error) {
    if (from.get(key) === entry) from.delete(key);
    throw error;
  }
}
