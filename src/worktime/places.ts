import { defined } from '../shared/defined.ts';
import type { Place, Span, Stay } from './span.ts';

/** A change this soon after the last one corrects a slip; ms. */
const SLIP_MS = 60_000;

/** The stays of a span without gaps; the last one lasts until the check-out. */
export function staysIn(span: Pick<Span, 'in' | 'out' | 'place' | 'stays'>): (Stay & { to?: number })[] {
  const stays = span.stays ?? [{ from: span.in, place: span.place }];
  return stays.map((stay, i) => {
    const to = stays[i + 1]?.from ?? span.out;
    return { ...stay, ...defined({ to }) };
  });
}

export function moved(span: Span, place: Place, at: number): Span {
  const stays = span.stays ?? [{ from: span.in, place: span.place }];
  const last = stays.at(-1);
  if (span.place === place) return span;
  if (last && at - last.from < SLIP_MS) return changedPlace(span, place);
  return withStays(span, [...stays, { from: at, place }]);
}

export function changedPlace(span: Span, place: Place): Span {
  const stays = span.stays ?? [{ from: span.in, place: span.place }];
  const last = stays.at(-1);
  return withStays(span, [...stays.slice(0, -1), { from: last?.from ?? span.in, place }]);
}

/** The stays of a span cut to `from` and `to`, ms; the first begins with it. */
export function staysWithin(span: Span, from: number, to: number | undefined): Stay[] {
  const within = staysIn(span).filter((s, i, all) => {
    const ends = i === all.length - 1 ? Number.POSITIVE_INFINITY : (s.to ?? Number.POSITIVE_INFINITY);
    return ends > from && (to === undefined || s.from < to);
  });
  const kept = within.length > 0 ? within : staysIn(span).slice(0, 1);
  return kept.map((s, i) => ({ from: i === 0 ? from : s.from, place: s.place }));
}

/** Equal neighbours merge; a single stay needs no list. */
export function withStays(span: Span, stays: readonly Stay[]): Span {
  const list = stays.filter((s, i) => s.place !== stays[i - 1]?.place);
  const { stays: _, ...rest } = span;
  const place = list.at(-1)?.place ?? span.place;
  return list.length > 1 ? { ...rest, place, stays: list } : { ...rest, place };
}
