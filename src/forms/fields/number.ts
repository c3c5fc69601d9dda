import { z } from 'zod';
import { grouped } from '../../i18n/format.ts';
import { LONGEST } from '../../shared/text.ts';
import { MOST } from '../definition.ts';
import { type FieldKind, type Read, textIn } from './kind.ts';

const DECIMALS = 4;

/** As `grouped` writes it, too, with its minus. */
const figure = (text: string): string => text.normalize('NFKC').replace(/[\s,]/g, '').replace(/^−/, '-');

/** `1,200,000원`, `₩1 200 000`, full-width digits. */
export function parseMoney(text: string): number | undefined {
  if (text.length > LONGEST.figure) return undefined;
  const plain = figure(text).replace(/_|₩|원|KRW/giu, '');
  return /^-?\d{1,15}(\.0*)?$/.test(plain) ? Number(plain) : undefined;
}

function parseNumber(text: string): number | undefined {
  if (text.length > LONGEST.figure) return undefined;
  const plain = figure(text);
  return /^-?(\d{1,15}(\.\d*)?|\.\d+)$/.test(plain) ? Number(Number(plain).toFixed(DECIMALS)) : undefined;
}

function readFigure(
  input: unknown,
  parse: (text: string) => number | undefined,
  code: 'not-money' | 'not-a-number',
): Read<number> {
  const text = textIn(input);
  if (text.trim() === '') return undefined;
  const value = parse(text);
  if (value === undefined) return { code };
  if (Math.abs(value) > MOST.number) return { code: 'out-of-range', max: MOST.number };
  if (code === 'not-money' && value < 0) return { code };
  // Never -0.
  return { value: value || 0 };
}

const MONEY_INPUT = 30;

export const numberKinds = {
  number: {
    value: z.number(),
    read: input => readFigure(input, parseNumber, 'not-a-number'),
    input: String,
    draw: input => {
      const initial = textIn(input);
      return [{ element: 'number', initial: /^-?\d+(\.\d+)?$/.test(initial) ? initial : '' }];
    },
    text: (value, w) => w.forms.number(value),
    fact: { is: 'number', of: value => value },
    amount: { rank: 4, labelled: true, text: (value, w) => w.forms.number(value) },
  },
  /** won */
  money: {
    value: z.number(),
    read: input => readFigure(input, parseMoney, 'not-money'),
    input: grouped,
    draw: input => [{ element: 'text', max: MONEY_INPUT, initial: textIn(input) }],
    hint: w => w.forms.wonHint,
    text: (value, w) => w.forms.won(value),
    fact: { is: 'number', first: 'amount', of: value => value },
    amount: { rank: 1, text: (value, w) => w.forms.won(value) },
  },
} satisfies Record<string, FieldKind<number>>;
