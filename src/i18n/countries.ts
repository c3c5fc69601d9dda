import { COUNTRIES } from '../calendar/countries.ts';
import type { Language } from '../shared/languages.ts';

/** `countries`: those with known holidays except South Korea, by name. */
export function countryNames(language: Language) {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const country = (code: string): string => names.of(code.toUpperCase()) ?? code;
  const countries = COUNTRIES.map(code => ({ code, name: country(code) })).sort((a, b) =>
    a.name.localeCompare(b.name, language),
  );
  return { country, countries: (): { code: string; name: string }[] => countries };
}
