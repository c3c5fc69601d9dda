import { LONGEST, withoutEnd } from '../shared/text.ts';
import { readPeriod } from './period.ts';

/** The text form as it was read, or the first line that could not be. */
export type FormReading =
  | { ok: true; who: string; type: string; from: string; to: string; reason: string }
  | { ok: false; line: string; missing?: never }
  | { ok: false; missing: string; line?: never };

type Field = 'who' | 'when' | 'reason' | 'type';
const FIELDS: Record<string, Field> = {
  휴가자: 'who',
  신청자: 'who',
  이름: 'who',
  who: 'who',
  휴가일시: 'when',
  휴가기간: 'when',
  휴가일: 'when',
  일시: 'when',
  기간: 'when',
  날짜: 'when',
  when: 'when',
  사유: 'reason',
  이유: 'reason',
  reason: 'reason',
  종류: 'type',
  휴가종류: 'type',
  type: 'type',
};
/** The longest first, since one begins as another does. */
const KEY =
  /(휴가종류|휴가일시|휴가기간|휴가자|휴가일|신청자|이름|일시|기간|날짜|사유|이유|종류|reason|when|who|type)[ \t]*:/giu;
/** These begin an entry after a mere blank, too: no reason has them by chance. */
const PLAIN_KEYS = new Set(['휴가자', '휴가일시', '휴가기간', '사유', '휴가종류']);
/** what people put between entries of one line, or before each */
const SEPARATORS = '/,;|·•▪◦*>-–—';
const BETWEEN = ` \t\n${SEPARATORS}`;

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
  반반차: 'quarter',
  시간연차: 'hours',
  보상휴가: 'compensatory',
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

const HEADING = /^\$?\s*(?:휴가\s*신청(?:서|합니다|드립니다|해요|할게요)?|leave(?:\s+request)?)(?![^\s:/,;|.!-])/iu;

/** The same signs as ASCII has them, each in its place: an index into one text is one into the other. */
const folded = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E\u3000\u00A0\uFE55\uFE13\u2236\uFE69]/g, sign => {
    if (sign === '\u3000' || sign === '\u00A0') return ' ';
    if (sign === '\uFE69') return '$';
    const code = sign.charCodeAt(0);
    return code < 0xff00 ? ':' : String.fromCharCode(code - 0xfee0);
  });

/** A mention of the app, or of somebody whom nobody knows: it says something only where somebody is named. */
const withoutStrangers = (text: string): string => text.replace(/@[UW][A-Z0-9]{5,}/g, '').trim();

/** The types that a workspace offers, by how they are called. */
export type TypeNames = readonly { id: string; name: string }[];

/**
 * The form of the first version, however it is typed: with or without its heading or the `$`, with colons of either width, its entries
 * in lines, behind bullets, or in one line between `/`, commas or blanks. `text` is clean. Undefined: this is no form.
 */
export function readTextForm(text: string, today: string, types: TypeNames = []): FormReading | undefined {
  const plain = folded(text);
  const [heading = ''] = HEADING.exec(plain) ?? [];
  const entries = entriesIn(plain, heading.length);
  const lead = stripped(withoutStrangers(text.slice(heading.length, entries[0]?.start ?? text.length)));
  if (heading.startsWith('$')) return readEntries(text, entries, lead, today, types);
  // Without its heading a form is known by saying when.
  const dates = entries.some(e => FIELDS[e.key] === 'when' && PLAIN_KEYS.has(e.key));
  if (heading === '' && (lead !== '' || !dates)) return undefined;
  const isForm = entries.length > 0 || readPeriod(lead, today) !== undefined;
  return isForm ? readEntries(text, entries, lead, today, types) : undefined;
}

/** An entry: `start` where its bullet or separator begins, `from` where its key does, `value` what follows its colon. */
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
    const key = (found[1] ?? '').toLowerCase();
    const start = startOfEntry(plain, found.index, key, entries.at(-1)?.value ?? begin);
    if (start !== undefined) entries.push({ key, start, from: found.index, value: KEY.lastIndex });
  }
  return entries;
}

/** At the beginning of a line, behind a bullet or a number, after a separator; some keys after a blank, too. Undefined: amid a text. */
function startOfEntry(plain: string, at: number, key: string, begin: number): number | undefined {
  let start = at;
  while (start > begin && BETWEEN.includes(plain.charAt(start - 1))) start--;
  const between = plain.slice(start, at);
  const number = /(?:^|\n)[ \t]{0,3}\d{1,2}[.)]$/.exec(plain.slice(Math.max(begin, start - 8), start));
  if (number && (number[0].startsWith('\n') || start - number[0].length === begin)) return start - number[0].length;
  if (start === begin || /[^ \t]/.test(between)) return start;
  return between !== '' && PLAIN_KEYS.has(key) ? start : undefined;
}

/** Without what stands between entries. */
function stripped(text: string): string {
  let from = 0;
  while (from < text.length && `${BETWEEN}:.!`.includes(text.charAt(from))) from++;
  return withoutEnd(text.slice(from), BETWEEN);
}

function readEntries(
  source: string,
  entries: readonly Entry[],
  lead: string,
  today: string,
  types: TypeNames,
): FormReading {
  const read: Partial<Record<Field, { value: string; line: string }>> = {};
  for (const [i, { key, from, value }] of entries.entries()) {
    const field = FIELDS[key] ?? 'reason';
    const whole = source.slice(value, entries[i + 1]?.start ?? source.length).trim();
    const text = field === 'who' ? whole : withoutStrangers(whole);
    const [first = '', ...more] = text.split('\n').map(l => l.trim());
    const line = `${source.slice(from, value)} ${first}`.replace(/\s+/g, ' ').trim();
    if (read[field]) return { ok: false, line };
    const further = field === 'reason' ? undefined : more.find(l => stripped(l) !== '');
    if (further !== undefined) return { ok: false, line: further };
    read[field] = { value: field === 'reason' ? text : first, line };
  }
  if (lead !== '' && !read.when && readPeriod(lead, today)) read.when = { value: lead, line: lead };
  else if (lead !== '') return { ok: false, line: lead.split('\n')[0] ?? lead };
  if (!read.when || read.when.value === '') return { ok: false, missing: '휴가일시 :' };
  const period = readPeriod(read.when.value, today);
  if (!period) return { ok: false, line: read.when.line };
  const named = read.type && typeOf(read.type.value, types);
  if (read.type && read.type.value !== '' && !named) return { ok: false, line: read.type.line };
  // A kind of half day that was named with its type goes before one that was only called so.
  const type =
    period.half && !(period.half === 'half' && named?.startsWith('half')) ? period.half : (named ?? 'annual');
  const { from, to } = period;
  if (type.startsWith('half') && from !== to) return { ok: false, line: read.when.line };
  return { ok: true, who: read.who?.value ?? '', type, from, to, reason: read.reason?.value ?? '' };
}

/** By the words that people use, or as the workspace calls it. */
function typeOf(text: string, types: TypeNames): string | undefined {
  if (text.length > LONGEST.line) return undefined;
  const bare = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s/g, '');
  const word = bare(text);
  return Object.hasOwn(TYPES, word) ? TYPES[word] : types.find(t => bare(t.name) === word)?.id;
}
