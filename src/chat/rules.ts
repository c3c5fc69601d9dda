import { cleanText } from '../forms/definition.ts';
import { asTyped, LONGEST } from '../shared/text.ts';
import { type FormReading, readTextForm, type TypeNames } from './form.ts';
import { type Phrase, readPhrase } from './phrases.ts';

export type { FormReading } from './form.ts';
export { readPeriod } from './period.ts';

export type Intent = Phrase | { is: 'form'; reading: FormReading } | { is: 'too-long'; most: number };

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
  return readPhrase(cleanText(asTyped(text, () => ' '))) ?? { is: 'help' };
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
