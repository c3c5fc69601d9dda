import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const BYTES = 32;
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** The secret part of a feed's address: 32 random bytes, 43 signs. */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** By what a feed is found: from it nobody can tell the address. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Keeps secrets so that they can be shown again, but not be read from the database alone. */
export interface Safe {
  seal(secret: string): string;
  /** undefined: it was sealed with another key */
  open(sealed: string): string | undefined;
}

/** `from`: a secret of this installation, of which the key is made. */
export function safe(from: string): Safe {
  const key = Buffer.from(hkdfSync('sha256', from, '', 'daybook calendar feeds', BYTES));
  return {
    seal: secret => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
    },
    open: sealed => {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE));
        decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
