import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import pLimit from 'p-limit';
import { LEAVE } from '../../absence/leaves.ts';
import { type RequestDoc, requests } from '../../approvals/store.ts';
import { byUser, worktimeOf } from '../../attendance/records.ts';
import { type DayRecord, workdays } from '../../attendance/store.ts';
import { addDays, datesBetween, mondayOf, monthBounds } from '../../calendar/rules.ts';
import type { ListedPerson } from '../../people/store.ts';
import { perWorkspace, type Workspace } from '../../workspace/workspace.ts';
import { arrangedOn } from '../../worktime/summary.ts';
import { type CountedPerson, counted } from '../actions.ts';
import { monthRecord, summaryOf } from '../rules.ts';
import { keptMondays, type WeekFigures, weekFigures } from './rules.ts';
import { BUCKET_NUMBERS, bucketOf, type KeptBucket, type KeptWeek, weeks } from './store.ts';

/** Raised when the same days are counted in another way. */
const COUNTED_AS = 1;
/** More are read by ranges of everybody. */
const ONE_BY_ONE = 400;
const AT_ONCE = 8;
/** Behind every day that is kept: each of them is over then. */
const LATER = '9999-12-31';

type Days = ReadonlyMap<string, readonly DayRecord[]>;
/** By person, then by Monday. */
type Counted = Map<string, Map<string, WeekFigures>>;

/** The month that counts for hours of a week that are settled by it. */
const monthOf = (ws: Workspace, monday: string): string =>
  [addDays(monday, 6), ws.policy.today()].sort()[0]?.slice(0, 7) ?? '';

/**
 * What a person's week was counted by, besides days and requests, whose documents are marked where they change. With
 * today: what went wrong on a day is right on the next one.
 */
function countedBy(ws: Workspace): (p: CountedPerson) => string {
  const all = allBy(ws);
  return ({ hiredOn, lastDay, former, terms, arrangement }) =>
    hashOf(`${all} ${JSON.stringify([hiredOn, lastDay, former, terms, arrangement])}`);
}

const hashOf = (text: string): string => createHash('sha1').update(text).digest('base64').slice(0, 12);

/** Of everybody. */
function allBy({ policy }: Workspace): string {
  const today = policy.today();
  return hashOf(JSON.stringify([COUNTED_AS, today, policy.mark, policy.on(today)]));
}

const isSettledByPeriod = (ws: Workspace, person: CountedPerson, monday: string): boolean => {
  const { on: policyOn, calendar } = ws.policy.of(person);
  return datesBetween(monday, addDays(monday, 6)).some(
    date => arrangedOn({ policyOn, calendar, person }, date).presence.is === 'selective',
  );
};

/** As they stand now, each of these weeks. */
async function countWeeks(
  ws: Workspace,
  people: readonly CountedPerson[],
  mondays: readonly string[],
): Promise<Counted> {
  if (people.length === 0) return new Map();
  const settled = people.filter(p => mondays.some(monday => isSettledByPeriod(ws, p, monday)));
  const months = settled.length === 0 ? [] : mondays.map(monday => monthBounds(`${monthOf(ws, monday)}-01`));
  const from = [...mondays, ...months.map(m => addDays(mondayOf(m.first), -2))].sort()[0] ?? '';
  const to = [...mondays, ...months.map(m => mondayOf(m.last))].sort().at(-1) ?? '';
  const [records, leaves] = await read(ws, people, from, addDays(to, 6));
  const now = ws.clock.now();
  const bySettled = new Set(settled);
  const found = await counted(people, (person): [string, Map<string, WeekFigures>] => {
    const days = records.get(person.user) ?? [];
    const s = worktimeOf(ws, person, days, leaves.get(person.user) ?? [], LATER);
    const own = mondays.map((monday): [string, WeekFigures] => {
      const isByPeriod = bySettled.has(person) && s.week(monday).measured === 'period';
      const month = monthOf(ws, monday);
      const { worked, most } = isByPeriod ? summaryOf(person.user, monthRecord(month, s), () => 0) : {};
      const period = worked === undefined ? undefined : { ...monthBounds(`${month}-01`), worked };
      return [
        monday,
        weekFigures(s, monday, {
          records: days,
          now,
          period: period && most !== undefined ? { ...period, most } : period,
        }),
      ];
    });
    return [person.user, new Map(own)];
  });
  return new Map(found);
}

async function read(
  ws: Workspace,
  people: readonly CountedPerson[],
  from: string,
  to: string,
): Promise<[Days, ReadonlyMap<string, readonly RequestDoc[]>]> {
  const users = people.map(p => p.user);
  if (users.length <= ONE_BY_ONE) {
    const limit = pLimit(AT_ONCE);
    const daysOf = (user: string) => limit(() => workdays(ws).recordsIn(ws.team, from, to, [user]));
    const [own, asked] = await Promise.all([Promise.all(users.map(daysOf)), requests(ws).ofMany(ws.team, users)]);
    return [byUser(own.flat()), asked];
  }
  const leaves = await requests(ws).inForceIn(ws.team, LEAVE, from, to);
  const days: DayRecord[] = [];
  for (let monday = from; monday <= to; monday = addDays(monday, 7)) {
    const sunday = addDays(monday, 6);
    days.push(...(await workdays(ws).recordsIn(ws.team, monday, sunday < to ? sunday : to)));
    await breathe();
  }
  return [byUser(days), byUser(leaves)];
}

const marksIn = async (ws: Workspace) => {
  const [days, asked] = await Promise.all([workdays(ws).uncounted(ws.team), requests(ws).uncounted(ws.team)]);
  return { days, asked, users: new Set([...days, ...asked].map(m => m.user)) };
};

/** A week of these people: what is kept, and counted where it is not, or no longer as things stand. */
export async function weeksIn(
  ws: Workspace,
  people: readonly ListedPerson[],
  monday: string,
): Promise<Map<string, WeekFigures>> {
  const isKept = keptMondays(mondayOf(ws.policy.today())).includes(monday);
  // Before what is kept: whoever takes a mark off has written that.
  const marked = isKept ? (await marksIn(ws)).users : new Set<string>();
  const by = countedBy(ws);
  const buckets = isKept ? await weeks(ws).of(ws.team, [monday]) : [];
  const known = new Map(buckets.flatMap(b => [...b.rows]));
  const isGood = (p: ListedPerson): boolean => known.get(p.user)?.by === by(p) && !marked.has(p.user);
  const stale = people.filter(p => !isGood(p));
  const now = await countWeeks(ws, stale, [monday]);
  const unmarked = stale.filter(p => !marked.has(p.user));
  await keep(ws, buckets, unmarked, now);
  return new Map(
    people.flatMap(({ user }) => {
      const figures = now.get(user)?.get(monday) ?? known.get(user)?.figures;
      return figures ? [[user, figures] as const] : [];
    }),
  );
}

/** Those that lost the race against another process are not kept: answers whom. */
async function keep(
  ws: Workspace,
  buckets: readonly KeptBucket[],
  people: readonly CountedPerson[],
  found: Counted,
): Promise<Set<string>> {
  const by = countedBy(ws);
  const lost = new Set<string>();
  for (const bucket of buckets) {
    const rows = people.flatMap((p): [string, KeptWeek][] => {
      const figures = bucketOf(p.user) === bucket.bucket ? found.get(p.user)?.get(bucket.monday) : undefined;
      return figures ? [[p.user, { by: by(p), figures }]] : [];
    });
    if (rows.length === 0 || (await weeks(ws).save(ws.team, { ...bucket, rows: new Map([...bucket.rows, ...rows]) })))
      continue;
    for (const [user] of rows) lost.add(user);
  }
  return lost;
}

/** ms of one run: other jobs wait meanwhile. */
const BUDGET_MS = 5_000;

/** By what each bucket was counted when this process last looked at all of it. */
const looked = perWorkspace(() => new Map<number, string>());

/** Counts again what was changed, and once a day everything, once somebody has looked at a week. */
export async function keepWeeks(ws: Workspace): Promise<void> {
  const until = performance.now() + BUDGET_MS;
  const all = allBy(ws);
  const { days, asked, users } = await marksIn(ws);
  const marked = new Set([...users].map(bucketOf));
  const due = BUCKET_NUMBERS.filter(n => marked.has(n) || looked(ws).get(n) !== all);
  if (due.length === 0) return;
  const mondays = keptMondays(mondayOf(ws.policy.today()));
  const kept = await keptIn(ws, mondays, due);
  const by = countedBy(ws);
  const people = kept.length === 0 ? [] : [...(await ws.rights.listing()).people.values()];
  for (const number of due) {
    if (performance.now() > until) return;
    const own = kept.filter(b => b.bucket === number);
    const isStale = (p: ListedPerson): boolean => users.has(p.user) || own.some(b => b.rows.get(p.user)?.by !== by(p));
    const stale = own.length === 0 ? [] : people.filter(p => bucketOf(p.user) === number && isStale(p));
    const found = await countWeeks(
      ws,
      stale,
      own.map(b => b.monday),
    );
    const lost = await keep(ws, own, stale, found);
    const isDone = (m: { user: string }): boolean => bucketOf(m.user) === number && !lost.has(m.user);
    await workdays(ws).wasCounted(days.filter(isDone));
    await requests(ws).wasCounted(asked.filter(isDone));
    if (lost.size === 0) looked(ws).set(number, all);
  }
  await weeks(ws).drop(ws.team, mondays.at(-1) ?? '');
}

async function keptIn(ws: Workspace, mondays: readonly string[], buckets: readonly number[]): Promise<KeptBucket[]> {
  const found: KeptBucket[] = [];
  for (const monday of mondays) found.push(...(await weeks(ws).of(ws.team, [monday], buckets)));
  // A week begins with nothing to count.
  const isLookedAt = found.some(b => b.version > 0 && b.monday === mondays[1]);
  return found.filter(b => b.version > 0 || (isLookedAt && b.monday === mondays[0]));
}
