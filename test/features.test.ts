import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS, FEATURES } from '../src/features.ts';
import { words } from '../src/i18n/index.ts';
import { tableOf } from '../src/workspace/register.ts';

const read = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(`${folder}/${file}`, 'utf8'));
const sources = read('src');
const all = [...sources, ...read('blocks')].join('\n');
const twice = (names: readonly string[]): string[] => names.filter((name, i) => names.indexOf(name) !== i);
const handlers = FEATURES.flatMap(f => f.effects ?? []);

/** The first arguments of these calls in `src`, constants resolved. */
const named = (call: RegExp): string[] =>
  sources.flatMap(text =>
    [...text.matchAll(new RegExp(`${call.source}\\(\\s*(?:'([^']*)'|([A-Z_]+)),`, 'g'))].map(
      ([, literal, constant = '']) => literal ?? valueIn(text, constant) ?? valueIn(all, constant) ?? constant,
    ),
  );
const valueIn = (text: string, constant: string) => new RegExp(`const ${constant} = '([^']+)'`).exec(text)?.[1];

describe('the features', () => {
  it('have a name in both languages for each job', () => {
    const jobs = FEATURES.flatMap(f => f.jobs ?? []).map(j => j.name);
    for (const w of [words('ko'), words('en')]) expect(jobs.filter(name => !w.jobs.names[name])).toEqual([]);
  });

  it('say for each route who may use it', () => {
    // Slack itself sends events.
    const routes = tableOf(FEATURES).filter(r => r.kind !== 'event');
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.filter(r => r.right === undefined)).toEqual([]);
  });

  it('register each route once', () => {
    // A button is answered before or after its handler, not both.
    const ids = tableOf(FEATURES).map(r => `${r.kind === 'open' ? 'press' : r.kind} ${r.id}`);
    expect(twice(ids)).toEqual([]);
  });

  it('handle each kind of effect exactly once', () => {
    const declared = named(/\beffect(?:<[^(]*>)?/);
    expect(declared.length).toBeGreaterThan(20);
    expect(handlers.map(h => h.kind.kind).sort()).toEqual(declared.sort());
  });

  it('store no effect of a kind that they do not handle', () => {
    // Rules below the outbox write an effect as it is stored; its kind is declared above them.
    const stored = sources.flatMap(text =>
      [...text.matchAll(/\{ kind: (?:'([^']+)'|([\w.]+)), (?:to|lane)\b/g)].map(
        ([, literal, constant = '']) => literal ?? valueIn(text, constant) ?? valueIn(all, constant) ?? constant,
      ),
    );
    expect(stored.length).toBeGreaterThan(0);
    const handled = new Set(handlers.map(h => h.kind.kind));
    expect(stored.filter(kind => !handled.has(kind))).toEqual([]);
  });

  it('store effects only in collections that the outbox polls', () => {
    const polled = new Set(COLLECTIONS.filter(c => c.owes).map(c => c.collection));
    const missed = handlers.flatMap(({ kind }) =>
      kind.collections.filter(c => !polled.has(c.collection)).map(c => `${kind.kind} in ${c.collection}`),
    );
    expect(missed).toEqual([]);
  });

  it('name each collection of theirs once', () => {
    const declared = named(/\bstored(?:<\w+>)?/);
    expect(declared.length).toBeGreaterThan(10);
    expect(COLLECTIONS.map(c => c.collection).sort()).toEqual(declared.sort());
  });
});
