import { describe, expect, expectTypeOf, it } from 'vitest';
import { defined } from '../../src/shared/defined.ts';

describe('defined', () => {
  it('leaves out what is undefined and nothing else', () => {
    expect(Object.keys(defined({ a: undefined, b: '', c: 0, d: false, e: null }))).toEqual(['b', 'c', 'd', 'e']);
  });

  it('types each field as one that may be missing, never as undefined', () => {
    const from: number | undefined = [1][0];
    expectTypeOf(defined({ from })).toEqualTypeOf<{ from?: number }>();
  });
});
