import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, isSecret, newSecret, safe } from '../../../src/absence/feeds/secret.ts';

it('a secret is 32 random bytes, and its hash does not show it', () => {
  const secrets = Array.from({ length: 100 }, newSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) {
    expect(isSecret(secret)).toBe(true);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(hashOf(secret)).not.toContain(secret.slice(0, 8));
  }
  expect(isSecret(`${secrets[0]}x`)).toBe(false);
});

it('is shown again by the installation that sealed it, and by no other', () => {
  const mine = safe('signing-secret-of-mine');
  fc.assert(
    fc.property(fc.string(), secret => {
      const sealed = mine.seal(secret, 'feed');
      expect(mine.open(sealed, 'feed')).toBe(secret);
      expect(mine.open(sealed, 'another feed')).toBeUndefined();
      expect(safe('another-signing-secret').open(sealed, 'feed')).toBeUndefined();
    }),
  );
  expect(mine.seal('x', 'feed')).not.toBe(mine.seal('x', 'feed'));
});

it('is not read from what is broken', () => {
  const mine = safe('signing-secret-of-mine');
  const sealed = mine.seal(newSecret(), 'feed');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.integer({ min: 0, max: sealed.length - 1 }).map(n => sealed.slice(0, n)),
      ),
      text => {
        expect(mine.open(text, 'feed')).toBeUndefined();
      },
    ),
  );
});
