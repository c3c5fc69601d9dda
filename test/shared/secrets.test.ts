import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secrets } from '../../src/shared/secrets.ts';

const own = secrets([Buffer.alloc(32, 1)]);
const other = secrets([Buffer.alloc(32, 2)]);

describe('a sealed token', () => {
  it('is read with the key and for the person that it was sealed for, and never twice the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (token, about) => {
        const sealed = own.seal(token, about);
        expect(own.unseal(sealed, about)).toBe(token);
        expect(own.unseal(sealed, `${about}x`)).toBeUndefined();
        expect(other.unseal(sealed, about)).toBeUndefined();
        expect(own.seal(token, about)).not.toBe(sealed);
      }),
    );
  });

  it('is refused where one bit of it was altered', () => {
    const sealed = own.seal('xoxp-token', 'T:U');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const altered = Buffer.from(bytes);
      altered[i] = (altered[i] ?? 0) ^ 1;
      expect(own.unseal(`v1.${altered.toString('base64url')}`, 'T:U')).toBeUndefined();
    }
    for (const text of ['', 'v1.', 'v2.abc', 'v1.AAAA']) expect(own.unseal(text, 'T:U')).toBeUndefined();
  });
});

describe('keys that follow one another', () => {
  const keys = [1, 2, 3].map(n => Buffer.alloc(32, n));

  it('open and verify what an older one made, and seal with the newest', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 2), fc.shuffledSubarray(keys, { minLength: 1 }), (by, now) => {
        const [before, after] = [secrets(keys.slice(by, by + 1)), secrets(now)];
        const knows = now.some(key => key === keys[by]);
        const sealed = before.seal('xoxb-1', 'T1');
        expect(after.unseal(sealed, 'T1')).toBe(knows ? 'xoxb-1' : undefined);
        expect(after.isNewest(sealed, 'T1')).toBe(now[0] === keys[by]);
        expect(after.isNewest(after.seal('xoxb-1', 'T1'), 'T1')).toBe(true);
        expect(after.verify(before.sign({ at: 1 }))).toEqual(knows ? { at: 1 } : undefined);
      }),
    );
  });
});

describe('what goes through a browser', () => {
  it('comes back as it was signed, or not at all', () => {
    const signed = own.sign({ user: 'U1', at: 5 });
    expect(own.verify(signed)).toEqual({ user: 'U1', at: 5 });
    expect(other.verify(signed)).toBeUndefined();
    const [payload = '', signature = ''] = signed.split('.');
    const forged = Buffer.from(JSON.stringify({ user: 'U2', at: 5 })).toString('base64url');
    for (const text of [`${forged}.${signature}`, payload, `${payload}.`, '', '.'])
      expect(own.verify(text)).toBeUndefined();
  });
});
