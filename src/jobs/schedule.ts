import type { Log } from '../shared/log.ts';

const MINUTE = 60_000;
/** A timer may fire a little early: what is left of that minute is not another one. */
const EARLY = 1_000;

/**
 * Ticks at each full minute; a tick that is still under way is not started again. A timer of its own, since cron libraries look for the
 * next local time that matches: one of them finds none in an hour that comes twice, and all wait for hours once the clock is set back.
 */
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
