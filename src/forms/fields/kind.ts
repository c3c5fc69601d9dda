import type { z } from 'zod';
import type { FieldInputModel } from '../../../blocks/forms.ts';
import type { Detail } from '../../approvals/kinds.ts';
import type { Words } from '../../i18n/index.ts';
import type { Field } from '../definition.ts';

type Problems = Words['forms']['problems'];
type Code = keyof Problems;
/** Problems whose sentence names a limit. */
type LimitCode = { [C in Code]: Problems[C] extends string ? never : C }[Code];

/** What is wrong with one field; `part`: which of two pickers. The sentence is in i18n. */
export type FieldProblem = { part?: 'from' | 'to' } & (
  | { code: Exclude<Code, LimitCode> }
  | { code: LimitCode; max: number }
);

/** A file in Slack. */
export interface FileRef {
  id: string;
  name: string;
  link?: string;
}

export interface CheckContext {
  /** the workplace's date */
  today: string;
  /** the name of somebody who works here */
  person(user: string): string | undefined;
  file(id: string): FileRef | undefined;
}

/** undefined: nothing is filled in. */
export type Read<V> = { value: V } | FieldProblem | undefined;

export interface Drawing {
  w: Words;
  /** names of files that were given before */
  files: readonly string[];
  /** what the form gives depends on a date, too */
  dated: boolean;
}

/** A kind of form field: everything that is particular to it, except for its words. */
export interface FieldKind<V> {
  /** of an answer, as a request keeps it */
  value: z.ZodType<V>;
  /** two inputs, `from` and `to` */
  span?: true;
  /** administrators list its choices */
  choices?: true;
  /** ids that are looked up before the input is read */
  looksUp?: 'person' | 'file';
  /** Reads what stands in the input: text, `{from, to}` or ids. Never throws. */
  read(input: unknown, field: Field, ctx: CheckContext): Read<V>;
  /** What stands in the input when a sent request is changed; by default the value itself. */
  input?(value: V): unknown;
  /** The inputs that ask for it, with what stands there. */
  draw(input: unknown, field: Field, o: Drawing): FieldInputModel[];
  /** Below the input, where the form's administrator wrote no help. */
  hint?(w: Words): string;
  /** In words, for cards and lists; texts of users are raw. */
  text(value: V, w: Words): string;
  /** Links that stand among the details instead of the text. */
  links?(value: V): Detail['links'];
  /** What conditions of routes ask of it; `first`: the fact of a form's first field of this kind. */
  fact?: { is: 'number' | 'choice'; first?: 'amount' | 'days' | 'hours'; of(value: V): number | string };
  /** The dates that it is about. */
  period?(value: V): { from: string; to: string };
  /** Times of day, as they stand behind the date. */
  hours?(value: V): string;
  /** The request's reason is the first answer of this kind. */
  reason?: true;
  /** Says how much is asked for; of several kinds the lowest rank is shown. `labelled`: a number alone says nothing. */
  amount?: { rank: number; labelled?: true; text(value: V, w: Words): string };
}

export const textIn = (input: unknown): string => (typeof input === 'string' ? input : '');

export function spanIn(input: unknown): { from: string; to: string } {
  const { from, to } = (typeof input === 'object' && input !== null ? input : {}) as { from?: unknown; to?: unknown };
  return { from: textIn(from), to: textIn(to) };
}

/** The two pickers of a span; a part that Slack would refuse stays empty. */
export const drawSpan = (
  element: 'date' | 'time',
  input: unknown,
  fits: (part: string) => boolean,
): FieldInputModel[] =>
  Object.entries(spanIn(input)).map(([part, initial]) => ({
    part: part as 'from' | 'to',
    element,
    redraws: true,
    initial: fits(initial) ? initial : '',
  }));
