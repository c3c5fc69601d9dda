import { schedule } from 'node-cron';
import type { Log } from '../shared/log.ts';

/** Ticks every minute of the wall clock; a tick that is still under way is not started again. */
export function everyMinute(o: { zone: string; log: Log; tick: () => Promise<void> }): { stop(): Promise<void> } {
  const task = schedule(
    '* * * * *',
    async () => {
      try {
        await o.tick();
      } catch (error) {
        o.log.warn({ err: error }, 'a tick failed; the next one tries again');
      }
    },
    { timezone: o.zone, noOverlap: true, name: 'daybook' },
  );
  return { stop: async () => void (await task.destroy()) };
}
