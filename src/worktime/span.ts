/** `trip`: on a business trip. */
export const PLACES = ['office', 'home', 'outside', 'trip'] as const;
export type Place = (typeof PLACES)[number];
export const isPlace = (text: unknown): text is Place => PLACES.includes(text as Place);

/** Where somebody was from when; ms. */
export interface Stay {
  from: number;
  place: Place;
}

/** From check-in to check-out, ms; open spans have no `out`, open breaks no `to`. */
export interface Span {
  in: number;
  out?: number;
  /** where the person is now, or was at the end */
  place: Place;
  /** present for more than one place: each stay lasts until the next one */
  stays?: Stay[];
  note?: string;
  outNote?: string;
  /** missed check-out: no end until the day is corrected */
  forgotten?: boolean;
  breaks: { from: number; to?: number }[];
}
