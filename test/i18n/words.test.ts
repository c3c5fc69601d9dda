import { describe, expect, it } from 'vitest';
import { BUILTIN as FORMS } from '../../src/forms/builtin.ts';
import { languageOf, words } from '../../src/i18n/index.ts';
import { refusalText } from '../../src/i18n/refusal.ts';
import { BUILTIN } from '../../src/leave-record/types/builtin.ts';
import { LANGUAGES, named, namedSchema } from '../../src/shared/languages.ts';

/** Every path to a leaf. */
function paths(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}:${typeof value}`];
  return Object.entries(value).flatMap(([k, v]) => paths(v, `${at}.${k}`));
}

describe('the languages', () => {
  const [en, ko] = [words('en'), words('ko')];

  it('have the same keys, and nothing empty', () => {
    for (const l of LANGUAGES) expect(paths(words(l)).sort()).toEqual(paths(en).sort());
    const empty = (w: unknown): boolean =>
      typeof w === 'string' ? w.trim() === '' : typeof w === 'object' && w !== null && Object.values(w).some(empty);
    expect(LANGUAGES.filter(l => empty(words(l)))).toEqual([]);
  });

  it('have a name for everything that Daybook brings', () => {
    const brought = [
      ...BUILTIN.flatMap(t => [t.name, ...t.occasions.map(o => o.name)]),
      ...FORMS.flatMap(f => [f.name, ...f.fields.flatMap(({ label, help }) => [label, ...(help ? [help] : [])])]),
    ];
    const english = new Set(brought.map(en.forms.text));
    expect(english.size).toBeGreaterThan(30);
    const missing = LANGUAGES.filter(l => l !== 'en').flatMap(l =>
      brought
        .map(words(l).forms.text)
        .filter(text => english.has(text))
        .map(text => `${l}: ${text}`),
    );
    expect(missing).toEqual([]);
  });

  it('read what an older version stored without a language, in English', () => {
    expect(namedSchema.parse({ en: 'Overtime' })).toEqual(named({ en: 'Overtime', ko: 'Overtime' }));
    expect(namedSchema.parse({ en: 'Overtime', ko: '연장근무' }).ko).toBe('연장근무');
    expect(namedSchema.safeParse({ ko: '연장근무' }).success).toBe(false);
  });

  it('say durations, dates and days as people do', () => {
    expect([0, 59, 60, 320].map(en.duration)).toEqual([
      '0\u00a0min',
      '59\u00a0min',
      '1\u00a0h',
      '5\u00a0h\u00a020\u00a0m',
    ]);
    expect([0, 59, 60, 320].map(ko.duration)).toEqual(['0분', '59분', '1시간', '5시간 20분']);
    expect(en.longDate('2026-11-24')).toBe('Tuesday, 24 November');
    expect(ko.longDate('2026-11-24')).toBe('11월 24일 화요일');
    expect(ko.range('2026-12-03', '2026-12-04')).toBe('12월 3일(목)–4일(금)');
    expect([0.5, 1, 2].map(en.days)).toEqual(['0.5\u00a0days', '1\u00a0day', '2\u00a0days']);
    expect(
      [en, ko].map(w => [w.days(-0.5), w.leave.days(-0.0625), w.leave.days(15_230.5), w.forms.number(-1200)]),
    ).toEqual([
      ['−0.5\u00a0days', '−0.0625\u00a0days', '15,230.5\u00a0days', '−1,200'],
      ['−0.5일', '−0.0625일', '15,230.5일', '−1,200'],
    ]);
    expect([en, ko].map(w => w.duration(60 * 165_936))).toEqual(['165,936\u00a0h', '165,936시간']);
    // Files have figures that programs read.
    expect([en.leave.figure(-0.5), en.leave.figure({ minutes: -90 })]).toEqual(['-0.5', '−1 h 30 m']);
    expect([en.balances.count(1000), ko.balances.count(1000)]).toEqual(['1,000\u00a0people', '1,000명']);
    expect(ko.days(0.5)).toBe('0.5일');
    expect(en.time(Date.parse('2026-11-24T00:12:00Z'), 'Asia/Seoul')).toBe('09:12');
  });

  it('are chosen by the person, else by Slack’s locale, else by the workspace', () => {
    expect(languageOf('en', 'ko-KR', 'ko')).toBe('en');
    expect(languageOf(undefined, 'ko-KR', 'en')).toBe('ko');
    expect(languageOf(undefined, 'en-GB', 'ko')).toBe('en');
    expect(languageOf(undefined, 'fr-FR', 'ko')).toBe('ko');
    expect(languageOf(undefined, undefined, 'en')).toBe('en');
  });

  it('have a sentence for every refusal', () => {
    const now = Date.parse('2026-11-24T14:03:00+09:00');
    const name = (): string => 'Kim';
    const say = (r: Parameters<typeof refusalText>[0]) => refusalText(r, en, 'Asia/Seoul', name);
    expect(say({ code: 'already-in', since: now, place: 'home' })).toBe(
      'You are already checked in since 14:03, from home.',
    );
    expect(say({ code: 'decided', state: 'approved', by: 'U1', at: now })).toBe(
      'Kim already approved this request (24 Nov, 14:03).',
    );
    expect(say({ code: 'already-out', at: now, worked: 480 })).toContain('8\u00a0h');
    for (const code of [
      'not-in',
      'not-on-break',
      'may-not-decide',
      'own-request',
      'not-yours',
      'not-found',
      'busy',
    ] as const)
      expect(say({ code })).toMatch(/\.$/);
  });
});
