/** Minutes of work by weekday, Monday first; 0: none then. Weekends may have work. */
export type Week = readonly [number, number, number, number, number, number, number];

/** The weekdays as a schedule is kept: 'mon 5:00, wed 5:00', in this order. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const KOREAN = '월화수목금토일';
/** The lengths of an arrangement’s day. */
const DAY_MAX = 12 * 60;
const DAY_MIN = 60;

const DAY = `(?:[${KOREAN}](?:요일)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)`;
const SIGN = String.raw`\s*[,·./&+~-]?\s*`;
const AMOUNT = String.raw`(\d{1,2})(?:\.(\d{1,2}))?\s*(?:(?::|hours?|h|시간)\s*(?:(\d{1,2})\s*(?:minutes?|min|m|분)?)?)?`;
const PART = new RegExp(String.raw`[\s,;·/]*(${DAY}(?:${SIGN}${DAY})*)\s*:?\s*${AMOUNT}`, 'uy');
const DAYS = new RegExp(`(${SIGN})(${DAY})`, 'uy');

const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[–—〜∼]/g, '-')
    .trim();

/** A schedule as people write it: '월수금 5시간', 'Mon-Thu 6:30, Fri 4', as it is kept; undefined where it cannot be read. */
export function readSchedule(text: string): string | undefined {
  const written = plainText(text);
  const week = new Map<number, number>();
  PART.lastIndex = 0;
  while (PART.lastIndex < written.length) {
    const part = PART.exec(written);
    const days = part && daysIn(part[1] ?? '');
    if (!days) return undefined;
    const [, , hours = '', tenths, minutes] = part;
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

/** Named weekdays, 0 Monday; of 'mon-fri' those between, too. */
function daysIn(text: string): number[] | undefined {
  const days: number[] = [];
  DAYS.lastIndex = 0;
  while (DAYS.lastIndex < text.length) {
    const found = DAYS.exec(text);
    if (!found) return undefined;
    const name = found[2] ?? '';
    const day = KOREAN.includes(name.charAt(0))
      ? KOREAN.indexOf(name.charAt(0))
      : WEEKDAYS.indexOf(name.slice(0, 3) as 'mon');
    const before = days.at(-1);
    if (/[~-]/.test(found[1] ?? '') && before !== undefined) {
      if (day <= before) return undefined;
      for (let d = before + 1; d < day; d++) days.push(d);
    }
    days.push(day);
  }
  return days;
}

/** Minutes by weekday of a schedule as it is kept. */
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

/** Hours of one's own: '9:00' or '08:00~11:00' as they are kept, HH:mm or HH:mm-HH:mm; undefined where they cannot be read. */
export function readHours(text: string): string | undefined {
  const times = plainText(text).split(/\s*[~-]\s*/);
  const read = times.map(t => {
    const [, h = '', m = ''] = /^(\d{1,2}):(\d{2})$/.exec(t) ?? [];
    return h !== '' && Number(h) < 24 && Number(m) < 60 ? `${h.padStart(2, '0')}:${m}` : undefined;
  });
  const [from, to] = read;
  if (read.length > 2 || read.includes(undefined) || from === undefined) return undefined;
  if (to === undefined) return from;
  return from < to ? `${from}-${to}` : undefined;
}
