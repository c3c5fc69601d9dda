import { z } from 'zod';

/** The languages that Daybook speaks, each with its name and the letters that tell it. Their words are in `i18n`, a folder each. */
const KNOWN = {
  en: { name: 'English', letters: /\p{Script=Latin}/u },
  ko: { name: '한국어', letters: /[가-힣]/ },
};

export type Language = keyof typeof KNOWN;
export const LANGUAGES = Object.keys(KNOWN) as [Language, ...Language[]];

export const isLanguage = (text: unknown): text is Language => typeof text === 'string' && Object.hasOwn(KNOWN, text);

/** One thing for every language. */
export const everyLanguage = <T>(of: (language: Language) => T): Record<Language, T> =>
  Object.fromEntries(LANGUAGES.map(l => [l, of(l)])) as Record<Language, T>;

/** Each by its own name. */
export const LANGUAGE_NAMES = everyLanguage(l => KNOWN[l].name);

export const isWrittenIn = (language: Language, text: string): boolean => KNOWN[language].letters.test(text);

/** A text in every language; in one in which it does not exist it is English. */
export type Named = Record<Language, string>;

export const named = (texts: { en: string } & { [L in Language]?: string | undefined }): Named =>
  everyLanguage(l => texts[l] ?? texts.en);

/** As it is stored: a language that came later is missing. */
export const namedSchema = z
  .object({ ...everyLanguage(() => z.string().optional()), en: z.string() })
  .transform((texts): Named => named(texts));

/** A text in one language as an administrator wrote it, or in all where Daybook brings it. */
export const textSchema = z.union([z.string(), namedSchema]);
export type Text = z.infer<typeof textSchema>;
