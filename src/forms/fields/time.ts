import { z } from 'zod';
import { addDays, dayNumber, isDate } from '../../calendar/rules.ts';
import { MOST } from '../definition.ts';
import { drawSpan, type FieldKind, type Read, spanIn, textIn } from './kind.ts';

const spanSchema = z.object({ from: z.string(), to: z.string() });
export type Span = z.infer<typeof spanSchema>;

function dateProblem(date: string, today: string): 'not-a-date' | 'too-far' | undefined {
  if (!isDate(date)) return 'not-a-date';
  const away = MOST.yearsAway * 366;
  return date < addDays(today, -away) || date > addDays(today, away) ? 'too-far' : undefined;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Minutes, past midnight where the end is not after the begin. */
export function minutesOf({ from, to }: Span): number {
  const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const minutes = at(to) - at(from);
  return minutes > 0 ? minutes : minutes + 24 * 60;
}

const daysOf = ({ from, to }: Span): number => dayNumber(to) - dayNumber(from) + 1;

function readRange(input: unknown, today: string): Read<Span> {
  const { from, to } = spanIn(input);
  if (from === '' && to === '') return undefined;
  if (from === '') return { part: 'from', code: 'missing' };
  if (to === '') return { part: 'to', code: 'missing' };
  const first = dateProblem(from, today);
  if (first) return { part: 'from', code: first };
  const last = dateProblem(to, today);
  if (last) return { part: 'to', code: last };
  if (to < from) return { part: 'to', code: 'last-before-first' };
  if (daysOf({ from, to }) > MOST.rangeDays) return { part: 'to', code: 'range-too-long', max: MOST.rangeDays };
  return { value: { from, to } };
}

function readTimes(input: unknown): Read<Span> {
  const { from, to } = spanIn(input);
  if (from === '' && to === '') return undefined;
  for (const [part, time] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (time === '') return { part, code: 'missing' };
    if (!TIME.test(time)) return { part, code: 'not-a-time' };
  }
  return from === to ? { part: 'to', code: 'same-times' } : { value: { from, to } };
}

const date: FieldKind<string> = {
  value: z.string(),
  read: (input, _, ctx) => {
    const value = textIn(input);
    if (value === '') return undefined;
    const code = dateProblem(value, ctx.today);
    return code ? { code } : { value };
  },
  draw: (input, _, { dated }) => {
    const initial = textIn(input);
    return [{ element: 'date', redraws: dated, initial: isDate(initial) ? initial : '' }];
  },
  text: (value, w) => w.date(value),
  period: value => ({ from: value, to: value }),
};

/** dates, both included */
const range: FieldKind<Span> = {
  value: spanSchema,
  span: true,
  read: (input, _, ctx) => readRange(input, ctx.today),
  draw: input => drawSpan('date', input, isDate),
  text: (value, w) => `${w.range(value.from, value.to)} · ${w.days(daysOf(value))}`,
  fact: { is: 'number', first: 'days', of: daysOf },
  period: value => ({ ...value }),
  amount: { rank: 3, text: (value, w) => w.days(daysOf(value)) },
};

const hours = ({ from, to }: Span): string => `${from}–${to}`;

/** HH:mm; an end that is not after the begin is on the next day */
const times: FieldKind<Span> = {
  value: spanSchema,
  span: true,
  read: readTimes,
  draw: input => drawSpan('time', input, time => /^\d\d:\d\d$/.test(time)),
  text: (value, w) => `${hours(value)} · ${w.duration(minutesOf(value))}`,
  fact: { is: 'number', first: 'hours', of: value => minutesOf(value) / 60 },
  hours,
  amount: { rank: 2, text: (value, w) => w.duration(minutesOf(value)) },
};

export const timeKinds = { date, range, times };
