import type { Document } from 'mongodb';
import { contractsIn } from './part-time.ts';
import { rewrite, type Step } from './rewrite.ts';

/** Amounts of leave were whole numbers of 1/2400 day. Nobody ever had so many of them as this is: 9,295 days. */
const FINER = 53_542_288_800 / 2400;

const isCoarse = (amount: unknown): amount is number => typeof amount === 'number' && Math.abs(amount) < FINER;
const finerIn = (doc: Document, fields: readonly string[], share = 1): Document =>
  Object.fromEntries(fields.flatMap(f => (isCoarse(doc[f]) ? [[f, Math.round(doc[f] * FINER * share)]] : [])));

const ABOVE = { $gt: 0, $lt: FINER };
const BELOW = { $lt: 0, $gt: -FINER };

/** A grant within another document. */
const finerGrant = (grant: Document): Document => ({ ...grant, ...finerIn(grant, ['amount']) });

/** A leave of a part-timer takes the minutes of its days, of a full-timer's day of so many. */
function inHours({ was, ...form }: Document, of: (week: number[]) => { fullDay: number } | undefined): Document {
  const taken = (leave: Document): Document => {
    const own = leave.hours && of(leave.hours.week);
    return own ? { ...leave, hours: { ...leave.hours, fullDay: own.fullDay } } : leave;
  };
  return { ...taken(form), ...(was ? { was: taken(was) } : {}) };
}

/**
 * Amounts of leave in finer units, and those of part-timers, which were days of their own, in hours: each of their days
 * is the minutes of the average one. Wherever documents and their effects have them.
 */
export const units: Step = {
  version: 5,
  name: 'amounts of leave have finer units',
  run: async db => {
    const contracts = await contractsIn(db);
    const shareOf = ({ team, user }: Document, date: string): number => {
      const own = contracts.of(team, user, date);
      return own ? own.day / own.fullDay : 1;
    };
    await rewrite(db, 'grants', { $or: [{ amount: ABOVE }, { amount: BELOW }] }, g =>
      // Leave for overtime was minutes of 8 hours already.
      finerIn(g, ['amount'], g.pool === 'compensatory' ? 1 : shareOf(g, g.on)),
    );
    const counted = ['prepared', 'sent', 'left'];
    const coarse = { $or: counted.map(field => ({ [field]: ABOVE })) };
    await rewrite(db, 'promotions', coarse, doc => finerIn(doc, counted, shareOf(doc, doc.from)));
    const own = { kind: 'leave', 'form.hours': { $exists: true }, 'form.hours.fullDay': { $exists: false } };
    await rewrite(db, 'requests', own, r => ({
      form: inHours(r.form, week => contracts.ofWeek(r.team, week, r.form.from)),
    }));
    await rewrite(db, 'settlements', { $or: SETTLED }, settlement);
  },
};

const SETTLED = [
  { 'grant.amount': ABOVE },
  { history: { $elemMatch: { difference: ABOVE } } },
  { history: { $elemMatch: { pay: ABOVE } } },
  { effects: { $elemMatch: { 'data.give.amount': ABOVE } } },
  { effects: { $elemMatch: { 'data.back.amount': ABOVE } } },
];

const settlement = ({ grant, history, effects }: Document): Document => ({
  ...(grant ? { grant: finerGrant(grant) } : {}),
  history: history.map((entry: Document) => ({ ...entry, ...finerIn(entry, ['difference', 'pay']) })),
  effects: effects.map((owed: Document) => (owed.data ? { ...owed, data: granted(owed.data) } : owed)),
});

/** The data of an effect that stores a grant or takes it back. */
const granted = ({ give, back, ...data }: Document): Document => ({
  ...data,
  ...(give ? { give: finerGrant(give) } : {}),
  ...(back ? { back: finerGrant(back) } : {}),
});
