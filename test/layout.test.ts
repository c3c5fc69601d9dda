import { readdirSync, readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The folders from bottom to top: each imports itself and what stands before it. `docs/architecture.md` shows the same order. */
const ORDER = [
  ...['shared', 'config', 'db', 'calendar', 'leave-record', 'i18n', 'blocks', 'slack-api', 'outbox'],
  ...['people', 'settings', 'slack', 'workspace', 'jobs', 'figures'],
  ...['administration', 'approvals', 'forms', 'worktime', 'absence', 'attendance', 'timesheets'],
  ...['grants', 'leave', 'balances', 'settlement', 'promotion', 'payroll'],
  ...['preferences', 'slack-status', 'board', 'reminders', 'reports', 'retention', 'home', 'chat', 'manage'],
  ...['installations', 'features', 'metrics', 'cli', 'workspaces', 'app', 'main', 'scripts'],
];

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.{1,2}\/[^']+\.tsx?)'/g;

interface Import {
  from: string;
  to: string;
}

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file))
    .map(file => `${folder}/${file}`);

/** Every import of a file of the project, types included. */
const imports: Import[] = ['src', 'blocks', 'scripts'].flatMap(sources).flatMap(from =>
  [...readFileSync(from, 'utf8').matchAll(IMPORT)].map(([, path]) => ({
    from,
    to: normalize(`${dirname(from)}/${path}`),
  })),
);

const folderOf = (file: string): string => file.replace(/^src\//, '').replace(/[/.].*$/, '');
const level = (file: string): number => ORDER.indexOf(folderOf(file));

describe('the layout', () => {
  it('names every folder', () => {
    const folders = new Set(imports.flatMap(({ from, to }) => [folderOf(from), folderOf(to)]));
    expect([...folders].filter(folder => !ORDER.includes(folder))).toEqual([]);
  });

  it('is the one that the architecture page shows', () => {
    const page = readFileSync('docs/architecture.md', 'utf8');
    const [rows = ''] = page.split('| | folders, bottom to top |')[1]?.split('\n\n') ?? [];
    expect([...rows.matchAll(/`([a-z\d-]+)`/g)].map(([, folder]) => folder)).toEqual(ORDER);
  });

  it('has imports that go down only', () => {
    const up = imports.filter(({ from, to }) => level(to) > level(from));
    expect(up.map(({ from, to }) => `${from} → ${to}`).sort()).toEqual([]);
  });

  it('has comments of at most 120 columns in src and blocks', () => {
    const wide = ['src', 'blocks'].flatMap(sources).flatMap(file =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, i) => (line.length > 120 && /^\s*(\/\/|\/?\*)/.test(line) ? [`${file}:${i + 1}`] : [])),
    );
    expect(wide).toEqual([]);
  });

  it('has files of at most 350 lines', () => {
    const lengths = ['src', 'blocks', 'scripts'].flatMap(sources).map(file => {
      return { file, lines: readFileSync(file, 'utf8').split('\n').length - 1 };
    });
    expect(lengths.filter(({ lines }) => lines > 350)).toEqual([]);
  });

  it('has no file that imports itself by way of others', () => {
    let left = imports;
    // What imports nothing that is left, or is imported by nothing that is left, is in no circle.
    for (let before = -1; before !== left.length; ) {
      before = left.length;
      const importing = new Set(left.map(i => i.from));
      left = left.filter(i => importing.has(i.to));
      const imported = new Set(left.map(i => i.to));
      left = left.filter(i => imported.has(i.from));
    }
    expect(left.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
});
