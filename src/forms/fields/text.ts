import { z } from 'zod';
import { cleanLine, cleanText, MOST } from '../definition.ts';
import { type FieldKind, textIn } from './kind.ts';

function textKind(max: number, clean: (text: string) => string, multiline: boolean): FieldKind<string> {
  return {
    value: z.string(),
    read: input => {
      const value = clean(textIn(input));
      if (value === '') return undefined;
      return value.length > max ? { code: 'text-too-long', max } : { value };
    },
    draw: input => [{ element: 'text', max, multiline, initial: textIn(input) }],
    text: value => value,
  };
}

export const textKinds = {
  text: textKind(MOST.text, cleanLine, false),
  'long-text': { ...textKind(MOST.longText, cleanText, true), reason: true },
} satisfies Record<string, FieldKind<string>>;
