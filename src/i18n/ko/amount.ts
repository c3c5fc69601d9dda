import type { Shown } from '../../shared/shown.ts';
import { korean } from './format.ts';

/** Half hours have four decimals. */
const exact = (n: number): string => String(Math.round(n * 10_000) / 10_000);

/** An amount of leave: days, or a part-timer's time. */
export const days = (n: Shown): string => {
  if (typeof n === 'number') return `${exact(n)}일`;
  return n.minutes < 0 ? `−${korean.duration(-n.minutes)}` : korean.duration(n.minutes);
};

/** In a column of figures: a part-timer's time is said with its unit. */
export const figure = (n: Shown): string => (typeof n === 'number' ? String(n) : days(n));
