import { describe, expect, it } from 'vitest';
import { retryOnConflict } from '../../src/db/retry.ts';

describe('an attempt that loses races', () => {
  const losing = (times: number) => {
    const attempts = { made: 0 };
    const attempt = async () => (++attempts.made > times ? 'won' : undefined);
    return { attempts, attempt };
  };

  it.each([0, 1, 9])('wins after %i lost ones, and is not made again', async lost => {
    const { attempts, attempt } = losing(lost);
    expect(await retryOnConflict(attempt)).toBe('won');
    expect(attempts.made).toBe(lost + 1);
  });

  it('gives up after ten', async () => {
    const { attempts, attempt } = losing(10);
    expect(await retryOnConflict(attempt)).toBeUndefined();
    expect(attempts.made).toBe(10);
  });

  it('takes false and null for outcomes', async () => {
    expect(await retryOnConflict(async () => false)).toBe(false);
    expect(await retryOnConflict(async () => null)).toBeNull();
  });

  it('fails at once when an attempt throws', async () => {
    let made = 0;
    const attempt = async () => {
      made += 1;
      throw new Error('the database is away');
    };
    await expect(retryOnConflict(attempt)).rejects.toThrow('away');
    expect(made).toBe(1);
  });
});
