import type { z } from 'zod';

/** A modal's `private_metadata`; undefined when it is not what Daybook put there. */
export function readMetadata<T>(schema: z.ZodType<T>, metadata: string): T | undefined {
  try {
    return schema.parse(JSON.parse(metadata));
  } catch {
    return undefined;
  }
}
