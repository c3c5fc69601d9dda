import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  ...readdirSync(ROOT).filter(file => file.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => join('docs', file)),
];
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** Files that a page links to or shows, from the project's folder. */
const linked = (page: string): string[] =>
  [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) => join(dirname(page), path));

describe('the documentation', () => {
  it.each(pages)('%s links to files that exist', page => {
    expect(linked(page).filter(path => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('shows every picture that is kept', () => {
    const shown = new Set(pages.flatMap(linked));
    const kept = readdirSync(join(ROOT, 'docs/images')).map(file => join('docs/images', file));
    expect(kept.filter(path => !shown.has(path))).toEqual([]);
  });

  it('names scripts of package.json only', () => {
    const named = pages.flatMap(page =>
      [...textOf(page).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name),
    );
    expect(named.filter(name => !Object.hasOwn(manifest.scripts, name ?? ''))).toEqual([]);
  });
});
