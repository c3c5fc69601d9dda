import { addDays, isDate } from '../calendar/rules.ts';
import { type Phrase, readPhrase } from './phrases.ts';

/** What somebody's message asks for. */
export type Intent = Phrase | { is: 'form'; reading: FormReading };

/** The text form as it was read, or the first line that could not be. */
export type FormReading =
  | { ok: true; who: string; type: string; from: string; to: string; reason: string }
  | { ok: false; line: string }
  | { ok: false; missing: string };

const FORM_WORD = /^\$\s*휴가\s*신청/;

/** Reads a message: mentions are left out, letters' case does not matter. `today` gives dates without a year theirs. */
export function readMessage(text: string, today: string): Intent {
  const plain = text.replace(/<@[A-Z0-9]+(\|[^>]*)?>/g, ' ').trim();
  if (FORM_WORD.test(plain)) return { is: 'form', reading: readForm(plain.replace(FORM_WORD, ''), today) };
  return readPhrase(plain) ?? { is: 'help' };
}

type Field = 'who' | 'when' | 'reason' | 'type';
const FIELDS: Record<string, Field> = {
  휴가자: 'who',
  이름: 'who',
  who: 'who',
  휴가일시: 'when',
  휴가기간: 'when',
  일시: 'when',
  기간: 'when',
  when: 'when',
  사유: 'reason',
  이유: 'reason',
  reason: 'reason',
  종류: 'type',
  휴가종류: 'type',
  type: 'type',
};
const TYPES: Record<string, string> = {
  연차: 'annual',
  휴가: 'annual',
  오전반차: 'half-am',
  오후반차: 'half-pm',
  병가: 'sick',
  공가: 'official',
  무급: 'unpaid',
  무급휴가: 'unpaid',
};
const LINE = /^([^\s::]+)\s*[::]\s*(.*)$/u;
const INLINE_KEY = /\s(휴가자|휴가일시|휴가기간|사유|휴가종류)\s*[::]/gu;

/** The lines of the first version's form: `휴가자 :`, `휴가일시 : 7/1 ~ 7/3`, `사유 :`, and `종류 :` if wanted. */
function readForm(text: string, today: string): FormReading {
  const lines = text
    .replace(INLINE_KEY, '\n$1 :')
    .split(/\r?\n/)
    .map(l => l.trim())
    .filter(l => l !== '');
  const read: Partial<Record<Field, { value: string; line: string }>> = {};
  let last: Field | undefined;
  for (const line of lines) {
    const [, key = '', value = ''] = LINE.exec(line) ?? [];
    const field = FIELDS[key.toLowerCase()];
    const before = last === 'reason' ? read.reason : undefined;
    if (field) {
      if (read[field]) return { ok: false, line };
      read[field] = { value: value.trim(), line };
      last = field;
    } else if (before) before.value = `${before.value}\n${line}`.trim();
    else return { ok: false, line };
  }
  if (!read.when || read.when.value === '') return { ok: false, missing: '휴가일시 :' };
  const period = readPeriod(read.when.value, today);
  if (!period) return { ok: false, line: read.when.line };
  const named = read.type ? TYPES[read.type.value.replace(/\s/g, '')] : undefined;
  if (read.type && read.type.value !== '' && !named) return { ok: false, line: read.type.line };
  const type = period.half ?? named ?? 'annual';
  if ((type === 'half-am' || type === 'half-pm') && period.from !== period.to)
    return { ok: false, line: read.when.line };
  const { from, to } = period;
  return { ok: true, who: read.who?.value ?? '', type, from, to, reason: read.reason?.value ?? '' };
}

const FULL = String.raw`(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*일?`;
const SHORT = String.raw`(\d{1,2})\s*[./월-]\s*(\d{1,2})\s*일?`;
const DAY = String.raw`(\d{1,2})\s*일?`;
const WEEKDAY = String.raw`\s*(?:\(\s*[월화수목금토일]\s*(?:요일)?\s*\))?`;
const DATE = new RegExp(`^(?:${FULL}|${SHORT})${WEEKDAY}`);
const DATE_OR_DAY = new RegExp(`^(?:${FULL}|${SHORT}|${DAY})${WEEKDAY}$`);
const HALF = /\s*(오전|오후)\s*(?:반차)?$/;
const HALVES: Record<string, 'half-am' | 'half-pm'> = { 오전: 'half-am', 오후: 'half-pm' };
const BETWEEN = /^\s*(?:~|〜|∼|–|—|-|부터)\s*/u;

/** `7/1 ~ 7/3`, `7월 1일`, `2026-07-01 ~ 03`, `7/1 오후`: local dates, or undefined. */
export function readPeriod(
  text: string,
  today: string,
): { from: string; to: string; half?: 'half-am' | 'half-pm' } | undefined {
  let rest = text.trim().replace(/\s*까지$/, '');
  const halfWord = HALF.exec(rest);
  if (halfWord) rest = rest.slice(0, halfWord.index).trim();
  const half = HALVES[halfWord?.[1] ?? ''];
  const first = DATE.exec(rest);
  if (!first) return undefined;
  const from = dated(first[1] ?? undefined, first[2] ?? first[4], first[3] ?? first[5], today);
  if (!from) return undefined;
  rest = rest.slice(first[0].length);
  const withHalf = half ? { half } : {};
  if (rest.trim() === '') return { from, to: from, ...withHalf };
  const between = BETWEEN.exec(rest);
  if (!between) return undefined;
  const second = DATE_OR_DAY.exec(rest.slice(between[0].length).trim());
  if (!second) return undefined;
  const month = second[2] ?? second[4] ?? from.slice(5, 7);
  const day = second[3] ?? second[5] ?? second[6];
  const to = second[1] ? dated(second[1], month, day, today) : following(from, month, day);
  return to ? { from, to, ...withHalf } : undefined;
}

const iso = (year: string | number, month = '', day = ''): string | undefined => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
};

/** Leave is asked for ahead more often than behind: without a year, the date between two months ago and ten ahead. */
function dated(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  today: string,
): string | undefined {
  if (year) return iso(year, month, day);
  const thisYear = Number(today.slice(0, 4));
  const earliest = addDays(today, -60);
  const candidates = [thisYear - 1, thisYear, thisYear + 1].map(y => iso(y, month, day));
  return candidates.find(c => c !== undefined && c >= earliest) ?? candidates.find(c => c !== undefined);
}

/** A last day without a year is in the first one's year; a month before the first one's is in the next. */
function following(from: string, month: string, day: string | undefined): string | undefined {
  const year = Number(from.slice(0, 4));
  return iso(Number(month) < Number(from.slice(5, 7)) ? year + 1 : year, month, day);
}
