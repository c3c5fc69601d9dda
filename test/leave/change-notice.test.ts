import { expect, test } from 'vitest';
import type { FilledLeave } from '../../src/leave-record/rules.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import { snapshotOf } from '../../src/leave-record/types/definition.ts';
import { problemsIn, TODAY } from './problems-in.ts';

const type = { ...builtinType('annual'), notice: 7 } as NonNullable<ReturnType<typeof builtinType>>;

/** A change of an approved leave to other days; the codes of what is wrong with it. */
const changed = (was: [string, string], to: [string, string]): string[] => {
  const old = { type: 'annual', from: was[0], to: was[1], as: snapshotOf(type) };
  const replaces: FilledLeave['replaces'] = { id: 'r1', was: old };
  return problemsIn({ from: to[0], to: to[1], replaces }, { type }).map(p => p.code);
};

test('days that a change adds need the notice, days that stay do not', () => {
  expect(TODAY).toBe('2026-11-24');
  expect(changed(['2026-11-25', '2026-11-27'], ['2026-11-25', '2026-11-26'])).toEqual([]);
  expect(changed(['2026-11-25', '2026-11-26'], ['2026-11-25', '2026-11-27'])).toEqual(['notice-too-short']);
  expect(changed(['2026-12-21', '2026-12-21'], ['2026-11-26', '2026-11-26'])).toEqual(['notice-too-short']);
  expect(changed(['2026-12-21', '2026-12-21'], ['2026-12-22', '2026-12-22'])).toEqual([]);
});

test('a change moves no leave further back than one may be entered; one that began long ago is still shortened', () => {
  expect(changed(['2026-12-21', '2026-12-21'], ['2025-03-10', '2025-03-10'])).toEqual(['too-far-back']);
  expect(changed(['2026-09-01', '2026-11-30'], ['2026-09-01', '2026-11-20'])).toEqual([]);
});
