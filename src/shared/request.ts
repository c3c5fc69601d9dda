import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Of the press, form, command or event that is answered, or whose effect is delivered: for the log. */
export const requestId = (): string | undefined => current.getStore();

export const withinRequest = <T>(id: string, work: () => T): T => current.run(id, work);
