import type { z } from 'zod';
import { LONGEST } from '../shared/text.ts';

/** A forged or outdated payload; the router answers and logs it. */
export class NotFound extends Error {}

export function found<T>(named: T | undefined): T {
  if (named === undefined) throw new NotFound();
  return named;
}

/** Metadata of a modal opened without any. */
export const nothing = (metadata: string): true | undefined => (metadata === '' ? true : undefined);

/** Undefined: not Daybook's. */
export function readMetadata<T>(schema: z.ZodType<T>, metadata: string): T | undefined {
  if (metadata.length > LONGEST.metadata) return undefined;
  try {
    return schema.parse(JSON.parse(metadata));
  } catch {
    return undefined;
  }
}
