/** Where somebody works; `trip`: on a business trip. */
export const PLACES = ['office', 'home', 'outside', 'trip'] as const;
export type Place = (typeof PLACES)[number];
export const isPlace = (text: unknown): text is Place => PLACES.includes(text as Place);

/** From when somebody was where; ms. */
export interface Stay {
  from: number;
  place: Place;
}

/** From a check-in to a check-out. Times are ms since the epoch; an open span has no `out`, an open break no `to`. */
export interface Span {
  in: number;
  out?: number;
  /** where the person is now, or was at the end */
  place: Place;
  /** where when, if it was more than one place: each stay lasts until the next one; the first begins with the span */
  stays?: Stay[];
  note?: string;
  outNote?: string;
  /** nobody ended it within the limit: it has no end until the day is corrected */
  forgotten?: boolean;
  breaks: { from: number; to?: number }[];
}
