import type { Document } from 'mongodb';
import { rewrite, type Step } from './rewrite.ts';

/** Amounts of leave were whole numbers of 1/2400 day. Nobody ever had so many of them as this is: 9,295 days. */
const FINER = 53_542_288_800 / 2400;

const isCoarse = (amount: unknown): amount is number => typeof amount === 'number' && Math.abs(amount) < FINER;
const finerIn = (doc: Document, fields: readonly string[]): Document =>
  Object.fromEntries(fields.flatMap(f => (isCoarse(doc[f]) ? [[f, doc[f] * FINER]] : [])));

const ABOVE = { $gt: 0, $lt: FINER };
const BELOW = { $lt: 0, $gt: -FINER };

/** A grant within another document. */
const finerGrant = (grant: Document): Document => ({ ...grant, ...finerIn(grant, ['amount']) });

/** Amounts of leave in finer units, wherever documents and their effects have them. */
export const units: Step = {
  version: 5,
  name: 'amounts of leave have finer units',
  run: async db => {
    await rewrite(db, 'grants', { $or: [{ amount: ABOVE }, { amount: BELOW }] }, g => finerIn(g, ['amount']));
    const counted = ['prepared', 'sent', 'left'];
    const coarse = { $or: counted.map(field => ({ [field]: ABOVE })) };
    await rewrite(db, 'promotions', coarse, doc => finerIn(doc, counted));
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
