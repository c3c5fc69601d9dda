import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { secrets } from '../../shared/secrets.ts';

const BYTES = 32;

/** The secret part of a feed's address: 32 random bytes, 43 signs. */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** By what a feed is found: from it nobody can tell the address. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Keeps secrets so that they can be shown again, but not be read from the database alone; `about`: the feed whose they are. */
export interface Safe {
  seal(secret: string, about: string): string;
  /** undefined: it was sealed with another key, or for another feed */
  open(sealed: string, about: string): string | undefined;
}

/** `from`: a secret of this installation, of which the key is made. */
export function safe(from: string): Safe {
  const { seal, unseal } = secrets(Buffer.from(hkdfSync('sha256', from, '', 'daybook calendar feeds', BYTES)));
  return { seal, open: unseal };
}
