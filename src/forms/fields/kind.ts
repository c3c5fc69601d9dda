import type { z } from 'zod';
import type { FieldInputModel } from '../../../blocks/forms.ts';
import type { Detail } from '../../approvals/kinds.ts';
import type { Words } from '../../i18n/index.ts';
import type { Field } from '../definition.ts';

type Problems = Words['forms']['problems'];
type Code = keyof Problems;
/** Problems whose sentence names a limit. */
type LimitCode = { [C in Code]: Problems[C] extends string ? never : C }[Code];

/** `part`: which of two pickers. The sentence is in i18n. */
export type FieldProblem = { part?: 'from' | 'to' } & (
  | { code: Exclude<Code, LimitCode> }
  | { code: LimitCode; max: number }
);

export interface FileRef {
  id: string;
  name: string;
  link?: string;
}

export interface CheckContext {
  today: string;
  /** the name of an active person */
  person(user: string): string | undefined;
  file(id: string): FileRef | undefined;
}

/** undefined: empty. */
export type Read<V> = { value: V } | FieldProblem | undefined;

export interface Drawing {
  w: Words;
  files: readonly string[];
  /** the preview depends on a date, too */
  dated: boolean;
}

/** Everything particular to a kind, except for its words. */
export interface FieldKind<V> {
  value: z.ZodType<V>;
  span?: true;
  choices?: true;
  /** ids to look up before reading */
  looksUp?: 'person' | 'file';
  /** The input is text, `{from, to}` or ids. Never throws. */
  read(input: unknown, field: Field, ctx: CheckContext): Read<V>;
  /** The input when a request is changed; the value itself by default. */
  input?(value: V): unknown;
  draw(input: unknown, field: Field, o: Drawing): FieldInputModel[];
  /** Shown without the administrator's help text. */
  hint?(w: Words): string;
  /** For cards and lists; texts of users are raw. */
  text(value: V, w: Words): string;
  /** Shown among the details instead of the text. */
  links?(value: V): Detail['links'];
  /** For conditions of routes; `first`: the fact of a form's first field of this kind. */
  fact?: { is: 'number' | 'choice'; first?: 'amount' | 'days' | 'hours'; of(value: V): number | string };
  period?(value: V): { from: string; to: string };
  /** Times of day, shown behind the date. */
  hours?(value: V): string;
  /** The first answer of this kind is the request's reason. */
  reason?: true;
  /** The lowest rank is shown. `labelled`: a number alone says nothing. */
  amount?: { rank: number; labelled?: true; text(value: V, w: Words): string };
}

export const textIn = (input: unknown): string => (typeof input === 'string' ? input : '');

export function spanIn(input: unknown): { from: string; to: string } {
  const { from, to } = (typeof input === 'object' && input !== null ? input : {}) as { from?: unknown; to?: unknown };
  return { from: textIn(from), to: textIn(to) };
}

/** A part that Slack would refuse stays empty. */
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
