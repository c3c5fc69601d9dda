import type { z } from 'zod';
import { LONGEST } from '../shared/text.ts';

/** A payload names nothing that Daybook has put there: forged, or long gone. The router says so, and logs it as a refusal. */
export class NotFound extends Error {}

export function found<T>(named: T | undefined): T {
  if (named === undefined) throw new NotFound();
  return named;
}

/** What a modal remembers that was opened with nothing. */
export const nothing = (metadata: string): true | undefined => (metadata === '' ? true : undefined);

/** A modal's `private_metadata`; undefined when it is not what Daybook put there. */
export function readMetadata<T>(schema: z.ZodType<T>, metadata: string): T | undefined {
  if (metadata.length > LONGEST.metadata) return undefined;
  try {
    return schema.parse(JSON.parse(metadata));
  } catch {
    return undefined;
  }
}
