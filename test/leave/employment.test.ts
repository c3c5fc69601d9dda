import { expect, test } from 'vitest';
import { problemsIn } from './problems-in.ts';

const codes = (from: string, to: string, employed: { hiredOn?: string; lastDay?: string }) =>
  problemsIn({ from, to }, { employed }).map(p => p.code);

test('leave lies within the employment, its first and last days included', () => {
  const employed = { hiredOn: '2026-11-24', lastDay: '2026-12-04' };
  expect(codes('2026-11-24', '2026-12-04', employed)).toEqual([]);
  expect(codes('2026-11-23', '2026-11-24', employed)).toEqual(['before-hire']);
  expect(codes('2026-12-04', '2026-12-07', employed)).toEqual(['after-last-day']);
  expect(codes('2026-11-23', '2026-12-07', {})).toEqual([]);
});
