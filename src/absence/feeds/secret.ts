import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { secrets } from '../../shared/secrets.ts';

const BYTES = 32;

/** 32 random bytes, 43 characters. */
export const newSecret = (): string => randomBytes(BYTES).toString('base64url');

export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** Finds a feed without revealing its address. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Seals secrets for showing them again; `about`: the feed. */
export interface Safe {
  seal(secret: string, about: string): string;
  /** undefined: another key or feed */
  open(sealed: string, about: string): string | undefined;
}

/** `from`: a secret of this installation. */
export function safe(from: string): Safe {
  const { seal, unseal } = secrets([Buffer.from(hkdfSync('sha256', from, '', 'daybook calendar feeds', BYTES))]);
  return { seal, open: unseal };
}
