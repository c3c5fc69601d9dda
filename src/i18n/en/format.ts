import { localDate } from '../../calendar/rules.ts';
import { clockTime, day, grouped, NO_BREAK, pick } from '../format.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const LONG_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const english = {
  date: (date: string): string => {
    const d = day(date);
    return `${pick(DAYS, d.weekday)} ${d.day} ${pick(MONTHS, d.month)}`;
  },
  longDate: (date: string): string => {
    const d = day(date);
    return `${pick(LONG_DAYS, d.weekday)}, ${d.day} ${pick(LONG_MONTHS, d.month)}`;
  },
  /** `Fri 27 – Mon 30 Nov`: the month once where it is the same */
  range: (from: string, to: string): string => {
    if (from === to) return english.date(from);
    const d = day(from);
    const first = from.slice(0, 7) === to.slice(0, 7) ? `${pick(DAYS, d.weekday)} ${d.day}` : english.date(from);
    return `${first} – ${english.date(to)}`;
  },
  moment: (ms: number, zone: string): string => {
    const d = day(localDate(ms, zone));
    return `${d.day} ${pick(MONTHS, d.month)}, ${clockTime(ms, zone)}`;
  },
  duration: (minutes: number): string => {
    const h = Math.floor(minutes / 60);
    const m = Math.round(minutes % 60);
    if (h === 0) return `${m}${NO_BREAK}min`;
    const hours = `${grouped(h)}${NO_BREAK}h`;
    return m === 0 ? hours : `${hours}${NO_BREAK}${m}${NO_BREAK}m`;
  },
};
