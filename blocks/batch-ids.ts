import { pageIds } from './ids.ts';

/** Ids of grants to many. */
export const batchAction = {
  open: 'grant-batch.open',
  list: 'grant-batch.list',
  pages: pageIds('grant-batch.next'),
  undo: 'grant-batch.undo',
  unread: 'grant-batch.unread',
} as const;

export const batchCallback = {
  form: 'grant-batch.form',
  check: 'grant-batch.check',
  list: 'grant-batch.list',
  running: 'grant-batch.running',
} as const;

export const batchInput = { file: 'file', options: 'options' } as const;
