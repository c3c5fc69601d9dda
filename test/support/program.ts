import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Below `node_modules`, so that packages are found from there. */
const FOLDER = resolve('node_modules/.cache/daybook-programs');

/** A file that asks where it stands still stands where its source does. */
const places: Plugin = {
  name: 'places',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      if (!code.includes('import.meta.url')) return undefined;
      return { loader: 'ts', contents: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
};

const made = new Map<string, Promise<string>>();

/** A TypeScript program of this repository as one file that Node runs: loading it by tsx takes two seconds at each start. */
export function program(entry: string): Promise<string> {
  const known = made.get(entry) ?? bundled(entry);
  made.set(entry, known);
  return known;
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' },
    ...{ write: false, plugins: [places], logLevel: 'silent' },
  });
  const code = outputFiles[0]?.text ?? '';
  const file = join(FOLDER, entry.replaceAll('/', '-').replace(/\.ts$/, '.mjs'));
  await mkdir(FOLDER, { recursive: true });
  // Another worker may run it just now: only what differs is replaced, and whole.
  if ((await readFile(file, 'utf8').catch(() => undefined)) !== code) {
    await writeFile(`${file}.${process.pid}`, code);
    await rename(`${file}.${process.pid}`, file);
  }
  return file;
}
