import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Words, words } from '../../src/i18n/index.ts';
import { josa, type Particle } from '../../src/i18n/josa.ts';

interface Term {
  say: { en: string; ko: string };
  not: { en: string[]; ko: string[] };
}

/** The table of texts stands before the words of the code. */
const [texts = ''] = readFileSync('docs/glossary.md', 'utf8').split('\n## ');

const terms: Term[] = texts
  .split('\n')
  .filter(line => line.startsWith('|'))
  .slice(2)
  .map(line => {
    const [en = '', ko = '', , notEn = '', notKo = ''] = line
      .split('|')
      .slice(1)
      .map(cell => cell.trim());
    const list = (cell: string): string[] => cell.split(',').flatMap(word => (word.trim() === '' ? [] : [word.trim()]));
    return { say: { en, ko }, not: { en: list(notEn), ko: list(notKo) } };
  });

/** Stands for whatever a text takes: names, numbers, lists of them, or a thing with any property. */
const thing: unknown = new Proxy(() => '박하나', {
  get: (_, key) => (key === Symbol.toPrimitive || key === 'toString' ? () => '박하나' : undefined),
});
const SAMPLES: readonly unknown[] = [
  '박하나',
  3,
  '2026-11-24',
  ['박하나', '이민준'],
  ['2026-11-24', '2026-11-25'],
  {},
  undefined,
  thing,
];

/** Every text that a function gives for one of the samples in each of its places; `tried` on the way. */
function rendered(of: (...args: never[]) => unknown): string[] {
  const found = new Set<string>();
  for (const first of SAMPLES)
    for (const rest of SAMPLES)
      try {
        const text = of(...([first, ...Array(Math.max(0, of.length - 1)).fill(rest)] as never[]));
        if (typeof text === 'string') found.add(text);
      } catch {
        // Another sample fits.
      }
  return [...found];
}

/** Path and text of everything that is said in a language. */
function textsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return rendered(node as never).map(text => [path, text]);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textsOf(value, path === '' ? key : `${path}.${key}`));
}

const said = (language: 'en' | 'ko'): [string, string][] => textsOf(words(language) as Words);
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** English words stand alone; Korean ones are found within what particles are added to. */
const pattern = (word: string, language: 'en' | 'ko'): RegExp =>
  language === 'en' ? new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`, 'i') : new RegExp(escaped(word));

describe('the words of', () => {
  it('the glossary are two languages each, and no word is both said and refused', () => {
    expect(terms.length).toBeGreaterThan(20);
    for (const { say } of terms) expect(Math.min(say.en.length, say.ko.length)).toBeGreaterThan(0);
    for (const language of ['en', 'ko'] as const) {
      const good = terms.flatMap(t => t.say[language].split(/,\s*/));
      const bad = terms.flatMap(t => t.not[language]);
      expect(bad.filter(word => good.some(g => pattern(word, language).test(g)))).toEqual([]);
    }
  });

  it.each(['en', 'ko'] as const)('every text are those of the glossary: %s', language => {
    const texts = said(language);
    // What could not be rendered would not be held to anything.
    expect(texts.length).toBeGreaterThan(1500);
    const wrong = terms.flatMap(({ say, not }) =>
      not[language].flatMap(word =>
        texts
          .filter(([, text]) => pattern(word, language).test(text))
          .map(([path, text]) => `${path}: “${text.slice(0, 80)}” says ${word}; say ${say[language]}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('a rendered text have no blank before a particle', () => {
    const blank =
      /(박하나|이민준|\d일|\d시간|\d분|\d건|\d명|[`’”)])[*_]? (은|는|이|가|을|를|과|와|으로|로|만|도)(?=[ .,)]|$)/;
    expect(said('ko').filter(([, text]) => blank.test(text))).toEqual([]);
  });
});

describe('a number', () => {
  it('stands in one line with its unit', () => {
    // Headings of files and what people may type have plain spaces.
    const plain = /columns\.|^payroll\.(explained|notes)|problems\./i;
    const apart = said('en').filter(([path, text]) => !plain.test(path) && /\d (h|m|min|days?|%)(?!\w)/.test(text));
    expect(apart).toEqual([]);
  });

  it('of people or things has its thousands apart in Korean, too', () => {
    const raw = readdirSync('src/i18n/ko').flatMap(file =>
      [...readFileSync(`src/i18n/ko/${file}`, 'utf8').matchAll(/\$\{(?!grouped\()[^{}]*\}(명|건|줄)/g)].map(
        ([text]) => text,
      ),
    );
    expect(raw).toEqual([]);
  });
});

describe('markup', () => {
  it.each(['en', 'ko'] as const)('ends where Slack sees its end, never right before a letter: %s', language => {
    const raw = said(language).filter(([, text]) =>
      /(?<![\p{L}\p{N}*])\*[^\s*][^*\n]*\*(?=[\p{L}\p{N}])/u.test(text.replace(/`[^`\n]*`/g, '')),
    );
    expect(raw).toEqual([]);
  });
});

describe('particles', () => {
  const read = (word: string, ...particles: Particle[]): string[] =>
    particles.map(p => josa(word, p).slice(word.length));

  it('follow the last sound: with and without a consonant, after ㄹ, after numbers, times and brackets', () => {
    expect(read('박하나', '은/는', '이/가', '을/를', '와/과', '으로/로')).toEqual(['는', '가', '를', '와', '로']);
    expect(read('이민준', '은/는', '이/가', '을/를', '와/과', '으로/로')).toEqual(['은', '이', '을', '과', '으로']);
    expect(read('서울', '은/는', '으로/로')).toEqual(['은', '로']);
    expect(['1', '2', '3', '6', '9', '10', '100'].map(n => josa(n, '은/는').at(-1))).toEqual([...'은는은은는은은']);
    expect(read('7', '으로/로')).toEqual(['로']);
    expect(read('18:05', '은/는')).toEqual(['은']);
    expect(read('11월 24일(화)', '이/가')).toEqual(['이']);
    expect(read('*3일*', '을/를')).toEqual(['을']);
    expect(read('‘출장’', '으로/로')).toEqual(['으로']);
  });

  it('follow letters as they are read, and are both where nobody can tell', () => {
    expect(['HR', 'IBM', 'CEO', 'Kim', 'Moreau', 'Kevin', 'Daniel'].map(w => josa(w, '은/는').slice(w.length))).toEqual(
      ['은', '은', '는', '은', '는', '은', '은'],
    );
    expect(read('Park', '은/는', '이/가', '을/를', '와/과', '으로/로')).toEqual([
      '은(는)',
      '이(가)',
      '을(를)',
      '와(과)',
      '(으)로',
    ]);
    expect(read('🎉', '은/는')).toEqual(['은(는)']);
    expect(read('', '은/는')).toEqual(['은(는)']);
  });

  it('stand right behind any word, never apart from it', () => {
    const particles: Particle[] = ['은/는', '이/가', '을/를', '와/과', '으로/로'];
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...particles), (word, particle) => {
        const text = josa(word, particle);
        expect(text.startsWith(word)).toBe(true);
        expect(text.slice(word.length)).toMatch(/^[가-힣()]+$/);
      }),
    );
  });

  it('are never written behind a name or a number by hand', () => {
    const sources = readdirSync('src/i18n/ko').map(file => `src/i18n/ko/${file}`);
    const byHand = /\}[*_’”]? ?(은|는|이|가|을|를|과|와|으로|로|은\(는\)|이\(가\)|을\(를\)|\(으\)로)(?=[ .,)`’]|$)/;
    const found = sources.flatMap(file =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, i) => (byHand.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
