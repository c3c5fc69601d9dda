import { cleanText } from '../forms/definition.ts';
import { defined } from '../shared/defined.ts';
import { asTyped, LONGEST, withoutEnd } from '../shared/text.ts';
import { type FormReading, readTextForm, type TypeNames } from './form.ts';
import { type Phrase, readPhrase } from './phrases.ts';

export type { FormReading } from './form.ts';
export { readPeriod } from './period.ts';

export type Intent =
  | Phrase
  /** `user`: mentioned */
  | { is: 'who'; query: string; user?: string }
  /** the month for payroll; `month`: YYYY-MM */
  | { is: 'export'; month?: string; format: 'xlsx' | 'csv' }
  | { is: 'form'; reading: FormReading }
  | { is: 'too-long'; most: number };

/** Names that a message may contain. */
export interface Vocabulary {
  /** names by user id; others are named by their id */
  names?: ReadonlyMap<string, string>;
  types?: TypeNames;
}

/** Reads a message as Slack delivers it. Letters' case does not matter. Dates without a year are near `today`. */
export function readMessage(text: string, today: string, { names, types }: Vocabulary = {}): Intent {
  if (text.length > LONGEST.message) return { is: 'too-long', most: LONGEST.message };
  const form = asTyped(text.replace(ADDRESSED, ''), id => `@${names?.get(id) ?? id}`);
  const reading = readTextForm(cleanText(form), today, types);
  if (reading) return { is: 'form', reading };
  const file = readExport(text.replace(ADDRESSED, ''));
  if (file) return file;
  const who = readWho(text.replace(ADDRESSED, ''));
  if (who) return who;
  return readPhrase(cleanText(asTyped(text, () => ' '))) ?? { is: 'help' };
}

/** `export`, `export 2026-11 csv`, `급여 파일 2026-11`. */
const EXPORT = /^\s*(?:export|payroll|급여\s?파일|내보내기)(?:\s+(20\d\d-(?:0[1-9]|1[0-2])))?(?:\s+(xlsx|csv))?\s*$/iu;

function readExport(text: string): Extract<Intent, { is: 'export' }> | undefined {
  const [found, month, format] = (text.length <= LONGEST.line && EXPORT.exec(text)) || [];
  if (found === undefined) return undefined;
  return { is: 'export', ...defined({ month }), format: format?.toLowerCase() === 'csv' ? 'csv' : 'xlsx' };
}

/** `who Kim`, `구성원 김민지`, `누구 @minji`. */
const WHO = /^\s*(?:who(?:\s+is|'s)?|person|누구|구성원)(?:\s+(\S.*))?$/iu;
/** Those ask for many. */
const MANY = /^(?:is\s+)?(?:in|out|away|here|working|off)\b/i;

function readWho(text: string): Extract<Intent, { is: 'who' }> | undefined {
  if (text.length > LONGEST.line) return undefined;
  const found = WHO.exec(text.trim());
  const said = found?.[1] ?? '';
  if (!found || MANY.test(said)) return undefined;
  const user = mentionedIn(said)[0];
  const name = withoutEnd(cleanText(asTyped(said, () => ' ')), '?!.');
  const query = (name.startsWith('@') ? name.slice(1) : name).trim();
  return { is: 'who', query, ...defined({ user }) };
}

/** the app, at the beginning of a mention */
const ADDRESSED = /^(?:\s*<@[A-Z0-9]+(?:\|[^<>]*)?>)+/;
const MENTION = /<@([A-Z0-9]+)(?:\|[^<>]*)?>/g;
const MENTIONS_READ = 20;

/** Ids of people that a message mentions. */
export const mentionedIn = (text: string): string[] =>
  text.length > LONGEST.message
    ? []
    : [...new Set([...text.matchAll(MENTION)].map(m => m[1] ?? ''))].slice(0, MENTIONS_READ);
