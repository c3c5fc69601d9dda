import { z } from 'zod';
import { cut } from '../../blocks/kit.ts';
import type { FilledLeave } from './rules.ts';

const schema = z.object({
  /** for whom: somebody else may press a button in a channel */
  u: z.string(),
  t: z.string(),
  f: z.string(),
  l: z.string(),
  r: z.string(),
});

/** A filled form in a button's value (at most 2,000 characters, so the reason is bounded by the rules' 500). */
export const prefillValue = (
  user: string,
  form: Required<Pick<FilledLeave, 'type' | 'from' | 'to' | 'reason'>>,
): string => JSON.stringify({ u: user, t: form.type, f: form.from, l: form.to, r: cut(form.reason, 500) });

/** Reads it back; undefined for an empty or a foreign value. */
export function readPrefill(value: string): { user: string; form: FilledLeave } | undefined {
  if (!value.startsWith('{')) return undefined;
  try {
    const p = schema.parse(JSON.parse(value));
    return { user: p.u, form: { type: p.t, from: p.f, to: p.l, reason: p.r } };
  } catch {
    return undefined;
  }
}
