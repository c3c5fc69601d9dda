import { AsyncLocalStorage } from 'node:async_hooks';

/** What is answered or delivered now. */
export interface Request {
  /** of the press, form, command or event, or of the effect: for the log */
  readonly id: string;
  /** ms of `performance.now` */
  readonly begun: number;
  /** what was read for it, by who reads */
  readonly read: Map<object, unknown>;
  /** resolves when a call of this method of Slack's is to be sent, where it keeps to a pace */
  readonly toSend?: ((method: string) => Promise<void>) | undefined;
}

interface Context {
  request: Request | undefined;
  /** work that nobody waits for, see `db/bulk.ts` */
  bulk: boolean;
}

/** The only one: before Node.js 24 each of them costs something with every promise. */
const current = new AsyncLocalStorage<Context>();

/** Deliveries that begin so soon after the answer go on with what it has read, ms. */
const SOON_MS = 2_000;

export const currentRequest = (): Request | undefined => current.getStore()?.request;

export const requestId = (): string | undefined => currentRequest()?.id;

export const isBulk = (): boolean => current.getStore()?.bulk === true;

export const inBulk = <T>(work: () => T): T => current.run({ request: currentRequest(), bulk: true }, work);

/** For what presses may wait for, too, whoever begins it. */
export const asPress = <T>(work: () => T): T => current.run({ request: currentRequest(), bulk: false }, work);

const within = <T>(request: Request | undefined, work: () => T): T => current.run({ request, bulk: isBulk() }, work);

/** `after`: goes on with what that request has read, if it was just now. */
export function withinRequest<T>(
  id: string,
  work: () => T,
  o: { after?: Request | undefined; toSend?: Request['toSend'] } = {},
): T {
  const { after, toSend } = o;
  const goesOn = after !== undefined && performance.now() - after.begun < SOON_MS;
  const { begun, read } = goesOn ? after : { begun: performance.now(), read: new Map() };
  return within({ id, begun, read, toSend }, work);
}

/** The same request, with nothing read. */
export const readAnew = <T>(work: () => T): T => withinRequest(requestId() ?? '', work);

/** Nothing is remembered of what is read here. */
export const unremembered = <T>(work: () => T): T => within(undefined, work);
