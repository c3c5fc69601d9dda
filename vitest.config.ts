import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // A test waits for conditions, never for time: the limit only ends what hangs, on a machine that is busy otherwise, too.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
