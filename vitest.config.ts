import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Stories and others of half a minute: what is begun last would be waited for alone. */
class StoriesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isStory = ({ moduleId }: TestSpecification): boolean =>
      /(story|fortnight|embedded|new-day|first-year|scripts.lists)\.test\.ts$/.test(moduleId);
    return [...sorted.filter(isStory), ...sorted.filter(f => !isStory(f))];
  }
}

export default defineConfig({
  test: {
    globalSetup: 'test/support/global-setup.ts',
    sequence: { sequencer: StoriesFirst },
    setupFiles: ['test/support/setup.ts'],
    // Files share what they import: loading the app once more for each of them took longer than most of their tests.
    isolate: false,
    // One more than there are cores: a test waits for the database, the browser, and for servers that are away.
    maxWorkers: availableParallelism() + 1,
    // A test waits for conditions, never for time: the limit only ends what hangs, on a machine that is busy otherwise, too.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
