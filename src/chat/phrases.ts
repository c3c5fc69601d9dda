import { isPlace, type Place } from '../attendance/rules.ts';
import { defined } from '../shared/defined.ts';
import { LONGEST, normal, withoutEnd } from '../shared/text.ts';
import { type Question, readQuestion } from './question.ts';

/** A change of a person's day in words. `time`: `HH:mm` on their own clock. */
export type ClockCommand =
  | { do: 'check-in'; time?: string; place?: Place }
  | { do: 'check-out'; time?: string }
  /** begins a break, or ends the running one */
  | { do: 'break' | 'start-break' | 'end-break' };

type Verb = ClockCommand['do'];

/** Korean verb endings for what is done now. Only leaving and resting may be announced: who *will* check in has not. */
const DONE = [
  '',
  '합니다',
  '했습니다',
  '하였습니다',
  '했어요',
  '했어',
  '해요',
  '해',
  '함',
  '했음',
  '입니다',
  '이요',
  '요',
  '완료',
];
const ANNOUNCED = [...DONE, '할게요', '할께요', '하겠습니다', '할래요'];
const conjugated = (nouns: readonly string[], endings: readonly string[]): string[] =>
  nouns.flatMap(noun => endings.flatMap(end => (end === '' ? [noun] : [`${noun}${end}`, `${noun} ${end}`])));
const breaks = (ends: string): string[] =>
  ends.split(' ').flatMap(e => ['휴식', '휴게'].flatMap(n => [`${n} ${e}`, n + e]));

const VERBS: Record<Verb, readonly string[]> = {
  'check-in': [
    ...conjugated(['출근'], DONE),
    ...['in', 'check in', 'checkin', 'check-in', 'checked in', 'checking in', 'clock in', 'clocked in', 'clocking in'],
  ],
  'check-out': [
    ...conjugated(['퇴근'], ANNOUNCED),
    ...['out', 'check out', 'checkout', 'check-out', 'checked out', 'checking out'],
    ...['clock out', 'clocked out', 'clocking out'],
  ],
  'start-break': [...conjugated(breaks('시작'), ANNOUNCED), 'start break', 'break start'],
  'end-break': [
    ...conjugated([...breaks('종료 끝'), '복귀'], ANNOUNCED),
    ...breaks('끝났습니다 끝났어요 끝냅니다'),
    ...['back', 'end break', 'break end', 'break over', 'break done', 'stop break'],
  ],
  break: ['휴식', '휴게', 'break'],
};
/** Longest first: `break end` is not `break` with a rest. */
const PHRASES = Object.entries(VERBS)
  .flatMap(([verb, phrases]) => phrases.map(phrase => ({ verb: verb as Verb, phrase })))
  .sort((a, b) => b.phrase.length - a.phrase.length);
/** Endings without a meaning: punctuation, smiles, laughs (Hangul as NFKC has it). */
const SMILES = '.!~ ^\u1112\u110f\u1172\u116e';
const EMOJI = /:[a-z+][a-z0-9_+-]{1,60}:|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu;
/** Emoji of denial, question or doubt stop it. */
const DENIED =
  /[❌❎⛔❓❔⁉🚫🤔👎🙅]|:(?:x|no_|question|grey_question|interrobang|thinking|thumbsdown|negative|man-gesturing-no|woman-gesturing-no)/u;

const PLACES: Record<string, string> = {
  사무실: 'office',
  회사: 'office',
  office: 'office',
  재택: 'home',
  집: 'home',
  home: 'home',
  외근: 'outside',
  outside: 'outside',
  출장: 'trip',
  trip: 'trip',
  businesstrip: 'trip',
};

/** `09:10`, `오전 9시 10분`, `9시 반`, `6:30 pm`, `9am`; by default the 24-hour clock. */
const TIME =
  /(?<![\d:.])(?:(오전|오후)\s*)?(?:(\d{1,2}):(\d{2})|(\d{1,2})\s*시(?:\s*(?:(\d{1,2})\s*분|(반)))?|(\d{1,2})(?=\s*[ap]\.?m\b))(?:\s*([ap])\.?m\b)?(?![\d:])/u;
/** Words without meaning around a time or place. */
const FILLERS = new Set(['at', 'from', 'the', 'in', 'on', '에', '에서', '부터', '으로']);
const PARTICLE = /(?:에서|으로|로|에)$/u;

export type Phrase =
  | { is: 'clock'; command: ClockCommand }
  | { is: Question }
  /** begins as words that record something, and goes on as something else */
  | { is: 'unclear'; verb: ClockCommand['do']; rest: string };

/** Reads words that record something, else a question. Nothing is guessed: what is understood in part is `unclear`. */
export function readPhrase(text: string): Phrase | undefined {
  if (text.length > LONGEST.message) return undefined;
  const plain = withoutEnd(
    normal(text, 'NFKC')
      .toLowerCase()
      .replace(EMOJI, ' ')
      .replace(/ :-?[)d](?= |$)/g, ' ')
      .replace(/[\s,]+/g, ' '),
    SMILES,
  )
    .replace(/^([가-힣]+)(?=\d)/u, '$1 ')
    .trim();
  const found = DENIED.test(text)
    ? undefined
    : PHRASES.find(({ phrase }) => plain === phrase || plain.startsWith(`${phrase} `));
  const question = (): Phrase | undefined => {
    const asked = readQuestion(text);
    return asked && { is: asked };
  };
  if (!found) return question();
  const { verb, phrase } = found;
  const rest = plain.slice(phrase.length).trim();
  const read = rest === '' ? {} : readRest(rest);
  // `출근 현황` asks, though it begins with a word that records.
  if (!read) return question() ?? { is: 'unclear', verb, rest };
  const { time, place } = read;
  if (verb === 'check-in') return { is: 'clock', command: { do: verb, ...read } };
  if (place !== undefined) return { is: 'unclear', verb, rest };
  if (verb === 'check-out') return { is: 'clock', command: { do: verb, ...defined({ time }) } };
  return time === undefined ? { is: 'clock', command: { do: verb } } : { is: 'unclear', verb, rest };
}

/** At most one time and one place, in any order. */
function readRest(rest: string): { time?: string; place?: Place } | undefined {
  const found = TIME.exec(rest);
  const time = found ? clockTime(found) : undefined;
  if (found && time === undefined) return undefined;
  const others = (found ? `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}` : rest)
    .split(' ')
    .filter(word => word !== '' && !FILLERS.has(word))
    .join('');
  if (others === '') return time === undefined ? undefined : { time };
  const place = PLACES[others] ?? PLACES[others.replace(PARTICLE, '')];
  return isPlace(place) ? { place, ...defined({ time }) } : undefined;
}

function clockTime(found: RegExpExecArray): string | undefined {
  const [, korean, hour, minute, koreanHour, koreanMinute, half, englishHour, english] = found;
  let h = Number(hour ?? koreanHour ?? englishHour);
  const m = half ? 30 : Number(minute ?? koreanMinute ?? 0);
  if ((korean && english) || m > 59) return undefined;
  if (korean || english) {
    if (h < 1 || h > 12) return undefined;
    h = (h % 12) + (korean === '오후' || english === 'p' ? 12 : 0);
  }
  return h > 23 ? undefined : `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
}
