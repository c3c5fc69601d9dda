import type { Shown } from '../../shared/shown.ts';
import { exact, NO_BREAK } from '../format.ts';
import { english } from './format.ts';

/** An amount of leave: days, or a part-timer's time. */
export const days = (n: Shown): string => {
  if (typeof n === 'number') return `${exact(n)}${NO_BREAK}${Math.abs(n) === 1 ? 'day' : 'days'}`;
  return n.minutes < 0 ? `−${english.duration(-n.minutes)}` : english.duration(n.minutes);
};

/** In a column of a file: a part-timer's time is said with its unit. */
export const figure = (n: Shown): string => (typeof n === 'number' ? String(n) : days(n).replaceAll(NO_BREAK, ' '));
