import { z } from 'zod';
import { cut } from '../../blocks/kit.ts';
import type { FilledLeave } from '../leave-record/rules.ts';
import { defined } from '../shared/defined.ts';
import { LONGEST } from '../shared/text.ts';

const schema = z.object({
  /** for this person: in a channel others see the button */
  u: z.string(),
  t: z.string().exactOptional(),
  f: z.string().exactOptional(),
  l: z.string().exactOptional(),
  r: z.string().exactOptional(),
  /** who does the work meanwhile */
  s: z.string().exactOptional(),
  /** whose leave it is, where another one enters it */
  w: z.string().exactOptional(),
});

/** At most 2,000 characters: the rules bound the reason at 500. */
export const prefillValue = (
  user: string,
  {
    type: t,
    from: f,
    to: l,
    reason,
    standIn: s,
  }: Required<Pick<FilledLeave, 'type' | 'from' | 'to' | 'reason'>> & Pick<FilledLeave, 'standIn'>,
  whose?: string,
): string => JSON.stringify({ u: user, t, f, l, r: cut(reason, 500), s, w: whose });

/** In a channel a button says whose message it is. */
export const ownedValue = (user: string): string => JSON.stringify({ u: user });

/** Undefined for an empty or foreign value. */
export function readPrefill(value: string): { user: string; form?: FilledLeave; whose?: string } | undefined {
  if (!value.startsWith('{') || value.length > LONGEST.value) return undefined;
  try {
    const { u: user, t: type, f: from, l: to, r: reason, s: standIn, w: whose } = schema.parse(JSON.parse(value));
    if (type === undefined || from === undefined || to === undefined) return { user };
    return { user, form: { type, from, to, reason: reason ?? '', ...defined({ standIn }) }, ...defined({ whose }) };
  } catch {
    return undefined;
  }
}
