import type { Shown } from '../../shared/shown.ts';
import { exact } from '../format.ts';
import { korean } from './format.ts';

/** An amount of leave: days, or a part-timer's time. */
export const days = (n: Shown): string => {
  if (typeof n === 'number') return `${exact(n)}일`;
  return n.minutes < 0 ? `−${korean.duration(-n.minutes)}` : korean.duration(n.minutes);
};

/** In a column of a file: a part-timer's time is said with its unit. */
export const figure = (n: Shown): string => (typeof n === 'number' ? String(n) : days(n));
