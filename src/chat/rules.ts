import { cleanText } from '../forms/definition.ts';
import { asTyped, LONGEST } from '../shared/text.ts';
import { type FormReading, readTextForm, type TypeNames } from './form.ts';
import { type Phrase, readPhrase } from './phrases.ts';

export type { FormReading } from './form.ts';
export { readPeriod } from './period.ts';

/** What somebody's message asks for. */
export type Intent = Phrase | { is: 'form'; reading: FormReading } | { is: 'too-long'; most: number };

/** What a message may name. */
export interface Vocabulary {
  /** people by their ids; whoever is not in it is named by theirs */
  names?: ReadonlyMap<string, string>;
  types?: TypeNames;
}

/** Reads a message as Slack delivers it. Letters' case does not matter. `today` gives dates without a year theirs. */
export function readMessage(text: string, today: string, { names, types }: Vocabulary = {}): Intent {
  if (text.length > LONGEST.message) return { is: 'too-long', most: LONGEST.message };
  const form = asTyped(text.replace(ADDRESSED, ''), id => `@${names?.get(id) ?? id}`);
  const reading = readTextForm(cleanText(form), today, types);
  if (reading) return { is: 'form', reading };
  return readPhrase(cleanText(asTyped(text, () => ' '))) ?? { is: 'help' };
}

/** whom a message begins with: the app, under a mention */
const ADDRESSED = /^(?:\s*<@[A-Z0-9]+(?:\|[^<>]*)?>)+/;
const MENTION = /<@([A-Z0-9]+)(?:\|[^<>]*)?>/g;
const MENTIONS_READ = 20;

/** Whom a message mentions, by id. */
export const mentionedIn = (text: string): string[] =>
  text.length > LONGEST.message
    ? []
    : [...new Set([...text.matchAll(MENTION)].map(m => m[1] ?? ''))].slice(0, MENTIONS_READ);
