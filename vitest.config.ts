import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Files share what they import: loading the app once more for each of them took longer than most of their tests.
    isolate: false,
    // The database and the browser are processes of their own, so that a worker mostly waits.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A test waits for conditions, never for time: the limit only ends what hangs, on a machine that is busy otherwise, too.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
