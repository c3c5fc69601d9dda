import { addDays } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import type { RouteFacts } from './route/types.ts';

/** Absent parts fit anything; `from` and `to`: dates that requests must touch. */
export interface RequestQuery {
  user?: string | undefined;
  kind?: string | undefined;
  state?: RouteFacts['state'] | undefined;
  /** ms */
  sentBefore?: number;
  from?: string;
  to?: string;
  skip: number;
  limit: number;
}

/** The newest ones that are found; whoever looks for others narrows the search. */
const MOST_FOUND = 500;
/** How far back stretches of dates begin, days; what is older is read at once. */
const BACK = [0, 14, 70, 294, 1_190];

interface Dated {
  _id: string;
  period: { from: string; to: string };
}
/** What a search looks at. */
type Searched = Dated & Pick<RouteFacts, 'user' | 'state'> & { kind: string; sentAt: number };
export const SEARCHED = { user: 1, kind: 1, state: 1, period: 1, sentAt: 1 } as const;

export const latestFirst = (a: Dated, b: Dated): number =>
  a.period.from === b.period.from ? (a._id < b._id ? -1 : 1) : a.period.from < b.period.from ? 1 : -1;

/**
 * Those whose periods end on `from` or later, the newest `most` of them at least, in no order. Read by stretches of
 * dates, the latest first: the embedded server reads all that an index names, whatever the order and the limit.
 */
export async function newest<R extends Dated>(
  read: (ends: { $gte: string; $lt?: string }) => Promise<R[]>,
  { today, from = '', most }: { today: string; from?: string | undefined; most: number },
): Promise<R[]> {
  const begins = [...BACK.map(days => addDays(today, -days)).filter(date => date > from), from];
  const found: R[] = [];
  for (const [i, begin] of begins.entries()) {
    found.push(...(await read({ $gte: begin, ...defined({ $lt: begins[i - 1] }) })));
    // What ends before it begins before it.
    if (found.filter(r => r.period.from >= begin).length > most) break;
  }
  return found;
}

/** The ids of a page, the newest period first, and how many there are; `more`: than those. */
export async function pageOf(
  reading: (narrow: object) => Promise<Searched[]>,
  today: string,
  { from, to, sentBefore, skip, limit, ...equal }: RequestQuery,
): Promise<{ ids: string[]; count: number; more: boolean }> {
  const { user, kind, state } = equal;
  const fits = (r: Searched): boolean =>
    r.user === (user ?? r.user) &&
    r.kind === (kind ?? r.kind) &&
    r.state === (state ?? r.state) &&
    r.sentAt < (sentBefore ?? Number.POSITIVE_INFINITY) &&
    r.period.to >= (from ?? r.period.to) &&
    r.period.from <= (to ?? r.period.from);
  const read = async (narrow: object): Promise<Searched[]> => (await reading(narrow)).filter(fits);
  const inStretches = (): Promise<Searched[]> =>
    newest(ends => read({ ...defined({ kind }), 'period.to': ends }), { today, from, most: MOST_FOUND });
  // Only approved ones are many.
  const isFew = user !== undefined || (state !== undefined && state !== 'approved');
  const found = (await (isFew ? read(user === undefined ? { state } : { user }) : inStretches())).sort(latestFirst);
  const shown = found.slice(0, MOST_FOUND);
  return {
    ids: shown.slice(skip, skip + limit).map(r => r._id),
    count: shown.length,
    more: found.length > shown.length,
  };
}
