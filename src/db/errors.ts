import { MongoError } from 'mongodb';

/** Nothing was recorded. The message is fit for a person and holds no password. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** A write without an answer: it may have been recorded. */
export class WriteUnconfirmed extends Error {
  override readonly name = 'WriteUnconfirmed';

  constructor(cause: unknown) {
    super('the answer to a write never came', { cause });
  }
}

export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew';
}

/** `unsent`: nothing reached the database. `unanswered`: no answer came. `failing`: it answers errors. */
type Away = 'unsent' | 'unanswered' | 'failing';

/** By name, since the driver does not export all classes. */
const BY_NAME: Readonly<Record<string, Away>> = {
  DatabaseUnavailable: 'unsent',
  MongoServerSelectionError: 'unsent',
  MongoWaitQueueTimeoutError: 'unsent',
  MongoPoolClosedError: 'unsent',
  MongoNotConnectedError: 'unsent',
  MongoTopologyClosedError: 'unsent',
  MongoServerClosedError: 'unsent',
  // The driver's own sessions end only with their client.
  MongoExpiredSessionError: 'unsent',
  MongoClientClosedError: 'unanswered',
  MongoNetworkError: 'unanswered',
  MongoNetworkTimeoutError: 'unanswered',
  MongoPoolClearedError: 'unanswered',
  MongoPoolClearedOnNetworkError: 'unanswered',
  MongoOperationTimeoutError: 'unanswered',
  MongoStalePrimaryError: 'unanswered',
  MongoUnexpectedServerResponseError: 'unanswered',
};

const BY_SYSTEM_CODE: Readonly<Record<string, Away>> = {
  ECONNREFUSED: 'unsent',
  EHOSTUNREACH: 'unsent',
  EHOSTDOWN: 'unsent',
  ENETUNREACH: 'unsent',
  ENETDOWN: 'unsent',
  ENOTFOUND: 'unsent',
  EAI_AGAIN: 'unsent',
  EPIPE: 'unanswered',
  ECONNRESET: 'unanswered',
  ECONNABORTED: 'unanswered',
  ENOTCONN: 'unanswered',
  ETIMEDOUT: 'unanswered',
  ERR_SOCKET_CLOSED: 'unanswered',
  ERR_STREAM_DESTROYED: 'unanswered',
  ERR_STREAM_PREMATURE_CLOSE: 'unanswered',
  ERR_STREAM_WRITE_AFTER_END: 'unanswered',
};

const BY_LABEL: readonly (readonly [string, Away])[] = [
  ['HandshakeError', 'unsent'],
  ['PoolRequestedRetry', 'unsent'],
  ['RetryableWriteError', 'failing'],
  ['RetryableError', 'failing'],
  ['ResetPool', 'unanswered'],
];

/**
 * "Not now", by the driver specification "Retryable reads" and MongoDB's error_codes.yml. 1: SecantusDB on a full disk.
 */
const FAILING = new Set([
  ...[1, 6, 7, 8, 39, 43, 50, 64, 89, 91, 94, 100, 133, 134, 189, 202, 262, 317, 355, 358, 371, 384, 462],
  ...[8000, 9001, 10058, 10107, 11600, 11601, 11602, 13435, 13436, 14031],
]);

const BY_MESSAGE = /^(This socket has been ended|(read|write) (EPIPE|ECONNRESET)|write after end)/;

export function awayBy(error: unknown): Away | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof WriteUnconfirmed) return awayBy(error.cause) ?? 'unanswered';
  const { name, code, beforeHandshake, writeErrors } = error as Error & Record<string, unknown>;
  const named = BY_NAME[name];
  if (named) return beforeHandshake === true ? 'unsent' : named;
  if (typeof code === 'string' && BY_SYSTEM_CODE[code]) return BY_SYSTEM_CODE[code];
  if (error instanceof MongoError) {
    const label = BY_LABEL.find(([text]) => error.hasErrorLabel(text));
    if (label) return label[1];
    if (typeof code === 'number' && FAILING.has(code)) return 'failing';
    // The driver's wrapper keeps neither class nor cause; a refused document has a code.
    if (name === 'MongoBulkWriteError' && typeof code !== 'number' && [writeErrors].flat().length === 0)
      return 'unanswered';
  }
  return code === undefined && BY_MESSAGE.test(error.message) ? 'unanswered' : undefined;
}

/** An unanswered write may have happened, so a retry must be idempotent. */
export function isUnavailable(error: unknown): boolean {
  return awayBy(error) !== undefined;
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoError && error.code === 11000;
}
