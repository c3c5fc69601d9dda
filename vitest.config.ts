import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.ts'))
  .map(name => `test/${name.replaceAll('\\', '/')}`);
const whose = (imports: RegExp): string[] => files.filter(file => imports.test(readFileSync(file, 'utf8')));

/** A file's project follows from what it imports: a browser; the app, a database or processes; none of these. */
const stories = whose(/\/(support\/story|scripts\/browser)\.ts'/);
const flows = whose(
  /\/(support\/(company|daybook|database|slack-of-two)|simulator\/server|db\/embedded)\.ts'|'node:child_process'/,
).filter(file => !stories.includes(file));
const unit = files.filter(file => !stories.includes(file) && !flows.includes(file));

const database = ['test/support/global-setup.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/support/setup.ts'],
    // Files share what they import: loading the app once more for each of them took longer than most of their tests.
    isolate: false,
    // One more than there are cores: a test waits for the database, the browser, and for servers that are away.
    maxWorkers: availableParallelism() + 1,
    // A test waits for conditions, never for time: the limit only ends what hangs, on a machine that is busy otherwise, too.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'stories', include: stories, globalSetup: database } },
      { extends: true, test: { name: 'flows', include: flows, globalSetup: database } },
      { extends: true, test: { name: 'unit', include: unit } },
    ],
  },
});
