import { type Cursor, cursor, LONGEST } from '../shared/text.ts';

/** Minutes by weekday, Monday first; 0: none. */
export type Week = readonly [number, number, number, number, number, number, number];

/** Stored as 'mon 5:00, wed 5:00', in this order. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const KOREAN = '월화수목금토일';
const DAY_MAX = 12 * 60;
const DAY_MIN = 60;

const BETWEEN_PARTS = /[ ,;·/]*/y;
const DAY = / ?([,·./&+~-])? ?(?:([월화수목금토일])(?:요일)?|(mon|tue|wed|thu|fri|sat|sun)[a-z]*)/y;
const AMOUNT = / ?:? ?(\d{1,2})(?:\.(\d{1,2}))? ?(?:(?::|hours?|h|시간) ?(?:(\d{1,2}) ?(?:minutes?|min|m|분)?)?)?/y;

const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[–—〜∼]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();

/** Reads a schedule such as '월수금 5시간' or 'Mon-Thu 6:30, Fri 4' into its stored form; undefined: not one. */
export function readSchedule(text: string): string | undefined {
  if (text.length > LONGEST.line) return undefined;
  const written = cursor(plainText(text));
  const week = new Map<number, number>();
  while (!written.atEnd()) {
    written.take(BETWEEN_PARTS);
    const days = takeDays(written);
    const part = days && written.take(AMOUNT);
    if (!part) return undefined;
    const [, hours = '', tenths, minutes] = part;
    const length = Math.round(Number(`${hours}.${tenths ?? 0}`) * 60) + Number(minutes ?? 0);
    if (Number(minutes ?? 0) > 59 || length < DAY_MIN || length > DAY_MAX) return undefined;
    for (const day of days) {
      if (week.has(day)) return undefined;
      week.set(day, length);
    }
  }
  const kept = WEEKDAYS.flatMap((name, i) => {
    const length = week.get(i);
    return length === undefined ? [] : [`${name} ${Math.floor(length / 60)}:${String(length % 60).padStart(2, '0')}`];
  });
  return kept.length === 0 ? undefined : kept.join(', ');
}

/** 0 Monday; 'mon-fri' includes those between. */
function takeDays(written: Cursor): number[] | undefined {
  const days: number[] = [];
  for (let found = written.take(DAY); found; found = written.take(DAY)) {
    const [, sign = '', korean, english] = found;
    const day = korean === undefined ? WEEKDAYS.indexOf(english as 'mon') : KOREAN.indexOf(korean);
    const before = days.at(-1);
    if (before === undefined && sign !== '') return undefined;
    if ('~-'.includes(sign) && sign !== '' && before !== undefined) {
      if (day <= before) return undefined;
      for (let d = before + 1; d < day; d++) days.push(d);
    }
    days.push(day);
  }
  return days.length === 0 ? undefined : days;
}

/** Minutes by weekday of a stored schedule. */
export function weekOf(schedule: string): Week {
  const minutes = new Map(
    schedule.split(', ').map(part => {
      const [name = '', time = ''] = part.split(' ');
      const [h, m] = time.split(':').map(Number);
      return [name, (h ?? 0) * 60 + (m ?? 0)] as const;
    }),
  );
  return WEEKDAYS.map(name => minutes.get(name) ?? 0) as unknown as Week;
}

/** Reads own hours such as '9:00' or '08:00~11:00' into HH:mm or HH:mm-HH:mm; undefined: unreadable. */
export function readHours(text: string): string | undefined {
  if (text.length > LONGEST.figure) return undefined;
  const times = plainText(text).split(/[~-]/);
  const read = times.map(t => {
    const [, h = '', m = ''] = /^(\d{1,2}):(\d{2})$/.exec(t.trim()) ?? [];
    return h !== '' && Number(h) < 24 && Number(m) < 60 ? `${h.padStart(2, '0')}:${m}` : undefined;
  });
  const [from, to] = read;
  if (read.length > 2 || read.includes(undefined) || from === undefined) return undefined;
  if (to === undefined) return from;
  return from < to ? `${from}-${to}` : undefined;
}
