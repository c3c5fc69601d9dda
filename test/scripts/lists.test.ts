import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ListRow, listRows } from '../../scripts/bench/lists.ts';
import { serverUri } from '../support/database.ts';

/** Both have full pages. */
const [FEW, MANY] = [90, 160];
/** Looked at first: the list of everybody in few fields. */
const BEFORE = ['people'];
const PAGES = [
  ...['manage hub', 'people, next page', 'records', 'records, next page', 'balances', 'balances, next page'],
  ...['month grid', 'month grid, next page'],
];
/** Not everybody has as many leaves. */
const MORE = 10;

describe('a page of a list', () => {
  let rows: ListRow[];
  beforeAll(async () => {
    vi.stubEnv('MONGODB_URI', await serverUri());
    rows = await listRows([FEW, MANY], 2, { days: 3, only: [...BEFORE, ...PAGES] });
  }, 120_000);
  afterAll(() => void vi.unstubAllEnvs());

  it.each(PAGES)('reads no more of many people than of few: %s', what => {
    const [few, many] = [FEW, MANY].map(n => rows.find(r => r.what === `${what}, ${n} people`)?.least);
    expect(few?.commands).toBeGreaterThan(0);
    expect(many?.commands).toBe(few?.commands);
    expect(many?.documents).toBeLessThanOrEqual((few?.documents ?? 0) + MORE);
  });
});
