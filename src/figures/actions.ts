import { createHash } from 'node:crypto';
import type { Uncounted } from '../db/uncounted.ts';
import type { ListedPerson } from '../people/store.ts';
import { readAnew } from '../shared/request.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { type Counted, type FigureKind, figureKinds, type Held, markedDocs } from './kinds.ts';
import { BUCKET_NUMBERS, bucketOf, figures, type KeptBucket, type KeptRow } from './store.ts';

/** Of so many people at most each look counts; of more, figures are kept. */
export const FEW = 50;

type Kind = FigureKind<unknown>;
type CountedBy = (person: ListedPerson) => string;
/** By collection. */
type Marks = ReadonlyMap<string, readonly Uncounted[]>;

const hashOf = (text: string): string => createHash('sha1').update(text).digest('base64').slice(0, 12);

/** Of everybody. */
function allBy(ws: Workspace, kind: Kind, period: string): string {
  const today = ws.policy.today();
  const day = kind.day?.(ws, period) ?? today;
  return hashOf(JSON.stringify([kind.as, day, ws.policy.mark, ws.policy.on(today)]));
}

/** What a person's figures were counted by, besides documents that are marked where they change. */
const countedBy =
  (all: string): CountedBy =>
  ({ hiredOn, lastDay, former, terms, arrangement }) =>
    hashOf(`${all} ${JSON.stringify([hiredOn, lastDay, former, terms, arrangement])}`);

const holds = ({ from = 0, until = Number.POSITIVE_INFINITY }: Held<unknown>, now: number): boolean =>
  from <= now && now < until;

async function marksIn(ws: Workspace, from?: readonly string[]): Promise<Marks> {
  const asked = markedDocs.of(ws).filter(d => from?.includes(d.collection) ?? true);
  return new Map(await Promise.all(asked.map(async d => [d.collection, await d.of(ws).uncounted(ws.team)] as const)));
}

function markedIn(ws: Workspace, marks: Marks, kind: Kind, period: string): Set<string> {
  const own = kind.from.flatMap(name => marks.get(name) ?? []);
  const touches = own.length > 0 ? kind.touches?.(ws, period) : undefined;
  return new Set(own.filter(touches ?? (() => true)).map(m => m.user));
}

/** Of these people in a period: what is kept, and counted where it is not, or no longer as things stand. */
export async function figuresOf<F>(
  ws: Workspace,
  kind: FigureKind<F>,
  people: readonly ListedPerson[],
  period: string,
): Promise<Map<string, F>> {
  const isKept = kind.periods(ws).includes(period);
  // Before what is kept: whoever takes a mark off has written that.
  const marked = isKept ? markedIn(ws, await marksIn(ws, kind.from), kind, period) : new Set<string>();
  const read = isKept ? await figures(ws).of<F>(ws.team, kind.name, [period]) : [];
  const by = countedBy(allBy(ws, kind, period));
  const now = ws.clock.now();
  const known = new Map(read.flatMap(b => [...b.rows]));
  const isGood = (p: ListedPerson): boolean => {
    const row = known.get(p.user);
    return row !== undefined && row.by === by(p) && holds(row, now) && !marked.has(p.user);
  };
  const stale = people.filter(p => !isGood(p));
  const unmarked = stale.filter(p => !marked.has(p.user));
  const kept = new Set(unmarked.map(p => bucketOf(p.user)));
  // Before anything is counted, which is read after that: not what this request has read before.
  const buckets = await figures(ws).begun(
    ws.team,
    kind.name,
    read.filter(b => kept.has(b.bucket)),
  );
  const found: Counted<F> = stale.length > 0 ? await readAnew(() => kind.count(ws, stale, [period])) : new Map();
  await keep(ws, kind, buckets, { people: unmarked, found, by: () => by });
  // What is kept now may end sooner than what the job has seen.
  for (const { bucket } of buckets) memory(ws).looked.delete(rowsId(kind, period, bucket));
  return new Map(
    people.flatMap(({ user }) => {
      const held = found.get(user)?.get(period) ?? known.get(user);
      return held ? [[user, held.figures] as const] : [];
    }),
  );
}

/** Those that lost the race against another process are not kept: answers whom. */
async function keep<F>(
  ws: Workspace,
  kind: FigureKind<F>,
  buckets: readonly KeptBucket<F>[],
  {
    people,
    found,
    by: byIn,
  }: {
    people: readonly ListedPerson[];
    found: Counted<F>;
    /** by period, as it was before they were counted */
    by: (period: string) => CountedBy;
  },
): Promise<Set<string>> {
  const lost = new Set<string>();
  for (const bucket of buckets) {
    const by = byIn(bucket.period);
    const rows = people.flatMap((p): [string, KeptRow<F>][] => {
      const held = bucketOf(p.user) === bucket.bucket ? found.get(p.user)?.get(bucket.period) : undefined;
      return held ? [[p.user, { by: by(p), ...held }]] : [];
    });
    const next = { ...bucket, rows: new Map([...bucket.rows, ...rows]) };
    if (rows.length === 0 || (await figures(ws).save(ws.team, kind.name, next))) continue;
    for (const [user] of rows) lost.add(user);
  }
  return lost;
}

/** ms of one run: other jobs wait meanwhile. */
const BUDGET_MS = 5_000;

/** What this process knows of a bucket when it last looked at all of it: `until` its next row is to be counted. */
interface Looked {
  all: string;
  until: number;
}
const memory = perWorkspace(() => ({
  next: 0,
  looked: new Map<string, Looked>(),
  dropped: new Map<string, string>(),
  /** any figure was kept: before that one question is enough */
  isBegun: false,
}));

const rowsId = (kind: Pick<Kind, 'name'>, period: string, bucket: number): string => `${kind.name} ${period} ${bucket}`;

/** Counts again what was changed or holds no longer, and once a day everything, once somebody has looked at it. */
export async function keepFigures(ws: Workspace): Promise<void> {
  const until = performance.now() + BUDGET_MS;
  const own = memory(ws);
  const marks = await marksIn(ws);
  let listed: Promise<Map<number, ListedPerson[]>> | undefined;
  const peopleIn = async (bucket: number): Promise<readonly ListedPerson[]> => {
    listed ??= readAnew(() => ws.rights.listing()).then(d => inBuckets([...d.people.values()]));
    return (await listed).get(bucket) ?? [];
  };
  const isBegun = once(async () => (own.isBegun ||= await figures(ws).isKept(ws.team)));
  const isKept = once(async (kind: Kind) => (await isBegun(undefined)) && figures(ws).isKept(ws.team, kind.name));
  const byOf = once((kind: Kind) => once((period: string) => allBy(ws, kind, period)));
  for (const _ of BUCKET_NUMBERS) {
    if (performance.now() > until) return;
    const bucket = own.next;
    await keepBucket(ws, bucket, { marks, people: () => peopleIn(bucket), isKept, byOf });
    own.next = (bucket + 1) % BUCKET_NUMBERS.length;
  }
  for (const kind of figureKinds.of(ws)) {
    const oldest = kind.periods(ws).at(-1) ?? '';
    if (own.dropped.get(kind.name) === oldest) continue;
    if (await isKept(kind)) await figures(ws).drop(ws.team, kind.name, oldest);
    own.dropped.set(kind.name, oldest);
  }
}

function inBuckets(people: readonly ListedPerson[]): Map<number, ListedPerson[]> {
  const found = new Map<number, ListedPerson[]>(BUCKET_NUMBERS.map(n => [n, []]));
  for (const p of people) found.get(bucketOf(p.user))?.push(p);
  return found;
}

/** What a bucket is counted from. `isKept`: anything of the kind; `byOf`: what counts of everybody in a period. */
interface Sources {
  marks: Marks;
  people: () => Promise<readonly ListedPerson[]>;
  isKept: (kind: Kind) => Promise<boolean>;
  byOf: (kind: Kind) => (period: string) => string;
}

/** Each answer is worked out once in a run, whatever the number of buckets. */
function once<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return key => {
    if (!known.has(key)) known.set(key, of(key));
    return known.get(key) as V;
  };
}

async function keepBucket(ws: Workspace, bucket: number, { marks: all, ...sources }: Sources): Promise<void> {
  const marks = new Map([...all].map(([name, of]) => [name, of.filter(m => bucketOf(m.user) === bucket)]));
  const lost = new Set<string>();
  for (const kind of figureKinds.of(ws))
    for (const user of await keepKind(ws, kind, bucket, { marks, ...sources })) lost.add(user);
  for (const docs of markedDocs.of(ws)) {
    const done = (marks.get(docs.collection) ?? []).filter(m => !lost.has(m.user));
    if (done.length > 0) await docs.of(ws).wasCounted(done);
  }
}

/** Answers whose marks stay. */
async function keepKind(
  ws: Workspace,
  kind: Kind,
  bucket: number,
  { marks, people, isKept: isAnyKept, byOf }: Sources,
): Promise<Set<string>> {
  const [{ looked }, now, periods] = [memory(ws), ws.clock.now(), kind.periods(ws)];
  const idOf = (period: string): string => rowsId(kind, period, bucket);
  const all = byOf(kind);
  const changed = new Map(periods.map(period => [period, markedIn(ws, marks, kind, period)]));
  const due = periods.filter(period => {
    const { all: seen, until = 0 } = looked.get(idOf(period)) ?? {};
    return changed.get(period)?.size !== 0 || now >= until || seen !== all(period);
  });
  if (due.length === 0) return new Set();
  const [latest, before] = periods;
  const read = due.includes(latest as string) && before !== undefined ? new Set([...due, before]) : due;
  const found = (await isAnyKept(kind)) ? await figures(ws).of<unknown>(ws.team, kind.name, [...read], [bucket]) : [];
  const isKept = (period: string | undefined): boolean => found.some(b => b.period === period && b.version > 0);
  // A period begins with nothing to count.
  const kept = found.filter(
    b => due.includes(b.period) && (isKept(b.period) || (b.period === latest && isKept(before))),
  );
  const own = kept.length === 0 ? [] : await people();
  const byIn = (period: string): CountedBy => countedBy(all(period));
  const isStale = ({ period, rows }: KeptBucket<unknown>, p: ListedPerson): boolean => {
    const row = rows.get(p.user);
    const isChanged = changed.get(period)?.has(p.user) === true;
    return isChanged || row === undefined || !holds(row, now) || row.by !== byIn(period)(p);
  };
  // By what each needs: of most people one period has changed.
  const needs = new Map<string, ListedPerson[]>();
  for (const p of own) {
    const needed = kept.filter(b => isStale(b, p)).map(b => b.period);
    if (needed.length > 0) needs.set(needed.join(' '), [...(needs.get(needed.join(' ')) ?? []), p]);
  }
  const counted = new Map<string, ReadonlyMap<string, Held<unknown>>>();
  for (const [needed, some] of needs)
    for (const [user, of] of await kind.count(ws, some, needed.split(' '))) counted.set(user, of);
  const lost = await keep(ws, kind, kept, { people: own, found: counted, by: byIn });
  if (lost.size > 0) return lost;
  for (const period of due) {
    const rows = kept.find(b => b.period === period)?.rows;
    const ends = own.map(({ user }) => (counted.get(user)?.get(period) ?? rows?.get(user))?.until);
    const until = Math.min(...ends.flatMap(end => end ?? []));
    looked.set(idOf(period), { all: all(period), until });
  }
  return lost;
}
