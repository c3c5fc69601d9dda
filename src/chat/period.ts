import { addDays, dayNumber, isDate, weekday } from '../calendar/rules.ts';
import { type Cursor, cursor, LONGEST } from '../shared/text.ts';

/** A period as it was written; `half`: half a day, and which half where it is named. */
export interface WrittenPeriod {
  from: string;
  to: string;
  half?: 'half-am' | 'half-pm' | 'half';
}

const FULL = /(\d{4}) ?[-./년] ?(\d{1,2}) ?[-./월] ?(\d{1,2})(?: ?[.일])?/y;
const TWO_DIGIT_YEAR = /['’]?(\d{2}) ?[./년] ?(\d{1,2}) ?[./월] ?(\d{1,2})(?: ?[.일])?/y;
const COMPACT = /(20\d{2})(\d{2})(\d{2})(?!\d)/y;
const YEAR_LAST = /(\d{1,2})\/(\d{1,2})\/(\d{4})/y;
const SHORT = /(\d{1,2}) ?[-./월] ?(\d{1,2})(?: ?[.일])?/y;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_DAY =
  /(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? (\d{4}))?/y;
const DAY_MONTH =
  /(\d{1,2})(?:st|nd|rd|th)? ?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?:,? (\d{4}))?/y;
const DAY = /(\d{1,2})(?:st|nd|rd|th| ?[.일])?/y;
const WEEKDAY = / ?\(? ?(?:([월화수목금토일])(?:요일)?|(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?) ?\)?,?/y;
const WEEKDAYS = '월화수목금토일montuewedthufrisatsun';
const BETWEEN = / ?(?:(?:부터|에서) ?[~-]?|~|-|to|until|till|through) ?/y;
/** what may follow without a meaning of its own */
const END =
  /(?: ?까지)?(?: ?\( ?(?:총 ?)?(\d{1,3}) ?(?:일간?|days?) ?\))?(?: ?(?:하루 ?)?(?:종일|하루|all day|full day))?[.!]?$/y;
const HALF =
  /(?:반차 ?)?\(? ?(?:(오전|오후)|\b([ap]m|morning|afternoon)\b)(?: ?(?:반차|half(?:[- ]day)?))? ?\)?|반차|half[- ]day/;

/** Two digits are a year only if it is this near. */
const NEAR_YEARS = 2;
/** A leave this long, into the next year, is a slip. */
const LONG_DAYS = 183;

/** `7/1 ~ 7/3`, `7월 1일`, `2026. 7. 1. ~ 3.`, `1 Jul - 3 Jul`, `7/1 오후 반차`: local dates, or undefined. */
export function readPeriod(text: string, today: string): WrittenPeriod | undefined {
  if (text.length > LONGEST.line) return undefined;
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[–—−‒‐‑]/g, '-')
    .replace(/[〜∼]/g, '~')
    .replace(/\s+/g, ' ')
    .trim();
  const found = HALF.exec(plain);
  const rest = found ? `${plain.slice(0, found.index)} ${plain.slice(found.index + found[0].length)}` : plain;
  const read = readDates(
    rest
      .replace(/^(?:from|on|for) /, '')
      .replace(/\s+/g, ' ')
      .trim(),
    today,
  );
  if (!read || !found) return read;
  const said = found[1] ?? found[2];
  return { ...read, half: said === undefined ? 'half' : isMorning(said) ? 'half-am' : 'half-pm' };
}

const isMorning = (word: string): boolean => ['오전', 'am', 'morning'].includes(word);

function readDates(text: string, today: string): { from: string; to: string } | undefined {
  const { take } = cursor(text);
  /** A date and a weekday that contradict each other are a slip. */
  const taken = (read: () => Written | undefined, of: (written: Written) => string | undefined): string | undefined => {
    const before = take(WEEKDAY);
    take(/ /y);
    const written = read();
    const date = written && of(written);
    return date && onWeekday(date, before) && onWeekday(date, take(WEEKDAY)) ? date : undefined;
  };
  /** a day alone is in the month of the first date */
  const dayOf = (from: string): Written | undefined => {
    const [, day] = take(DAY) ?? [];
    return day === undefined ? undefined : { month: from.slice(5, 7), day };
  };
  /** The number of days in brackets counts working days or all, so it is never more than `days`. */
  const ended = (days: number): boolean =>
    take(END, ([, said]) => said === undefined || Number(said) <= days) !== undefined;
  const from = taken(
    () => takeDate(take, today),
    written => dated(written, today),
  );
  if (!from) return undefined;
  if (ended(1)) return { from, to: from };
  if (!take(BETWEEN)) return undefined;
  const to = taken(
    () => takeDate(take, today) ?? dayOf(from),
    second => (second.year === undefined ? following(from, second) : dated(second, today)),
  );
  return to && ended(dayNumber(to) - dayNumber(from) + 1) ? { from, to } : undefined;
}

const onWeekday = (date: string, [, korean, english]: readonly (string | undefined)[] = []): boolean => {
  const said = korean
    ? WEEKDAYS.indexOf(korean) + 1
    : english
      ? (WEEKDAYS.indexOf(english) - 7) / 3 + 1
      : weekday(date);
  return said === weekday(date);
};

interface Written {
  year?: string;
  month: string;
  day: string;
}

function takeDate(take: Cursor['take'], today: string): Written | undefined {
  const full = take(FULL) ?? take(COMPACT);
  if (full) return { year: full[1] ?? '', month: full[2] ?? '', day: full[3] ?? '' };
  const american = take(YEAR_LAST);
  if (american) return { year: american[3] ?? '', month: american[1] ?? '', day: american[2] ?? '' };
  const thisYear = Number(today.slice(0, 4));
  const short = take(TWO_DIGIT_YEAR, found => Math.abs(2000 + Number(found[1]) - thisYear) <= NEAR_YEARS);
  if (short) return { year: `20${short[1]}`, month: short[2] ?? '', day: short[3] ?? '' };
  const english = take(MONTH_DAY) ?? take(DAY_MONTH);
  if (english) {
    const [, a = '', b = '', year] = english;
    const [name, day] = /^\d/.test(a) ? [b, a] : [a, b];
    return { ...(year ? { year } : {}), month: String(MONTHS.indexOf(name.slice(0, 3)) + 1), day };
  }
  const plain = take(SHORT);
  return plain && { month: plain[1] ?? '', day: plain[2] ?? '' };
}

const iso = (year: number | string, { month, day }: Written): string | undefined => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
};

/** Without a year: between two months ago and ten ahead, since leave is usually requested ahead. */
function dated(written: Written, today: string): string | undefined {
  if (written.year !== undefined) return iso(written.year, written);
  const thisYear = Number(today.slice(0, 4));
  const earliest = addDays(today, -60);
  const candidates = [thisYear - 1, thisYear, thisYear + 1].map(year => iso(year, written));
  return candidates.find(c => c !== undefined && c >= earliest) ?? candidates.find(c => c !== undefined);
}

/** A last day without a year is in the year of the first, or in the next where its month comes before, unless far. */
function following(from: string, written: Written): string | undefined {
  const year = Number(from.slice(0, 4));
  const same = iso(year, written);
  if (Number(written.month) >= Number(from.slice(5, 7))) return same;
  const next = iso(year + 1, written);
  return next !== undefined && dayNumber(next) - dayNumber(from) > LONG_DAYS ? (same ?? next) : next;
}
