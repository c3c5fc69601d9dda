import {
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';

/** The database cannot be used now: nothing was recorded. Its message is fit for a person and holds no password. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** A write was sent and its answer never came: it may have been recorded. */
export class WriteUnconfirmed extends Error {
  override readonly name = 'WriteUnconfirmed';

  constructor(cause: unknown) {
    super('the answer to a write never came', { cause });
  }
}

/** The database was written by a newer Daybook than this one. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew';
}

/**
 * Server codes that mean "not now": host unreachable or not found, no primary, stepping down, shutting down, time limits, write concern.
 * Source: the driver specification "Retryable reads" and MongoDB's error_codes.yml.
 */
const AWAY = new Set([
  6, 7, 50, 64, 89, 91, 133, 134, 189, 262, 317, 358, 384, 9001, 10107, 11600, 11602, 13435, 13436,
]);

/**
 * Whether an error means that the database is away, slow or ending, rather than a mistake in the program or a refused document. The work is not
 * acknowledged then; a write whose answer was lost may still have happened, so what is tried again has to recognise itself.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable || error instanceof WriteUnconfirmed) return true;
  if (!(error instanceof MongoError)) return false;
  if (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoOperationTimeoutError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoClientClosedError
  ) {
    return true;
  }
  if (error.name === 'MongoPoolClearedError' || error.name === 'MongoWaitQueueTimeoutError') return true;
  if (error.hasErrorLabel(MongoErrorLabel.RetryableWriteError)) return true;
  if (error instanceof MongoBulkWriteError && isUnavailable(error.cause)) return true;
  return error instanceof MongoServerError && typeof error.code === 'number' && AWAY.has(error.code);
}

/** Whether an error says that a unique index (or the `_id`) already holds this value. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoError && error.code === 11000;
}
