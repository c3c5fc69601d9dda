import { defined } from '../shared/defined.ts';
import { LONGEST, withoutEnd } from '../shared/text.ts';
import { readPeriod } from './period.ts';

/** Or the first unreadable line. */
export type FormReading =
  | { ok: true; who: string; type: string; from: string; to: string; reason: string; standIn?: string }
  | { ok: false; line: string; missing?: never }
  | { ok: false; missing: string; line?: never };

type Field = 'who' | 'when' | 'first' | 'last' | 'reason' | 'type' | 'standIn';
/** Without blanks: `휴가일시` and `휴가 일시`. */
const FIELDS: Record<string, Field> = {
  ...namedAs('who', '휴가자 신청자 신청인 이름 성명 who name'),
  ...namedAs('when', '휴가일시 휴가기간 휴가일자 휴가날짜 휴가일 일시 기간 날짜 일자 when date dates'),
  ...namedAs('first', '시작일 from startdate'),
  ...namedAs('last', '종료일 to until enddate'),
  ...namedAs('reason', '사유 이유 휴가사유 신청사유 reason why'),
  ...namedAs('standIn', '업무대행자 업무대행 대행자 대무자 standin stand-in'),
  ...namedAs('type', '종류 구분 유형 휴가종류 휴가구분 휴가유형 type'),
};
function namedAs(field: Field, keys: string): Record<string, Field> {
  return Object.fromEntries(keys.split(' ').map(key => [key, field]));
}
/** The longest first. A key ends with a colon, `=`, a dash before a blank, or the bracket that it is in. */
const KEY =
  /(휴가 ?(?:종류|구분|유형|일시|기간|일자|날짜|사유|자|일)|신청 ?(?:자|인|사유)|이름|성명|업무 ?대행자?|대행자|대무자|stand-?in|일시|기간|날짜|일자|시작일|종료일|사유|이유|종류|구분|유형|reason|when|who|why|name|dates?|type|(?:start|end) date|from|to|until)(?:[*_`]{0,3}[ \t]*(?:[:=](?:[*_`]{1,3} )?|[-–—][ \t])|[\]】」] ?:?)/giu;
/** These also begin an entry after a mere blank. */
const PLAIN_KEYS = new Set('휴가자 휴가일시 휴가기간 휴가일자 사유 휴가사유 휴가종류 휴가구분'.split(' '));
/** between entries of one line, or before each */
const SEPARATORS = '/,;|·•▪◦*>-–—[【「';
const BETWEEN = ` \t\n${SEPARATORS}`;
/** signs, emoji, numbers or letters of a list */
const BULLET = /^(?:[^\p{L}\p{N}]{0,30}|[^\p{L}\p{N}]{0,9}(?:\d{1,2}|[①-⑳가-하oㅇ])[^\p{L}\p{N}]{1,9})$/u;
const BULLET_LONGEST = 40;

const TYPES: Record<string, string> = {
  연차: 'annual',
  연차휴가: 'annual',
  휴가: 'annual',
  annual: 'annual',
  annualleave: 'annual',
  반차: 'half',
  halfday: 'half',
  오전반차: 'half-am',
  오후반차: 'half-pm',
  반차오전: 'half-am',
  반차오후: 'half-pm',
  오전: 'half-am',
  오후: 'half-pm',
  반반차: 'quarter',
  시간연차: 'hours',
  보상휴가: 'compensatory',
  포상휴가: 'reward',
  rewardleave: 'reward',
  병가: 'sick',
  sick: 'sick',
  sickleave: 'sick',
  공가: 'official',
  경조: 'family-event',
  경조사: 'family-event',
  경조휴가: 'family-event',
  생리휴가: 'menstrual',
  무급: 'unpaid',
  무급휴가: 'unpaid',
  unpaid: 'unpaid',
  unpaidleave: 'unpaid',
};

const HEADING =
  /^[^\p{L}\p{N}]*(?:(?:휴가|연차|반차)\s*신청(?:서|\s*(?:합니다|드립니다|드려요|해요|할게요|하겠습니다))?|(?:leave|vacation|pto|time off)(?:\s+request)?|request\s+leave)(?![\p{L}\p{N}])/iu;
/** A heading followed by something like a date is a form, perhaps an unreadable one. */
const DATED = /\d ?[-./월] ?\d/;
const SAYS = /[\p{L}\p{N}]/u;

/** ASCII equivalents, emoji as blanks; indexes stay. */
const folded = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E\u3000\u00A0\uFE55\uFE13\u2236\uFE69]/g, sign => {
      if (sign === '\u3000' || sign === '\u00A0') return ' ';
      if (sign === '\uFE69') return '$';
      const code = sign.charCodeAt(0);
      return code < 0xff00 ? ':' : String.fromCharCode(code - 0xfee0);
    })
    .replace(/:[a-z+][a-z0-9_+-]{1,60}:/g, emoji => ' '.repeat(emoji.length));

/** Mentions of the app or of strangers mean something only in the field for the name. */
const withoutStrangers = (text: string): string => text.replace(/@[UW][A-Z0-9]{5,}/g, '').trim();

export type TypeNames = readonly { id: string; name: string }[];

/**
 * The text form, however it is typed: with or without its heading or the `$`, with colons of either width, its entries
 * in lines, behind bullets, or in one line between `/`, commas or blanks. `text` is clean. Undefined: not a form.
 */
export function readTextForm(text: string, today: string, types: TypeNames = []): FormReading | undefined {
  const plain = folded(text);
  const [heading = ''] = HEADING.exec(plain) ?? [];
  const entries = entriesIn(plain, heading.length);
  const end = entries[0]?.start ?? text.length;
  const saysMore = SAYS.test(plain.slice(heading.length, end));
  const lead = saysMore ? stripped(withoutStrangers(text.slice(heading.length, end))) : '';
  const half = /^[^\p{L}]*반/u.test(heading) ? '반차' : '';
  const read = () => readEntries(text, entries, { lead, half, today, types });
  if (heading.includes('$')) return read();
  if (heading !== '') return entries.length > 0 || readPeriod(lead, today) || DATED.test(lead) ? read() : undefined;
  // Without its heading a form is recognised by its dates, or by having most fields.
  const keys = new Set(entries.map(e => FIELDS[e.key]));
  const dated = entries.some(e => FIELDS[e.key] === 'when' && e.key.startsWith('휴가'));
  return dated || (lead === '' && keys.size > 2 && keys.has('when')) ? read() : undefined;
}

/** `start`: of its bullet or separator; `from`: of its key; `value`: behind the colon. */
interface Entry {
  key: string;
  start: number;
  from: number;
  value: number;
}

function entriesIn(plain: string, begin: number): Entry[] {
  KEY.lastIndex = begin;
  const entries: Entry[] = [];
  for (let found = KEY.exec(plain); found; found = KEY.exec(plain)) {
    const key = (found[1] ?? '').toLowerCase().replace(/ /g, '');
    const start = startOfEntry(plain, found.index, key, entries.at(-1)?.value ?? begin);
    if (start !== undefined) entries.push({ key, start, from: found.index, value: KEY.lastIndex });
  }
  return entries;
}

/** At a line's beginning, behind a bullet or separator; some keys after a blank. Undefined: within a text. */
function startOfEntry(plain: string, at: number, key: string, begin: number): number | undefined {
  const near = Math.max(begin, at - BULLET_LONGEST);
  const line = plain.slice(near, at).lastIndexOf('\n') + 1;
  const ofLine = line > 0 || near === 0 ? plain.slice(near + line, at) : '';
  let start = BULLET.test(ofLine) ? at - ofLine.length : at;
  while (start > begin && BETWEEN.includes(plain.charAt(start - 1))) start--;
  const between = plain.slice(start, at);
  if (start === begin || /[^ \t]/.test(between)) return start;
  if (near === begin && !SAYS.test(plain.slice(begin, at))) return begin;
  return between !== '' && PLAIN_KEYS.has(key) ? start : undefined;
}

function stripped(text: string): string {
  let from = 0;
  while (from < text.length && `${BETWEEN}:.!`.includes(text.charAt(from))) from++;
  return withoutEnd(text.slice(from), BETWEEN);
}

/** Without bold marks, quotes and brackets. */
function unwrapped(value: string): string {
  let from = 0;
  while (from < value.length && '*_` '.includes(value.charAt(from))) from++;
  const bare = withoutEnd(value.slice(from), '*_` ');
  const pair = ['""', "''", '“”', '‘’', '[]', '()', '【】', '「」', '<>'].find(p => bare.startsWith(p.charAt(0)));
  return pair && bare.length > 1 && bare.endsWith(pair.charAt(1)) ? bare.slice(1, -1).trim() : bare;
}

/** `lead`: text before the first entry; `half`: half a day by the heading. */
function readEntries(
  source: string,
  entries: readonly Entry[],
  { lead, half, today, types }: { lead: string; half: string; today: string; types: TypeNames },
): FormReading {
  const read: Partial<Record<Field, { value: string; line: string }>> = {};
  for (const [i, { key, from, value }] of entries.entries()) {
    const field = FIELDS[key] ?? 'reason';
    const whole = source.slice(value, entries[i + 1]?.start ?? source.length).trim();
    const text =
      field === 'who' || field === 'standIn'
        ? whole
        : withoutStrangers(whole.endsWith('```') ? whole.slice(0, -3) : whole);
    const [first = '', ...more] = text.split('\n').map(l => l.trim());
    const line = `${source.slice(from, value)} ${first}`.replace(/\s+/g, ' ').trim();
    if (read[field]) return { ok: false, line };
    const further = field === 'reason' ? undefined : more.find(l => SAYS.test(l));
    if (further !== undefined) return { ok: false, line: further };
    read[field] = { value: field === 'reason' ? text : unwrapped(first), line };
  }
  const { first, last } = read;
  if (first && !read.when) {
    const value = last ? `${first.value} ~ ${last.value}` : first.value;
    read.when = { value, line: last ? `${first.line} / ${last.line}` : first.line };
  } else if (first ?? last) return { ok: false, line: (last ?? first)?.line ?? '' };
  if (lead !== '' && !read.when && readPeriod(lead, today)) read.when = { value: lead, line: lead };
  else if (lead !== '' && !read.type && typeOf(lead, types)) read.type = { value: lead, line: lead };
  else if (lead !== '') return { ok: false, line: lead.split('\n')[0] ?? lead };
  if (half !== '' && !read.type) read.type = { value: half, line: half };
  if (!read.when || read.when.value === '') return { ok: false, missing: '휴가일시 :' };
  const period = readPeriod(read.when.value, today);
  if (!period) return { ok: false, line: read.when.line };
  const named = read.type && typeOf(read.type.value, types);
  if (read.type && read.type.value !== '' && !named) return { ok: false, line: read.type.line };
  const type = halved(named ?? 'annual', period.half);
  if (type === undefined) return { ok: false, line: read.type?.line ?? read.when.line };
  const { from, to } = period;
  if (IN_A_DAY.test(type) && from !== to) return { ok: false, line: read.when.line };
  const standIn = read.standIn?.value || undefined;
  const [who, reason] = [read.who?.value ?? '', read.reason?.value ?? ''];
  return { ok: true, who, type, from, to, reason, ...defined({ standIn }) };
}

const IN_A_DAY = /^(?:half|quarter|hours)/;

/** The more exact of a half day's type and the half in its dates; undefined: they contradict each other. */
function halved(type: string, half: string | undefined): string | undefined {
  if (half === undefined || half === type) return type;
  if (half === 'half') return type === 'annual' ? half : type.startsWith('half') ? type : undefined;
  return type === 'annual' || type === 'half' ? half : undefined;
}

/** Common words, or the workspace's name. */
function typeOf(text: string, types: TypeNames): string | undefined {
  if (text.length > LONGEST.line) return undefined;
  const bare = (name: string): string =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s()]/g, '');
  const word = bare(text);
  return Object.hasOwn(TYPES, word) ? TYPES[word] : types.find(t => bare(t.name) === word)?.id;
}
