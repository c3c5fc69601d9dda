import { everyLanguage, isLanguage, type Language, type Named } from '../shared/languages.ts';
import { en, type Words } from './en/index.ts';
import { ko } from './ko/index.ts';

export { LANGUAGE_NAMES, LANGUAGES, type Language } from '../shared/languages.ts';
export type { Words } from './en/index.ts';

const WORDS: Readonly<Record<Language, Words>> = { en, ko };

export const words = (language: Language): Words => WORDS[language];

export const inEveryLanguage = (say: (w: Words) => string): Named => everyLanguage(l => say(words(l)));

/** A person's language: their own choice, else Slack's locale, else the workspace's setting. */
export function languageOf(choice: Language | undefined, locale: string | undefined, workspace: Language): Language {
  if (choice) return choice;
  const spoken = locale?.toLowerCase().split(/[-_]/)[0];
  return isLanguage(spoken) ? spoken : workspace;
}
