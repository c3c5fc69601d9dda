import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latestFirst, newest, pageOf, type RequestQuery } from '../../src/approvals/search.ts';
import { addDays } from '../../src/calendar/rules.ts';
import { defined } from '../../src/shared/defined.ts';

const TODAY = '2026-11-24';

interface Request {
  _id: string;
  period: { from: string; to: string };
}

/** As a database reads them, and how many it has read. */
function stored(all: readonly Request[]) {
  const counted = { reads: 0, documents: 0 };
  const read = async ({ $gte, $lt }: { $gte: string; $lt?: string }): Promise<Request[]> => {
    const found = all.filter(({ period: { to } }) => to >= $gte && ($lt === undefined || to < $lt));
    counted.reads += 1;
    counted.documents += found.length;
    return found;
  };
  return { read, counted };
}

const idsOf = (requests: readonly Request[]): string[] => requests.toSorted(latestFirst).map(r => r._id);
const day = fc.integer({ min: -1_500, max: 90 });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const periodOf = ([begins, length]: readonly [number, number]): Request['period'] => {
  const from = addDays(TODAY, begins);
  return { from, to: addDays(from, length) };
};

describe('the newest requests', () => {
  it('are those of all that end on a day or later, however many are read', async () => {
    const period = fc.tuple(day, fc.nat(400));
    await fc.assert(
      fc.asyncProperty(fc.array(period, { maxLength: 60 }), maybe(day), fc.nat(20), async (periods, days, most) => {
        const all = periods.map((p, i) => ({ _id: `r${i}`, period: periodOf(p) }));
        const from = days === undefined ? undefined : addDays(TODAY, days);
        const meant = all.filter(r => r.period.to >= (from ?? ''));
        const found = await newest(stored(all).read, { today: TODAY, from, most });
        expect(idsOf(found).slice(0, most)).toEqual(idsOf(meant).slice(0, most));
        expect(found.length > most).toBe(meant.length > most);
      }),
      // Two that began long ago and end ahead are not the newest.
      {
        examples: [
          [
            [
              [-300, 310],
              [-300, 310],
              [-1, 0],
            ],
            undefined,
            1,
          ],
        ],
      },
    );
  });

  it('are read without the older ones', async () => {
    const of = (days: number) =>
      Array.from({ length: days * 20 }, (_, i) => {
        const date = addDays(TODAY, -Math.floor(i / 20));
        return { _id: `r${i}`, period: { from: date, to: date } };
      });
    const [one, five] = [stored(of(365)), stored(of(5 * 365))];
    for (const { read } of [one, five]) await newest(read, { today: TODAY, most: 100 });
    expect(five.counted).toEqual(one.counted);
    expect(one.counted).toEqual({ reads: 2, documents: 300 });
    await newest(five.read, { today: TODAY, most: 1_000_000 });
    expect(five.counted.documents).toBe(300 + 5 * 365 * 20);
  });
});

describe('a page of a search', () => {
  const STATES = ['waiting', 'approved', 'rejected'] as const;
  const of = {
    user: fc.constantFrom('U1', 'U2'),
    kind: fc.constantFrom('leave', 'form'),
    state: fc.constantFrom(...STATES),
  };
  const one = fc.record({ ...of, sentAt: fc.nat(9), period: fc.tuple(day, fc.nat(30)).map(periodOf) });
  const query = fc.record({
    ...{ user: maybe(of.user), kind: maybe(of.kind), state: maybe(of.state), sentBefore: maybe(fc.nat(9)) },
    ...{ from: maybe(day), to: maybe(day), skip: fc.nat(20), limit: fc.nat(20) },
  });

  it('has what fits all parts of the query, whatever is read for it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 40 }), query, async (some, { from, to, ...asked }) => {
        const all = some.map((r, i) => ({ ...r, _id: `r${i}` }));
        const dates = {
          from: from === undefined ? from : addDays(TODAY, from),
          to: to === undefined ? to : addDays(TODAY, to),
        };
        const q = defined({ ...asked, ...dates }) as RequestQuery;
        const read = async (narrow: object) => {
          const { 'period.to': ends = { $gte: '' }, ...equal } = narrow as Partial<
            Record<string, { $gte: string; $lt?: string }>
          >;
          const { $gte, $lt = '~' } = ends;
          const isEqual = (r: object): boolean => Object.entries(equal).every(([k, v]) => r[k as never] === v);
          return all.filter(r => isEqual(r) && r.period.to >= $gte && r.period.to < $lt);
        };
        const { user, kind, state, sentBefore = 10, skip, limit } = q;
        const fits = all.filter(
          r =>
            [user ?? r.user, kind ?? r.kind, state ?? r.state].join() === [r.user, r.kind, r.state].join() &&
            r.sentAt < sentBefore &&
            r.period.to >= (q.from ?? '') &&
            r.period.from <= (q.to ?? '~'),
        );
        const ids = idsOf(fits).slice(skip, skip + limit);
        expect(await pageOf(read, TODAY, q)).toEqual({ ids, count: fits.length, more: false });
      }),
    );
  });
});
