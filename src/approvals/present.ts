import type { CardModel, NoticeModel } from '../../blocks/approvals.ts';
import type { RequestModel } from '../../blocks/home.ts';
import type { Words } from '../i18n/index.ts';
import type { Kinds } from './kinds.ts';
import type { RequestDoc } from './store.ts';

export interface PresentContext {
  w: Words;
  kinds: Kinds;
  /** names by user id */
  names: ReadonlyMap<string, string>;
  zone: string;
}

const nameIn = (ctx: PresentContext, user: string): string => ctx.names.get(user) ?? user;
const lastStep = (r: RequestDoc) => r.history.findLast(h => h.what === r.state);

/** Everybody whose name a request shows. */
export const peopleOf = (r: RequestDoc): string[] => [r.user, ...r.history.map(h => h.by)];

export function cardModel(r: RequestDoc, alsoAway: string[], ctx: PresentContext): CardModel {
  const told = ctx.kinds.of(r.kind).describe(r.form, ctx.w);
  const step = lastStep(r);
  const at = step ? ctx.w.moment(step.at, ctx.zone) : '';
  return {
    id: r._id,
    who: nameIn(ctx, r.user),
    ...told,
    alsoAway,
    ...(r.state === 'waiting'
      ? {}
      : r.state === 'withdrawn'
        ? { outcome: { state: 'withdrawn', at } }
        : {
            outcome: {
              state: r.state,
              by: nameIn(ctx, step?.by ?? ''),
              at,
              ...(step?.comment ? { reason: step.comment } : {}),
            },
          }),
  };
}

export function noticeModel(r: RequestDoc, ctx: PresentContext): NoticeModel | undefined {
  if (r.state !== 'approved' && r.state !== 'rejected') return undefined;
  const { what, when, amount } = ctx.kinds.of(r.kind).describe(r.form, ctx.w);
  const step = lastStep(r);
  return {
    state: r.state,
    what,
    when,
    amount,
    by: nameIn(ctx, step?.by ?? ''),
    at: step ? ctx.w.moment(step.at, ctx.zone) : '',
    ...(step?.comment ? { reason: step.comment } : {}),
  };
}

export function requestModel(r: RequestDoc, alsoAway: number, ctx: PresentContext): RequestModel {
  const { what, when, amount, reason } = ctx.kinds.of(r.kind).describe(r.form, ctx.w);
  const step = lastStep(r);
  return {
    id: r._id,
    who: nameIn(ctx, r.user),
    what,
    when,
    amount,
    state: r.state,
    alsoAway,
    ...(step && r.state !== 'waiting' ? { by: nameIn(ctx, step.by) } : {}),
    ...(r.state === 'rejected' && step?.comment ? { reason: step.comment } : {}),
    ...(r.state === 'waiting' && reason !== '' ? { reason } : {}),
  };
}
