import { z } from 'zod';

/** Languages as people choose among them, each with its name and a pattern of its letters. */
const KNOWN = {
  ko: { name: '한국어', letters: /[가-힣]/ },
  en: { name: 'English', letters: /\p{Script=Latin}/u },
};

export type Language = keyof typeof KNOWN;
export const LANGUAGES = Object.keys(KNOWN) as [Language, ...Language[]];

export const isLanguage = (text: unknown): text is Language => typeof text === 'string' && Object.hasOwn(KNOWN, text);

export const everyLanguage = <T>(of: (language: Language) => T): Record<Language, T> =>
  Object.fromEntries(LANGUAGES.map(l => [l, of(l)])) as Record<Language, T>;

export const LANGUAGE_NAMES = everyLanguage(l => KNOWN[l].name);

export const isWrittenIn = (language: Language, text: string): boolean => KNOWN[language].letters.test(text);

/** A text in every language; English where a translation is missing. */
export type Named = Record<Language, string>;

export const named = (texts: { en: string } & { [L in Language]?: string | undefined }): Named =>
  everyLanguage(l => texts[l] ?? texts.en);

/** Documents from before a language lack it. */
export const namedSchema = z
  .object({ ...everyLanguage(() => z.string().optional()), en: z.string() })
  .transform((texts): Named => named(texts));

/** An administrator's text in one language, or a built-in one in all. */
export const textSchema = z.union([z.string(), namedSchema]);
export type Text = z.infer<typeof textSchema>;
