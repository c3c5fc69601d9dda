import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import lock from '../package-lock.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What compiles the rest: `npm ci --omit=dev && npm run build` has no other packages. */
const COMPILER = ['typescript', '@types/node', '@types/luxon'];
const IMPORT = /(?:\bfrom|\bimport|\bimport\.meta\.resolve)\s*\(?\s*'([^']+)'/g;

/** The packages that a folder's sources import, types included: the build needs those, too. */
const packagesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => [...readFileSync(join(ROOT, folder, file), 'utf8').matchAll(IMPORT)])
    .map(([, path = '']) => path)
    .filter(path => /^@?[a-z]/.test(path) && !path.startsWith('node:'))
    .map(path => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));

describe('the dependencies', () => {
  it('are what src and blocks import and what compiles them, and nothing else', () => {
    const needed = new Set([...packagesOf('src'), ...packagesOf('blocks'), ...COMPILER]);
    expect(Object.keys(manifest.dependencies).sort()).toEqual([...needed].sort());
  });

  it('are named in NOTICE where their licence asks for attribution', () => {
    const notice = readFileSync(join(ROOT, 'NOTICE'), 'utf8');
    const plain = ['MIT', 'ISC', '0BSD', 'Unlicense'];
    const asking = Object.entries<{ license?: string; dev?: boolean }>(lock.packages)
      .filter(([path, { license = '', dev }]) => path !== '' && !dev && !plain.includes(license))
      .map(([path]) => path.replace(/^.*node_modules\//, '').replace(/^@typescript\/.*/, '@typescript'));
    expect(asking.filter(name => !new RegExp(`(^|[ (])${name}[ ,]`, 'm').test(notice))).toEqual([]);
  });

  it('download no database when they are installed', () => {
    expect(manifest.config.mongodbMemoryServer.disablePostinstall).toBe('1');
  });
});

describe('the image', () => {
  it('has a Node.js of the long term, on the Alpine that it was made for', () => {
    const [build = '', app = ''] = [...readFileSync(join(ROOT, 'Dockerfile'), 'utf8').matchAll(/^FROM (\S+)/gm)].map(
      ([, image]) => image,
    );
    const [, node, alpine] = build.match(/^node:(\d+)-alpine([\d.]+)$/) ?? [];
    expect(Number(node) % 2).toBe(0);
    expect(app).toBe(`alpine:${alpine}`);
  });
});

describe('the build', () => {
  let built = '';

  beforeAll(async () => {
    // Within the project, so that what is built finds its packages.
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    built = mkdtempSync(join(ROOT, '.cache', 'built-'));
    // `npm run check:types` checks the types.
    const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck'];
    const compiled = await node(...compiler, '--outDir', built);
    expect(compiled).toEqual({ code: 0, out: '', err: '' });
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));

  const node = (...args: string[]) =>
    new Promise<{ code: unknown; out: string; err: string }>(done => {
      const env = { PATH: process.env.PATH ?? '' };
      execFile(process.execPath, args, { cwd: ROOT, env }, (error, out, err) =>
        done({ code: error ? error.code : 0, out, err }),
      );
    });
  const inBuild = (file: string): string => join(built, file.replace(/^dist\//, ''));

  it('has the command line under its bin, which calls itself by that name', async () => {
    const bin = inBuild(manifest.bin.daybook);
    expect(readFileSync(bin, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const granted = await node(
      ...[bin, 'leave', 'grants', '--hired', '2024-03-15', '--until', '2025-01-01', '--basis', 'hire-date', '--json'],
    );
    expect(granted).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(granted.out)).toHaveLength(9);
    expect((await node(bin, '--help')).out).toContain('Usage: daybook <command>');
  });

  it('has the app, which names what its environment lacks', async () => {
    const { code, err } = await node(inBuild('dist/src/main.js'));
    expect(code).toBe(1);
    expect(err).toContain('SLACK_BOT_TOKEN');
    expect(err).not.toMatch(/\n\s+at /);
  });
});
