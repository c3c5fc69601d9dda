import { z } from 'zod';
import { cut } from '../../blocks/kit.ts';
import type { FilledLeave } from '../leave-record/rules.ts';
import { LONGEST } from '../shared/text.ts';

const schema = z.object({
  /** for whom: somebody else may press a button in a channel */
  u: z.string(),
  t: z.string().exactOptional(),
  f: z.string().exactOptional(),
  l: z.string().exactOptional(),
  r: z.string().exactOptional(),
});

/** A filled form in a button's value (at most 2,000 characters, so the reason is bounded by the rules' 500). */
export const prefillValue = (
  user: string,
  form: Required<Pick<FilledLeave, 'type' | 'from' | 'to' | 'reason'>>,
): string => JSON.stringify({ u: user, t: form.type, f: form.from, l: form.to, r: cut(form.reason, 500) });

/** An empty form for somebody: a button in a channel says whose message it is. */
export const ownedValue = (user: string): string => JSON.stringify({ u: user });

/** Reads it back; undefined for an empty or a foreign value. */
export function readPrefill(value: string): { user: string; form?: FilledLeave } | undefined {
  if (!value.startsWith('{') || value.length > LONGEST.value) return undefined;
  try {
    const { u: user, t: type, f: from, l: to, r: reason } = schema.parse(JSON.parse(value));
    if (type === undefined || from === undefined || to === undefined) return { user };
    return { user, form: { type, from, to, reason: reason ?? '' } };
  } catch {
    return undefined;
  }
}
