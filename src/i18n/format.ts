import { DateTime } from 'luxon';

/** `09:12` on the wall clock of `zone`. */
export const clockTime = (ms: number, zone: string): string => DateTime.fromMillis(ms, { zone }).toFormat('HH:mm');

const day = (date: string): DateTime => DateTime.fromISO(date, { zone: 'utc' });

const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const EN_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const EN_LONG_MONTHS = [
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
const EN_LONG_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const KO_DAYS = ['월', '화', '수', '목', '금', '토', '일'];

// Tables instead of Intl: the result must not depend on the ICU data that a Node build happens to carry.
const pick = (table: readonly string[], oneBased: number): string => table[oneBased - 1] ?? '';

export const english = {
  date: (date: string): string => {
    const d = day(date);
    return `${pick(EN_DAYS, d.weekday)} ${d.day} ${pick(EN_MONTHS, d.month)}`;
  },
  longDate: (date: string): string => {
    const d = day(date);
    return `${pick(EN_LONG_DAYS, d.weekday)}, ${d.day} ${pick(EN_LONG_MONTHS, d.month)}`;
  },
  /** `Fri 27 – Mon 30 Nov`: the month once where it is the same */
  range: (from: string, to: string): string => {
    if (from === to) return english.date(from);
    const d = day(from);
    const first = from.slice(0, 7) === to.slice(0, 7) ? `${pick(EN_DAYS, d.weekday)} ${d.day}` : english.date(from);
    return `${first} – ${english.date(to)}`;
  },
  moment: (ms: number, zone: string): string => {
    const d = DateTime.fromMillis(ms, { zone });
    return `${d.day} ${pick(EN_MONTHS, d.month)}, ${d.toFormat('HH:mm')}`;
  },
  duration: (minutes: number): string => {
    const h = Math.floor(minutes / 60);
    const m = Math.round(minutes % 60);
    if (h === 0) return `${m} min`;
    return m === 0 ? `${h} h` : `${h} h ${m} m`;
  },
};

export const korean: typeof english = {
  date: date => {
    const d = day(date);
    return `${d.month}월 ${d.day}일(${pick(KO_DAYS, d.weekday)})`;
  },
  longDate: date => {
    const d = day(date);
    return `${d.month}월 ${d.day}일 ${pick(KO_DAYS, d.weekday)}요일`;
  },
  range: (from, to) => {
    if (from === to) return korean.date(from);
    const d = day(to);
    const last = from.slice(0, 7) === to.slice(0, 7) ? `${d.day}일(${pick(KO_DAYS, d.weekday)})` : korean.date(to);
    return `${korean.date(from)}–${last}`;
  },
  moment: (ms, zone) => {
    const d = DateTime.fromMillis(ms, { zone });
    return `${d.month}월 ${d.day}일 ${d.toFormat('HH:mm')}`;
  },
  duration: minutes => {
    const h = Math.floor(minutes / 60);
    const m = Math.round(minutes % 60);
    if (h === 0) return `${m}분`;
    return m === 0 ? `${h}시간` : `${h}시간 ${m}분`;
  },
};

/** `2`, `0.5`, `1.25`: at most two decimals, no trailing zeros. */
export const number = (n: number): string => String(Math.round(n * 100) / 100);

/** Thousands in groups, by hand: the result must not depend on the ICU data of a Node build. */
export const grouped = (n: number): string => {
  const [whole = '0', decimals] = String(Math.abs(n)).split('.');
  const first = whole.length % 3 || 3;
  const groups = [whole.slice(0, first)];
  for (let at = first; at < whole.length; at += 3) groups.push(whole.slice(at, at + 3));
  return `${n < 0 ? '-' : ''}${groups.join(',')}${decimals ? `.${decimals}` : ''}`;
};

/** English: `1 day`, `2 days`. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;
