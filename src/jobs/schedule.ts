import type { Log } from '../shared/log.ts';

const MINUTE = 60_000;
/** A timer may fire a little early: it stands for the next minute. */
const EARLY = 1_000;

/** Ticks at each full minute, one at a time. Cron libraries skip or wait hours around clock changes. */
export function everyMinute(o: { log: Log; tick: () => Promise<void> }): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout;
  let running = false;
  const tick = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      await o.tick();
    } catch (error) {
      o.log.warn({ err: error }, 'a tick failed; the next one tries again');
    } finally {
      running = false;
    }
  };
  const arm = (): void => {
    const left = MINUTE - (Date.now() % MINUTE);
    timer = setTimeout(
      () => {
        arm();
        void tick();
      },
      left < EARLY ? left + MINUTE : left,
    );
  };
  arm();
  return { stop: async () => clearTimeout(timer) };
}
