import { newId } from './effects.ts';
import type { Log } from './log.ts';

/** After a rejection the process goes on; after an exception its state is unknown, so it ends. */
export function lastResort(log: Log, end: (code: number) => Promise<void>): void {
  const id = (): string => newId('x', Date.now());
  process.on('unhandledRejection', reason => log.error({ id: id(), err: reason }, 'a rejection was not handled'));
  process.on('uncaughtException', error => {
    log.fatal({ id: id(), err: error }, 'an exception was not caught: the process ends');
    end(1).catch(() => process.exit(1));
  });
  process.removeAllListeners('warning');
  process.on('warning', warning => log.warn({ err: warning }, 'a warning of Node.js'));
}
